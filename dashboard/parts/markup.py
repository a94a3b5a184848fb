"""Small pieces of HTML: the only place where text becomes markup, so the only place that has to escape it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

_SPECIAL = re.compile("[&<>\"']")


class Html(str):
    """Markup that is safe to show as it is; every other string is escaped."""

    __slots__ = ()


def safe(text: object) -> str:
    """The text as markup: escaped unless it is Html already."""
    return text if isinstance(text, Html) else _escaped(str(text))


def _escaped(text: str) -> str:
    return escape(text) if _SPECIAL.search(text) else text


def element(tag: str, *content: object, css: str = "", **attributes: object) -> Html:
    """An element with escaped content and attributes (`data_key` is written data-key; an empty css is left out)."""
    pairs = {"class": css, **attributes} if css else attributes
    written = "".join(f' {name.replace("_", "-")}="{_escaped(str(value))}"' for name, value in pairs.items())
    return Html(f"<{tag}{written}>{''.join(map(safe, content))}</{tag}>")


def unmarked(text: str) -> str:
    """A text from outside for the label of a widget, which Streamlit reads as Markdown: it draws no link or picture."""
    return re.sub(r"([\\`*_\[\]$~:#|<>.@!])", r"\\\1", text)


def join(parts: Iterable[object]) -> Html:
    """Pieces of markup or text one after the other."""
    return Html("".join(map(safe, parts)))


def show(*content: object) -> None:
    """Put markup on the page in the product's type."""
    st.html(element("div", *content, css="jp"))


def section_head(title: str, note: str = "") -> None:
    """The head of a section of a page, with an optional line below it."""
    show(element("h2", title, css="jp-section"), element("p", note, css="jp-note") if note else "")


def facts(pairs: Sequence[tuple[str, object]]) -> Html:
    """Names and what they are, one a line; pairs without content are left out."""
    lines = [join((element("dt", name), element("dd", text))) for name, text in pairs if text]
    return element("dl", *lines, css="jp-facts")


def figures(pairs: Sequence[tuple[str, object]]) -> Html:
    """A few large figures in a row, each under its name."""
    return element(
        "div", *(element("div", element("small", name), element("b", text)) for name, text in pairs), css="jp-figures"
    )


def nothing(sentence: str) -> None:
    """A part of the page with nothing to show, said so."""
    show(element("p", sentence, css="jp-answer"))
