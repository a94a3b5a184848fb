"""Quarters and months."""

from __future__ import annotations

import re


class Quarter(str):
    """A quarter such as `2025Q3`; a plain string with arithmetic, so that it sorts and prints as itself.

    Raises ValueError when the text is not `YYYYQn` with n from 1 to 4.
    """

    __slots__ = ()
    _pattern = re.compile(r"^(\d{4})Q([1-4])$")

    def __new__(cls, text: str) -> Quarter:
        if not cls._pattern.match(text):
            raise ValueError(f"not a quarter (YYYYQn): {text!r}")
        return super().__new__(cls, text)

    @classmethod
    def of(cls, year: int, number: int) -> Quarter:
        """The quarter `number` (1 to 4) of `year`."""
        return cls(f"{year:04d}Q{number}")

    @classmethod
    def of_month(cls, month: str) -> Quarter:
        """The quarter that holds a month such as `2025-09`."""
        year, number = month.split("-")
        return cls.of(int(year), (int(number) + 2) // 3)

    @property
    def year(self) -> int:
        """The calendar year."""
        return int(self[:4])

    @property
    def number(self) -> int:
        """1 to 4."""
        return int(self[5])

    @property
    def last_month(self) -> str:
        """The month that closes the quarter, `YYYY-MM`."""
        return f"{self.year:04d}-{self.number * 3:02d}"

    @property
    def time_progress(self) -> float:
        """序时进度: the share of the year that has passed when the quarter closes (0.25 to 1)."""
        return self.number / 4

    def shift(self, quarters: int) -> Quarter:
        """The quarter that lies `quarters` later (negative: earlier)."""
        index = self.year * 4 + self.number - 1 + quarters
        return Quarter.of(index // 4, index % 4 + 1)


def month_of(period: str) -> str:
    """The month `YYYY-MM` of a month or a quarter (its last month); empty stays empty.

    Raises ValueError for any other text.
    """
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", period) or not period:
        return period
    return Quarter(period).last_month
