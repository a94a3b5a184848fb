"""评分: one case after the other for a judge, fit for a phone; nothing of others' ballots is shown."""

from __future__ import annotations

from functools import partial

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.assignment_acts import done
from dashboard.parts.frame import empty_state
from dashboard.parts.giving import give_button
from dashboard.parts.highlight_words import kind_and_level
from dashboard.parts.markup import element, facts, section_head, show
from dashboard.parts.numbers import figure
from dashboard.parts.session import desk, locale, say
from dashboard.parts.wall import picture
from dashboard.parts.wall_case import claim_of_case, told
from dashboard.usecases.selection.balloting import BallotCase, Balloting, balloting, score_case
from dashboard.usecases.selection.files import LARGE, ballot_file, ballot_picture
from loaders.intake.evidence import media_of
from loaders.intake.pictures import is_picture

FEW = 10
"""Up to so many points a criterion has a button for each; with more a field."""


def judging_title(found: Balloting) -> str:
    """The answer: how many of the cases the judge has scored."""
    words = say()
    if not found.cases:
        return words(mark("There is nothing for you to score now"))
    return words(mark("Scored {done} of {count} cases"), done=found.done, count=len(found.cases))


def judging_part(quarter: str) -> None:
    """The case that is looked at, with the criteria; the way to the others."""
    words, found = say(), balloting(desk(), quarter, locale())
    if found.recused:
        away = words(mark("{count} cases are not shown: you hold a post there, or wrote them."), count=found.recused)
        show(element("p", away, css="jp-note"))
    if not found.cases:
        when = words(mark("When the office opens the scoring, the cases of the quarter stand here."))
        empty_state(words(mark("No case to score")), when)
        return
    case = _looked_at(found)
    _way(found, case, words)
    left, right = st.columns([12, 10], gap="large")
    with left:
        _case(case, words)
    with right:
        _scoring(found, case, words)


def _looked_at(found: Balloting) -> BallotCase:
    asked = st.query_params.get("case", "")
    first = next((one for one in found.cases if not one.points), found.cases[0])
    return next((one for one in found.cases if one.number == asked), first)


def _way(found: Balloting, case: BallotCase, words: Say) -> None:
    """The cases in a row, each with whether it is scored."""
    codes = [one.number for one in found.cases]
    marks = {one.number: "✓" if one.points else "○" for one in found.cases}
    key = f"ballot_case_{locale()}"
    st.session_state[key] = case.number
    st.segmented_control(
        words(mark("Cases: ✓ scored, ○ not yet")),
        codes,
        format_func=lambda code: f"{marks[code]} {codes.index(code) + 1}",
        key=key,
        required=True,
        on_change=_go,
        args=(key,),
    )


def _go(key: str) -> None:
    st.query_params["case"] = str(st.session_state[key])


def _case(case: BallotCase, words: Say) -> None:
    head = [case.region, case.line_name, kind_and_level(case.kind, case.level, words)]
    show(
        element("p", *(element("span", text) for text in head if text), css="jp-kicker"),
        element("h2", case.title, css="jp-ballot-title"),
    )
    told(case.what_was_done, case.effect, words)
    claim_of_case(case, words)
    for file in case.files:
        if is_picture(file.name):
            shot = ballot_picture(desk(), case.number, file.sha256, LARGE)
            show(picture(shot, case.title, words, invented=desk().workspace.invented))
    for file in case.files:
        label = words(mark("Save {name} ({size} KB)"), name=file.name, size=figure(max(file.size / 1024, 1), 0))
        give = partial(ballot_file, desk(), case.number, file.sha256)
        give_button("entry_file", label, give, file.name, media_of(file.name), of=f"{case.number}{file.sha256[:8]}")


def _scoring(found: Balloting, case: BallotCase, words: Say) -> None:
    rules = desk().config.highlights.judging
    section_head(words(mark("Your score")), words(mark("0 is least, {most} is most."), most=rules.full_marks))
    given: dict[str, float | None] = {}
    for one in rules.criteria:
        label = words(
            mark("{criterion} (weight {weight}%)"), criterion=one.label(locale()), weight=figure(one.weight, 0)
        )
        given[one.code] = _points(
            label, f"points_{case.number}_{one.code}", case.points.get(one.code), rules.full_marks
        )
    button = words(mark("Save the score")) if case.points else words(mark("Save, and go to the next"))
    st.button(
        button, key=f"score_{case.number}", type="primary", on_click=_save, args=(found, case.number, tuple(given)),
        width="stretch",
    )  # fmt: skip
    if case.points:
        mine = [(one.label(locale()), figure(case.points[one.code], 0)) for one in rules.criteria]
        kept = words(mark("Saved. You may change it until the scoring is closed; the last score counts."))
        show(element("p", kept, css="jp-note"), facts(mine))


def _points(label: str, key: str, before: float | None, most: int) -> float | None:
    if key not in st.session_state and before is not None:
        st.session_state[key] = int(before)
    if most <= FEW:
        return st.segmented_control(label, list(range(most + 1)), key=key, width="stretch")
    return st.number_input(label, 0, most, st.session_state.get(key), key=key)


def _save(found: Balloting, number: str, criteria: tuple[str, ...]) -> None:
    """A callback, so that it keeps what was seen; then the next case that is not scored."""
    words = say()
    given = {code: st.session_state.get(f"points_{number}_{code}") for code in criteria}
    points = {code: float(value) for code, value in given.items() if value is not None}
    if done("scored", lambda: score_case(desk(), number, points), words(mark("The score of the case was saved."))):
        left = [one.number for one in found.cases if not one.points and one.number != number]
        st.query_params["case"] = left[0] if left else number
