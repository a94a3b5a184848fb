"""How every request of the API is answered: the reader's language, the token, then the handler; never a stack trace."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from config.problems import ConfigProblems
from config.wording import DEFAULT_LOCALE, mark
from config.workspace import WorkspaceProblem
from dashboard.access.gate import NotAllowed
from dashboard.access.person import Person, Post
from dashboard.api.refusals import Refusal, busy, failed, not_allowed, not_ready, token_refused
from dashboard.door.asking import address_of
from dashboard.parts.house import house
from dashboard.usecases.desk import Desk
from loaders.store.lifetables import ApiToken
from loaders.store.tokens import token_of

_LOG = logging.getLogger("jiping")
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


@dataclass(frozen=True)
class Call:
    """A request whose token holds: the desk with who sends it at it, and the language of the answer."""

    request: Request
    desk: Desk
    locale: str

    def asked(self, name: str) -> str:
        """What the address asks for under a name, without spaces around it; empty when it does not."""
        return self.request.query_params.get(name, "").strip()


Handler = Callable[[Call], Response] | Callable[[Call], Awaitable[Response]]


class Resource(Route):
    """An address whose methods need a token; `serves` are those that it has, any other is answered with 405."""

    serves: tuple[str, ...] = ()


def resource(path: str, **handlers: Handler) -> Resource:
    """A route whose methods (get=, post=) need a token; handlers that are plain functions run in a thread."""

    async def answer(request: Request) -> Response:
        handler = handlers.get({"head": "get"}.get(request.method.lower(), request.method.lower()))
        return await guarded(request, lambda: _served(request, handler, ", ".join(handlers).upper()))

    route = Resource(path, answer, methods=list(_METHODS))
    route.serves = tuple(name.upper() for name in handlers)
    return route


async def guarded(request: Request, serve: Callable[[], Awaitable[Response]]) -> Response:
    """The answer, or whatever went wrong as JSON in the reader's language."""
    try:
        return await serve()
    except Refusal as known:
        refusal = known
    except NotAllowed:
        refusal = not_allowed()
    except DBAPIError as problem:
        _LOG.warning("the API has no answer of the database: %s", problem.orig)
        refusal = busy()
    except (ConfigProblems, WorkspaceProblem) as problem:
        _LOG.error("%s", problem)
        refusal = not_ready()
    except ClientDisconnect:
        refusal = Refusal(400, "incomplete", mark("The request ended before its body did; send it again."))
    except Exception:
        _LOG.exception("%s %s", request.method, request.url.path)
        refusal = failed()
    return refusal.answer(language_of(request), known_headers(refusal))


def known_headers(refusal: Refusal) -> dict[str, str]:
    """The headers that depend on the request: which methods an address has."""
    return {"Allow": str(refusal.places["allowed"])} if refusal.status == 405 else {}


def language_of(request: Request) -> str:
    """en when Accept-Language prefers English to Chinese, else Chinese."""
    wishes: dict[str, float] = {}
    for part in request.headers.get("accept-language", "").lower().split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wishes.setdefault(tag[:2], float(weight) if weight else 1.0)
        except ValueError:
            continue
    return "en" if wishes.get("en", 0.0) > wishes.get("zh", 0.0) else DEFAULT_LOCALE


async def _served(request: Request, handler: Handler | None, allowed: str) -> Response:
    call = await run_in_threadpool(_call, request)
    if handler is None:
        raise Refusal(405, "method", mark("This address can only be asked with: {allowed}"), allowed=allowed)
    if inspect.iscoroutinefunction(handler):
        response: Response = await handler(call)
        return response
    return await run_in_threadpool(handler, call)  # type: ignore[arg-type]


def _call(request: Request) -> Call:
    """Who asks. Every failure goes the same way: the text presented, even if there is none, is looked up."""
    desk = house()
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    token = token_of(desk.engine, secret.strip())
    if token is None or scheme.lower() != "bearer":
        raise token_refused()
    return Call(request, desk.of(_bearer(token, request)), language_of(request))


def _bearer(token: ApiToken, request: Request) -> Person:
    """Who a token stands for: someone who submits for its unit, or for all as the office does."""
    post = Post("submitter", token.unit) if token.unit else Post("office")
    return Person(f"token:{token.name}", token.name, (post,), address=address_of(request.scope), channel="api")
