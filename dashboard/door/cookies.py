"""The door's cookies: the session's token, the form's token before there is a session, the step of a sign-in.

On https each bears the prefix `__Host-` and is Secure, so that no other host and no plain page can set or read it.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.types import Scope

SESSION = "jiping"
FORM = "jiping-form"
STEP = "jiping-step"
_SECURE = ("https", "wss")


def secure(scope: Scope) -> bool:
    """True when the browser speaks https with us or with the proxy in front."""
    return str(scope.get("scheme", "http")) in _SECURE


def read(scope: Scope, name: str) -> str:
    """The value of one of the door's cookies; empty when it was not sent."""
    wanted = _name(scope, name)
    for header, value in scope["headers"]:
        if header == b"cookie":
            for part in value.decode("latin-1").split(";"):
                found, _, content = part.strip().partition("=")
                if found == wanted and content:
                    return str(content).strip('"')
    return ""


def put(response: Response, scope: Scope, name: str, value: str, seconds: int | None = None) -> None:
    """Set a cookie that no script reads and no other site's form sends; it goes with the browser, or earlier."""
    response.set_cookie(
        _name(scope, name), value, max_age=seconds, path="/", secure=secure(scope), httponly=True, samesite="lax"
    )


def drop(response: Response, scope: Scope, name: str) -> None:
    """Take a cookie back."""
    response.delete_cookie(_name(scope, name), path="/", secure=secure(scope), httponly=True, samesite="lax")


def _name(scope: Scope, name: str) -> str:
    return f"__Host-{name}" if secure(scope) else name
