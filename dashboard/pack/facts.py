"""The bulletin's sentences: facts with exact figures, no opinions."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import Say, mark
from dashboard.pack.contents import GroupContents, Loss, PackContents, SectionContents
from dashboard.pack.notes import back_cast_note
from dashboard.pack.phrases import listed, quarter_phrase, scheme_title, together
from dashboard.parts.numbers import figure, per_cent
from dashboard.usecases.board_shape import Board, BoardRow

NAMES_UP_TO = 12
MOVERS_SHOWN = 5


def opening(contents: PackContents, say: Say) -> str:
    """Who was scored, for which quarter, by which scheme."""
    counted = [(len(group.board.ranked), group.board.group_name) for group in contents.groups if group.board.ranked]
    groups = [say(mark("{units} units of {group}"), units=units, group=name) for units, name in counted]
    if not groups:
        message = mark("For {quarter} no unit can be ranked yet.")
        return together(
            contents, say(message, quarter=quarter_phrase(contents.quarter, say)), back_cast_note(contents, say)
        )
    scored = say(
        mark("For {quarter}, {department} scored the work of {groups} by {scheme}; full marks are {full} points."),
        quarter=quarter_phrase(contents.quarter, say),
        department=contents.department,
        groups=listed(groups, say),
        scheme=scheme_title(contents),
        full=figure(contents.full_marks, 0),
    )
    return together(contents, scored, back_cast_note(contents, say))


def group_overview(contents: PackContents, group: GroupContents, say: Say) -> str:
    """Mean, first, last and bands of a group, and who is not ranked."""
    board, stand = group.board, group.standing
    if not stand.leaders:
        return say(mark("No unit of {group} can be ranked yet."), group=board.group_name)
    sentence = say(
        mark(
            "{group}: {mean} points on average; the highest is {highest} ({leaders}), the lowest {lowest} ({last}), "
            "{spread} points apart."
        ),
        group=board.group_name,
        mean=figure(stand.mean, board.precision),
        highest=figure(stand.highest, board.precision),
        leaders=some(stand.leaders, say),
        lowest=figure(stand.lowest, board.precision),
        last=some(stand.last, say),
        spread=figure(stand.spread, board.precision),
    )
    bands = listed((say(mark("{band} {units}"), band=band.name, units=band.units) for band in board.bands), say)
    return together(contents, sentence, say(mark("Bands: {bands}."), bands=bands), _unranked(board, say))


def _unranked(board: Board, say: Say) -> str:
    unranked = [row for row in board.rows if row.rank is None]
    return say(mark("Not ranked: {names}."), names=some(unranked, say)) if unranked else ""


def ranking_intro(contents: PackContents, board: Board, say: Say) -> str:
    """The sentence before a table of ranks."""
    return say(
        mark("By overall score, the units of {group} stand as follows; movement is against {earlier}."),
        group=board.group_name,
        earlier=quarter_phrase(contents.earlier, say),
    )


def movers(contents: PackContents, board: Board, say: Say) -> str:
    """How many moved, and who moved most."""
    earlier = quarter_phrase(contents.earlier, say)
    if not board.ranked:
        return say(mark("No unit of {group} can be ranked yet."), group=board.group_name)
    if not board.earlier_units:
        return say(mark("{group}: no ranking of {earlier} to compare with."), group=board.group_name, earlier=earlier)
    if all(row.change is None for row in board.ranked):
        message = mark("{group}: the units that are ranked now were not ranked in {earlier}.")
        return say(message, group=board.group_name, earlier=earlier)
    counts = say(
        mark("{group}: against {earlier}, {up} units moved up, {down} moved down and {unchanged} kept their place."),
        group=board.group_name,
        earlier=earlier,
        up=len(board.risers),
        down=len(board.fallers),
        unchanged=sum(row.change == 0 for row in board.ranked),
    )
    up = _moved(board.risers, mark("{region} up {places} to place {rank}"), say)
    down = _moved(board.fallers, mark("{region} down {places} to place {rank}"), say)
    return together(
        contents,
        counts,
        say(mark("Moved up most: {units}."), units=up) if up else "",
        say(mark("Moved down most: {units}."), units=down) if down else "",
    )


def _moved(rows: Sequence[BoardRow], message: str, say: Say) -> str:
    shown = rows[:MOVERS_SHOWN]
    names = [say(message, region=row.name, places=abs(row.change or 0), rank=row.rank) for row in shown]
    return listed(names, say) if names else ""


def section_lead(section: SectionContents, say: Say) -> str:
    """A section's name with its full marks."""
    board = section.board
    return say(mark("{section} (of {full} points)."), section=board.node_name, full=figure(board.full_marks, 0))


def section_facts(section: SectionContents, say: Say) -> str:
    """Mean, first and last of a section."""
    stand, decimals = section.standing, section.board.precision
    if not stand.leaders:
        return say(mark("No unit has points in this section."))
    if not stand.spread:
        return say(mark("All units have {points} points."), points=figure(stand.highest, decimals))
    return say(
        mark("{mean} points on average; the highest is {highest} ({leaders}), the lowest {lowest} ({last})."),
        mean=figure(stand.mean, decimals),
        highest=figure(stand.highest, decimals),
        leaders=some(stand.leaders, say),
        lowest=figure(stand.lowest, decimals),
        last=some(stand.last, say),
    )


def loss_lead(loss: Loss, say: Say) -> str:
    """An item's name with its full marks and its section."""
    return say(
        mark("{item} ({section}, {full} points)."), item=loss.item, section=loss.section, full=f"{loss.full_marks:g}"
    )


def loss_facts(loss: Loss, decimals: int, say: Say) -> str:
    """How many lost points on an item, how much on average, and who most."""
    if loss.losers == loss.units == len(loss.most_names):
        return say(
            mark("All {units} units lost {points} points."), units=loss.units, points=figure(loss.most, decimals)
        )
    return say(
        mark("{losers} of {units} units lost points, {mean} on average; most were lost by {names}: {most}."),
        losers=loss.losers,
        units=loss.units,
        mean=figure(loss.mean, decimals),
        names=_some_names(loss.most_names, say),
        most=figure(loss.most, decimals),
    )


def deliveries(contents: PackContents, say: Say) -> str:
    """How many files came, who was in time, late, or has not submitted."""
    given = contents.reporting
    sentences = [
        say(
            mark("{files} files were accepted; of {owing} units that owe one, {on_time} submitted in time."),
            files=len(given.sources),
            owing=given.owing,
            on_time=given.on_time,
        )
    ]
    if given.partial:
        sentences.append(say(mark("Submitted in part: {names}."), names=listed(given.partial, say)))
    if given.late:
        sentences.append(say(mark("Late: {names}."), names=listed(given.late, say)))
    if given.absent:
        sentences.append(say(mark("Not submitted: {names}."), names=listed(given.absent, say)))
    return together(contents, *sentences)


def completeness(contents: PackContents, group: GroupContents, say: Say) -> str:
    """How complete a group's data are, and where values are missing."""
    board = group.board
    sentence = say(
        mark("{group}: {reporting} of {units} units have data, complete to {share}."),
        group=board.group_name,
        reporting=board.reporting,
        units=len(board.rows),
        share=per_cent(group.completeness),
    )
    if not group.incomplete:
        return sentence
    missing = mark("Values are missing for {count} units: {names}.")
    return together(contents, sentence, say(missing, count=len(group.incomplete), names=some(group.incomplete, say)))


def some(rows: Sequence[BoardRow], say: Say) -> str:
    """The names of units; of many the first, and how many more."""
    return _some_names([row.name for row in rows], say)


def _some_names(names: Sequence[str], say: Say) -> str:
    if len(names) <= NAMES_UP_TO:
        return listed(names, say)
    shown = listed(names[:MOVERS_SHOWN], say)
    return say(
        mark("{names} and {more} more, {all} in all"), names=shown, more=len(names) - MOVERS_SHOWN, all=len(names)
    )
