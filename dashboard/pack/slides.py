"""点评会幻灯片: the quarter on slides, from the same contents as the workbook and the bulletin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from config.wording import Say, mark, translator
from dashboard.pack.contents import GroupContents, PackContents
from dashboard.pack.facts import group_overview, loss_facts, movers, opening
from dashboard.pack.phrases import file_stem, invented_line, listed, movement, quarter_phrase, release_line, together
from dashboard.pack.slideform import Slides
from dashboard.pack.titles import decimals_pattern
from dashboard.parts.numbers import figure
from dashboard.usecases.board_shape import BoardRow

IN_TABLE, LOSSES, LISTED, PLANS = 14, 6, 8, 8
"""How many units a table holds, and how many items, lists and plans are told."""


def slides_name(quarter: str, locale: str) -> str:
    """`2026年第三季度工作点评会.pptx`."""
    say = translator(locale)
    return file_stem(say(mark("Review meeting on {quarter}"), quarter=quarter_phrase(quarter, say))) + ".pptx"


def slides(contents: PackContents) -> bytes:
    """The slides as pptx bytes: title, results by group, movers, red lists, what cost most, next quarter's plans."""
    say = translator(contents.locale)
    title = say(mark("Review meeting on {quarter}"), quarter=quarter_phrase(contents.quarter, say))
    made = dt.datetime.fromisoformat(contents.computed) if contents.computed else dt.datetime(2000, 1, 1)
    foot = " · ".join(filter(None, (release_line(contents, say), invented_line(contents, say))))
    show = Slides(title=title, author=contents.department, made=made, foot=foot)
    show.title(title, together(contents, contents.scheme_name), contents.department)
    show.words(say(mark("The quarter in a few words")), [opening(contents, say), *_overviews(contents, say)], 18)
    for number, group in enumerate(contents.groups):
        if group.standing.leaders:
            _group(show, contents, group, say, charted=number == 0)
    moved = [movers(contents, group.board, say) for group in contents.groups]
    show.words(say(mark("Who moved")), moved, 17)
    _lists(show, contents, say)
    _losses(show, contents, say)
    _plans(show, contents, say)
    return show.to_bytes()


def _overviews(contents: PackContents, say: Say) -> list[str]:
    return [group_overview(contents, group, say) for group in contents.groups]


def _group(show: Slides, contents: PackContents, group: GroupContents, say: Say, *, charted: bool) -> None:
    """A table of the first units of a group; of the first group a bar for each of them too."""
    rows = group.board.ranked
    leaders = listed((row.name for row in group.standing.leaders), say)
    head = say(mark("{group}: {leaders} first"), group=group.board.group_name, leaders=leaders)
    if charted:
        told = [(row.name, row.published) for row in rows if row.published is not None]
        pattern = decimals_pattern(contents.precision)
        show.bars(head, [name for name, _ in told[:IN_TABLE]], [points for _, points in told[:IN_TABLE]], pattern)
    heads = (mark("Rank"), mark("Region"), mark("Score"), mark("Band"), mark("Movement"), mark("Most points lost on"))
    table = [_row(row, contents.precision, say) for row in rows[:IN_TABLE]]
    more = say(mark("{head} (the first {shown} of {units})"), head=head, shown=len(table), units=len(rows))
    shown, (place, name, score, *rest) = head if len(rows) <= IN_TABLE else more, [say(one) for one in heads]
    show.table(
        shown, [place, name, score + say(mark("(points)")), *rest], table, (7, 20, 10, 10, 14, 34), figures=(0, 2)
    )


def _row(row: BoardRow, precision: int, say: Say) -> tuple[str, ...]:
    place, points = str(row.rank), figure(row.published, precision)
    return (place, row.name, points, row.band_name, movement(row, say), row.weakest_name)


def _lists(show: Slides, contents: PackContents, say: Say) -> None:
    """Who is commended most on the red lists, and who criticised on the black ones."""
    lines: list[str] = []
    for group in contents.groups:
        for (names, times), message in (
            (group.lists.most_red, mark("{group}, red lists: {names} most often ({times})")),
            (group.lists.most_black, mark("{group}, black lists: {names} most often ({times})")),
        ):
            if names:
                shown = listed(names[:LISTED], say)
                lines.append(say(message, group=group.board.group_name, names=shown, times=times))
    if lines:
        show.words(say(mark("Commended and criticised")), lines)


def _losses(show: Slides, contents: PackContents, say: Say) -> None:
    """The items that cost the first group most."""
    losses = contents.groups[0].losses[:LOSSES] if contents.groups else ()
    lines = [f"{loss.item}（{loss.section}）" + loss_facts(loss, contents.precision, say) for loss in losses]
    if lines:
        group = contents.groups[0].board.group_name
        show.words(say(mark("Shortfalls: what cost {group} most"), group=group), lines, 18)


def _plans(show: Slides, contents: PackContents, say: Say) -> None:
    """What the divisions plan for the next quarter."""
    rows: Sequence[Sequence[str]] = [(one.division, one.task, one.plan) for one in contents.plans[:PLANS]]
    if rows:
        heads = [say(one) for one in (mark("Division"), mark("Key task"), mark("Next quarter's plan"))]
        show.table(say(mark("Next quarter: what the divisions plan")), heads, rows, (22, 26, 52))
