"""What a reader of the figures must know: scheme, how places are taken, what is not final, where figures come from."""

from __future__ import annotations

from config.wording import Say, mark
from dashboard.pack.contents import PackContents
from dashboard.pack.phrases import invented_line, quarter_phrase, release_line, scheme_title

_RANKS = mark(
    "Points are rounded half up to {decimals} decimals; places are taken within the group at that precision, {ties}."
)
_SHARED = mark("equal points share a place and the next place is left out (1, 2, 2, 4)")
_DENSE = mark("equal points share a place and the next place follows (1, 2, 2, 3)")
_MEANS = mark("Means are taken from the published points, so they can be checked with this workbook.")
_DETAIL = mark(
    "Points of items are rounded one by one; where an item does not apply to a unit, the rest of its section is scaled "
    "up to full marks. They need not add up to the section's points."
)
_BACK_CAST = mark("No scheme was in force in this quarter; it is scored back by {scheme}.")


def notes(contents: PackContents, say: Say) -> list[tuple[str, str]]:
    """Names and what they are, in the order of the sheet; what does not apply is left out."""
    pairs = [
        (say(mark("Quarter")), quarter_phrase(contents.quarter, say)),
        (say(mark("Department")), contents.department),
        (say(mark("State")), release_line(contents, say)),
        (say(mark("Label")), invented_line(contents, say)),
        (say(mark("Scheme")), f"{scheme_title(contents)} {contents.document}".strip()),
        (say(mark("Note on the scheme")), back_cast_note(contents, say)),
        (say(mark("How places are taken")), ranks_note(contents, say)),
        (say(mark("Movement")), say(mark("Against {earlier}."), earlier=quarter_phrase(contents.earlier, say))),
        (say(mark("Means")), say(_MEANS)),
        (say(mark("Items in detail")), say(_DETAIL)),
        (say(mark("Scored")), contents.computed),
        (say(mark("Hash of the inputs")), contents.state),
    ]
    return [(label, text) for label, text in pairs if text]


def ranks_note(contents: PackContents, say: Say) -> str:
    """How points are rounded and places taken."""
    return say(_RANKS, decimals=contents.precision, ties=say(_SHARED if contents.shared_places else _DENSE))


def back_cast_note(contents: PackContents, say: Say) -> str:
    """That the scheme is not the quarter's own; empty when it is."""
    return say(_BACK_CAST, scheme=scheme_title(contents)) if contents.back_cast else ""
