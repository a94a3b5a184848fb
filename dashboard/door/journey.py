"""What this side must remember while someone is at the provider, sealed in a cookie of the browser that began."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from config.workspace import Workspace
from dashboard.door import cookies, keys
from dashboard.door.trouble import STALE, SignOnTrouble

LASTS_SECONDS = 600
COOKIE = "jiping-sign-on"
_KIND = "sign-on"


def remember(response: Response, request: Request, workspace: Workspace, journey: Mapping[str, str]) -> None:
    """Put a journey into the browser that begins it: state, nonce, PKCE verifier, and where to go afterwards."""
    sealed = keys.seal(workspace, {**journey, "kind": _KIND})
    cookies.put(response, request.scope, COOKIE, sealed, LASTS_SECONDS)


def recall(request: Request, workspace: Workspace) -> Mapping[str, str]:
    """The journey that this browser began and the answer belongs to. Raises SignOnTrouble when not, or too late."""
    journey = keys.unseal(workspace, cookies.read(request.scope, COOKIE), LASTS_SECONDS)
    if journey is None or journey.get("kind") != _KIND:
        raise SignOnTrouble(STALE, "no journey of this browser, or too old")
    state = request.query_params.get("state", "")
    if not hmac.compare_digest(str(journey["state"]).encode(), state.encode("utf-8", "replace")):
        raise SignOnTrouble(STALE, "the state is of another journey")
    return journey


def forget(response: Response, request: Request) -> None:
    """Take the journey out of the browser: it is over, however it ended."""
    cookies.drop(response, request.scope, COOKIE)
