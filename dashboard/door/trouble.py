"""What goes wrong in a single sign-on: a sentence on the sign-in page and a line in the log, never a stack trace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from authlib.common.errors import AuthlibBaseError
from httpx2 import HTTPError, InvalidURL
from joserfc.errors import ClaimError, ExpiredTokenError, JoseError

from config.wording import mark

UNREACHABLE = "unreachable"
DECLINED = "declined"
DISTRUSTED = "distrusted"
CLOCK = "clock"
STALE = "stale"
UNKNOWN = "unknown"
NOT_SET_UP = "not_set_up"
BUSY = "busy"
SENTENCES = {
    UNREACHABLE: mark("{provider} does not answer at the moment. Try again in a few minutes."),
    DECLINED: mark("The sign-in at {provider} was not completed."),
    DISTRUSTED: mark(
        "The answer of {provider} did not hold when it was checked, so you were not signed in. "
        "Try again; if it stays so, tell those who run this system."
    ),
    CLOCK: mark(
        "You were not signed in: the clocks of this system and of {provider} do not agree. "
        "Tell those who run this system."
    ),
    STALE: mark("This sign-in took too long, or it was begun in another window. Begin again."),
    UNKNOWN: mark(
        "{provider} knows you, but there is no account here that you may use. "
        "Ask those who manage the accounts of your unit."
    ),
    BUSY: mark("Too many sign-ins came from this address. Try again in a minute."),
    NOT_SET_UP: mark(
        "Sign-in through {provider} is not set up completely on this server. Tell those who run this system."
    ),
}
_TIMES = ("exp", "iat", "nbf")


class SignOnTrouble(Exception):
    """A single sign-on ended without a session; `kind` says which sentence is shown, the text goes into the log."""

    def __init__(self, kind: str, text: str = "") -> None:
        super().__init__(f"{kind}: {text}" if text else kind)
        self.kind = kind


@contextmanager
def told() -> Iterator[None]:
    """Whatever Authlib and the network raise at the provider becomes a SignOnTrouble."""
    try:
        yield
    except (HTTPError, InvalidURL) as error:
        raise SignOnTrouble(UNREACHABLE, f"{type(error).__name__} {error}") from error
    except (JoseError, AuthlibBaseError) as error:
        raise SignOnTrouble(_kind(error), f"{type(error).__name__} {error}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RuntimeError) as error:
        raise SignOnTrouble(DISTRUSTED, f"{type(error).__name__} {error}") from error


def _kind(error: Exception) -> str:
    timely = isinstance(error, ExpiredTokenError) or (isinstance(error, ClaimError) and error.claim in _TIMES)
    return CLOCK if timely else DISTRUSTED
