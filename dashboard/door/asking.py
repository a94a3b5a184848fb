"""What a request tells of itself: from where, whether for a page, and whether another site sent it."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

_SAFE = ("GET", "HEAD", "OPTIONS")
_NO_PAGES = ("/_stcore/", "/media/", "/component/", "/geo/", "/topojson/", "/session")
_LONGEST = 2000


def address_of(scope: Scope) -> str:
    """The address that a request came from (uvicorn has looked behind the proxies that it trusts), at most 64 signs."""
    client = scope.get("client")
    return str(client[0])[:64] if client else ""


def browser_of(scope: Scope) -> str:
    """What the browser calls itself, at most 200 signs that print."""
    named = Headers(scope=scope).get("user-agent", "")
    return "".join(sign for sign in named if sign.isprintable())[:200]


def asks_for_a_page(scope: Scope) -> bool:
    """True when someone opens a page, not when a page loads what belongs to it."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or scope["path"].startswith(_NO_PAGES):
        return False
    headers = Headers(scope=scope)
    mode = headers.get("sec-fetch-mode", "")
    return mode == "navigate" if mode else "text/html" in headers.get("accept", "")


def from_elsewhere(scope: Scope) -> bool:
    """True when a page of another site sends a request that may change something, or opens a websocket."""
    if scope["type"] == "http" and scope["method"] in _SAFE:
        return False
    headers = Headers(scope=scope)
    if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host", "")


def onward(target: str, locale: str) -> str:
    """Where a browser goes in the end: a target within this app, in the language that it signed in with."""
    inward = local(target)
    if locale != "en" or "lang=" in inward:
        return inward
    return f"{inward}{'&' if '?' in inward else '?'}lang=en"


def local(target: str) -> str:
    """A target within this app, as it was asked for; "/" for any other, and for what does not print."""
    odd = len(target) > _LONGEST or not target.startswith("/") or target.startswith(("//", "/\\"))
    if odd or "\\" in target or any(ord(sign) < 33 or ord(sign) == 127 for sign in target):
        return "/"
    parts = urlsplit(target)
    away = parts.scheme or parts.netloc or parts.path.startswith(("/sign-", "/session", "/_stcore", "//"))
    return "/" if away else target
