"""修订: which figures of the indicator were reported or released otherwise later, when, by whom and why."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import Say, mark
from dashboard.parts.indicator import ROLES, period_name
from dashboard.parts.markup import Html, element, join, section_head, show
from dashboard.parts.numbers import THIN_SPACE, separated
from dashboard.parts.provenance import status_words
from dashboard.parts.session import say
from dashboard.parts.table import Column, Row, plain_table
from dashboard.usecases.file_report import PrintedFigure
from dashboard.usecases.indicator_report import CURRENT
from dashboard.usecases.revisions import Revision

SHOWN = 60
"""How many revisions are listed; of more the rest is counted."""


def revisions_section(found: Sequence[Revision], name: str) -> None:
    """The revisions under their answer: how many there are, and the newest."""
    words = say()
    kept = mark("Nothing is overwritten: both figures are kept with their files.")
    section_head(revisions_title(found, words), words(kept))
    if not found:
        return
    several = len({one.indicator for one in found} | {name}) > 1
    columns = [
        Column(words(mark("Period")), align="tight"),
        Column(words(mark("Region")), align="tight", names=True),
        *([Column(words(mark("Indicator")))] if several else []),
        Column(words(mark("Before")), align="right"),
        Column(words(mark("After")), align="right"),
        Column(words(mark("When and by whom")), align="tight"),
        Column(words(mark("Reason of the revision")), align="text"),
        Column(words(mark("From receipt or release")), align="tight"),
    ]
    plain_table(columns, [_row(one, words, several=several) for one in found[:SHOWN]])
    if len(found) > SHOWN:
        show(element("p", words(mark("and {count} more"), count=len(found) - SHOWN), css="jp-note"))


def revisions_title(found: Sequence[Revision], words: Say) -> str:
    """The answer: how many revisions, and what the newest one says."""
    if not found:
        return words(mark("No figure of this indicator was ever reported or released otherwise"))
    last = found[0]
    places = {"region": last.region, "period": period_name(last.period, words)}
    figures = {"before": _text(last.before, words), "after": _text(last.after, words)}
    sentence = mark("{count} revisions; the newest: {region}, {period}, {before} became {after}")
    return words(sentence, count=len(found), **places, **figures)


def _row(one: Revision, words: Say, *, several: bool) -> Row:
    role = element("span", words(ROLES.get(one.role, one.role)), css="jp-sub") if one.role != CURRENT else ""
    back = element("span", words(mark("sent back, does not count")), css="jp-sub") if not one.counts else ""
    cells = (
        join((period_name(one.period, words), role)),
        one.region,
        *([one.indicator] if several else []),
        _text(one.before, words),
        join((element("b", _text(one.after, words)), back)),
        join((one.at, element("span", one.by, css="jp-sub"))),
        _why(one, words),
        join((one.old, element("span", f"→ {one.new}", css="jp-sub"))),
    )
    return Row(cells, css="" if one.counts else "jp-muted")


def _why(one: Revision, words: Say) -> Html:
    """The reason, and whether an erratum was released or a file was handed in anew."""
    kind = words(mark("released as an erratum") if one.released else mark("handed in anew"))
    return join((one.why, element("span", kind, css="jp-sub" if one.why else "jp-status")))


def _text(one: PrintedFigure, words: Say) -> str:
    """A figure with its unit, or why there is none."""
    if not one.text:
        return status_words(one.status, words)
    return f"{separated(one.text)}{'' if one.unit == '%' else THIN_SPACE}{one.unit}".strip()
