"""Cards of highlight cases: what was done, beside what the figures say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from config.wording import Say, mark
from dashboard.parts.filters import quarter_name
from dashboard.parts.markup import Html, element, show
from dashboard.parts.numbers import figure
from dashboard.parts.session import say
from dashboard.usecases.cases import Case, Moved, Verdict

VERDICTS: dict[Verdict, str] = {
    "improved": mark("improved"),
    "worsened": mark("got worse"),
    "moved": mark("moved"),
    "unmoved": mark("did not move"),
    "no_before": mark("no figure before"),
    "no_figure": mark("no figure yet"),
    "no_indicator": mark("no indicator named"),
}
HONEST: dict[Verdict, str] = {
    "worsened": mark("The figures do not bear this case out: the indicator got worse in the quarter."),
    "unmoved": mark("The figures do not bear this case out yet: the indicator did not move in the quarter."),
    "no_before": mark("There is no figure for the quarter before, so no change can be shown."),
    "no_figure": mark("The indicator has no figure for this region and quarter, so the effect cannot be checked."),
    "no_indicator": mark("The case names no indicator of the catalogue, so the effect cannot be checked."),
}
_CSS: dict[Verdict, str] = {"improved": "jp-up", "worsened": "jp-down"}


class Claim(Protocol):
    """A case with the indicator that it claims to have moved."""

    @property
    def quarter(self) -> str:
        """The quarter of the case."""

    @property
    def verdict(self) -> Verdict:
        """What the figures say of the claim."""

    @property
    def moved(self) -> Moved | None:
        """What the indicator did; None where none is named or there is no figure."""


def figures_of_claim(case: Claim, words: Say) -> Html:
    """The claimed indicator before and after with its change and place; a sentence where there is none."""
    if case.moved is None:
        return element("p", words(VERDICTS[case.verdict]), css="jp-note")
    return _figures(case, case.moved, words)


def case_cards(cases: Sequence[Case]) -> None:
    """The cards, two in a row where there is room."""
    words = say()
    show(element("div", *(card(case, words) for case in cases), css="jp-cards"))


def cases_title(cases: Sequence[Case], quarter: str) -> str:
    """The answer: how many cases there are, and how many the figures bear out."""
    words, borne_out = say(), sum(case.verdict == "improved" for case in cases)
    places = {"quarter": quarter_name(quarter, words), "count": len(cases), "improved": borne_out}
    return words(mark("{quarter}: {count} highlight cases, {improved} of them borne out by their indicator"), **places)


def card(case: Case, words: Say) -> Html:
    """One case; every text of the submitter is escaped."""
    origin = words(mark("{unit}, {file}, {place}, receipt {receipt}"), **_origin(case))
    honest = words(HONEST[case.verdict]) if case.verdict in HONEST else ""
    return element(
        "article",
        element("p", element("b", case.region), element("span", case.line_name), css="jp-kicker"),
        element("h3", case.title),
        _figures(case, case.moved, words) if case.moved else "",
        element("p", honest, css="jp-caution") if honest else "",
        _paragraph(words(mark("What was done")), case.what_was_done),
        _paragraph(words(mark("Effect, as reported")), case.effect),
        element("p", origin, css="jp-note"),
        css="jp-card",
    )


def _figures(case: Claim, moved: Moved, words: Say) -> Html:
    basis = words(mark("in the quarter alone")) if moved.quarter_only else ""
    name = element("p", element("b", moved.name), element("span", moved.unit, " ", basis), css="jp-measure")
    before, after = figure(moved.before, moved.decimals), figure(moved.after, moved.decimals)
    line = element(
        "p",
        element("span", element("small", quarter_name(moved.before_quarter, words)), before),
        element("i", "→"),
        element("span", element("small", quarter_name(case.quarter, words)), element("b", after)),
        element("span", element("small", words(mark("Change"))), change(case, moved, words)),
        css="jp-before-after",
    )
    return element("div", name, line, element("p", rank(moved, words), css="jp-note") if moved.rank else "")


def change(case: Claim, moved: Moved, words: Say) -> Html:
    """The change with its sign and word."""
    text = words(VERDICTS[case.verdict])
    if moved.change is not None:
        sign = "＝" if not moved.change else "▲" if moved.change > 0 else "▼"
        unit = words(mark("percentage points")) if moved.unit == "%" else moved.unit
        size = f"{figure(abs(moved.change), moved.decimals)} {unit} " if moved.change else ""
        text = f"{sign}{size}{text}"
    return element("em", text, css=_CSS.get(case.verdict, "jp-same"))


def rank(moved: Moved, words: Say) -> str:
    """The place of the change among the peers."""
    sentence = mark("Improvement: place {rank} of {ranked} in {group}")
    return words(sentence, rank=moved.rank, ranked=moved.ranked, group=moved.group)


def _paragraph(head: str, text: str) -> Html:
    return element("p", element("strong", head), text, css="jp-told") if text else Html("")


def _origin(case: Case) -> dict[str, str]:
    return {"unit": case.submitter, "file": case.file_name, "place": case.place, "receipt": case.receipt}
