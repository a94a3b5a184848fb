"""An assignment opened: where it came from, when it closes, its lights, its steps with their files, what followed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.assignments import LIGHTS, STATES, assignment_light, source_words
from dashboard.parts.deadlines import moment
from dashboard.parts.filters import quarter_name
from dashboard.parts.giving import give_button
from dashboard.parts.markup import Html, element, facts, join, section_head, show
from dashboard.parts.numbers import amount, figure
from dashboard.parts.session import desk, say
from dashboard.usecases.assignments.acting import evidence_file
from dashboard.usecases.assignments.escalations import Escalated
from dashboard.usecases.assignments.reports import AssignmentReport, StepLine, Watch
from loaders.intake.evidence import media_of

STEPS = {
    "sent": mark("Evidence sent"),
    "returned": mark("Evidence sent back"),
    "closed": mark("✓ closed"),
    "reopened": mark("Opened again"),
}
_WHY = {
    "time": mark("time used, nothing sent"),
    "overdue": mark("past the due date"),
    "returned": mark("evidence sent back"),
}
_CSS = {"returned": "jp-alarm", "closed": "jp-up", "reopened": "jp-alarm"}


def assignment_chain(one: AssignmentReport, followed: Sequence[Escalated]) -> None:
    """The whole chain of one assignment."""
    words = say()
    left, right = st.columns([12, 10], gap="large")
    with left:
        show(element("p", one.demand, css="jp-answer"), _facts(one, words))
        section_head(words(mark("When it closes")))
        show(element("p", _condition(one, words)), _figures(one.watch, words) if one.watch else "")
    with right:
        section_head(words(mark("What has been done")))
        show(element("ol", _made(one, words), *(_step(step, words) for step in one.steps), css="jp-trail"))
        _files(one, words)
        section_head(words(mark("Lights, and what followed")))
        show(_lights(one, words), *(_followed(each) for each in followed if one.number in each.assignments))


def _facts(one: AssignmentReport, words: Say) -> Html:
    title = str(one.source.get("title", ""))
    return facts(
        [
            (words(mark("Number")), one.number),
            (words(mark("Came from")), join((source_words(one, words), element("span", title, css="jp-sub")))),
            (words(mark("To be done by")), words(mark(", ")).join((one.owner_name, *one.co_names))),
            (words(mark("In charge")), one.division_name),
            (words(mark("How it stands")), words(STATES[one.state])),
            (words(mark("Light")), assignment_light(one, words)),
            (
                words(mark("To be done until")),
                join((f"{one.due:%Y-%m-%d}", element("span", _left(one, words), css="jp-sub"))),
            ),
        ]
    )


def _left(one: AssignmentReport, words: Say) -> Html | str:
    if one.closed or one.state == "sent":
        return ""
    if one.days_left < 0:
        late = words(mark("overdue by working days: {days}"), days=figure(-one.days_left, 0))
        return element("b", late, css="jp-alarm")
    return words(mark("working days left: {days}"), days=figure(one.days_left, 0))


def _condition(one: AssignmentReport, words: Say) -> str:
    watch = one.watch
    if watch is None:
        return words(mark("When the office or the division in charge has approved the evidence."))
    bound = amount(watch.bound, watch.decimals, watch.unit)
    aim = mark("at most {bound}") if watch.lower else mark("at least {bound}")
    places = {"region": watch.region_name, "indicator": watch.name, "aim": words(aim, bound=bound)}
    if one.closes_by == "indicator":
        return words(mark("When the released figure has recovered: {region}, {indicator} {aim}."), **places)
    later = mark(
        "When the evidence is approved. It opens again by itself when a later quarter falls short: "
        "{region}, {indicator} {aim}."
    )
    return words(later, **places)


def _figures(watch: Watch, words: Say) -> Html:
    if not watch.figures:
        return element("p", words(mark("No figure has been released yet.")), css="jp-note")
    lines = []
    for told in watch.figures:
        signs = {True: mark("✓ good enough"), False: mark("▲ falls short"), None: mark("no figure released")}
        said = element("b", words(signs[told.meets]), css="jp-up" if told.meets else "jp-soon")
        value = amount(told.value, watch.decimals, watch.unit)
        name = element("span", quarter_name(told.quarter, words))
        told_by = element("span", told.release, css="jp-sub")
        lines.append(element("p", name, " ", element("b", value), " ", said, told_by))
    return element("div", *lines)


def _made(one: AssignmentReport, words: Say) -> Html:
    asked = words(mark("working days: {days}"), days=one.days)
    return element(
        "li",
        element("time", moment(one.made)),
        element("b", words(mark("Handed out"))),
        element("span", f"{one.made_by} · {asked}"),
    )


def _step(step: StepLine, words: Say) -> Html:
    who = f"{step.actor} · {step.post_name}" if step.post_name else step.actor
    return element(
        "li",
        element("time", moment(step.at)),
        element("b", words(STEPS[step.action]), css=_CSS.get(step.action, "")),
        element("span", who),
        element("q", step.reason) if step.reason else "",
    )


def _files(one: AssignmentReport, words: Say) -> None:
    """Every file that was sent, to be saved: nothing of it is opened here."""
    found = {file.sha256: file for step in one.steps for file in step.files}
    for sha256, file in found.items():
        size = figure(max(file.size / 1024, 1), 0)
        label = words(mark("Save {name} ({size} KB)"), name=file.name, size=size)
        give = partial(evidence_file, desk(), one.number, sha256)
        give_button("evidence", label, give, file.name, media_of(file.name), of=f"{one.number}{sha256[:8]}")


def _lights(one: AssignmentReport, words: Say) -> Html:
    lines = []
    for number, run in enumerate(one.runs, 1):
        if number > 1:
            why = mark("fell back, opened again by itself") if one.fell_back and number == len(one.runs) else None
            lines.append(_light_line(f"{run.began:%Y-%m-%d}", words(why or mark("opened again"))))
        for lit in run.lit:
            sign, word, css = LIGHTS[lit.light]
            said = join((element("b", f"{sign} {words(word)}", css=css), f" {words(_WHY[lit.why])}"))
            lines.append(_light_line(f"{lit.on:%Y-%m-%d}", said))
    coming = [
        _light_line(f"{on:%Y-%m-%d}", words(mark("then {light}"), light=words(LIGHTS[light][1])))
        for light, on in one.coming
    ]
    if not lines and not coming:
        return element("p", words(mark("No light came on.")), css="jp-note")
    return element("ol", *lines, *coming, css="jp-trail")


def _light_line(day: str, said: object) -> Html:
    return element("li", element("time", day), element("span", said))


def _followed(one: Escalated) -> Html:
    return element("p", one.text, css="jp-caution")
