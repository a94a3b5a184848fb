"""Who may use the API: tokens are made, listed and revoked by the office."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import mark
from dashboard.access.gate import NotAllowed, needs
from dashboard.usecases.desk import Desk
from dashboard.usecases.recording import note
from loaders.store.database import writing
from loaders.store.lifetables import ApiToken
from loaders.store.tokens import keep_token, revoke_token, tokens

NAMELESS = mark("A token needs a name, such as the system that will use it.")
NAME_TAKEN = mark("There was a token named {name} already; names are not used twice, so choose another.")
UNIT_UNKNOWN = mark("{unit} is neither the code of a division nor of a region.")
TOKEN_UNKNOWN = mark("No token named {name} holds; see: jiping token list")


class AccessProblem(Exception):
    """A token cannot be made or revoked; `message` and `places` say why."""

    def __init__(self, message: str, **places: str) -> None:
        super().__init__(message)
        self.message = message
        self.places = places


@needs("accounts")
def make_token(desk: Desk, name: str, unit: str = "") -> str:
    """Make a token for everyone or one unit (code) and give its secret, which is not kept. Raises AccessProblem."""
    _must_manage_all(desk)
    if not name.strip():
        raise AccessProblem(NAMELESS)
    if unit and unit not in desk.config.division and unit not in desk.config.region:
        raise AccessProblem(UNIT_UNKNOWN, unit=unit)
    with writing(desk.engine) as session:
        secret = keep_token(session, name, unit, desk.now())
        if secret is not None:
            note(session, desk, "token.made", name, after={"unit": unit})
    if secret is None:
        raise AccessProblem(NAME_TAKEN, name=name)
    return secret


@needs("accounts")
def end_token(desk: Desk, name: str) -> None:
    """Revoke a token; it refuses from now on. Raises AccessProblem when there is none to revoke."""
    _must_manage_all(desk)
    with writing(desk.engine) as session:
        ended = revoke_token(session, name, desk.now())
        if ended:
            note(session, desk, "token.revoked", name)
    if not ended:
        raise AccessProblem(TOKEN_UNKNOWN, name=name)


@needs("accounts")
def known_tokens(desk: Desk) -> Sequence[ApiToken]:
    """Every token with its unit and whether it still holds."""
    _must_manage_all(desk)
    return tokens(desk.engine)


def _must_manage_all(desk: Desk) -> None:
    """Tokens are the whole workspace's: a delegated administrator has nothing to do with them."""
    if not desk.sight.whole("accounts"):
        raise NotAllowed("accounts")
