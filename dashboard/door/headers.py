"""The headers of every answer: what a browser may load, and that it keeps and frames nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope, Send
from streamlit.file_util import get_static_dir

from dashboard.door.cookies import secure


def _own_scripts() -> str:
    """The hashes of the scripts that stand in the frontend's own page; no other script in a page runs."""
    page = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    digests = (hashlib.sha256(text.encode()).digest() for text in re.findall(r"<script>(.*?)</script>", page, re.S))
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


PAGE_POLICY = (
    f"default-src 'none'; script-src 'self' {_own_scripts()} blob: 'wasm-unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "worker-src 'none'; media-src 'self'; manifest-src 'self'; frame-src 'none'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)
"""What the pages need that Streamlit's frontend draws (docs/sign-in.md says what for)."""
OWN_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""What the door's own pages need: a style sheet and forms, no script at all."""
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), midi=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_KEPT = ("/static/", "/geo/", "/topojson/")
"""What a browser may keep: nothing in it is anyone's secret, and its address changes with its content."""


def secured(scope: Scope, send: Send) -> Send:
    """A send that puts the headers on the answer to an HTTP request."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            message.setdefault("headers", [])
            _write(MutableHeaders(scope=message), scope)
        await send(message)

    return sent


def _write(headers: MutableHeaders, scope: Scope) -> None:
    for name, value in ALWAYS.items():
        headers[name] = value
    headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    if not (str(scope["path"]).startswith(_KEPT) and "max-age" in headers.get("cache-control", "")):
        headers["Cache-Control"] = "no-store"
    if secure(scope):
        headers["Strict-Transport-Security"] = "max-age=31536000"
        cookies = [value for value in headers.getlist("set-cookie") if "secure" not in value.lower()]
        if cookies:
            kept = [value for value in headers.getlist("set-cookie") if "secure" in value.lower()]
            del headers["set-cookie"]
            for value in (*kept, *(f"{cookie}; Secure" for cookie in cookies)):
                headers.append("set-cookie", value)
