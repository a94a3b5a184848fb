"""What makes a file unreadable as a whole, and the limits that hold before anything is parsed."""

from __future__ import annotations

from typing import Any

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
MAX_UNPACKED = 80 * MEGABYTE
MAX_RATIO = 200
RATIO_FROM = 5 * MEGABYTE
MAX_PARTS = 2000
MAX_CELLS = 100_000
MAX_BLANK_CELLS = 1_000_000
MAX_SHEETS = 100


class Refusal(Exception):
    """The file cannot be read; `rule` and `places` name the sentence that says why."""

    def __init__(self, rule: str, **places: Any) -> None:
        super().__init__(rule)
        self.rule = rule
        self.places = places


def check_size(size: int) -> None:
    """Raises Refusal file_too_large for a file of more bytes than are read."""
    if size > MAX_BYTES:
        raise Refusal("file_too_large", size=f"{size / MEGABYTE:.1f}", limit=MAX_BYTES // MEGABYTE)
