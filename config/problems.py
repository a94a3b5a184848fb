"""Faults of a config folder: each with its file, its key and a sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from config.wording import DEFAULT_LOCALE, mark, translator

_NUMBER = mark("Expected a number, found {found}.")
_WHOLE = mark("Expected a whole number, found {found}.")
_TEXT = mark("Expected text in quotes, found {found}.")
_LIST = mark("Expected a list, found {found}.")
_TABLE = mark("Expected a table of keys, found {found}.")
_SWITCH = mark("Expected true or false, found {found}.")
_DAY = mark("Expected a date such as 2026-01-31, found {found}.")
_TIME = mark("Expected a date and time such as 2026-01-31T17:00:00, found {found}.")
_CHOICE = mark("Expected one of {expected}, found {found}.")
_OTHER = mark("The value {found} does not fit: {text}.")
_SENTENCES = {
    "missing": mark("This key is missing."),
    "extra_forbidden": mark("This key is not known here; check its spelling."),
    "string_type": _TEXT,
    "string_pattern_mismatch": mark("A code starts with a small letter and has only a-z, 0-9 and _; found {found}."),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": mark("The number must be finite, found {found}."),
    "window_zone": mark("Write the time without a zone, as the department's clocks show it; found {found}."),
    "bool_type": _SWITCH,
    "bool_parsing": _SWITCH,
    "tuple_type": _LIST,
    "dict_type": _TABLE,
    "model_type": _TABLE,
    "literal_error": _CHOICE,
    "enum": _CHOICE,
    "greater_than": mark("The value must be greater than {gt}, found {found}."),
    "greater_than_equal": mark("The value must be at least {ge}, found {found}."),
    "less_than_equal": mark("The value must be at most {le}, found {found}."),
    "less_than": mark("The value must be less than {lt}, found {found}."),
    "too_short": mark("Expected at least {min_length}, found {found}."),
    "too_long": mark("Expected at most {max_length}, found {found}."),
    "one_source": mark("An item needs either an indicator or inputs: the one or the other, not both."),
    "secure_address": mark("An address begins with https:// and has no ? and no #, found {found}."),
    "bare_address": mark("The address under which people open this app has no path, found {found}."),
    "openid_scope": mark("The scopes must contain openid, found {found}."),
    "value_error": mark("Expected a quarter such as 2026Q1, found {found}."),
} | dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"), _DAY)
_NUMBERS = ("gt", "ge", "lt", "le", "min_length", "max_length", "expected")
_SENTENCES |= dict.fromkeys(("datetime_type", "datetime_parsing", "datetime_from_date_parsing"), _TIME)


@dataclass(frozen=True)
class Problem:
    """One fault: `file` relative to the config folder, `key`, and the sentence with what is put into it.

    Keys read `sections[2].items[1].rule`; rows of a CSV file and lines count from 1 as an editor shows them:
    `row[5].parent_code`, `line[7]`.
    """

    file: str
    key: str
    message: str
    places: dict[str, Any] = field(default_factory=dict)

    def sentence(self, locale: str = DEFAULT_LOCALE) -> str:
        """What is wrong, in one sentence in the locale."""
        return translator(locale)(self.message, **self.places)

    def line(self, locale: str = DEFAULT_LOCALE) -> str:
        """File, key and sentence in one line, as `jiping config check` prints it."""
        return "  ".join(part for part in (self.file, self.key, self.sentence(locale)) if part)


class ConfigProblems(Exception):
    """A config folder that cannot be used; `problems` holds every fault that was found, not only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problem.line("en") for problem in problems))


def dotted(prefix: str, steps: tuple[int | str, ...]) -> str:
    """A key as people read it: members of lists count from 1, `sections[2].items[1].rule`."""
    key = prefix
    for step in steps:
        if isinstance(step, int):
            key += f"[{step + 1}]"
        else:
            key += f".{step}" if key else step
    return key


def flatten(error: ValidationError, file: str, prefix: str) -> Iterator[Problem]:
    """The faults that pydantic found in one model, each under its dotted key and in our own words."""
    for fault in error.errors(include_url=False):
        context = fault.get("ctx", {})
        places: dict[str, Any] = {name: context[name] for name in _NUMBERS if name in context}
        if "expected" in places:
            places["expected"] = str(places["expected"]).replace(" or ", ", ")
        places["found"] = _shown(fault["input"])
        message = _SENTENCES.get(fault["type"], _OTHER)
        if message == _OTHER:
            places["text"] = fault["msg"]
        yield Problem(file, dotted(prefix, fault["loc"]), message, places)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
