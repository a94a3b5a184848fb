"""Fields and sentences that several of the door's pages share."""

from __future__ import annotations

from config.wording import mark
from dashboard.door.page import Visit, field, hidden
from dashboard.door.second_factor import picture
from dashboard.parts.markup import Html, element
from loaders.store.accesstables import Account

RULES = mark(
    "At least {least} signs, and not easily guessed: for instance four words that have nothing to do with each other. "
    "No name, no birthday, no keys in a row."
)


def code_field(visit: Visit) -> Html:
    """The field for the six digits."""
    digits = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "7", "class": "code"}
    return field(visit.say(mark("The six digits that the app shows now")), "code", autofocus="", **digits)


def new_password_fields(visit: Visit, account: Account) -> tuple[Html, ...]:
    """Twice the new password, and the login for the browser's own keeping."""
    say, least = visit.say, visit.desk.config.access.passwords.least_length
    new = {"type": "password", "autocomplete": "new-password"}
    return (
        hidden("username", account.login),
        field(say(mark("New password")), "new", note=say(RULES, least=least), **new),
        field(say(mark("The new password once more")), "again", **new),
    )


def current_password_field(visit: Visit) -> Html:
    """The password of now, which is asked for before something of the account changes."""
    return field(visit.say(mark("Your password of now")), "password", type="password", autocomplete="current-password")


def set_up_content(visit: Visit, account: Account, secret: str) -> tuple[Html, ...]:
    """How a second factor is set up: the picture to scan, the same as text, in steps."""
    say = visit.say
    steps = (
        say(mark("Open an authenticator app on your phone (any that shows codes of six digits, TOTP).")),
        say(mark("Scan the picture, or type the secret below it.")),
        say(mark("Write the six digits that the app then shows into the field.")),
    )
    spaced = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return (
        element("ol", *(element("li", step) for step in steps)),
        picture(visit.desk, account, secret),
        element("p", say(mark("Secret:")), " ", element("code", spaced)),
    )
