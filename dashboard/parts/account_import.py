"""The import of accounts: the template, the file, its faults or what it would do, then the one-time passwords."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from config.wording import Say, mark
from dashboard.access.titles import post_words
from dashboard.parts.findings import findings_list
from dashboard.parts.giving import give_button
from dashboard.parts.markup import element, section_head, show
from dashboard.parts.session import desk, locale, say
from dashboard.parts.table import Column, Row, plain_table
from dashboard.parts.templates import XLSX
from dashboard.parts.tray import translate_dropzone
from dashboard.usecases.accounts.importing import MOST_BYTES, ImportRefused, Issued, Plan, plan_import, take_import
from dashboard.usecases.accounts.importplan import KINDS, Planned
from dashboard.usecases.accounts.sheets import issued_workbook, list_template
from loaders.intake.refusal import MEGABYTE

_FILE, _ISSUED, _TURN = "account_file", "account_issued", "account_turn"
_SHOWN = 200


def account_import() -> None:
    """Step by step: file, faults or plan, passwords."""
    words, state = say(), st.session_state
    if _ISSUED in state:
        _hand_over(state[_ISSUED], words)
        return
    section_head(
        words(mark("Accounts from a workbook")),
        words(mark("Fill in the template and choose it here. You see what would happen before anything is kept.")),
    )
    opened, language = desk(), locale()
    with st.container(horizontal=True, gap="small"):
        give_button(
            "account_template",
            words(mark("Download the template")),
            lambda: list_template(opened, language),
            f"{words(mark('Accounts'))}.xlsx",
            XLSX,
        )
        st.button(words(mark("Back to the accounts")), key="import_leave", on_click=_leave)
    _choose(words)
    if _FILE in state:
        name, content = state[_FILE]
        _look(plan_import(opened, name, content, language), words)


def _choose(words: Say) -> None:
    translate_dropzone(
        words(mark("or drop it here; xlsx, xls, ods, csv, at most {size} MB"), size=MOST_BYTES // MEGABYTE)
    )
    turn = st.session_state.get(_TURN, 0)
    with st.container(key="tray_full" if _FILE in st.session_state else "tray_empty"):
        file = st.file_uploader(words(mark("Choose a file")), key=f"account_drop_{turn}", label_visibility="collapsed")
    if file is not None:
        st.session_state[_FILE] = (file.name, file.getvalue())
        st.session_state[_TURN] = turn + 1
        st.rerun()


def _look(plan: Plan, words: Say) -> None:
    if plan.faults:
        section_head(words(mark("{file}: nothing can be kept yet"), file=plan.name))
        show(findings_list(plan.faults, words, locale()))
        return
    counts = {kind: len(plan.of(kind)) for kind in KINDS}
    section_head(words(mark("{file}: {new} new, {changes} change, {same} untouched"), file=plan.name, **counts))
    _plan_table(plan.accounts, words)
    label = words(mark("Keep these accounts"))
    nothing = counts["same"] == len(plan.accounts)
    st.button(label, key="import_take", type="primary", disabled=nothing, on_click=_take, args=(plan,))


def _plan_table(accounts: Sequence[Planned], words: Say) -> None:
    columns = [
        Column(words(mark("What happens")), align="tight"),
        Column(words(mark("Login")), names=True),
        Column(words(mark("Name"))),
        Column(words(mark("Posts that are added"))),
    ]
    order = sorted(accounts, key=lambda one: list(KINDS).index(one.kind))
    plain_table(columns, [_row(one, words) for one in order[:_SHOWN]])
    if len(order) > _SHOWN:
        show(element("p", words(mark("and {count} more"), count=len(order) - _SHOWN), css="jp-note"))


def _row(one: Planned, words: Say) -> Row:
    posts = words(mark(", ")).join(post_words(desk().config, post, words, locale()) for post in one.gains)
    renamed = one.kind == "changes" and one.name != one.name_before
    name = words(mark("{before} → {after}"), before=one.name_before, after=one.name) if renamed else one.name
    return Row((words(KINDS[one.kind]), one.login, name, posts), css="jp-muted" if one.kind == "same" else "")


def _hand_over(issued: Sequence[Issued], words: Say) -> None:
    section_head(words(mark("The accounts are kept: {count} are new"), count=len(issued)))
    if issued:
        sentence = mark("Take the one-time passwords now: after the download they are nowhere any more.")
        show(element("p", words(sentence), css="jp-caution"))
        give_button(
            "account_passwords",
            words(mark("Download the one-time passwords")),
            issued_workbook(desk(), issued, locale()),
            f"{words(mark('One-time passwords'))}.xlsx",
            XLSX,
            kind="primary",
            then=_done,
        )
    else:
        st.button(words(mark("Back to the accounts")), key="import_leave", on_click=_done)


def _take(plan: Plan) -> None:
    try:
        st.session_state[_ISSUED] = take_import(desk(), plan, locale())
    except ImportRefused:
        return
    st.session_state.pop(_FILE, None)


def _done() -> None:
    st.session_state.pop(_ISSUED, None)
    _leave()


def _leave() -> None:
    st.session_state["account_doing"] = ""
    st.session_state.pop(_FILE, None)
