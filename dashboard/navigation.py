"""The pages: their order, their titles, who may open them, and which one opens first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from config.model import ROLES, Role
from config.wording import mark
from dashboard.access.rights import Right
from dashboard.usecases.appeals.belonging import READ
from dashboard.usecases.desk import Desk


@dataclass(frozen=True)
class Entry:
    """A page of the navigation: its title, and the rights of which one is needed to open it."""

    title: str
    rights: tuple[Right, ...]


PAGES: Mapping[str, Entry] = {
    "home": Entry(
        mark("Home"), ("results", "present", "submissions", "submit", "check", "confirm", "oversee", "release")
    ),
    "ranking": Entry(mark("Results"), ("results", "present")),
    "highlights": Entry(mark("Highlights"), ("results", "present")),
    "selection": Entry(mark("Choice of highlights"), ("select", "judge", "enter")),
    "shortfalls": Entry(mark("Shortfalls"), ("results", "present")),
    "assignments": Entry(mark("Assignments"), ("assignments",)),
    "ledgers": Entry(mark("Ledgers"), ("results", "present")),
    "direction": Entry(mark("Direction"), ("results", "present")),
    "meeting": Entry(mark("Meeting"), ("meeting", "vote")),
    "honours": Entry(mark("Honours"), ("results",)),
    "region": Entry(mark("Regions"), ("results", "present")),
    "indicator": Entry(mark("Indicator data"), ("results", "present")),
    "method": Entry(mark("Method"), ("results", "present")),
    "release": Entry(mark("Releases"), ("results", "present")),
    "appeals": Entry(mark("Appeals"), READ),
    "upload": Entry(mark("Submit"), ("submit",)),
    "progress": Entry(mark("Submission progress"), ("submissions",)),
    "review": Entry(mark("Review"), ("check", "confirm", "oversee")),
    "accounts": Entry(mark("Accounts"), ("accounts",)),
    "clock": Entry(mark("Clock"), ("system",)),
    "trail": Entry(mark("Audit"), ("trail",)),
}
"""The pages by the name of their view, in the order of the navigation."""
FIRST: Mapping[Role, str] = {
    "judge": "selection",
    "auditor": "trail",
    "administrator": "accounts",
}
"""The page that opens first for a role; for the others the home page."""


def may_open(desk: Desk, name: str) -> bool:
    """True when the person at the desk may open a page."""
    return desk.sight.has(*PAGES[name].rights)


def first_page(desk: Desk) -> str:
    """The page that opens first: that of the first of the person's roles, of those that they may open."""
    home = "home" if desk.config.schemes else "indicator"
    held = {post.role for post in desk.person.posts}
    wished = [FIRST.get(role, home) for role in ROLES if role in held]
    opens = [name for name in (*wished, home, *PAGES) if name in PAGES and may_open(desk, name)]
    return next(iter(opens), home)
