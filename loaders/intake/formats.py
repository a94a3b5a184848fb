"""Number formats of workbooks: how many decimals are printed, whether a number is a percentage or a date."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy/m/d", 15: "d-mmm-yy",
    16: "d-mmm", 17: "yyyy/m", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 37: "#,##0",
    38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss",
    46: "h:mm:ss", 47: "mm:ss", 49: "@", 
    **dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "yyyy/m"),
}  # fmt: skip
"""Number formats that a workbook names by number only (ECMA-376 part 1, 18.8.30, with the East Asian ones)."""

_UNIT = re.compile(r'"([^"]+)"[ _)]*$')
_LONGEST = 255
_SCALED = re.compile(r"[0#?],+(?![,0#?])")
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|!.|_.|\*.')
_LAST_SERIAL = 2_958_466


class Format(NamedTuple):
    """What a number format says: decimals that are always printed, thousands, percent, date with or without its day,
    the unit that it prints behind the number, and whether it shows the number in thousands."""

    decimals: int = 0
    thousands: bool = False
    percent: bool = False
    date: bool = False
    day: bool = False
    unit: str = ""
    scaled: bool = False


@lru_cache(maxsize=512)
def format_of(code: str) -> Format:
    """Read a number format such as `#,##0.0` or `0.00%`; the first section counts."""
    first = code[:_LONGEST].split(";", maxsplit=1)[0]
    bare, unit = _LITERAL.sub("", first), _UNIT.search(first)
    if bare.lower() in ("general", "@", ""):
        return Format()
    if re.search(r"[ymdhs]", bare, re.IGNORECASE):
        return Format(date=True, day="d" in bare.lower())
    after = re.match(r"[0?]*", bare.partition(".")[2])
    decimals, scaled = len(after.group()) if after else 0, bool(_SCALED.search(bare))
    return Format(
        decimals, "," in bare and not scaled, "%" in bare, unit=unit.group(1).strip() if unit else "", scaled=scaled
    )


def exact(value: float) -> Decimal:
    """The number that a workbook means: exact to 15 significant digits, so that 0.1 + 0.2 is 0.3."""
    return Decimal(format(value, ".15g"))


def plain_text(number: Decimal, decimals: int = 0) -> str:
    """Canonical decimal text: every digit of the number, and at least so many decimals; no exponent, no separators."""
    text = format(number, "f")
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0") if len(rest) > decimals else rest
    rest = rest.ljust(decimals, "0")
    return f"{whole}.{rest}" if rest else whole


def printed(number: Decimal, form: Format) -> str:
    """The number as the sheet shows it, with separators and percent sign; digits are never rounded off."""
    text = plain_text(number * 100 if form.percent else number, form.decimals)
    if form.thousands:
        whole, _, rest = text.partition(".")
        sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
        text = sign + f"{int(digits):,}" + (f".{rest}" if rest else "")
    return text + ("%" if form.percent else form.unit)


def day_of(serial: float, from_1904: bool = False) -> dt.date | None:
    """The day of a date serial, or None when it is no day."""
    days = serial + (1462 if from_1904 else 0)
    if not 1 <= days < _LAST_SERIAL:
        return None
    return (dt.datetime(1899, 12, 30) + dt.timedelta(days=int(days))).date()


def printed_day(day: dt.date, form: Format) -> str:
    """A date as the office writes it; a format without a day prints the month."""
    return f"{day.year}年{day.month}月{day.day}日" if form.day else f"{day.year}年{day.month}月"
