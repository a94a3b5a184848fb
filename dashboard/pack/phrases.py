"""Phrases that the workbook and the bulletin share: quarters, places, movement, lists of names, what the state is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import reduce

from config.model import Quarter, Status
from config.wording import Say, mark, translator
from dashboard.pack.contents import PackContents
from dashboard.usecases.board_shape import BoardRow

_QUARTERS = (
    mark("the first quarter of {year}"),
    mark("the second quarter of {year}"),
    mark("the third quarter of {year}"),
    mark("the fourth quarter of {year}"),
)
_DIGITS = "零一二三四五六七八九"
_STATUS: dict[str, str] = {
    Status.REPORTED: mark("value reported"),
    Status.NOT_REPORTED: mark("value not reported"),
    Status.NOT_APPLICABLE: mark("not applicable to the unit"),
    Status.WITHHELD: mark("value withheld"),
    "target_missing": mark("target not reported"),
}


def quarter_phrase(quarter: str, say: Say) -> str:
    """`2026Q3` as it stands in a document: 2026年第三季度."""
    known = Quarter(quarter)
    return say(_QUARTERS[known.number - 1], year=known.year)


def numeral(number: int, locale: str) -> str:
    """A number below 100 as chapters count: 一, 十二; Arabic in English."""
    if locale == "en":
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def listed(names: Iterable[str], say: Say) -> str:
    """Names one after the other as the language lists them."""
    return reduce(lambda before, name: say(mark("{before}, {name}"), before=before, name=name), names)


def names_of(rows: Iterable[BoardRow], say: Say) -> str:
    """The names of units, listed."""
    return listed((row.name for row in rows), say)


def movement(row: BoardRow, say: Say) -> str:
    """A unit's movement as sign and word, short enough for a column."""
    if row.rank is None:
        return "—"
    if row.change is None:
        return no_movement(row, say)
    if row.change == 0:
        return say(mark("＝ unchanged"))
    return say(mark("▲{places} up") if row.change > 0 else mark("▼{places} down"), places=abs(row.change))


def no_movement(row: BoardRow, say: Say) -> str:
    """Why a ranked unit has no movement: it was never ranked, or only not in the quarter before."""
    return say(mark("unranked last quarter") if row.ranked_before else mark("first time"))


def status_phrase(status: str, say: Say) -> str:
    """Why a value is there or missing; a status that has no words stands as it is."""
    return say(_STATUS[status]) if status in _STATUS else status


def release_line(contents: PackContents, say: Say) -> str:
    """The release, or that there is none yet, with the fingerprint of the inputs."""
    if contents.release:
        return say(mark("Release {release}"), release=contents.release)
    return say(mark("Not released, draft for comments · data {fingerprint}"), fingerprint=contents.fingerprint)


def invented_line(contents: PackContents, say: Say) -> str:
    """The label of invented figures; empty for real ones."""
    return say(mark("DEMONSTRATION DATA: the figures are invented")) if contents.invented else ""


def scheme_title(contents: PackContents) -> str:
    """The scheme's name between the marks that Chinese puts around titles."""
    return contents.scheme_name if contents.locale == "en" else f"《{contents.scheme_name}》"


def span(text: str) -> int:
    """How wide a text is in half signs: a Chinese sign is two, a Latin letter one."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def file_stem(name: str) -> str:
    """A name that every file system takes: no separators, no reserved signs, no control characters."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", name).strip(" .") or "pack"


def workbook_name(quarter: str, locale: str) -> str:
    """`2026年第三季度综合排名.xlsx`."""
    say = translator(locale)
    return file_stem(say(mark("Overall ranking for {quarter}"), quarter=quarter_phrase(quarter, say))) + ".xlsx"


def bulletin_name(quarter: str, locale: str) -> str:
    """`2026年第三季度工作情况通报.docx`."""
    say = translator(locale)
    return file_stem(say(mark("Bulletin on work in {quarter}"), quarter=quarter_phrase(quarter, say))) + ".docx"


def archive_name(quarter: str, locale: str) -> str:
    """`2026年第三季度通报材料.zip`."""
    say = translator(locale)
    return file_stem(say(mark("Bulletin material for {quarter}"), quarter=quarter_phrase(quarter, say))) + ".zip"


def together(contents: PackContents, *sentences: str) -> str:
    """Sentences one after the other, with a space between them where the language writes one."""
    return (" " if contents.locale == "en" else "").join(filter(None, sentences))
