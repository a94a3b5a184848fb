"""A list of accounts as it comes in a workbook: its head, its rows, and where each cell stands. Nothing is judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from config.wording import LOCALES, mark, translator
from loaders.intake.outcome import PrintedSheet
from loaders.intake.words import key_of

LOGIN, NAME, ROLE, UNIT, SUBJECT = (
    mark("Login"),
    mark("Name"),
    mark("Role"),
    mark("Unit"),
    mark("Single sign-on subject"),
)
COLUMNS = (LOGIN, NAME, ROLE, UNIT, SUBJECT)
"""The columns of a list of accounts, in the order of the template; the last one may be missing."""
_NEEDED = (LOGIN, NAME, ROLE)
_OTHER_HEADS = {
    LOGIN: ("账号", "用户名", "账号名", "登录账号", "用户登录名"),
    NAME: ("人员", "姓名", "人员姓名"),
    ROLE: ("岗位", "职责", "角色岗位"),
    UNIT: ("所属单位", "地区", "处室", "地区或处室", "管辖单位"),
    SUBJECT: ("统一身份标识", "单点登录标识", "subject"),
}
_SEARCHED = 15


@dataclass(frozen=True)
class Written:
    """What stands in one column of a row, and where."""

    text: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class ListRow:
    """A row of the list: a login with a post."""

    login: Written
    name: Written
    role: Written
    unit: Written
    subject: Written


def listed_rows(sheets: Sequence[PrintedSheet]) -> list[ListRow] | None:
    """The rows of the first sheet that has a head of such a list; None when no sheet has."""
    for sheet in sheets:
        for line, texts in enumerate(sheet.lines[:_SEARCHED]):
            places = _places(texts)
            if all(name in places for name in _NEEDED):
                return list(_rows(sheet, line + 1, places))
    return None


def _places(texts: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, text in enumerate(texts):
        name = _meanings().get(key_of(text))
        if name is not None:
            found.setdefault(name, index)
    return found


def _rows(sheet: PrintedSheet, first: int, places: dict[str, int]) -> Iterator[ListRow]:
    for number, texts in enumerate(sheet.lines[first:], first + 1):
        written = [_written(sheet, number, texts, places.get(name)) for name in COLUMNS]
        if any(one.text for one in written):
            yield ListRow(*written)


def _written(sheet: PrintedSheet, number: int, texts: Sequence[str], place: int | None) -> Written:
    if place is None:
        return Written("", sheet.name, "")
    return Written(texts[place].strip().removeprefix("'"), sheet.name, f"{sheet.columns[place]}{number}")


def _meanings() -> dict[str, str]:
    said = {key_of(translator(locale)(name)): name for locale in LOCALES for name in COLUMNS}
    return {key_of(head): name for name, heads in _OTHER_HEADS.items() for head in heads} | said
