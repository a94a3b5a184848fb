"""Who sits at the screen: the one place where a page learns it."""

from __future__ import annotations

import streamlit as st

from dashboard.access.person import Person
from dashboard.door.watch import ADDRESS_HEADER, SESSION_HEADER, holder_of, person_of, watch_of
from dashboard.parts.house import house
from loaders.store.sessions import SignedIn


class NotSignedIn(Exception):
    """Nobody sits at the screen, or no longer: the session ended while the page was open."""


def signed() -> SignedIn:
    """The session of this page, while it holds. Raises NotSignedIn else."""
    found = watch_of(house()).of_header(st.context.headers.get(SESSION_HEADER) or "")
    if found is None:
        raise NotSignedIn
    return found


def holder() -> str:
    """What stands for who is signed in and what the account may do: changes with either; empty for nobody."""
    try:
        return holder_of(signed())
    except NotSignedIn:
        return ""


def person() -> Person:
    """The person of this session, with the posts held now. Raises NotSignedIn as signed does."""
    return person_of(signed(), st.context.headers.get(ADDRESS_HEADER) or "")
