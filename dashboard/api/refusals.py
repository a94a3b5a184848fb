"""What the API says no with: a status, a code for machines, and a sentence for people."""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse

from config.wording import mark, translator
from dashboard.access.gate import NOT_ALLOWED

AGAIN_AFTER = 5
"""Seconds after which a postponed request should be sent again."""


class Refusal(Exception):
    """A request is not served; `code` names the rule, `message` is a message id with its `places`."""

    def __init__(self, status: int, code: str, message: str, **places: Any) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.places = places

    def answer(self, locale: str, headers: dict[str, str] | None = None) -> JSONResponse:
        """The refusal as JSON {"message", "code"} in the reader's language."""
        content = {"message": translator(locale)(self.message, **self.places), "code": self.code}
        return JSONResponse(content, self.status, headers=_HEADERS.get(self.status, {}) | (headers or {}))


_HEADERS = {
    401: {"WWW-Authenticate": 'Bearer realm="jiping"'},
    408: {"Connection": "close"},
    413: {"Connection": "close"},
    503: {"Retry-After": str(AGAIN_AFTER)},
}


def token_refused() -> Refusal:
    """No token, a wrong one, or a revoked one: the answer does not tell which."""
    return Refusal(
        401,
        "token_refused",
        mark("The access token is missing, wrong or revoked. Ask the office for one, and send it as: Bearer TOKEN"),
    )


def not_allowed() -> Refusal:
    """What was asked for is none of this token's business, whatever there is."""
    return Refusal(403, "not_allowed", NOT_ALLOWED)


def not_there() -> Refusal:
    """There is nothing under the address, or it is another unit's."""
    return Refusal(404, "not_found", mark("There is nothing here for this token. docs/api.md lists what can be asked."))


def busy() -> Refusal:
    """The database or the readers have no time now; nothing of the request was kept."""
    return Refusal(
        503, "busy", mark("The system is busy and kept nothing of this; send it again in a few seconds, unchanged.")
    )


def not_ready() -> Refusal:
    """The workspace cannot be opened."""
    return Refusal(503, "not_ready", mark("The system is not ready; its administrator finds the reason in the log."))


def failed() -> Refusal:
    """A programmer's mistake: the log has it, the caller does not."""
    return Refusal(
        500, "failed", mark("The request could not be finished and nothing was changed; the log has the reason.")
    )
