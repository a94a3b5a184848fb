"""账号: who may do what here; open one, give it a post, end its sessions; make one, or many from a workbook."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.account_card import account_card
from dashboard.parts.account_import import account_import
from dashboard.parts.account_list import account_table, accounts_context, accounts_title, choose_accounts
from dashboard.parts.account_new import new_account
from dashboard.parts.frame import empty_state, open_page
from dashboard.parts.giving import give_button
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.accounts.listing import managed_accounts, regions_managed
from dashboard.usecases.accounts.sheets import accounts_csv

words = say()
page = open_page()
DOING = "account_doing"


def begin(what: str) -> None:
    """Show the form of a new account, or the import."""
    st.session_state[DOING] = what


def ways_in() -> None:
    """The buttons that make accounts, and the list as a file."""
    opened, language = desk(), locale()
    with st.container(horizontal=True, gap="small", key="account_ways"):
        st.button(words(mark("New account")), key="begin_new", type="primary", on_click=begin, args=("new",))
        st.button(words(mark("Import from a workbook")), key="begin_import", on_click=begin, args=("import",))
        give_button(
            "account_list",
            words(mark("Download the list")),
            lambda: accounts_csv(opened, language).encode("utf-8-sig"),
            f"{words(mark('Accounts'))}.csv",
            "text/csv",
        )


def accounts() -> None:
    """The list on the left, the opened account or the form of a new one on the right."""
    found = choose_accounts(lines)
    left, right = st.columns([13, 9], gap="large")
    asked = st.query_params.get("account", "")
    chosen = next((line for line in lines if line.login == asked), found[0] if found else None)
    with left:
        ways_in()
        if found:
            opened = account_table(found, chosen.login if chosen else "")
            if opened:
                begin("")
                st.query_params["account"] = opened
                st.rerun()
        else:
            empty_state(words(mark("No account fits")), words(mark("Search for something else, or choose All.")))
    with right, st.container(key="opened"):
        if st.session_state.get(DOING) == "new":
            new_account()
        elif chosen is not None:
            account_card(chosen)


lines = managed_accounts(desk())
page.headline(accounts_title(lines), accounts_context(lines, regions_managed(desk())))
if st.session_state.get(DOING) == "import":
    account_import()
elif lines:
    accounts()
else:
    ways_in()
    if st.session_state.get(DOING) == "new":
        new_account()
    else:
        empty_state(
            words(mark("No accounts")),
            words(mark("Make the first one with New account, or import a list from a workbook.")),
        )
