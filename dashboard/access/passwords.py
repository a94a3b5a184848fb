"""Passwords: argon2 hashes, the rules that a new one is held to, and one-time passwords."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from config.model import Passwords
from config.wording import mark

TOO_SHORT = mark("The password needs at least {least} signs; it has {count}.")
TOO_LONG = mark("The password has more than {most} signs.")
GUESSABLE = mark(
    "This password is guessed too easily: common words, dates, names, keys in a row. "
    "Take several words that have nothing to do with each other, or a longer one."
)
SAME_AGAIN = mark("The new password is the one that it should replace.")
LONGEST = 128
_HASHER = PasswordHasher()
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Signs that nobody confuses when they are read from paper."""


class PasswordRefused(Exception):
    """A new password does not meet the rules; `message` and `places` say which."""

    def __init__(self, message: str, **places: int) -> None:
        super().__init__(message)
        self.message = message
        self.places = places


def must_be_good(password: str, rules: Passwords, about: Iterable[str] = ()) -> None:
    """Raise PasswordRefused for a password that is too short or too easily guessed; `about`: the person's own words."""
    if len(password) < rules.least_length:
        raise PasswordRefused(TOO_SHORT, least=rules.least_length, count=len(password))
    if len(password) > LONGEST:
        raise PasswordRefused(TOO_LONG, most=LONGEST)
    if zxcvbn(password, user_inputs=[word for word in about if word], max_length=LONGEST)["score"] < rules.strength:
        raise PasswordRefused(GUESSABLE)


def hashed(password: str) -> str:
    """The argon2id hash of a password, as it is kept."""
    return _HASHER.hash(password)


def matches(kept: str, password: str) -> bool:
    """True when a password is the one of a kept hash; takes as long where no hash is kept, so that nobody can tell."""
    try:
        return _HASHER.verify(kept or _nobodys(), password[: LONGEST + 1]) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


class OneTime(NamedTuple):
    """A one-time password with its hash, made before the transaction that keeps the hash: hashing takes its time."""

    password: str
    hash: str


def one_time() -> OneTime:
    """A new one-time password and its hash."""
    password = one_time_password()
    return OneTime(password, hashed(password))


def one_time_password() -> str:
    """A random password of four groups of four signs (about 79 bits), to be read out or printed once."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


@cache
def _nobodys() -> str:
    return hashed(secrets.token_urlsafe())
