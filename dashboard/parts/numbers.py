"""Figures as they are printed: thousands separated, half up, the same decimals in a column."""

from __future__ import annotations

from decimal import Decimal

from dashboard.usecases.rounding import half_up

MISSING = "—"
MINUS = "−"
THIN_SPACE = "\u2009"


def figure(value: float | None, decimals: int) -> str:
    """A number with thousands separators, rounded half up; a dash where there is none."""
    if value is None:
        return MISSING
    rounded = half_up(value, decimals)
    return f"{rounded:,}".replace("-", MINUS) if rounded else f"{abs(rounded):,}"


def separated(text: str) -> str:
    """A number in decimal text with thousands separators and its own decimals; any other text as it is."""
    whole, point, decimals = text.partition(".")
    sign, digits = (MINUS, whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{point}{decimals}" if digits.isdigit() else text


def signed(value: float | None, decimals: int) -> str:
    """A difference with its sign; zero has none."""
    text = figure(value, decimals)
    return text if value is None or text.startswith(MINUS) or not text.strip("0.,") else f"+{text}"


def per_cent(share: float | None, decimals: int = 1) -> str:
    """A share from 0 to 1 as per cent."""
    return MISSING if share is None else f"{figure(share * 100, decimals)}%"


def amount(value: float | None, decimals: int, unit: str) -> str:
    """A figure with its unit: 61.92%, and a thin space before any other unit."""
    text = figure(value, decimals)
    return f"{text}{unit}" if unit == "%" or not unit else f"{text}{THIN_SPACE}{unit}"


def plain(value: float) -> str:
    """A parameter of a rule, without needless decimals."""
    return f"{Decimal(repr(float(value))).normalize():,f}".replace("-", MINUS)
