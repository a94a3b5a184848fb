"""An appeal on the page: what is asked, the files that bear it out, its steps, and what the answer changed."""

from __future__ import annotations

from config.wording import Say, mark
from dashboard.parts.filters import quarter_name
from dashboard.parts.giving import give_button
from dashboard.parts.markup import Html, element, facts, join, show
from dashboard.parts.numbers import MISSING, figure
from dashboard.parts.releases import changed_table
from dashboard.parts.session import desk, locale, say
from dashboard.releasing.appealed import Consequence, Place
from dashboard.usecases.appeals.evidence import evidence_content
from dashboard.usecases.appeals.listing import AppealLine, AppealStepLine, EvidenceLine, what_followed
from loaders.intake.evidence import media_of
from loaders.store.appeals import STATES, State

STEPS = {
    "asked": mark("Asked for"),
    "opinion": mark("Opinion"),
    "accepted": mark("Accepted"),
    "rejected": mark("Rejected"),
    "withdrawn": mark("Withdrawn"),
    "answered": mark("Corrected by a release"),
}
_CSS: dict[State, str] = {"open": "jp-soon", "accepted": "jp-soon", "answered": "jp-up"}
_SIGNS: dict[State, str] = {"open": "○", "accepted": "◐", "answered": "✓", "rejected": "✕", "withdrawn": "−"}


def appeal_sign(state: State, words: Say) -> Html:
    """A state as sign and word."""
    return element("span", f"{_SIGNS[state]} {words(STATES[state])}", css=_CSS.get(state, "jp-status"))


def days_left(line: AppealLine, words: Say) -> Html:
    """How long until an appeal is to be decided; a dash once it is."""
    if line.days is None:
        return Html(MISSING)
    if line.days < 0:
        late = mark("overdue by working days: {days}") if line.in_working_days else mark("days overdue: {days}")
        return element("span", words(late, days=-line.days), css="jp-alarm")
    if line.days == 0:
        return element("span", words(mark("due today")), css="jp-soon")
    left = mark("working days left: {days}") if line.in_working_days else mark("days left: {days}")
    return element("span", words(left, days=line.days))


def about_words(line: AppealLine, words: Say) -> str:
    """What is to be reviewed."""
    return words(mark("the place")) if line.about == "rank" else words(mark(", ")).join(line.items)


def appeal_card(line: AppealLine) -> None:
    """One appeal in full."""
    words = say()
    title = words(mark("{region}: review of {about}"), region=line.region_name, about=about_words(line, words))
    show(
        element("h3", title, css="jp-part"),
        element("p", line.number, " ", appeal_sign(line.state, words), css="jp-kicker"),
        facts(
            (
                (words(mark("Quarter")), quarter_name(line.quarter, words)),
                (words(mark("Of release")), line.release),
                (words(mark("Place in it")), _place(line.place, words)),
                (words(mark("Held to be right")), line.held),
                (words(mark("Divisions in charge")), words(mark(", ")).join(line.owners)),
                (words(mark("Not heard yet")), words(mark(", ")).join(line.waits_for)),
                (
                    words(mark("To be decided by")),
                    join((line.due, " · ", days_left(line, words))) if line.days is not None else "",
                ),
            )
        ),
    )
    for file in line.files:
        _evidence(line, file, words)
    if line.answer:
        followed = what_followed(desk(), line.number, locale())
        if followed is not None:
            _consequence(followed, words)
    show(element("ol", *(_step(step, words) for step in line.steps), css="jp-trail"))


def _evidence(line: AppealLine, file: EvidenceLine, words: Say) -> None:
    opened, number, sha256 = desk(), line.number, file.sha256
    give_button(
        "appeal_evidence",
        words(mark("Evidence: {file} ({size} KB)"), file=file.name, size=figure(max(file.size / 1024, 1), 0)),
        lambda: evidence_content(opened, number, sha256),
        file.name,
        media_of(file.name),
        of=f"{number}.{sha256[:12]}",
        kind="tertiary",
    )


def _step(step: AppealStepLine, words: Say) -> Html:
    who = words(mark("{name} ({post})"), name=step.actor, post=step.post) if step.post else step.actor
    head = (element("time", step.at), element("b", words(STEPS[step.action])), element("span", who))
    release = element("span", step.release) if step.release else ""
    return element("li", element("p", *head), release, element("p", step.reason))


def _consequence(found: Consequence, words: Say) -> None:
    """Place and score before and after, and every figure of the region that the revision says otherwise."""
    show(
        element("h3", words(mark("What the correction changed")), css="jp-part"),
        element("div", _before_after(found, words), css="jp-before-after"),
        element(
            "p", words(mark("{count} other regions have another place by it."), count=found.others_moved), css="jp-note"
        ),
    )
    changed_table(found.figures)


def _before_after(found: Consequence, words: Say) -> Html:
    pairs = ((mark("before"), found.before), (mark("after, {release}"), found.after))
    shown = [
        element("span", element("small", words(name, release=found.release)), _place(place, words))
        for name, place in pairs
    ]
    return join((shown[0], element("i", "→"), shown[1]))


def _place(place: Place, words: Say) -> str:
    if place.rank is None:
        return words(mark("not ranked"))
    return words(mark("place {rank}, {points} points"), rank=place.rank, points=figure(place.points, 2))
