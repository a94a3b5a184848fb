"""The frame of every page: label of invented figures, headline that is the answer, line of context, sources."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from config.wording import DEFAULT_LOCALE, mark
from dashboard.parts.filters import MISSED
from dashboard.parts.markup import Html, element, show
from dashboard.parts.meeting_bar import back_to_meeting
from dashboard.parts.session import choose_language, desk, locale, say
from dashboard.parts.signed_in import signed_in
from dashboard.releasing.reading import Edition

NOT_RELEASED = mark("not released")
RELEASED = mark("release {release} of {date}")
BEHIND = mark("Data have changed since; no erratum has been released yet")


class Page:
    """An open page; the headline is filled in when the answer is known."""

    def __init__(self, head: DeltaGenerator) -> None:
        self._head = head

    def headline(
        self, title: str, context: Sequence[str] = (), *, unreleased: bool = False, edition: Edition | None = None
    ) -> None:
        """The answer as the title, and what it rests on (quarter, group, coverage) in one line.

        With an edition that is a release: which one. Else with `unreleased`: that the figures are not released.
        """
        lines = [element("span", text) for text in context if text]
        if edition is not None and edition.release is not None:
            lines += _release(edition)
        elif unreleased:
            lines.append(element("span", say()(NOT_RELEASED), css="jp-state"))
        if desk().workspace.invented:
            lines.append(element("span", say()(mark("demonstration data")), css="jp-state"))
        with self._head:
            show(element("h1", title, css="jp-headline"), element("div", *lines, css="jp-context"))
            if MISSED in st.session_state:
                caution(st.session_state[MISSED])

    def sources(self, lines: Sequence[str]) -> None:
        """What the page rests on, at its foot."""
        show(element("div", *(element("p", line) for line in lines if line), css="jp-sources"))


def open_page() -> Page:
    """Begin a page: the ribbon where figures are invented, the masthead with the language, room for the headline."""
    st.session_state.pop(MISSED, None)
    with st.container(key="mast", horizontal=True, vertical_alignment="center", gap="medium"):
        show(_mast())
        show(signed_in())
        _language()
    back_to_meeting()
    return Page(st.container())


def empty_state(what: str, next_step: str) -> None:
    """Nothing to show yet: what is missing, and what to do next."""
    show(element("div", element("b", what), next_step, css="jp-empty"))


def no_board(page: Page) -> None:
    """What the pages of results show while there is no ranking: why, and what to do."""
    words = say()
    if desk().config.schemes and not desk().sight.whole("present"):
        nothing_released(page)
        return
    if desk().config.schemes:
        page.headline(words(mark("Nothing has been submitted yet, so there is no ranking")))
        empty_state(
            words(mark("No scores")),
            words(mark("Submit the first workbooks on the page Submit; the ranking appears by itself.")),
        )
        return
    page.headline(words(mark("This workspace has no scoring scheme, so nobody is ranked")))
    empty_state(
        words(mark("No scheme")),
        words(
            mark("The figures stand on the page Indicator data. To rank, add a scheme to the config folder (schemes).")
        ),
    )


def nothing_released(page: Page) -> None:
    """What pages show to who sees what was released, while nothing was."""
    words = say()
    page.headline(words(mark("Nothing has been released yet")))
    empty_state(
        words(mark("No released results")),
        words(mark("A quarter's results and figures are shown here as soon as the office has released it.")),
    )


def caution(sentence: str) -> None:
    """A remark that changes how the page is to be read."""
    show(element("div", sentence, css="jp-caution"))


def edition_words(edition: Edition) -> str:
    """Which release it is or that it is none, and that figures are invented: what a file says of itself."""
    words, release = say(), edition.release
    if release is None:
        said = words(NOT_RELEASED)
    else:
        said = words(RELEASED, release=release.id, date=f"{release.made:%Y-%m-%d}")
    return f"{said} · {words(mark('demonstration data'))}" if desk().workspace.invented else said


def _release(edition: Edition) -> list[Html]:
    release, words = edition.release, say()
    if release is None:
        return []
    known = element("span", words(RELEASED, release=release.id, date=f"{release.made:%Y-%m-%d}"))
    return [known, element("span", words(BEHIND), css="jp-state")] if edition.behind else [known]


def _mast() -> Html:
    words, province = say(), desk().config.province
    department = province.department_en if locale() == "en" else province.department
    name = element("span", department, " · ", words(mark("Quarterly review")))
    if not desk().workspace.invented:
        return element("div", name, css="jp-mast")
    label = element("b", words(mark("DEMONSTRATION DATA")))
    remark = words(mark("The figures are invented, for demonstration only."))
    return element("div", name, element("span", label, remark, css="jp-ribbon"), css="jp-mast")


def _language() -> None:
    other = DEFAULT_LOCALE if locale() == "en" else "en"
    name = "中文" if other == DEFAULT_LOCALE else "English"
    st.button(name, key="language", type="tertiary", on_click=choose_language, args=(other,), width="content")
