"""A case of the wall, opened: what was done, what the figures say, evidence, earlier ones alike, replications."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.cards import HONEST, Claim, figures_of_claim
from dashboard.parts.filters import quarter_name
from dashboard.parts.giving import Download, give_button
from dashboard.parts.highlight_words import kind_and_level
from dashboard.parts.links import open_indicator
from dashboard.parts.markup import Html, element, facts, join, nothing, section_head, show
from dashboard.parts.numbers import figure, per_cent
from dashboard.parts.session import desk, locale, say
from dashboard.parts.wall import picture
from dashboard.usecases.selection.alike import Earlier, alike_confirmed
from dashboard.usecases.selection.bonus import case_bonuses
from dashboard.usecases.selection.files import LARGE, confirmed_file, wall_picture
from dashboard.usecases.selection.reports import CaseFile, CaseReport, Replication
from loaders.intake.evidence import media_of


def wall_case(case: CaseReport) -> None:
    """The whole case, for who sees results."""
    words = say()
    left, right = st.columns([12, 10], gap="large")
    with left:
        shots = (wall_picture(desk(), case.number, file.sha256, LARGE) for file in case.files if file.picture)
        show(*(picture(shot, case.title, words, invented=case.invented) for shot in shots))
        told(case.what_was_done, case.effect, words)
    with right:
        show(_facts(case, words))
        claim_section(case, words)
        replications(case.taken_up, words)
        section_head(words(mark("Evidence")))
        given_files(case.files, "case_file", case.number, partial(confirmed_file, desk(), case.number))
    earlier_section(case.title, case.what_was_done, alike_confirmed(desk(), case.number, locale()))


def told(what_was_done: str, effect: str, words: Say) -> None:
    """What was done and what came of it, as the unit says."""
    section_head(words(mark("What was done")))
    show(element("p", what_was_done, css="jp-answer"))
    section_head(words(mark("Effect, as reported")))
    show(element("p", effect, css="jp-answer"))


def claim_section(case: CaseReport, words: Say) -> None:
    """What the figures say of the claim, with the way to the indicator's page."""
    claim_of_case(case, words)
    if case.moved is not None and desk().sight.has("results", "present"):
        seen = st.button(words(mark("All regions on this indicator")), key=f"peers_{case.number}", type="tertiary")
        open_indicator(case.claimed if seen else None, case.quarter)


def claim_of_case(case: Claim, words: Say) -> None:
    """What the figures say of the claim, and where they do not bear it out."""
    section_head(words(mark("What the figures say")))
    show(figures_of_claim(case, words))
    if case.verdict in HONEST:
        show(element("p", words(HONEST[case.verdict]), css="jp-caution"))


def given_files(files: Sequence[CaseFile], name: Download, number: str, give: Callable[[str], bytes]) -> None:
    """Every file of a case, to be saved."""
    words = say()
    if not files:
        nothing(words(mark("No file was added.")))
    for file in files:
        label = words(mark("Save {name} ({size} KB)"), name=file.name, size=figure(max(file.size / 1024, 1), 0))
        give_button(
            name, label, partial(give, file.sha256), file.name, media_of(file.name), of=f"{number}{file.sha256[:8]}"
        )


def earlier_section(title: str, done: str, earlier: Sequence[Earlier]) -> None:
    """The earlier cases that are alike, side by side with this one; nothing where there are none."""
    words = say()
    if not earlier:
        return
    section_head(words(mark("Earlier cases that are alike: {count}"), count=len(earlier)))
    own = _beside(words(mark("This case")), title, done)
    others = (_beside(_earlier_head(one, words), one.title, one.what_was_done) for one in earlier)
    show(element("div", own, *others, css="jp-beside-each-other"))


def replications(places: Sequence[Replication], words: Say) -> None:
    """Where a case was taken up, by day."""
    section_head(words(mark("Taken up elsewhere: {count}"), count=len(places)))
    if not places:
        nothing(words(mark("Not taken up elsewhere yet.")))
        return
    lines = (
        element("li", element("time", f"{one.since:%Y-%m-%d}"), element("b", one.region), element("span", one.note))
        for one in places
    )
    show(element("ol", *lines, css="jp-trail"))


def _earlier_head(one: Earlier, words: Say) -> str:
    places = {"quarter": quarter_name(one.quarter, words), "region": one.region, "share": per_cent(one.likeness, 0)}
    return words(mark("{quarter}, {region}: {share} alike"), **places)


def _beside(head: str, title: str, done: str) -> Html:
    return element("div", element("p", head, css="jp-note"), element("h3", title), element("p", done))


def _facts(case: CaseReport, words: Say) -> Html:
    bonus = case_bonuses(desk()).get(case.number)
    points = ""
    if bonus is not None:
        parts = {"level": figure(bonus.by_level, 1), "place": figure(bonus.by_place, 1)}
        why = words(
            mark("by level {level}, by place {place}; counted in {quarter}"),
            **parts,
            quarter=quarter_name(bonus.case.quarter, words),
        )
        points = join(
            (
                words(mark("{points} points of bonus"), points=figure(bonus.points, 1)),
                element("span", why, css="jp-sub"),
            )
        )
    return facts(
        [
            (words(mark("Number")), case.number),
            (words(mark("Entered by")), case.unit_name),
            (words(mark("Line")), case.line_name),
            (words(mark("Kind and level")), kind_and_level(case.kind, case.level, words)),
            (words(mark("Place by marks")), words(mark("place {place}"), place=case.place) if case.place else ""),
            (words(mark("Confirmed on")), f"{case.confirmed:%Y-%m-%d}" if case.confirmed else ""),
            (words(mark("Why it was chosen")), case.why_confirmed),
            (words(mark("Bonus for the region")), points),
        ]
    )
