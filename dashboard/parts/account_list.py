"""The list of accounts: the answer as a title, what is searched and filtered, and a row for each account."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

import streamlit as st

from config.model import ROLES
from config.wording import Say, mark
from dashboard.access.titles import post_words, role_name, unit_name
from dashboard.parts.filters import choose
from dashboard.parts.markup import Html, element, show
from dashboard.parts.numbers import MISSING, figure
from dashboard.parts.session import desk, locale, say
from dashboard.parts.table import Column, Row, table
from dashboard.usecases.accounts.listing import AccountLine

SHOWN = 200
ANY = "any"
STATES: dict[str, tuple[str, Callable[[AccountLine], bool]]] = {
    "active": (mark("Active"), lambda line: line.active),
    "locked": (mark("Locked"), lambda line: line.locked is not None),
    "never": (mark("Never signed in"), lambda line: line.active and line.last_sign_in is None),
    "one_time": (mark("Password still to be changed"), lambda line: line.active and line.must_change),
    "signed_in": (mark("Signed in now"), lambda line: bool(line.sessions)),
    "postless": (mark("Without a post"), lambda line: line.active and not line.posts),
    "inactive": (mark("Deactivated"), lambda line: not line.active),
}
_COUNTS = (
    ("never", mark("{count} never signed in")),
    ("locked", mark("{count} locked")),
    ("postless", mark("{count} without a post")),
)
_STANDINGS: tuple[tuple[Callable[[AccountLine], bool], tuple[str, str, str]], ...] = (
    (lambda line: not line.active, ("✕", mark("deactivated"), "jp-same")),
    (lambda line: line.locked is not None, ("✕", mark("locked until {time}"), "jp-alarm")),
    (lambda line: line.lapsed, ("！", mark("one-time password lapsed"), "jp-soon")),
    (lambda line: not line.posts, ("！", mark("without a post"), "jp-soon")),
    (lambda line: line.must_change, ("○", mark("password to be changed"), "jp-soon")),
    (lambda line: bool(line.sessions), ("●", mark("signed in"), "jp-up")),
    (lambda _: True, ("✓", mark("active"), "jp-same")),
)


def accounts_title(lines: Sequence[AccountLine]) -> str:
    """The answer: how many may sign in, and how many of them cannot or never did."""
    words = say()
    active = sum(line.active for line in lines)
    if not lines:
        return words(mark("Nobody has an account here yet"))
    counts = [(sentence, sum(STATES[code][1](line) for line in lines)) for code, sentence in _COUNTS]
    parts = [words(mark("{count} people may sign in"), count=figure(active, 0))]
    parts += [words(sentence, count=figure(count, 0)) for sentence, count in counts if count]
    return reduce(lambda before, after: words(mark("{before}, {after}"), before=before, after=after), parts)


def accounts_context(lines: Sequence[AccountLine], regions: Sequence[str]) -> list[str]:
    """Whose accounts these are, who is signed in now, and how many are deactivated."""
    words = say()
    names = words(mark(", ")).join(unit_name(desk().config, region, words, locale()) for region in regions)
    whose = words(mark("accounts of {regions} and below"), regions=names) if names else words(mark("all accounts"))
    running, gone = sum(bool(line.sessions) for line in lines), sum(not line.active for line in lines)
    return [
        whose,
        words(mark("{count} signed in now"), count=running),
        words(mark("{count} deactivated"), count=gone) if gone else "",
    ]


def choose_accounts(lines: Sequence[AccountLine]) -> list[AccountLine]:
    """The search and the filters by role, unit and state; gives the accounts that are left."""
    words, config = say(), desk().config
    held = [post.post for line in lines for post in line.posts]
    roles: dict[str, str] = {role: role_name(role, words) for role in ROLES if any(post.role == role for post in held)}
    order = [*(one.code for one in config.divisions), *config.region]
    units = sorted(
        {post.unit for post in held if post.unit}, key=lambda unit: order.index(unit) if unit in order else 0
    )
    columns = st.container(key="filters").columns([4, 3, 3, 3])
    with columns[0]:
        text = st.text_input(words(mark("Search by login or name")), key="account_search")
    with columns[1]:
        role = choose(words(mark("Role")), {ANY: words(mark("All roles")), **roles}, key="account_role")
    with columns[2]:
        named = {unit: unit_name(config, unit, words, locale()) for unit in units}
        unit = choose(words(mark("Unit")), {ANY: words(mark("All units")), **named}, key="account_unit")
    with columns[3]:
        states = {code: words(name) for code, (name, _) in STATES.items()}
        state = choose(words(mark("State")), {ANY: words(mark("All")), **states}, key="account_state")
    return [line for line in lines if _fits(line, text, role, unit, state)]


def account_table(lines: Sequence[AccountLine], chosen: str) -> str | None:
    """The accounts that were asked for; the login of the one that was just opened."""
    words = say()
    columns = [
        Column(words(mark("Name")), names=True),
        Column(words(mark("Posts"))),
        Column(words(mark("Last sign-in")), align="tight"),
        Column(words(mark("State")), align="tight"),
    ]
    rows = [_row(line, words, chosen=line.login == chosen) for line in lines[:SHOWN]]
    opened = table(columns, rows, key="accounts")
    if len(lines) > SHOWN:
        more = words(mark("and {count} more; search for a login or a name"), count=len(lines) - SHOWN)
        show(element("p", more, css="jp-note"))
    return opened


def account_state(line: AccountLine, words: Say) -> Html:
    """How an account stands, as sign and word: the gravest first."""
    sign, sentence, css = next(stands for holds, stands in _STANDINGS if holds(line))
    time = f"{line.locked:%H:%M}" if line.locked else ""
    return element("span", sign, " ", words(sentence, time=time), css=css)


def who(login: str, words: Say) -> str:
    """Who did something to an account, by login; what no person did by what it was."""
    kind, _, name = login.partition(":")
    if kind == "server" and name:
        return words(mark("the server ({name})"), name=name)
    return words(mark("the demonstration")) if login == "demonstration" else login


def posts_cell(line: AccountLine, words: Say) -> Html:
    """The posts of an account, one below the other."""
    texts = [post_words(desk().config, held.post, words, locale()) for held in line.posts]
    return element("span", *(element("span", text, css="jp-post") for text in texts or [MISSING]))


def _row(line: AccountLine, words: Say, *, chosen: bool) -> Row:
    signed = f"{line.last_sign_in:%Y-%m-%d %H:%M}" if line.last_sign_in else words(mark("never"))
    name = element("span", line.name, element("small", line.login, css="jp-sub"))
    css = " ".join(part for part in ("jp-chosen" if chosen else "", "" if line.active else "jp-muted") if part)
    return Row((name, posts_cell(line, words), signed, account_state(line, words)), key=line.login, css=css)


def _fits(line: AccountLine, text: str, role: str, unit: str, state: str) -> bool:
    posts = [held.post for held in line.posts]
    found = text.strip().casefold() in f"{line.login} {line.name}".casefold()
    of_post = any((role in (ANY, post.role)) and (unit in (ANY, post.unit)) for post in posts)
    return found and (of_post or role == unit == ANY) and (state == ANY or STATES[state][1](line))
