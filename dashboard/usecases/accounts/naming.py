"""What an account is called: the login that is typed, the name that is read, the subject of the single sign-on."""

from __future__ import annotations

import re
import unicodedata

from config.wording import mark
from dashboard.access.refusing import AccountProblem
from loaders.store.accounts import login_of

LOGIN_FORM = mark(
    "{login} cannot be a login: 2 to 64 signs of a to z, 0 to 9, dot, hyphen, underline and @; the first a letter or "
    "a figure."
)
NAMELESS = mark("An account needs the name of its person.")
NAME_TOO_LONG = mark("The name has more than {most} signs.")
SUBJECT_TOO_LONG = mark("The single sign-on subject has more than {most} signs.")
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")
_LONGEST_NAME = 60
_LONGEST_SUBJECT = 500
_SHOWN = 80


def good_login(text: str) -> str:
    """A login as it is kept. Raises AccountProblem for one that could be taken for another, or typed in two ways."""
    login = login_of(text)
    if not _LOGIN.fullmatch(login):
        raise AccountProblem(LOGIN_FORM, login=plain(text)[:_SHOWN] or "—")
    return login


def good_name(text: str) -> str:
    """A person's name as it is kept: one line. Raises AccountProblem for none, or one that is too long."""
    name = plain(text)
    if not name:
        raise AccountProblem(NAMELESS)
    if len(name) > _LONGEST_NAME:
        raise AccountProblem(NAME_TOO_LONG, most=_LONGEST_NAME)
    return name


def good_subject(text: str) -> str | None:
    """A single sign-on subject as it is kept; None for none. Raises AccountProblem for one that is too long."""
    subject = plain(text)
    if len(subject) > _LONGEST_SUBJECT:
        raise AccountProblem(SUBJECT_TOO_LONG, most=_LONGEST_SUBJECT)
    return subject or None


def plain(text: str) -> str:
    """A text on one line, without signs that are not seen."""
    seen = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    return " ".join(seen.split())
