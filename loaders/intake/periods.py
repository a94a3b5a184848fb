"""Periods as printed: months, quarters, halves, ranges of months, in digits of any width or Chinese numerals."""

from __future__ import annotations

import calendar
import re
from typing import NamedTuple

from config.model import Calendar, Quarter
from loaders.intake.words import tight

_DIGITS = {**{c: str(i) for i, c in enumerate("〇一二三四五六七八九")}, "○": "0", "零": "0", "Ｏ": "0", "О": "0"}
_YEAR = r"(?<!\d)((?:19|20)\d{2})"
_NUMERAL_YEAR = re.compile(r"[一二][〇○零ＯО一二三四五六七八九]{3}(?=年)")
_TENS = re.compile(r"(?<![一二三四五六七八九十])(十[一二]?|[一二三四五六七八九])(?=月)")
_MONTHS = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}
_RANGE = re.compile(_YEAR + r"年?度?[^\d]{0,12}?1(?:月份?)?[-—–~～至到](\d{1,2})月")
_QUARTER_RANGE = re.compile(
    _YEAR + r"年?度?[^\d]{0,12}?(?:4月?份?[-—–~～至到]0?6|7月?份?[-—–~～至到]0?9|10月?份?[-—–~～至到]12)月"
)
_MONTH = re.compile(_YEAR + r"(?:年度?(0?[1-9]|1[0-2])月|[-/.](0?[1-9]|1[0-2])(?![\d年季]))")
_MONTH_APART = re.compile(_YEAR + r"年度?[^\d年]{1,20}?(?<!\d)(0?[1-9]|1[0-2])月(?!\d*日)")
_COMPACT = re.compile(r"^((?:19|20)\d{2})(0[1-9]|1[0-2])(?:[0-3]\d)?$")
_QUARTER = re.compile(_YEAR + r"(?:年度?)?[^\d年]{0,20}?第?([1-4一二三四])(?:个)?季度?")
_LATIN_QUARTER = re.compile(_YEAR + r"年?[-_ ]?[Qq]([1-4])(?!\d)|[Qq]([1-4])[-_/ ]?((?:19|20)\d{2})(?!\d)")
_PART = re.compile(_YEAR + r"年度?[^\d年]{0,12}?(前[三3]季度|上半年|前[两二2]季度|全年)")
_PARTS = {"前三季度": 9, "前3季度": 9, "前2季度": 6, "上半年": 6, "前两季度": 6, "前二季度": 6, "全年": 12}
_PERIOD_NAME = re.compile(
    r"^(?:(?P<year>(?:19|20)\d{2})年?度?|(?P<before>本年|今年|上年|去年))?(?:1月?[-—–~～至到](?P<to>\d{1,2})月|"
    r"(?P<part>前[三3两二2]季度|上半年|全年)|第?(?P<quarter>[1-4一二三四])个?季度?|[Qq](?P<latin>[1-4]))(?:份|末|底|累计|数据|数量|数)*$"
)
_ALONE = re.compile(
    r"^(?:截至|截止)?(?:[\d年月日份度第一二三四五六七八九十〇○零季上下半全前三Qq\-/.~—至()]|个|月报|季报|报|表|末|底)+$"
)


class Period(NamedTuple):
    """A period as printed: its (last) month, and whether a quarter or longer was named rather than the month."""

    year: int
    month: int
    quarterly: bool

    @property
    def text(self) -> str:
        """`YYYY-MM`."""
        return f"{self.year:04d}-{self.month:02d}"

    def agrees(self, other: Period) -> bool:
        """True when both name the same month, or one names a quarter that holds the other."""
        if self.quarterly or other.quarterly:
            return (self.year, (self.month + 2) // 3) == (other.year, (other.month + 2) // 3)
        return self.text == other.text


def read_period(text: str) -> Period | None:
    """The period that a text names with its year, or None."""
    bare = _in_digits(tight(text))
    for pattern, month_of, quarterly in _READERS:
        found = pattern.search(bare)
        if found:
            year, month = month_of(found)
            return Period(year, month, quarterly) if 1 <= month <= 12 else None
    return None


def is_only_period(text: str) -> bool:
    """True for a cell that says nothing but a period: `2023年6月`, `（2025年第三季度）`, `2022年09月报`."""
    return bool(_ALONE.match(tight(text))) and read_period(text) is not None


def closes_month(text: str) -> bool:
    """False for a lone day that does not close its month: a day of filling in, no period."""
    day = re.search(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})日?$", tight(text))
    if day is None or not 1 <= int(day[2]) <= 12 or re.search(r"[-—~至到]\d{1,2}月", tight(text)):
        return True
    return int(day[3]) == calendar.monthrange(int(day[1]), int(day[2]))[1]


def read_month_name(text: str) -> tuple[int | None, int] | None:
    """(year or None, month) of a column named by a month: 九月份, 9月, 2022年9月末."""
    bare = _in_digits(tight(text))
    found = re.match(r"^(?:((?:19|20)\d{2})年|(本年|上年|去年))?(0?[1-9]|1[0-2])月(?:份|末|底|数|数据|数量)*$", bare)
    if not found:
        return None
    return (int(found[1]) if found[1] else -1 if found[2] in ("上年", "去年") else None), int(found[3])


def read_period_name(text: str) -> tuple[str, tuple[int | None, int]] | None:
    """What a column named by its period is about: `month`, `quarter` or `to_month` (from January on), and its last
    month with its year (None for the file's, -1 for the year before); None for other names."""
    month = read_month_name(text)
    if month is not None:
        return "month", month
    named = _PERIOD_NAME.match(_in_digits(tight(text)))
    if named is not None:
        year = int(named["year"]) if named["year"] else -1 if named["before"] in ("上年", "去年") else None
        if named["to"] or named["part"]:
            number = int(named["to"]) if named["to"] else _PARTS[named["part"]]
            return ("to_month", (year, number)) if 1 <= number <= 12 else None
        quarter = named["quarter"] or named["latin"]
        return "quarter", (year, 3 * ("一二三四".find(quarter) + 1 or int(quarter)))
    period = read_period(text) if is_only_period(text) and closes_month(text) else None
    return ("quarter" if period.quarterly else "month", (period.year, period.month)) if period is not None else None


def shift_month(period: str, months: int) -> str:
    """The month that lies `months` later than `YYYY-MM`."""
    index = int(period[:4]) * 12 + int(period[5:]) - 1 + months
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def in_calendar(period: str, years: Calendar) -> bool:
    """True when the calendar knows the quarter of the month."""
    return years.first <= str(Quarter.of_month(period)) <= years.last


def _in_digits(bare: str) -> str:
    bare = _NUMERAL_YEAR.sub(lambda found: "".join(_DIGITS[c] for c in found.group()), bare)
    return _TENS.sub(lambda found: str(_MONTHS[found.group(1)]), bare)


def _quarter_month(found: re.Match[str]) -> tuple[int, int]:
    number = "一二三四".find(found[2]) + 1 or int(found[2])
    return int(found[1]), number * 3


def _latin_quarter(found: re.Match[str]) -> tuple[int, int]:
    return int(found[1] or found[4]), int(found[2] or found[3]) * 3


def _year_month(found: re.Match[str]) -> tuple[int, int]:
    return int(found[1]), int(next(month for month in found.groups()[1:] if month))


_READERS = (
    (_RANGE, _year_month, False),
    (_QUARTER_RANGE, lambda found: (int(found[1]), int(re.findall(r"\d+", found[0])[-1])), True),
    (_MONTH, _year_month, False),
    (_COMPACT, _year_month, False),
    (_PART, lambda found: (int(found[1]), _PARTS[found[2]]), True),
    (_LATIN_QUARTER, _latin_quarter, True),
    (_QUARTER, _quarter_month, True),
    (_MONTH_APART, _year_month, False),
)
