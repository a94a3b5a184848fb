"""首页: the cards of results: who leads, who moved, the red and black lists."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import Say, mark
from dashboard.parts.home import Card, Line
from dashboard.parts.home_behind import FEW, MORE, region_address
from dashboard.parts.home_region import now_place
from dashboard.parts.markup import Html, element, join
from dashboard.parts.numbers import figure
from dashboard.parts.red_black import red_black_title
from dashboard.parts.signs import movement, movement_words
from dashboard.usecases.board_shape import Board, BoardRow
from dashboard.usecases.red_black import RedBlack


def leaders_card(boards: Sequence[Board], words: Say) -> Card:
    """Who leads each group."""
    first = boards[0]
    names = words(mark(", ")).join(row.name for row in first.leaders[:FEW])
    lines = tuple(
        Line(
            board.group_name,
            join(_placed(row, board) for row in board.ranked[:FEW]),
            f"ranking?group={board.group}&quarter={board.quarter}",
        )
        for board in boards
        if board.ranked
    )
    answer = (
        words(mark("{name} leads the {group}"), name=names, group=first.group_name)
        if names
        else words(mark("Nobody is ranked yet"))
    )
    return Card(words(mark("Results")), answer, lines, f"ranking?quarter={first.quarter}", words(MORE), first.quarter)


def movers_card(boards: Sequence[Board], words: Say) -> Card:
    """Who moved up and down most, over all groups."""
    up = sorted((row for board in boards for row in board.risers), key=lambda row: -(row.change or 0))[:FEW]
    down = sorted((row for board in boards for row in board.fallers), key=lambda row: row.change or 0)[:FEW]
    quarter = boards[0].quarter
    answer = words(mark("Nobody moved"))
    if up:
        answer = words(
            mark("{name} moved up most: {change}"), name=up[0].name, change=movement_words(up[0].change, words)
        )
    lines = tuple(
        Line(
            row.name,
            join((movement(row.change, words), now_place(row, words))),
            region_address(row.region_code, quarter),
        )
        for row in (*up, *down)
    )
    return Card(words(mark("Movement")), answer, lines, f"ranking?quarter={quarter}", words(MORE), quarter)


def lists_card(quarter: str, every: Sequence[tuple[Board, RedBlack]], words: Say) -> Card | None:
    """Who is on most red and on most black lists of each group; None where the scheme holds none."""
    held = [(board, lists) for board, lists in every if lists.held is not None and lists.items]
    if not held:
        return None
    opens = f"shortfalls?part=black&quarter={quarter}"
    lines = tuple(Line(board.group_name, _listed(lists, words), opens) for board, lists in held)
    (reds, red), _ = held[0][1].most_red, held[0][1].most_black
    answer = red_black_title(held[0][1], words)
    if red and not held[0][1].in_part:
        answer = words(mark("Red list, most: {names} ({count} items)"), names=_some(reds, words), count=red)
    return Card(words(mark("Red and black lists")), answer, lines, opens, words(MORE), quarter)


def _listed(lists: RedBlack, words: Say) -> Html:
    """Who is on most of either list of a group, each in words."""
    both = ((mark("Red: {said}"), *lists.most_red), (mark("Black: {said}"), *lists.most_black))
    return join(
        element("span", words(sentence, said=_most(names, count, words)), css="jp-home-part")
        for sentence, names, count in both
    )


def _most(names: Sequence[str], count: int, words: Say) -> str:
    if not count:
        return words(mark("nobody"))
    return words(mark("{names}: {count} items"), names=_some(names, words), count=count)


def _some(names: Sequence[str], words: Say) -> str:
    if len(names) > 1:
        return words(mark("{first} and others, {count} in all"), first=names[0], count=len(names))
    return words(mark(", ")).join(names)


def _placed(row: BoardRow, board: Board) -> Html:
    score = element("b", figure(row.published, board.precision), css="jp-home-figure")
    return element("span", f"{row.rank} {row.short_name} ", score, " ", css="jp-home-part")
