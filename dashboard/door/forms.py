"""The door's own forms: read within bounds, and only when our own page sent them."""

from __future__ import annotations

import asyncio
import secrets
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from config.wording import mark
from config.workspace import Workspace
from dashboard.door import cookies
from dashboard.door.asking import from_elsewhere
from dashboard.door.keys import stamp, stamped
from loaders.store.sessions import SignedIn

MOST_BYTES = 16 * 1024
PATIENCE = 10.0
"""Seconds within which a form has to be here."""
_MOST_FIELDS = 20
TOKEN = "form"
"""The name of the field that holds the form's token."""
TOO_LARGE = mark("The form was larger than any form here; nothing was read.")
TOO_SLOW = mark("The body took too long to arrive; send it again.")
NOT_OURS = mark("This page had been open for too long, or was opened in another window. Please try once more.")


class FormRefused(Exception):
    """A form is not read: `status` and a sentence."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form. Raises FormRefused: 413 when it is too large, 408 when it does not come, 403 when another
    site sent it."""
    if from_elsewhere(request.scope):
        raise FormRefused(403, NOT_OURS)
    try:
        async with asyncio.timeout(PATIENCE):
            body = await _body(request)
    except TimeoutError:
        raise FormRefused(408, TOO_SLOW) from None
    try:
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        raise FormRefused(400, NOT_OURS) from None


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise FormRefused(413, TOO_LARGE)
    return body


def must_be_ours(workspace: Workspace, request: Request, form: dict[str, str]) -> None:
    """Raise FormRefused unless a form sent before there is a session belongs to this browser's cookie."""
    kept = cookies.read(request.scope, cookies.FORM)
    if not kept or not stamped(workspace, form.get(TOKEN, ""), "form", kept):
        raise FormRefused(403, NOT_OURS)


def before_session(workspace: Workspace, request: Request) -> tuple[str, str]:
    """The value of the form's cookie, the browser's own or a new one, and the token that goes with it."""
    kept = cookies.read(request.scope, cookies.FORM) or secrets.token_urlsafe()
    return kept, stamp(workspace, "form", kept)


def keep_form(response: Response, request: Request, kept: str) -> Response:
    """The response with the form's cookie."""
    cookies.put(response, request.scope, cookies.FORM, kept)
    return response


def token_of(workspace: Workspace, signed: SignedIn) -> str:
    """The token of every form within a session."""
    return stamp(workspace, "session", signed.sha256)


def must_be_of(workspace: Workspace, signed: SignedIn, form: dict[str, str]) -> None:
    """Raise FormRefused unless a form belongs to the session."""
    if not stamped(workspace, form.get(TOKEN, ""), "session", signed.sha256):
        raise FormRefused(403, NOT_OURS)
