"""申诉 on a region's page: the form while the time is open, and how the region's own appeals stand."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from config.model import Quarter
from config.wording import Say, mark
from dashboard.parts.appeal_acts import appeal_acts, attempt, what_became_of_it
from dashboard.parts.appeal_card import appeal_card
from dashboard.parts.filters import choose_next, quarter_name
from dashboard.parts.links import open_region
from dashboard.parts.markup import element, nothing, section_head, show
from dashboard.parts.numbers import figure
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.appeals.asking import ask
from dashboard.usecases.appeals.evidence import MOST_BYTES, MOST_FILES
from dashboard.usecases.appeals.listing import appeals_in_sight
from dashboard.usecases.appeals.window import NOT_RELEASED, OVER, AppealWindow, appeal_window
from dashboard.usecases.region_report import RegionReport
from loaders.intake.evidence import KINDS
from loaders.store.appeals import LONGEST_HELD, About
from loaders.store.steps import LONGEST_REASON

_SURE, _ROUND = "appeal_send", "appeal_round"


def may_appeal(region: str) -> bool:
    """True for who asks for reviews of a region (its code) and sees what became of them."""
    return region in desk().sight.regions("appeal")


def appeal_part(report: RegionReport) -> None:
    """The form and the region's own appeals of the quarter, side by side; a sentence where the time is not open."""
    words, window = say(), appeal_window(desk(), report.quarter)
    what_became_of_it()
    left, right = st.columns([11, 13], gap="large")
    with left:
        if window is None:
            section_head(words(mark("Ask for review")))
            nothing(words(NOT_RELEASED, quarter=quarter_name(report.quarter, words)))
            _to_the_quarter_before(report, words)
        elif not window.open:
            section_head(words(mark("Ask for review")))
            places = {"quarter": quarter_name(report.quarter, words), "closes": f"{window.closes:%Y-%m-%d %H:%M}"}
            nothing(words(OVER, **places))
        else:
            _form(report, window, words)
    with right:
        _own(report, words)


def _to_the_quarter_before(report: RegionReport, words: Say) -> None:
    """The way to the form of the quarter before, while that one's time is open."""
    before = appeal_window(desk(), str(Quarter(report.quarter).shift(-1)))
    if before is None or not before.open:
        return
    name = words(mark("Ask for review of {quarter}"), quarter=quarter_name(before.quarter, words))
    if st.button(f"{name} →", key="appeal_before"):
        choose_next("quarter", before.quarter)
        open_region(report.code, before.quarter, "appeal")


def _own(report: RegionReport, words: Say) -> None:
    section_head(words(mark("Appeals of {region}"), region=report.name))
    lines = appeals_in_sight(desk(), report.quarter, report.code, locale())
    if not lines:
        nothing(words(mark("None was sent for this quarter.")))
    for line in lines:
        with st.container(key=f"appeal_{line.number}"):
            appeal_card(line)
            appeal_acts(line)


def _form(report: RegionReport, window: AppealWindow, words: Say) -> None:
    until = mark(
        "Open until {closes} ({left}), for release {release}. The division gives its opinion, the office decides."
    )
    note = words(
        until, closes=f"{window.closes:%Y-%m-%d %H:%M}", left=_left(window.left, words), release=window.release
    )
    section_head(words(mark("Ask for review of {quarter}"), quarter=quarter_name(report.quarter, words)), note)
    key = f"appeal_{report.code}_{report.quarter}_{st.session_state.get(_ROUND, 0)}"
    names: dict[About, str] = {"items": words(mark("scored items")), "rank": words(mark("the place"))}
    about: About = st.radio(
        words(mark("What is to be reviewed")),
        list(names),
        format_func=names.__getitem__,
        horizontal=True,
        key=f"{key}_about",
    )
    items = _items(report, f"{key}_items", words) if about == "items" else []
    held = st.text_input(
        words(mark("What you hold to be right (if you can say it)")), max_chars=LONGEST_HELD, key=f"{key}_held"
    )
    reason = st.text_area(
        words(mark("Reason: what is wrong, and how one can see it")),
        max_chars=LONGEST_REASON,
        height=110,
        key=f"{key}_reason",
    )
    kinds = {"kinds": ", ".join(KINDS), "count": MOST_FILES, "limit": MOST_BYTES // (1024 * 1024)}
    files = st.file_uploader(
        words(mark("Evidence ({kinds}; at most {count} files of {limit} MB)"), **kinds),
        type=list(KINDS),
        accept_multiple_files=True,
        key=f"{key}_files",
    )
    if _asked_twice(words):
        given = [(file.name, file.getvalue()) for file in files]
        _send(report, window, about, items, reason, held, given, words)


def _items(report: RegionReport, key: str, words: Say) -> list[str]:
    lines = {line.item.code: line for line in report.items}

    def name(code: str) -> str:
        line = lines[code]
        return f"{line.name} · {figure(line.points, 2)} / {figure(line.item.full_marks, 0)}"

    ordered = sorted(lines, key=lambda code: -(lines[code].lost or 0))
    label = words(mark("Scored items, most points lost first"))
    return list(st.multiselect(label, ordered, format_func=name, key=key, placeholder=words(mark("choose items"))))


def _asked_twice(words: Say) -> bool:
    with st.container(horizontal=True, gap="small", key="appeal_send_bar"):
        if not st.session_state.get(_SURE):
            st.button(words(mark("Send the appeal …")), key="appeal_ask", on_click=_ask)
            return False
        sentence = mark("Send it? It cannot be changed afterwards, only withdrawn.")
        show(element("b", words(sentence), css="jp-soon"))
        st.button(words(mark("Not yet")), key="appeal_not_yet", on_click=_ask, args=(False,))
        return bool(st.button(words(mark("Send the appeal")), key="appeal_send_now", type="primary"))


def _send(
    report: RegionReport,
    window: AppealWindow,
    about: About,
    items: list[str],
    reason: str,
    held: str,
    files: list[tuple[str, bytes]],
    words: Say,
) -> None:
    at, quarter, region = desk(), report.quarter, report.code
    st.session_state.pop(_SURE, None)

    def send() -> None:
        ask(at, quarter, window.release, region, about, items, reason, held=held, files=files)

    if attempt(send, words(mark("The appeal is with the office; how it stands is shown here.")), reason):
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()


def _left(left: dt.timedelta, words: Say) -> str:
    if left.days:
        return words(mark("days left: {days}"), days=left.days)
    return words(mark("{hours} hours left"), hours=left.seconds // 3600)


def _ask(sure: bool = True) -> None:
    st.session_state[_SURE] = sure
