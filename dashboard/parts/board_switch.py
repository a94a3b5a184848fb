"""The switch between the boards of a group: level, improvement on last quarter and last year, composite."""

from __future__ import annotations

from config.model import Scheme
from config.wording import Say, mark
from dashboard.parts.segments import choose_part
from dashboard.parts.session import locale, say
from dashboard.usecases.boards import TOTAL
from dashboard.usecases.standing_boards import BOARD_NAMES, BY_QUARTER, BY_YEAR, COMPOSITE, LEVEL

NAMES = {
    LEVEL: mark("Level board"),
    BY_QUARTER: mark("Improvement on last quarter"),
    BY_YEAR: mark("Improvement on last year"),
    COMPOSITE: mark("Composite board"),
}


def board_label(name: str, words: Say) -> str:
    """The name of a board."""
    return words(NAMES[name])


def node_names(scheme: Scheme, *, items: bool) -> dict[str, str]:
    """What a board may rank by: the total, each section, and (with `items`) the items of each below it, by code."""
    names = {TOTAL: say()(mark("Overall score"))}
    for section in scheme.sections:
        names[section.code] = section.label(locale())
        names |= {item.code: f"· {item.label(locale())}" for item in section.items if items}
    return names


def choose_board(*, key: str = "board") -> str:
    """Which of the boards the reader looks at; it stands in the address as `?board=`, and begins with the level."""
    words = say()
    names = {name: board_label(name, words) for name in BOARD_NAMES}
    return choose_part(words(mark("Rank by")), names, key=key)
