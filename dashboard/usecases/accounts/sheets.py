"""Workbooks of accounts on their way out: the template of a list, the one-time passwords, every account."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from config.model import ROLES
from config.wording import DEFAULT_LOCALE, Say, mark, translator
from dashboard.access.gate import needs
from dashboard.access.titles import WHOLE, post_words, role_name, unit_name
from dashboard.usecases.accounts.importing import MOST_ROWS, Issued
from dashboard.usecases.accounts.importsheet import COLUMNS
from dashboard.usecases.accounts.listing import AccountLine, managed_accounts
from dashboard.usecases.accounts.making import acting
from dashboard.usecases.accounts.meaning import units_meant
from dashboard.usecases.accounts.opening import managing
from dashboard.usecases.desk import Desk
from dashboard.usecases.recording import note_alone
from loaders.outgoing import inert
from loaders.template.validations import list_validation

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_FONT = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter"}
_WIDTHS = (20, 16, 16, 28, 40, 20, 20)
_HEAD_ROW = 1
_HINTS = {
    COLUMNS[0]: mark("What the person types to sign in: a to z, 0 to 9, dot, hyphen, underline, @."),
    COLUMNS[1]: mark("The person's name; may be left out where the login is there already."),
    COLUMNS[2]: mark("Choose from the list; one row for each post of a person."),
    COLUMNS[3]: mark("Division or region by name or code; empty for the whole province."),
    COLUMNS[4]: mark("May be left out. With it the person signs in by single sign-on and gets no password."),
}
GUIDE = mark(
    "One row a post; several rows of one login are one person with several posts. What is there already stays: an "
    "import ends no posts."
)
CHOICES = mark("Choices")
STATE_HEADS = (mark("State"), mark("Last sign-in"))


@needs("accounts")
def list_template(desk: Desk, locale: str = DEFAULT_LOCALE) -> bytes:
    """The workbook to be filled in: its lists hold the roles and the units that the person may give."""
    say, buffer = translator(locale), io.BytesIO()
    roles = [role for role in ROLES if managing(desk).offers(role)]
    units = list(dict.fromkeys(unit for role in roles for unit in managing(desk).offers(role)))
    with Workbook(buffer, _OPTIONS) as book:
        sheet = _sheet(book, say(mark("Accounts")), [say(name) for name in COLUMNS], say(GUIDE))
        lists = ([role_name(role, say) for role in roles], [_unit_text(desk, unit, say, locale) for unit in units])
        choices = book.add_worksheet(say(CHOICES))
        for column, (texts, strict) in enumerate(zip(lists, (True, False), strict=True)):
            choices.write_column(0, column, texts)
            source = f"='{say(CHOICES)}'!${'AB'[column]}$1:${'AB'[column]}${len(texts)}"
            _validate(sheet, column + 2, source, say, strict=strict)
        for column in (0, 1, 4):
            _validate(sheet, column, "", say, strict=False)
        choices.hide()
    return buffer.getvalue()


@needs("accounts")
def issued_workbook(desk: Desk, issued: Sequence[Issued], locale: str = DEFAULT_LOCALE) -> bytes:
    """The new accounts with their one-time passwords, one row each: to be handed over, then destroyed."""
    say, buffer = translator(locale), io.BytesIO()
    with Workbook(buffer, _OPTIONS) as book:
        heads, guide = [say(head) for head in ISSUED_HEADS], say(HAND_OVER, hours=_hours(desk))
        sheet = _sheet(book, say(mark("One-time passwords")), heads, guide)
        for row, texts in enumerate(_issued_rows(desk, issued, say, locale), _HEAD_ROW + 1):
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text)
    return buffer.getvalue()


@needs("accounts")
def issued_csv(desk: Desk, issued: Sequence[Issued], locale: str = DEFAULT_LOCALE) -> str:
    """The same as CSV text, in which no cell can run as a formula."""
    say = translator(locale)
    return _csv([[say(head) for head in ISSUED_HEADS], *_issued_rows(desk, issued, say, locale)])


@needs("accounts")
def accounts_csv(desk: Desk, locale: str = DEFAULT_LOCALE) -> str:
    """Every account that the person manages as CSV text, one row a post, in the columns of a list and their state."""
    say = translator(locale)
    lines = managed_accounts(desk)
    note_alone(desk, "file.downloaded", "accounts.csv", after={"accounts": len(lines)}, post=acting(desk.person))
    heads = [say(head) for head in (*COLUMNS, *STATE_HEADS)]
    return _csv([heads, *(row for line in lines for row in _account_rows(desk, line, say, locale))])


ISSUED_HEADS = (COLUMNS[0], COLUMNS[1], mark("Posts"), mark("One-time password"), mark("To be changed before"))
HAND_OVER = mark(
    "Hand each password over to its person alone, then destroy this file: it is not made again. Each holds for {hours} "
    "hours and must be changed at the first sign-in."
)


def _issued_rows(desk: Desk, issued: Sequence[Issued], say: Say, locale: str) -> Iterator[list[str]]:
    until = desk.local(desk.now() + dt.timedelta(hours=_hours(desk)))
    for one in issued:
        posts = say(mark(", ")).join(post_words(desk.config, post, say, locale) for post in one.posts)
        password = one.password or say(mark("by single sign-on"))
        yield [one.login, one.name, posts, password, f"{until:%Y-%m-%d %H:%M}" if one.password else ""]


def _account_rows(desk: Desk, line: AccountLine, say: Say, locale: str) -> Iterator[list[str]]:
    state = say(mark("active")) if line.active else say(mark("deactivated"))
    signed = f"{line.last_sign_in:%Y-%m-%d %H:%M}" if line.last_sign_in else ""
    for held in line.posts or (None,):
        role = role_name(held.post.role, say) if held else ""
        unit = _unit_text(desk, held.post.unit, say, locale) if held else ""
        yield [line.login, line.name, role, unit, line.subject, state, signed]


def _unit_text(desk: Desk, unit: str, say: Say, locale: str) -> str:
    """A unit's name where it alone means the unit, else its code."""
    if not unit:
        return say(WHOLE)
    name = unit_name(desk.config, unit, say, locale)
    return name if units_meant(desk.config, name) == (unit,) else unit


def _sheet(book: Workbook, name: str, heads: Sequence[str], guide: str) -> Worksheet:
    sheet = book.add_worksheet(name)
    text = book.add_format({**_FONT, "num_format": "@"})
    sheet.merge_range(0, 0, 0, len(heads) - 1, "", book.add_format({**_FONT, "text_wrap": True}))
    sheet.write_string(0, 0, guide, book.add_format({**_FONT, "text_wrap": True, "font_color": "#5C6265"}))
    sheet.set_row(0, 36)
    for column, head in enumerate(heads):
        sheet.set_column(column, column, _WIDTHS[column], text)
        sheet.write_string(_HEAD_ROW, column, head, book.add_format({**_FONT, "bold": True, "bg_color": "#F3F1EB"}))
    sheet.freeze_panes(_HEAD_ROW + 1, 0)
    return sheet


def _validate(sheet: Worksheet, column: int, source: str, say: Say, *, strict: bool) -> None:
    """Say what belongs into a column as its cells are chosen, and where it has a list, offer that."""
    name, about = say(COLUMNS[column]), say(_HINTS[COLUMNS[column]])
    rule = (
        list_validation(source, name, about, say, strict=strict)
        if source
        else {"validate": "any", "input_title": name, "input_message": about}
    )
    sheet.data_validation(_HEAD_ROW + 1, column, _HEAD_ROW + MOST_ROWS, column, rule)


def _csv(rows: Sequence[Sequence[str]]) -> str:
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows([inert(text) for text in row] for row in rows)
    return lines.getvalue()


def _hours(desk: Desk) -> int:
    return desk.config.access.passwords.one_time_hours
