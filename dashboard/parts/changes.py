"""What a submission says otherwise, as a table: figure by figure, before and after."""

from __future__ import annotations

from config.wording import Say, mark
from dashboard.parts.markup import Html, element
from dashboard.parts.numbers import MISSING, separated, signed
from dashboard.parts.provenance import STATUSES
from dashboard.parts.table import Column, Row, table_of
from dashboard.usecases.changes import Change, Changes
from dashboard.usecases.file_report import PrintedFigure

SHOWN = 30
_SIGNS = {"changed": "", "added": "＋ ", "removed": "－ "}


def changes_words(changes: Changes, words: Say) -> str:
    """How many figures were changed, added and left out, and how many are the same."""
    return words(
        mark("against {against}: {changed} changed, {added} new, {removed} not in it any more, {same} the same"),
        against=changes.against,
        changed=changes.count("changed"),
        added=changes.count("added"),
        removed=changes.count("removed"),
        same=changes.same,
    )


def changes_table(changes: Changes, words: Say) -> Html:
    """The first figures that differ; how many more there are."""
    columns = [
        Column(words(mark("Region")), align="tight"),
        Column(words(mark("Indicator")), align="text", names=True),
        Column(words(mark("Before")), align="right"),
        Column(words(mark("After")), align="right"),
        Column(words(mark("Change")), align="right"),
    ]
    shown = table_of(columns, [_row(change, words) for change in changes.rows[:SHOWN]])
    more = len(changes.rows) - SHOWN
    return element(
        "div", shown, element("p", words(mark("and {count} more"), count=more), css="jp-note") if more > 0 else ""
    )


def _row(change: Change, words: Say) -> Row:
    share = MISSING if change.share is None else signed(change.share * 100, 1) + "%"
    sign = element("span", _SIGNS[change.kind], css="jp-status")
    name = element("span", sign, change.indicator)
    return Row((change.region, name, _printed(change.before, words), _printed(change.after, words), share))


def _printed(figure: PrintedFigure | None, words: Say) -> Html:
    if figure is None:
        return Html(MISSING)
    if not figure.text:
        return element("span", words(STATUSES.get(figure.status, figure.status)), css="jp-status")
    return element("span", separated(figure.text), element("small", figure.unit))
