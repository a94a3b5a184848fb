"""Who may come in at all: a middleware before every address and every websocket, the frontend's own included."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from urllib.parse import quote

from sqlalchemy.exc import DBAPIError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from config.problems import ConfigProblems
from config.wording import mark
from config.workspace import WorkspaceProblem
from dashboard.access.sight import Sight
from dashboard.api.calls import language_of
from dashboard.api.refusals import Refusal
from dashboard.door import cookies
from dashboard.door.asking import address_of, asks_for_a_page, from_elsewhere
from dashboard.door.belongings import MEDIA, UPLOADS, may_upload
from dashboard.door.headers import secured
from dashboard.door.live import CROWDED, ENDED, Line, Live
from dashboard.door.rates import Kind, wait_for
from dashboard.door.watch import ADDRESS_HEADER, SESSION_HEADER, Watch, header_of, person_of, watch_of
from dashboard.usecases.desk import Desk
from loaders.store.sessions import SignedIn

_OURS = b"x-jiping"
OPEN = ("/health", "/sign-in", "/sign-out", "/favicon.png", "/_stcore/health", "/api")
OPEN_BELOW = ("/sign-in/", "/static/", "/api/")
"""What answers without a session: the door itself, the frontend's own files, and the API, which asks for its tokens."""
SHUT = ("/_stcore/agent/", "/auth/", "/oauth2callback")
"""Ways in of the frontend's server that this app does not use: they are not there."""
METRICS = "/_stcore/metrics"
SIGNED = "jiping.signed"
"""Where a request's scope holds who signed in."""
_LOG = logging.getLogger("jiping")
TOO_MANY = mark("Too many requests came from this address; go on in {seconds} seconds.")


class Guard:
    """The app behind the door; `live` are its open websockets."""

    def __init__(self, app: ASGIApp, house: Callable[[], Desk]) -> None:
        self._app = app
        self._house = house
        self.live = Live()

    async def keep_watch(self) -> None:
        """Close what must not stay open, as long as the app runs."""
        await self.live.keep_watch(self._watch)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve what may come in, refuse the rest."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        scope = {**scope, "headers": [pair for pair in scope["headers"] if not pair[0].lower().startswith(_OURS)]}
        if scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
            return
        sent = secured(scope, send)
        refusal = await self._refusal(scope)
        await (refusal or self._app)(scope, receive, sent)

    async def _refusal(self, scope: Scope) -> Response | None:
        """Why a request does not come in; None when it does (and the scope tells who asks)."""
        path = str(scope["path"])
        if path.startswith(SHUT):
            return PlainTextResponse("", 404)
        if path == "/api" or path.startswith("/api/"):
            return await self._too_many(scope, "uploads" if scope["method"] == "POST" else "api")
        if from_elsewhere(scope):
            return PlainTextResponse("", 403)
        if path in OPEN or path.startswith(OPEN_BELOW):
            return None
        try:
            signed = await run_in_threadpool(self._signed, scope)
        except (DBAPIError, ConfigProblems, WorkspaceProblem) as problem:
            _LOG.error("nobody can be recognised: %s", problem)
            return PlainTextResponse("", 503, {"Retry-After": "5"})
        return self._unsigned(scope) if signed is None else await self._within(scope, signed)

    async def _within(self, scope: Scope, signed: SignedIn) -> Response | None:
        path = str(scope["path"])
        if path == METRICS and not Sight(self._house().config, person_of(signed)).has("system"):
            return PlainTextResponse("", 403)
        if path.startswith(UPLOADS) and scope["method"] == "PUT":
            refused = await self._too_many(scope, "uploads")
            if refused:
                return refused
        theirs = path.startswith(UPLOADS) and not may_upload(signed, path)
        if theirs or (path.startswith(MEDIA) and not self.live.belongings.may_fetch(signed, path)):
            return PlainTextResponse("", 404)
        if asks_for_a_page(scope) or path.startswith(UPLOADS):
            self._watch().acted(signed.number)
        _tell(scope, signed)
        return None

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            known = not from_elsewhere(scope) and not str(scope["path"]).startswith(SHUT)
            signed = await run_in_threadpool(self._signed, scope) if known else None
        except (DBAPIError, ConfigProblems, WorkspaceProblem) as problem:
            _LOG.error("nobody can be recognised: %s", problem)
            signed = None
        if signed is None or self.live.crowded(signed.number):
            await receive()
            await send({"type": "websocket.close", "code": CROWDED if signed else ENDED})
            return
        _tell(scope, signed)
        line = Line(signed, lambda: self._watch().acted(signed.number), self.live.belongings)
        with self.live.open(signed.number, line):
            await line.serve(self._app, scope, receive, send)

    async def _too_many(self, scope: Scope, kind: Kind) -> Response | None:
        desk = await asyncio.to_thread(self._desk)
        seconds = wait_for(desk, kind, address_of(scope)) if desk else 0
        if not seconds:
            return None
        refusal = Refusal(429, "too_many", TOO_MANY, seconds=seconds)
        return refusal.answer(language_of(Request(scope)), {"Retry-After": str(seconds)})

    def _unsigned(self, scope: Scope) -> Response:
        if not asks_for_a_page(scope):
            return JSONResponse({"signed_in": False}, 401)
        target = b"?".join(part for part in (scope["raw_path"], scope["query_string"]) if part).decode("latin-1")
        return RedirectResponse(f"/sign-in?next={quote(target, safe='/')}", 303)

    def _signed(self, scope: Scope) -> SignedIn | None:
        return self._watch().of_token(cookies.read(scope, cookies.SESSION))

    def _watch(self) -> Watch:
        return watch_of(self._house())

    def _desk(self) -> Desk | None:
        try:
            return self._house()
        except (ConfigProblems, WorkspaceProblem, DBAPIError):
            return None


def _tell(scope: Scope, signed: SignedIn) -> None:
    scope[SIGNED] = signed
    scope["headers"] += [
        (SESSION_HEADER.encode(), header_of(signed).encode()),
        (ADDRESS_HEADER.encode(), address_of(scope).encode("latin-1", "replace")),
    ]
