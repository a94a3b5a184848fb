"""Why a region's rank moved: a sentence, four figures that add up, and the items that changed most."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import Say, mark
from dashboard.parts.filters import quarter_name
from dashboard.parts.markup import Html, element, section_head, show
from dashboard.parts.numbers import signed
from dashboard.parts.reasons import POINTS_DECIMALS
from dashboard.parts.session import say
from dashboard.parts.signs import movement
from dashboard.usecases.rank_moves import ItemMove, RankMove

ITEMS_SHOWN = 4
_ROSE = mark("Why it rose {places} places")
_FELL = mark("Why it fell {places} places")
_KEPT = mark("Why it kept its place")
_UNKNOWN = mark("There is no place of {earlier} to compare with.")
CAUSES = (
    ("by_own", mark("Own change")),
    ("by_others", mark("Others' change")),
    ("by_scheme", mark("Change of scheme")),
    ("by_correction", mark("Correction of data")),
)
"""The causes of a move, in the order shown."""
_OF_RELEASE = mark("Place {before} in {earlier} by release {release}, place {now} now; the four causes add up.")
_OF_SCORES = mark("Place {before} in {earlier}, place {now} now; the four causes add up.")


def move_section(move: RankMove | None, earlier: str) -> None:
    """Why the rank moved since the earlier quarter; that there is nothing to compare with where there is not."""
    words = say()
    if move is None:
        section_head(words(mark("Why it moved")), words(_UNKNOWN, earlier=quarter_name(earlier, words)))
        return
    section_head(move_title(move, words), move_note(move, words))
    cells = [_cell(words(name), getattr(move, cause), words) for cause, name in CAUSES]
    show(element("div", *cells, css="jp-cells"), _items(move, words))


def move_title(move: RankMove, words: Say) -> str:
    """How many places it rose or fell."""
    if not move.change:
        return words(_KEPT)
    return words(_ROSE if move.change > 0 else _FELL, places=abs(move.change))


def move_note(move: RankMove, words: Say) -> str:
    """From which place to which."""
    places = {"before": move.previous_rank, "now": move.rank, "earlier": quarter_name(move.earlier, words)}
    return words(_OF_RELEASE, **places, release=move.release) if move.release else words(_OF_SCORES, **places)


def _cell(name: str, places: int, words: Say) -> Html:
    won = movement(places, words) if places else element("span", words(mark("＝ no effect")), css="jp-same")
    return element("div", element("small", name), element("b", won))


def _items(move: RankMove, words: Say) -> Html:
    if not move.items:
        return Html("")
    return element(
        "div",
        _list(words(mark("Items that gained most, points")), move.gained, words),
        _list(words(mark("Items that fell most, points")), move.fell, words),
        css="jp-two",
    )


def _list(head: str, items: Sequence[ItemMove], words: Say) -> Html:
    lines = [
        element("li", element("span", one.name), element("b", signed(one.difference, POINTS_DECIMALS)))
        for one in items[:ITEMS_SHOWN]
    ]
    return element(
        "div", element("h3", head), element("ul", *lines or [element("li", words(mark("none")))], css="jp-list")
    )
