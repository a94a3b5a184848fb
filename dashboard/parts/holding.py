"""自何时起 on the page: since when a place and a band are held, and who stays among the first and the last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from config.wording import Say, mark
from dashboard.parts.filters import short_quarter
from dashboard.parts.markup import Html, element, join, show
from dashboard.parts.session import say
from dashboard.usecases.board_shape import BoardRow
from dashboard.usecases.holding import ENDS, Held

NOBODY: Mapping[str, Held] = {}
LONG = 2
"""From how many quarters in a row it is told."""
SHOWN = 6


def since(quarter: str, words: Say) -> str:
    """`自25Q4起`; empty where there is nothing to tell."""
    return words(mark("since {quarter}"), quarter=short_quarter(quarter)) if quarter else ""


def with_since(content: object, quarter: str, words: Say) -> Html:
    """A cell with since when it is so beside it."""
    told = since(quarter, words)
    return join((content, element("span", told, css="jp-sub"))) if told else join((content,))


def streaks(rows: Sequence[BoardRow], holds: Mapping[str, Held]) -> None:
    """Who has stayed among the first and among the last of the group, the longest first; nothing where nobody has."""
    words = say()
    if not holds:
        return
    first = [(row.name, holds[row.region_code].first_for) for row in rows if row.region_code in holds]
    last = [(row.name, holds[row.region_code].last_for) for row in rows if row.region_code in holds]
    lines = (
        _line(mark("Among the first {places} for several quarters: {names}"), first, words),
        _line(mark("Among the last {places} for several quarters: {names}"), last, words),
    )
    show(*(element("p", line, css="jp-note") for line in lines if line))


def _line(sentence: str, runs: Sequence[tuple[str, int]], words: Say) -> str:
    long = sorted((one for one in runs if one[1] >= LONG), key=lambda one: -one[1])[:SHOWN]
    if not long:
        return ""
    names = words(mark(", ")).join(words(mark("{name} ({count} quarters)"), name=n, count=count) for n, count in long)
    return words(sentence, places=ENDS, names=names)
