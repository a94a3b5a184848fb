"""What lies between a right password and a session: the code of a second factor, a password of one's own, a second
factor to be set up. The browser holds, sealed, how far it came; a session is opened when nothing is left."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dashboard.door import cookies
from dashboard.door.keys import seal, unseal
from dashboard.door.sessions import begin
from dashboard.usecases.desk import Desk
from loaders.store.accesstables import Account
from loaders.store.accounts import posts_held
from loaders.store.database import reading

CODE, PASSWORD, SECOND_FACTOR = "code", "password", "second-factor"
_KIND = "step"
MINUTES = 10
"""How long a sign-in may take from the password to the end."""


@dataclass(frozen=True)
class Step:
    """How far a sign-in came: the account, a print of the password that was right, whether the code was, and where the
    browser goes in the end."""

    account: int
    print: str
    to: str
    coded: bool = False


def first_step(account: Account, to: str) -> Step:
    """A sign-in whose password was right."""
    return Step(account.id or 0, _print(account), to)


def go_on(desk: Desk, account: Account, step: Step, request: Request) -> Response:
    """Send the browser to what is left to do, or open the session when nothing is. Call it in a thread."""
    left = _left(desk, account, step)
    if not left:
        return begin(desk, account, "password+totp" if step.coded else "password", request, step.to)
    english = "?lang=en" if "lang=en" in step.to else ""
    response = RedirectResponse(f"/sign-in/{left}{english}", 303)
    sealed = seal(desk.workspace, {"kind": _KIND} | asdict(replace(step, print=_print(account))))
    cookies.put(response, request.scope, cookies.STEP, sealed, MINUTES * 60)
    return response


def reached(desk: Desk, request: Request, wanted: str) -> tuple[Account, Step] | None:
    """The account and the step of a browser that is at a wanted step; None for any other."""
    said = unseal(desk.workspace, cookies.read(request.scope, cookies.STEP), MINUTES * 60)
    if not said or said.pop("kind", "") != _KIND:
        return None
    step = Step(**said)
    with reading(desk.engine) as session:
        account = session.get(Account, step.account)
    holds = account is not None and account.active and _print(account) == step.print
    return (account, step) if account and holds and _left(desk, account, step) == wanted else None


def must_have_second_factor(desk: Desk, session: Session, account: Account) -> bool:
    """True when a post of the account is among those that must give a second factor."""
    asked = desk.config.access.second_factor
    return any(post.role in asked for post in posts_held(session, account.id or 0))


def _left(desk: Desk, account: Account, step: Step) -> str:
    if account.totp and not step.coded:
        return CODE
    if account.must_change:
        return PASSWORD
    if account.totp:
        return ""
    with reading(desk.engine) as session:
        return SECOND_FACTOR if must_have_second_factor(desk, session, account) else ""


def _print(account: Account) -> str:
    return hashlib.sha256(account.password.encode()).hexdigest()
