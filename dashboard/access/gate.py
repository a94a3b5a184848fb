"""The gate: every use case says which right it needs, and asks before it does anything.

A use case takes the desk first; the desk knows who sits at it. A test holds that none is without its gate.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from config.wording import mark, translator
from dashboard.access.rights import Right
from dashboard.access.sight import Sight


class Seat(Protocol):
    """What a gate asks: what the person who sits there may see and do."""

    @property
    def sight(self) -> Sight:
        """The rights of the person, and how far they reach."""


P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound=Seat)
NOT_ALLOWED = mark("Your posts do not allow this. If they should, ask who manages the accounts of your unit.")
NEEDED = "needed_rights"
"""The attribute of a gated function: the rights of which it needs one; empty for everyone; None for inner ones."""


class NotAllowed(Exception):
    """Someone asked for what their posts do not allow; `rights` are those of which one would have been enough."""

    def __init__(self, *rights: Right) -> None:
        super().__init__(", ".join(rights))
        self.rights = rights

    def message(self, locale: str) -> str:
        """The refusal for the one who asked; it does not tell whether there is such a thing."""
        return translator(locale)(NOT_ALLOWED)


def needs(*rights: Right) -> Callable[[Callable[Concatenate[S, P], R]], Callable[Concatenate[S, P], R]]:
    """Mark a use case that needs one of the rights: whoever has none of them gets NotAllowed, before anything is read.

    How far the right reaches is the use case's own to see to, by `desk.sight`.
    """

    def gated(use_case: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        @wraps(use_case)
        def asked(desk: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if not desk.sight.has(*rights):
                raise NotAllowed(*rights)
            return use_case(desk, *args, **kwargs)

        setattr(asked, NEEDED, rights)
        return asked

    return gated


def everyone(use_case: Callable[P, R]) -> Callable[P, R]:
    """Mark a use case that tells nothing but the config and the clock: whoever is signed in may ask."""
    setattr(use_case, NEEDED, ())
    return use_case


def inner(use_case: Callable[P, R]) -> Callable[P, R]:
    """Mark what only other use cases call, behind their gate; views, parts, API and commands must not."""
    setattr(use_case, NEEDED, None)
    return use_case


def needed(use_case: Callable[..., Any]) -> tuple[Right, ...] | None:
    """The rights that a gated function needs. Raises AttributeError for one that has no gate."""
    rights: tuple[Right, ...] | None = getattr(use_case, NEEDED)
    return rights
