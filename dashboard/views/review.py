"""审核: which submissions wait for whom; open one, pass it, send it back, confirm it, one or many at once."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.collecting import collection_context
from dashboard.parts.dossier import dossier, nothing_came
from dashboard.parts.filters import choose, choose_quarter
from dashboard.parts.frame import empty_state, open_page
from dashboard.parts.review_acts import act_bar, return_regions, what_was_done
from dashboard.parts.review_list import TICK, review_table, review_title, ticked_after
from dashboard.parts.reviewer import reviewer, reviewer_post
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.collection import collected_quarters
from dashboard.usecases.posts import Reviewer
from dashboard.usecases.review import ReviewDesk, ReviewLine, review_desk
from dashboard.usecases.submissions import submission_status

words = say()
page = open_page()
WHICH = {"turn": mark("Waiting for me"), "open": mark("Not confirmed yet"), "all": mark("All")}


def ask() -> tuple[str, Reviewer, str]:
    """The quarter, who acts, and which submissions to list."""
    columns = st.container(key="filters").columns(4)
    with columns[0]:
        quarter = choose_quarter(collected_quarters(desk()))
    with columns[1]:
        post = reviewer_post()
    with columns[2]:
        by = reviewer(post)
    with columns[3]:
        which = choose(
            words(mark("Show")), {code: words(name) for code, name in WHICH.items()}, key="which", first="open"
        )
    return quarter, by, which


def listed(shown: ReviewDesk, post: str, which: str) -> list[ReviewLine]:
    """The lines that were asked for."""
    if which == "turn":
        return [line for line in shown.lines if line.waits_for(desk().config, post)]
    return [line for line in shown.lines if which == "all" or line.state != "confirmed"]


def look_at(key: str | None, lines: list[ReviewLine]) -> None:
    """Tick a submission, or open it on the right."""
    if key is None:
        return
    if key.startswith(TICK):
        state = st.session_state
        state["ticked"] = ticked_after(key.removeprefix(TICK), state.get("ticked", []), lines)
    else:
        st.session_state["reviewed"] = key
    st.rerun()


def to_review(lines: list[ReviewLine], by: Reviewer) -> None:
    """The list on the left, the opened submission on the right, the acts at the foot."""
    asked = st.session_state.get("reviewed", st.query_params.get("receipt", ""))
    chosen = next((line for line in lines if line.key == asked), lines[0])
    ticked = [line for line in lines if line.key in st.session_state.get("ticked", ())]
    left, right = st.columns([13, 9], gap="large")
    with left:
        look_at(review_table(lines, [line.key for line in ticked], chosen.key), lines)
    with right, st.container(key="opened"):
        status = submission_status(desk(), chosen.key, locale()) if chosen.delivery else None
        if status is None:
            nothing_came(chosen)
        else:
            dossier(chosen, status)
            return_regions(status, by)
    act_bar(ticked or [line for line in [chosen] if line.delivery], by)


quarter, by, which = ask()
shown = review_desk(desk(), quarter, locale())
page.headline(review_title(shown), collection_context(shown.collection))
what_was_done()
lines = listed(shown, by.post, which)
if lines:
    to_review(lines, by)
elif shown.lines:
    empty_state(
        words(mark("Nothing waits here")), words(mark("Choose another post, or All, to see the other submissions."))
    )
else:
    empty_state(words(mark("No submissions")), words(mark("Choose the first files on the page Submit.")))
