"""首页 as cards: each says its answer first, then who or what it is about, and opens the page with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from config.wording import Say, mark
from dashboard.parts.clickable import clickable
from dashboard.parts.filters import quarter_name
from dashboard.parts.markup import Html, element

NOTHING = Html("")


@dataclass(frozen=True)
class Line:
    """A line of a card: what it names, what is said of it, and where it leads (`page?key=value`, empty for nowhere)."""

    name: str
    said: object = ""
    opens: str = ""


@dataclass(frozen=True)
class Card:
    """A card: its kind in a word, its answer as a heading, its lines, and the page that tells more.

    `quarter` is the one that it tells of; `picture` stands between the answer and the lines.
    """

    kind: str
    answer: object
    lines: tuple[Line, ...] = ()
    opens: str = ""
    more: str = ""
    quarter: str = ""
    picture: Html = NOTHING


def card_grid(cards: Sequence[Card], quarter: str, words: Say, *, key: str) -> str | None:
    """Show the cards below a headline of a quarter; the address of what was just opened, else None."""
    drawn = [_card(card, _kind(card, quarter, words)) for card in cards]
    return clickable(element("div", *drawn, css="jp-home"), key=key)


def _kind(card: Card, quarter: str, words: Say) -> str:
    """What the card is about, with its quarter where that is not the headline's."""
    if card.quarter in ("", quarter):
        return card.kind
    return words(mark("{kind} · {quarter}"), kind=card.kind, quarter=quarter_name(card.quarter, words))


def _card(card: Card, kind: str) -> Html:
    lines = element("ul", *map(_line, card.lines), css="jp-list") if card.lines else ""
    more = _opening(card.more, card.opens, "jp-open jp-home-more") if card.opens and card.more else ""
    head = (element("p", kind, css="jp-home-kind"), element("h2", card.answer))
    return element("section", *head, card.picture, lines, more, css="jp-home-card")


def _line(line: Line) -> Html:
    name = _opening(line.name, line.opens, "jp-open") if line.opens else element("span", line.name)
    return element("li", name, element("span", line.said, css="jp-home-said"))


def _opening(text: str, opens: str, css: str) -> Html:
    return element("button", text, css=css, type="button", data_key=opens)
