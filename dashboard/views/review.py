"""审核: which submissions wait for whom; open one, pass it, send it back, confirm it, one or many at once."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.collecting import collection_context
from dashboard.parts.dossier import dossier, nothing_came
from dashboard.parts.filters import choose_quarter
from dashboard.parts.frame import empty_state, open_page
from dashboard.parts.review_acts import act_bar, return_regions, what_was_done
from dashboard.parts.review_list import TICK, choose_which, lines_of, review_table, review_title, ticked_after
from dashboard.parts.reviewer import reviewer_post
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.collection import collected_quarters
from dashboard.usecases.review import ReviewLine, review_desk
from dashboard.usecases.submissions import submission_status

words = say()
page = open_page()


def ask() -> tuple[str, str, str]:
    """The quarter, the post in which the reader acts, and which submissions to list."""
    columns = st.container(key="filters").columns(3)
    with columns[0]:
        quarter = choose_quarter(collected_quarters(desk()))
    with columns[1]:
        post = reviewer_post()
    with columns[2 if post else 1]:
        which = choose_which(post)
    return quarter, post, which


def look_at(key: str | None, lines: list[ReviewLine]) -> None:
    """Tick a submission, or open it on the right."""
    if key is None:
        return
    if key.startswith(TICK):
        state = st.session_state
        state["ticked"] = ticked_after(key.removeprefix(TICK), state.get("ticked", []), lines)
    else:
        st.query_params["receipt"] = key
    st.rerun()


def to_review(lines: list[ReviewLine], post: str) -> None:
    """The list on the left, the opened submission on the right, the acts at the foot for who acts in a post."""
    chosen = next((line for line in lines if line.key == st.query_params.get("receipt")), lines[0])
    ticked = [line for line in lines if line.key in st.session_state.get("ticked", ())]
    left, right = st.columns([13, 9], gap="large")
    with left:
        look_at(review_table(lines, [line.key for line in ticked], chosen.key, ticks=bool(post)), lines)
    with right, st.container(key="opened"):
        status = submission_status(desk(), chosen.key, locale()) if chosen.delivery else None
        if status is None:
            nothing_came(chosen)
        else:
            dossier(chosen, status)
            if post:
                return_regions(status, post)
    if post:
        act_bar(ticked or [line for line in [chosen] if line.delivery], post)


quarter, post, which = ask()
shown = review_desk(desk(), quarter, locale())
page.headline(review_title(shown), collection_context(shown.collection))
what_was_done()
lines = lines_of(shown, post, which)
if lines:
    to_review(lines, post)
elif shown.lines:
    empty_state(
        words(mark("Nothing waits here")), words(mark("Choose another post, or All, to see the other submissions."))
    )
else:
    empty_state(words(mark("No submissions")), words(mark("Choose the first files on the page Submit.")))
