"""One cell and one value of a scheme: how each kind of value is written, and how it is read back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from config.rulebook import rulebook
from config.sheet import inline
from config.sheet.keys import Key, called, chosen, keybook
from config.wording import mark

Cell = str | float
NOT_NUMBER = mark("Expected a number.")
NOT_WHOLE = mark("Expected a whole number.")
NOT_FLAG = mark("Expected 是 (yes) or 否 (no), or nothing.")
NOT_CHOICE = mark("Expected one of: {choices}.")
NOT_TERMS = mark("Expected terms such as low = 560, high = 720.")
NOT_WEIGHTS = mark("Expected names with numbers, such as prefectures = 64, districts = 90.")
NOT_RANGE = mark("Expected two numbers such as 90 ~ 110.")
NOT_TEXT = mark("Expected text; format the cell as text.")
_TRUE, _FALSE = ("是", "√", "yes", "true", "y", "1"), ("否", "×", "no", "false", "n", "0")
_BETWEEN = re.compile(r"\s*(?:~|～|至|—|,|，)\s*")
_LISTED = re.compile(r"\s*[、,，;；\n]\s*")


class Unreadable(ValueError):
    """A cell that does not hold what its column is for; `message` is a marked msgid with its `places`."""

    def __init__(self, message: str, **places: Any) -> None:
        self.message, self.places = message, places
        super().__init__(message)


def write(key: Key, value: Any, locale: str) -> Cell:
    """A value as a cell; empty for none."""
    if value is None or value in ("", (), {}):
        return ""
    return _WRITERS[key.kind](key, value, locale)


def read(key: Key, cell: object) -> Any:
    """The value of a cell, None where it is empty; raises Unreadable."""
    if isinstance(cell, str):
        cell = cell.strip()
    if cell is None or cell == "":
        return None
    return _READERS[key.kind](key, cell)


def text_of(cell: object) -> str:
    """A cell as text: whole numbers without a point."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int | float):
        return inline.figure(cell)
    return str(cell).strip()


def _number_cell(key: Key, value: float, locale: str) -> Cell:
    """A number; as text where a workbook, which keeps 16 digits, would change it."""
    return float(value) if float(f"{value:.16G}") == value else repr(float(value))


def _read_text(key: Key, cell: object) -> str:
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        raise Unreadable(NOT_TEXT)
    return text_of(cell)


def _read_number(key: Key, cell: object) -> float:
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        raise Unreadable(NOT_NUMBER)
    text = str(cell).replace(" ", "")
    try:
        return float(text[:-1]) / 100 if text.endswith(("%", "％")) else float(text)
    except ValueError as error:
        raise Unreadable(NOT_NUMBER) from error


def _read_whole(key: Key, cell: object) -> int:
    number = _read_number(key, cell)
    if not number.is_integer():
        raise Unreadable(NOT_WHOLE)
    return int(number)


def _read_flag(key: Key, cell: object) -> bool:
    word = text_of(cell).casefold()
    if word not in (*_TRUE, *_FALSE):
        raise Unreadable(NOT_FLAG)
    return word in _TRUE


def _read_choice(key: Key, cell: object) -> str:
    value = chosen(key.choices, text_of(cell))
    if value is None:
        names = "、".join(names[0] for names in keybook().choices[key.choices].values())
        raise Unreadable(NOT_CHOICE, choices=names)
    return value


def _read_terms(key: Key, cell: object) -> dict[str, Any]:
    try:
        return inline.read(text_of(cell))
    except ValueError as error:
        raise Unreadable(NOT_TERMS) from error


def _read_weights(key: Key, cell: object) -> dict[str, Any]:
    try:
        return inline.read(text_of(cell))
    except ValueError as error:
        raise Unreadable(NOT_WEIGHTS) from error


def _read_range(key: Key, cell: object) -> list[float]:
    try:
        first, last = map(float, _BETWEEN.split(text_of(cell)))
    except ValueError as error:
        raise Unreadable(NOT_RANGE) from error
    return [first, last]


def _rule_cell(key: Key, value: str, locale: str) -> Cell:
    rule = rulebook().named(value)
    return rule.label_in(locale) if rule else value


def _read_rule(key: Key, cell: object) -> str:
    """The rule that is called so; what is no rule is left to the check, which knows the list."""
    text = text_of(cell)
    named = (rule.name for rule in rulebook().rule if text.casefold() in (rule.label, rule.label_en.casefold()))
    return next(named, text)


_WRITERS: dict[str, Callable[[Key, Any, str], Cell]] = {
    "text": lambda key, value, locale: str(value),
    "rule": _rule_cell,
    "number": _number_cell,
    "whole": _number_cell,
    "flag": lambda key, value, locale: ("yes" if value else "no") if locale == "en" else ("是" if value else "否"),
    "choice": lambda key, value, locale: called(key.choices, value, locale),
    "codes": lambda key, value, locale: "、".join(value),
    "weights": lambda key, value, locale: inline.written(value),
    "terms": lambda key, value, locale: inline.written(value),
    "range": lambda key, value, locale: " ~ ".join(map(inline.figure, value)),
}
_READERS: dict[str, Callable[[Key, object], Any]] = {
    "text": _read_text,
    "rule": _read_rule,
    "number": _read_number,
    "whole": _read_whole,
    "flag": _read_flag,
    "choice": _read_choice,
    "codes": lambda key, cell: [part for part in _LISTED.split(text_of(cell)) if part],
    "weights": _read_weights,
    "terms": _read_terms,
    "range": _read_range,
}
