"""How the door's addresses are served: whatever goes wrong becomes a page with a sentence, never a trace."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from functools import wraps

from sqlalchemy.exc import DBAPIError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from config.problems import ConfigProblems
from config.wording import mark, translator
from config.workspace import WorkspaceProblem
from dashboard.api.calls import language_of
from dashboard.door.forms import NOT_OURS, FormRefused
from dashboard.door.page import answer, said, visit_of
from dashboard.door.trying import BUSY, TooManyAtOnce
from dashboard.parts.house import house
from dashboard.parts.markup import element
from dashboard.usecases.desk import Desk

_LOG = logging.getLogger("jiping")
NOT_READY = mark("The system is not ready; its administrator finds the reason in the log.")
TRY_AGAIN = mark("The system has no time for this now and changed nothing. Please try again in a few seconds.")
FAILED = mark("This could not be done, and nothing was changed. Please try again, and tell the office if it stays so.")
Handler = Callable[[Request, Desk], Awaitable[Response]]


def served(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """A handler with the desk of this process, whose failures are answered with a page."""

    @wraps(handler)
    async def answered(request: Request) -> Response:
        try:
            desk = house()
        except (ConfigProblems, WorkspaceProblem, DBAPIError) as problem:
            _LOG.error("%s", problem)
            return PlainTextResponse(translator(language_of(request))(NOT_READY), 503)
        try:
            return await handler(request, desk)
        except Exception as problem:
            return _told(request, desk, *_failure(request, problem))

    return answered


def _failure(request: Request, problem: Exception) -> tuple[str, int]:
    """The sentence for what went wrong, and the status of the answer."""
    if isinstance(problem, FormRefused):
        return problem.message, problem.status
    if isinstance(problem, TooManyAtOnce):
        return BUSY, 503
    if isinstance(problem, ClientDisconnect):
        return NOT_OURS, 400
    if isinstance(problem, DBAPIError):
        _LOG.warning("the door has no answer of the database: %s", problem.orig)
        return TRY_AGAIN, 503
    _LOG.error("%s %s", request.method, request.url.path, exc_info=problem)
    return FAILED, 500


def _told(request: Request, desk: Desk, sentence: str, status: int) -> Response:
    visit = visit_of(request, desk)
    back = element("a", visit.say(mark("Back to the sign-in page")), href=visit.to("/sign-in"))
    return answer(visit, visit.say(mark("Sign in")), said(visit.say(sentence), "wrong"), back, status=status)
