"""What the columns of a statutory form are about, by their headers: this period, an earlier one, a change."""

from __future__ import annotations

from typing import NamedTuple

from config.model import ColumnRole
from loaders.intake.periods import read_period_name, shift_month
from loaders.intake.words import key_of, listed, without_brackets

_CURRENT = listed(
    """
    数量 数值 本期 本期数 本期数量 本期数据 本季 本季数 本季度 本季度数 本季末 本月 本月数 本月末
    期末数 期末 累计 累计数 本年累计 本期累计 本月累计 自年初累计 实际数 完成数
    """
)
_PREVIOUS_QUARTER = listed("上季 上季度 上季数 上季度数 上季末 上季度末 上季数量 上季度数量 上季度数据 上一季度")
_PREVIOUS_MONTH = listed("上月 上月数 上月末 上月数量 上月数据 上个月 上月末数")
_PREVIOUS = listed("上期 上期数 上期数量 上期数据 上期末 前期")
_LAST_YEAR = listed(
    """
    上年数据 上年同期 上年同期数 上年同月 上年同季 去年同期 去年同期数 去年同月 上年数 上年 去年
    同期 同期数 上年同期数据 去年数据
    """
)
_CHANGE = listed("环比 环比增长 环比增幅 环比增减 环比增长率 环比变化 环比% 较上季 较上季度增长 较上期增长")
_YEAR_CHANGE = listed("""同比 同比增长 同比增幅 同比增减 同比增长率 同比变化 较上年同期增长 比上年同期增长
    增长 增长率 增幅 增减率 增减幅 增减幅度 增速 变化率""")
_WORDS = {
    **dict.fromkeys(_CURRENT, "current"),
    **dict.fromkeys(_PREVIOUS_QUARTER, "previous_quarter"),
    **dict.fromkeys(_PREVIOUS_MONTH, "previous_month"),
    **dict.fromkeys(_PREVIOUS, "previous"),
    **dict.fromkeys(_LAST_YEAR, "same_month_last_year"),
    **dict.fromkeys(_CHANGE, "change_pct"),
    **dict.fromkeys(_YEAR_CHANGE, "year_change_pct"),
}


_DATED: tuple[ColumnRole, ...] = ("current", "previous_month", "previous_quarter", "same_month_last_year")
_DATED_LONGER: tuple[ColumnRole, ...] = ("current", "previous_quarter", "same_month_last_year")


class Heading(NamedTuple):
    """A column's role as its header words it; `month` is (year or None, last month) for a column named by a period,
    whose word is month, quarter or to_month (from January on)."""

    word: str
    month: tuple[int | None, int] | None = None


def read_heading(text: str) -> Heading | None:
    """The role that a header names, or None; brackets and units in the header do not matter."""
    bare = without_brackets(text)
    word = _WORDS.get(key_of(bare).rstrip("%")) or _WORDS.get(key_of(text))
    if word:
        return Heading(word)
    named = read_period_name(bare)
    return Heading(*named) if named else None


def role_of(heading: Heading, period: str, monthly: bool, has_change: bool) -> ColumnRole | None:
    """The stored role of a heading in a form of `period`; None when the product has no role for it.

    上期 is the previous month in a monthly form and the previous quarter in a quarterly one; 同比 is the form's change
    only when the form prints no 环比.
    """
    if heading.word == "previous":
        return "previous_month" if monthly else "previous_quarter"
    if heading.word == "year_change_pct":
        return None if has_change else "change_pct"
    if heading.month is not None:
        return _of_month(heading, period)
    roles: dict[str, ColumnRole] = {
        "current": "current",
        "previous_quarter": "previous_quarter",
        "previous_month": "previous_month",
        "same_month_last_year": "same_month_last_year",
        "change_pct": "change_pct",
    }
    return roles.get(heading.word)


def _of_month(heading: Heading, period: str) -> ColumnRole | None:
    if heading.month is None or not period:
        return None
    year, number = heading.month
    for role in _DATED if heading.word == "month" else _DATED_LONGER:
        about = period_of(role, period)
        same_year = year is None or year == int(about[:4]) or (year == -1 and int(about[:4]) == int(period[:4]) - 1)
        if number == int(about[5:]) and same_year:
            return role
    return None


def period_of(role: ColumnRole, period: str) -> str:
    """The month that a column is about, in a form of the month `period`."""
    if role == "previous_month":
        return shift_month(period, -1)
    if role == "previous_quarter":
        first = (int(period[5:]) - 1) // 3 * 3
        return shift_month(f"{period[:4]}-{first + 1:02d}", -1)
    return shift_month(period, -12) if role == "same_month_last_year" else period
