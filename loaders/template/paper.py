"""The workbook under way: its formats, its sheets with title and print set-up, what all its parts need to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from config.model import Config, Quarter
from config.wording import Say, mark
from loaders.template.earlier import Earlier

FONT = "Microsoft YaHei"
INK, QUIET, LINE, DATA, WRONG = "#1B1D1F", "#5C6265", "#CFCBC0", "#0F6E78", "#BF3119"
PANEL, TINT, KNOWN = "#F3F1EB", "#E9F4F3", "#CBE3E2"
HEAD_ROW = 4
"""The first row of a table's head, from 0: above it stand the title, who, when, and how to fill in."""
_A4 = 9
_NUMERALS = "一二三四"
_TEXT = {"border": 1, "align": "left", "valign": "top", "text_wrap": True}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "align": "left"},
    "meta": {"align": "left"},
    "hint": {"font_color": QUIET, "align": "left", "valign": "top", "text_wrap": True},
    "head": {"bold": True, "bg_color": PANEL, "border": 1, "align": "center", "text_wrap": True},
    "place": {"border": 1, "align": "left", "indent": 1},
    "place_again": {"border": 1, "align": "left", "indent": 1, "font_color": QUIET},
    "input": {"border": 1, "align": "right", "indent": 1, "bg_color": TINT, "locked": False},
    "known": {"border": 1, "align": "right", "indent": 1, "bg_color": KNOWN, "locked": False},
    "before": {"border": 1, "align": "right", "indent": 1, "font_color": QUIET, "bg_color": PANEL},
    "before_head": {"bg_color": PANEL, "border": 1, "align": "center", "font_color": QUIET, "text_wrap": True},
    "answer": _TEXT | {"bg_color": TINT, "locked": False},
    "told": _TEXT,
    "told_before": _TEXT | {"font_color": QUIET, "bg_color": PANEL},
    "number": {"border": 1, "align": "center", "valign": "top", "font_color": QUIET, "locked": False},
}
_ALLOWED = ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter")


@dataclass
class Paper:
    """A template under way for one submitter and quarter; `name` is the submitter's."""

    book: Workbook
    config: Config
    submitter: str
    name: str
    quarter: Quarter
    earlier: Earlier
    say: Say
    _formats: dict[tuple[Any, ...], Format] = field(default_factory=dict)

    @property
    def quarter_name(self) -> str:
        """The quarter as titles print it: 2026年第三季度."""
        return f"{self.quarter.year}年第{_NUMERALS[self.quarter.number - 1]}季度"

    @cached_property
    def alarm(self) -> Format:
        """What a wrong entry looks like."""
        return self.book.add_format({"font_color": WRONG, "bold": True})

    def style(self, name: str, **more: Any) -> Format:
        """One of the styles, with more properties of a format; each is made once."""
        key = (name, *sorted(more.items()))
        if key not in self._formats:
            base = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter", "border_color": LINE}
            self._formats[key] = self.book.add_format(base | _STYLES[name] | more)
        return self._formats[key]

    def sheet(self, name: str, title: str, hints: Sequence[str], first: int, last: int) -> Worksheet:
        """A new protected sheet with title, submitter, period and hints over the columns `first` to `last`."""
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_row(0, 30)
        sheet.merge_range(0, first, 0, last, "", self.style("title"))
        sheet.write_string(0, first, title, self.style("title"))
        sheet.write_string(1, first, f"填报单位：{self.name}", self.style("meta"))
        period = f"统计时间：{self.quarter.year}年{self.quarter.number * 3}月"
        sheet.write_string(2, first, period, self.style("meta"))
        sheet.set_row(3, 16 * max(1, len(list(filter(None, hints)))) + 4)
        sheet.merge_range(3, first, 3, last, "", self.style("hint"))
        sheet.write_string(3, first, "\n".join(filter(None, hints)), self.style("hint"))
        self.set_up_print(sheet, self.config.province.department)
        sheet.protect("", dict.fromkeys(_ALLOWED, True))
        return sheet

    def set_up_print(self, sheet: Worksheet, head: str) -> None:
        """A4 landscape with a line at the head of each page and page numbers at its foot."""
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        sheet.center_horizontally()
        foot = self.say(mark("Page {page} of {pages}"), page="&P", pages="&N")
        sheet.set_header(f'&L&"{FONT},Regular"&9 {head.replace("&", "&&")}', {"margin": 0.3})
        sheet.set_footer(f'&C&"{FONT},Regular"&9 {foot}', {"margin": 0.3})


def span(text: str) -> int:
    """How wide a text is in narrow characters; Chinese ones count twice."""
    return sum(2 if ord(letter) > 0x2E7F or letter in "“”—…" else 1 for letter in text)


def height_of(texts: Sequence[tuple[str, float]], least: int = 1) -> float:
    """The height of a row whose cells hold texts in columns of the given widths, in points."""
    lines = [
        sum(max(1, -(-span(line) // max(int(width) - 1, 1))) for line in text.split("\n")) for text, width in texts
    ]
    return 15.5 * max(least, *lines) + 3 if lines else 15.5 * least + 3
