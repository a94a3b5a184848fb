"""The checks that every kind of entry shares: codes and names that stand twice, references that lead nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

from pydantic import BaseModel

from config.files import Entry, repeated
from config.problems import Problem
from config.wording import mark

M = TypeVar("M", bound=BaseModel)

TWICE_CODE = mark("The code {value} stands twice; it is also in {other}.")
TWICE_NAME = mark("The name {value} stands twice; it is also in {other}.")
UNKNOWN_LEVEL = mark("There is no level {value}.")
UNKNOWN_GROUP = mark("There is no peer group {value}.")
UNKNOWN_REGION = mark("There is no region {value}.")
UNKNOWN_DIVISION = mark("There is no division {value}.")
UNKNOWN_LINE = mark("There is no business line {value}.")
UNKNOWN_INDICATOR = mark("There is no indicator {value}.")
UNKNOWN_STATISTIC = mark("There is no statistic {value}.")
DATES_TURNED = mark("The end {last} lies before the beginning {first}.")


def place(entry: Entry[M]) -> str:
    """Where an entry stands, for the sentence about its double."""
    return " ".join(part for part in (entry.file, entry.key) if part)


def twice(entries: Iterable[Entry[M]], key: str, message: str) -> Iterator[Problem]:
    """Entries whose value under a key stands twice."""
    values = ((str(getattr(entry.it, key)), entry) for entry in entries)
    for value, first, again in repeated(values):
        yield again.fault(key, message, value=value, other=place(first))


def unknown(entry: Entry[M], key: str, codes: Iterable[str], known: Collection[str], message: str) -> Iterator[Problem]:
    """References from a key of an entry that lead nowhere; empty ones are no references."""
    for code in codes:
        if code and code not in known:
            yield entry.fault(key, message, value=code)
