"""Who may do what, and how people sign in: the roles, and the limits of access.toml."""

from __future__ import annotations

import datetime as dt
from typing import Literal, get_args

from pydantic import Field

from config.model.base import Model

Role = Literal["leader", "office", "reviewer", "head", "submitter", "judge", "auditor", "administrator"]
"""领导、办公室、处室审核、局长、填报人、评委、审计、账号管理; a person may hold several posts, a role for a unit."""
ROLES: tuple[Role, ...] = get_args(Role)


class Passwords(Model):
    """A password has at least `least_length` signs and at least the strength `strength` (0 to 4, as zxcvbn counts).

    A one-time password is worth something for `one_time_hours`.
    """

    least_length: int = Field(default=12, ge=8)
    strength: int = Field(default=3, ge=1, le=4)
    one_time_hours: int = Field(default=72, ge=1)


class Sessions(Model):
    """A session ends `idle_minutes` after the last act in it, and `absolute_hours` after it began."""

    idle_minutes: int = Field(default=30, ge=1)
    absolute_hours: int = Field(default=12, ge=1)

    @property
    def idle(self) -> dt.timedelta:
        """How long a session lasts without an act."""
        return dt.timedelta(minutes=self.idle_minutes)


class Lockout(Model):
    """After `failures` wrong passwords an account waits `seconds`, after each further one twice as long, at most
    `most_seconds`."""

    failures: int = Field(default=5, ge=1)
    seconds: int = Field(default=30, ge=1)
    most_seconds: int = Field(default=3600, ge=1)


class Rates(Model):
    """How much one address may ask in a minute: sign-ins, uploads (of files), and requests of any kind to the API."""

    sign_ins: int = Field(default=20, ge=1)
    uploads: int = Field(default=120, ge=1)
    api: int = Field(default=1200, ge=1)


class AccessPolicy(Model):
    """How people sign in; `second_factor` names the roles that must give a second factor (TOTP)."""

    passwords: Passwords = Passwords()
    sessions: Sessions = Sessions()
    lockout: Lockout = Lockout()
    rates: Rates = Rates()
    second_factor: tuple[Role, ...] = ()
