"""Text on its way out to spreadsheets: what Excel or WPS would run as a formula is made to be read as text."""

from __future__ import annotations

import re

RISKY = r"^[=+\-@\t\r]"
NUMBER = r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?%?$"
_RISKY, _NUMBER = re.compile(RISKY), re.compile(NUMBER)


def inert(text: str) -> str:
    """A text for a cell of a CSV file: with an apostrophe before it when it begins like a formula and is no number."""
    return f"'{text}" if _RISKY.match(text) and not _NUMBER.match(text) else text
