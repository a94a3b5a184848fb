"""Opening a session: the seam for every way of signing in."""

from __future__ import annotations

import secrets

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dashboard.door import cookies
from dashboard.door.acting import as_holder
from dashboard.door.asking import address_of, browser_of, local
from dashboard.door.watch import watch_of
from dashboard.usecases.desk import Desk
from dashboard.usecases.recording import note
from loaders.store.accesstables import Account
from loaders.store.database import writing
from loaders.store.sessions import end_session, open_session

AGAIN = "again"
"""Why a session ended when the same browser signed in anew."""


def begin(desk: Desk, account: Account, method: str, request: Request, to: str | None = None) -> Response:
    """Open a session for an account that has shown who it is, by a method (password, password+totp, oidc), and send
    the browser on: to a local target `to`, else to what the address asks for as `next`.

    Always a new token; a session that this browser had ends. One that is not active any more gets the sign-in page.
    Works with the database: call it in a thread.
    """
    token = secrets.token_urlsafe(32)
    with writing(desk.engine) as session:
        fresh = session.get(Account, account.id)
        if fresh is None or not fresh.active:
            return RedirectResponse("/sign-in?refused=1", 303)
        _end_old(desk, session, request)
        _open(desk, session, fresh, token, method, request)
    target = local(to if to is not None else request.query_params.get("next", "/"))
    response = RedirectResponse(target, 303)
    cookies.put(response, request.scope, cookies.SESSION, token)
    for name in (cookies.STEP, cookies.FORM):
        cookies.drop(response, request.scope, name)
    return response


def _open(desk: Desk, session: Session, account: Account, token: str, method: str, request: Request) -> None:
    address, hours = address_of(request.scope), desk.config.access.sessions.absolute_hours
    browser = browser_of(request.scope)
    opened = open_session(
        session, account, token, method=method, address=address, browser=browser, now=desk.now(), hours=hours
    )
    said = {"session": opened.id, "method": method}
    note(session, as_holder(desk, account, address), "session.opened", account.login, after=said)


def _end_old(desk: Desk, session: Session, request: Request) -> None:
    old = watch_of(desk).met(cookies.read(request.scope, cookies.SESSION))
    if old and end_session(session, old.number, AGAIN, desk.now()):
        watch_of(desk).forget(old.number)
