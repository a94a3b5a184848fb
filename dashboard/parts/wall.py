"""亮点墙: confirmed cases as cards with pictures; a card opens its case."""

from __future__ import annotations

import base64
from collections.abc import Sequence

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.clickable import clickable
from dashboard.parts.filters import choose, quarter_name
from dashboard.parts.frame import empty_state
from dashboard.parts.highlight_words import CASE_KIND_NAMES, kind_and_level, verdict_line
from dashboard.parts.markup import Html, element
from dashboard.parts.numbers import figure
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.names import line_names
from dashboard.usecases.selection.files import wall_picture
from dashboard.usecases.selection.reports import CaseReport

MANY = 24
"""With more cases than this the wall begins with the newest quarter, so that it stays light."""


def wall_title(cases: Sequence[CaseReport]) -> str:
    """The answer: how many cases are on the wall, how many the figures bear out, how many were taken up elsewhere."""
    borne_out = sum(case.verdict == "improved" for case in cases)
    taken_up = sum(bool(case.taken_up) for case in cases)
    sentence = mark("Wall of highlights: {count} cases, {improved} borne out by figures, {taken} taken up elsewhere")
    return say()(sentence, count=len(cases), improved=borne_out, taken=taken_up)


def wall_filters(cases: Sequence[CaseReport]) -> list[CaseReport]:
    """The cases of the quarter, line and kind that the reader chose."""
    words = say()
    columns = st.container(key="filters").columns(4)
    quarters = {one.quarter: quarter_name(one.quarter, words) for one in cases}
    with columns[0]:
        names = {"all": words(mark("All quarters"))} | quarters
        first = next(iter(quarters), "") if len(cases) > MANY else ""
        quarter = choose(words(mark("Quarter")), names, key="wall_quarter", first=first)
    lines = {code: name for code, name in line_names(desk().config, locale()).items() if _has(cases, "line", code)}
    with columns[1]:
        line = choose(words(mark("Line")), {"all": words(mark("All lines"))} | lines, key="wall_line")
    kinds = {code: words(name) for code, name in CASE_KIND_NAMES.items() if _has(cases, "kind", code)}
    with columns[2]:
        kind = choose(words(mark("Kind")), {"all": words(mark("All kinds"))} | kinds, key="wall_kind")
    wanted = {"quarter": quarter, "line": line, "kind": kind}
    return [one for one in cases if all(code in ("all", getattr(one, name)) for name, code in wanted.items())]


def wall(cases: Sequence[CaseReport]) -> str | None:
    """The cards; the number of the case that was just opened."""
    words = say()
    if not cases:
        empty_state(words(mark("No case of this choice")), words(mark("Choose another quarter, line or kind above.")))
        return None
    return clickable(element("div", *(_card(one, words) for one in cases), css="jp-wall"), key="wall")


def picture(content: bytes | None, title: str, words: Say, *, invented: bool) -> Html:
    """A picture drawn into the page; where it is invented it says so."""
    if content is None:
        return Html("")
    address = f"data:image/jpeg;base64,{base64.b64encode(content).decode()}"
    label = element("figcaption", words(mark("demonstration picture"))) if invented else ""
    return element("figure", element("img", src=address, alt=title, loading="lazy"), label, css="jp-picture")


def _has(cases: Sequence[CaseReport], name: str, code: str) -> bool:
    return any(getattr(one, name) == code for one in cases)


def _card(case: CaseReport, words: Say) -> Html:
    shown = None if case.picture is None else wall_picture(desk(), case.number, case.picture.sha256)
    head = picture(shown, case.title, words, invented=case.invented) or element(
        "div", case.line_name, css="jp-no-picture"
    )
    place = words(mark("place {place}"), place=figure(case.place, 0)) if case.place else ""
    taken = words(mark("taken up elsewhere: {count}"), count=len(case.taken_up)) if case.taken_up else ""
    foot = [text for text in (kind_and_level(case.kind, case.level, words), place, taken) if text]
    return element(
        "article",
        head,
        element(
            "p",
            element("b", case.region),
            element("span", case.line_name),
            element("span", quarter_name(case.quarter, words)),
            css="jp-kicker",
        ),
        element("h3", element("button", case.title, css="jp-open", type="button")),
        verdict_line(case, words),
        element("p", " · ".join(foot), css="jp-note"),
        css="jp-wall-card",
        data_key=case.number,
    )
