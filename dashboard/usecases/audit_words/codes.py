"""What the codes are called that stand in the fields of an event: states, reasons, ways in."""

from __future__ import annotations

from collections.abc import Mapping

from config.wording import mark
from dashboard.access.titles import ROLE_NAMES
from dashboard.usecases.trails import CHANNELS as STEP_CHANNELS

STATES: Mapping[str, str] = {
    "submitted": mark("to be checked"),
    "approved": mark("to be confirmed"),
    "returned": mark("sent back to the unit"),
    "confirmed": mark("confirmed for good"),
}
WHY: Mapping[str, str] = {
    "absolute": mark("signed in for the longest time allowed"),
    "administrator": mark("ended by who manages the accounts"),
    "deactivated": mark("the account was deactivated"),
    "expired": mark("the one-time password had expired"),
    "idle": mark("nothing was done for too long"),
    "inactive": mark("the account is deactivated"),
    "again": mark("signed in anew in the same browser"),
    "everywhere": mark("signed out everywhere by the person"),
    "password": mark("the password was changed"),
    "unknown": mark("there is no such account"),
    "waiting": mark("waits after wrong passwords"),
    "password_reset": mark("the password was reset"),
    "signed_out": mark("signed out by the person"),
    "wrong": mark("wrong password"),
}
METHODS: Mapping[str, str] = {"password": mark("by password"), "oidc": mark("by single sign-on")}
CODES: Mapping[str, Mapping[str, str]] = {
    "state": STATES,
    "why": WHY,
    "method": METHODS,
    "about": {"rank": mark("the place"), "items": mark("scored items")},
    "level": {
        "none": mark("not recognised yet"),
        "city": mark("by the city"),
        "province": mark("by the province"),
        "ministry": mark("by the ministry"),
        "national": mark("by the state"),
    },
    "role": {str(role): name for role, name in ROLE_NAMES.items()},
}
"""The fields whose values are codes, with what the codes are called."""
CHANNELS: Mapping[str, str] = {
    **STEP_CHANNELS,
    "start": mark("noticed at the start"),
    "migration": mark("at the update of the database"),
}
