"""Texts in cells: always texts, never formulas, and only what XML can hold."""

from __future__ import annotations

import re
from typing import Any

_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_LIKE = ("=", "+", "-", "@")
_LONGEST = 32_767


def clean(text: str) -> str:
    """The text without the signs that XML has no place for, and no longer than a cell may be."""
    return _UNFIT.sub("", text)[:_LONGEST]


def put_text(cell: Any, text: str) -> None:
    """Write a text into an openpyxl cell as a text, also one that looks like a formula or an error value."""
    cell.value = _ESCAPE.sub("_x005F_", clean(text))
    if cell.value:
        cell.data_type = "s"
    if text.startswith(_FORMULA_LIKE):
        cell.quotePrefix = True


def display_width(text: str) -> int:
    """How many narrow signs a text is wide; Chinese ones count twice."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


def lines_in(text: str, width: float) -> int:
    """How many lines a text takes in a column of a width."""
    return sum(1 + int(max(display_width(line) - 1, 0) // width) for line in text.split("\n"))
