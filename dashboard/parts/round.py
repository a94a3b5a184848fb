"""The round for the office: how the scoring stands; once it is closed, raw and adjusted marks, judges, confirmation."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.assignment_acts import done
from dashboard.parts.highlight_words import PHASE_NAMES, STATE_NAMES
from dashboard.parts.markup import element, figures, join, nothing, section_head, show
from dashboard.parts.numbers import figure, signed
from dashboard.parts.session import desk, locale, say
from dashboard.parts.table import Column, Row, plain_table
from dashboard.usecases.selection.checking import close_scoring, open_scoring
from dashboard.usecases.selection.confirming import confirm, decline
from dashboard.usecases.selection.results import JudgeLine, RoundReport, ScoredCase, round_report
from loaders.store.steps import LONGEST_REASON

_SURE = "round_sure"
LENIENT = 2.0
"""From so many points on a judge is called lenient or severe."""


def round_part(quarter: str) -> None:
    """The round of a quarter and what the office does about it."""
    words, told = say(), round_report(desk(), quarter, locale())
    rules = desk().config.highlights
    enough = sum(one.judges >= rules.judging.least_judges for one in told.cases)
    show(
        figures(
            [
                (words(mark("Phase")), element("span", words(PHASE_NAMES[told.phase]))),
                (words(mark("Cases")), figure(len(told.cases), 0)),
                (words(mark("Judges who scored")), figure(told.voted, 0)),
                (
                    words(mark("Cases with enough judges ({least})"), least=rules.judging.least_judges),
                    figure(enough, 0),
                ),
            ]
        )
    )
    if told.phase != "closed":
        _turning(told, words)
        _progress(told, words)
        return
    _results(told, words)
    _judges(told, words)
    _decisions(told, words)


def _turning(told: RoundReport, words: Say) -> None:
    """Open or close the scoring, asked twice since nobody can take it back."""
    quarter = told.quarter
    if told.phase == "collecting":
        said = words(mark("The scoring is open; judges see the cases now."))
        _twice(f"open {quarter}", words(mark("Open the scoring")), lambda: open_scoring(desk(), quarter), said)
    else:
        said = words(mark("The scoring is closed; here is what came of it."))
        _twice(f"close {quarter}", words(mark("Close the scoring")), lambda: close_scoring(desk(), quarter), said)
    show(element("p", words(mark("Scores stay hidden from everyone until the scoring is closed.")), css="jp-note"))


def _twice(what: str, label: str, act: Callable[[], None], said: str) -> None:
    words = say()
    if st.session_state.get(_SURE) != what:
        st.button(label, key=f"ask_{what}", type="primary", on_click=_sure, args=(what,))
        return
    with st.container(horizontal=True):
        st.button(words(mark("Not yet")), key=f"not_{what}", on_click=_sure, args=("",))
        sure = words(mark("{action}: sure"), action=label)
        st.button(sure, key=f"do_{what}", type="primary", on_click=_turn, args=(act, said))


def _sure(what: str) -> None:
    st.session_state[_SURE] = what


def _turn(act: Callable[[], None], said: str) -> None:
    _sure("")
    done("round", act, said)


def _progress(told: RoundReport, words: Say) -> None:
    if not told.cases:
        nothing(words(mark("No case has been entered for the quarter yet.")))
        return
    columns = [
        Column(words(mark("Case")), names=True),
        Column(words(mark("How it stands")), align="tight"),
        Column(words(mark("Ballots")), align="right"),
    ]
    rows = [Row((_named(one), words(STATE_NAMES[one.report.state]), figure(one.judges, 0))) for one in told.cases]
    plain_table(columns, rows)


def _named(one: ScoredCase) -> object:
    return join((one.report.title, element("span", f"{one.report.number} · {one.report.unit_name}", css="jp-sub")))


def _results(told: RoundReport, words: Say) -> None:
    section_head(
        words(mark("Places by adjusted mark")),
        words(mark("Adjusted: each judge's severity and spread evened out over the cases that judges have in common.")),
    )
    marks = words(mark("of 100"))
    columns = [
        Column(words(mark("Place by marks")), align="center"),
        Column(words(mark("Case")), names=True),
        Column(words(mark("Judges")), align="right"),
        Column(words(mark("Mean")), marks, align="right"),
        Column(words(mark("Adjusted")), marks, align="right"),
        Column(words(mark("Place by mean")), align="center"),
        Column(words(mark("Shortlist")), align="tight"),
        Column(words(mark("How it stands")), align="tight"),
    ]
    plain_table(columns, [_result(one, words) for one in told.cases])


def _result(one: ScoredCase, words: Say) -> Row:
    few = words(mark("too few judges"))
    moved = (one.raw_rank or 0) - (one.rank or 0)
    sign = f" ▲{moved}" if moved > 0 else f" ▼{-moved}" if moved < 0 else ""
    cells = (
        figure(one.rank, 0) if one.rank else few,
        _named(one),
        figure(one.judges, 0),
        figure(one.raw, 2),
        figure(one.adjusted, 2),
        f"{figure(one.raw_rank, 0)}{sign}" if one.raw_rank else "—",
        words(mark("✓ on the shortlist")) if one.listed else "—",
        words(STATE_NAMES[one.report.state]),
    )
    return Row(cells)


def _judges(told: RoundReport, words: Say) -> None:
    section_head(
        words(mark("Judges: {count}"), count=len(told.lines)),
        words(mark("Severity: points above or below the panel on the same cases; names for the office alone.")),
    )
    named = st.toggle(words(mark("Show names and single scores")), key="judge_names")
    columns = [
        Column(words(mark("Judge")), names=True),
        Column(words(mark("Cases")), align="right"),
        Column(words(mark("Mean")), words(mark("of 100")), align="right"),
        Column(words(mark("Above or below the panel")), words(mark("points")), align="right"),
        Column(words(mark("Manner")), align="tight"),
        Column(words(mark("Spread")), words(mark("factor")), align="right"),
    ]
    plain_table(columns, [_judge(one, words, named=named) for one in told.lines])
    if named:
        _marks(told, words)


def _judge(one: JudgeLine, words: Say, *, named: bool) -> Row:
    name = one.name if named else words(mark("Judge {number}"), number=one.number)
    how = (
        mark("▲ lenient") if one.effect >= LENIENT else mark("▼ severe") if one.effect <= -LENIENT else mark("＝ even")
    )
    cells = (name, figure(one.cases, 0), figure(one.mean, 2), signed(one.effect, 2), words(how), figure(one.spread, 2))
    return Row(cells)


def _marks(told: RoundReport, words: Say) -> None:
    criteria = desk().config.highlights.judging.criteria
    titles = {one.report.number: one.report.title for one in told.cases}
    names = {one.number: one.name for one in told.lines}
    columns = [
        Column(words(mark("Judge")), names=True),
        Column(words(mark("Case"))),
        *(Column(one.label(locale()), align="right") for one in criteria),
        Column(words(mark("Mark")), align="right"),
        Column(words(mark("Adjusted")), align="right"),
    ]
    rows = [
        Row(
            (
                names[one.judge],
                titles.get(one.case, one.case),
                *(figure(one.points[each.code], 0) for each in criteria),
                figure(one.mark, 2),
                figure(one.aligned, 2),
            )
        )
        for one in told.marks
    ]
    plain_table(columns, rows)


def _decisions(told: RoundReport, words: Say) -> None:
    """Confirm cases or leave them out, one after the other in the order of their places."""
    waiting = [one for one in told.cases if one.report.state == "passed"]
    section_head(words(mark("Confirmation: {count} left"), count=len(waiting)))
    if not waiting:
        nothing(words(mark("Every case is decided; the confirmed ones are on the wall.")))
        return
    for one in waiting:
        number = one.report.number
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"decide_{number}"):
            show(element("p", element("b", one.report.title), element("span", _said(one, words), css="jp-sub")))
            hint = words(mark("Reason where it deviates from the shortlist"))
            st.text_input(hint, key=f"why_{number}", max_chars=LONGEST_REASON)
            st.button(
                words(mark("Confirm")),
                key=f"confirm_{number}",
                on_click=_decide,
                args=("confirmed", number),
                type="primary" if one.listed else "secondary",
            )
            st.button(words(mark("Leave out")), key=f"decline_{number}", on_click=_decide, args=("declined", number))


def _said(one: ScoredCase, words: Say) -> str:
    if not one.rank:
        return words(mark("too few judges"))
    return words(mark("place {place}, on the shortlist") if one.listed else mark("place {place}"), place=one.rank)


def _decide(action: str, number: str) -> None:
    words, why = say(), str(st.session_state[f"why_{number}"])
    if action == "confirmed":
        done(action, lambda: confirm(desk(), number, why), words(mark("The case is confirmed and on the wall.")))
    else:
        done(action, lambda: decline(desk(), number, why), words(mark("The case is left out.")))
