"""台账: the ledgers that units report line by line, such as key tasks and rectifications."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from config.model.base import Code, Named

LedgerFieldType = Literal["text", "date", "percent", "choice", "region"]


class LedgerChoice(Named):
    """One of the answers of a field; `aliases` are other spellings that cells may hold."""

    code: Code
    aliases: tuple[str, ...] = ()


class LedgerField(Named):
    """One column of a ledger: what its head may say and what its cells may hold.

    `longest` is in characters, `maximum` in per cent. In the next quarter's template the text of a line that is still
    open is filled in again (`carried`), or shown under the head `shown_as` in a column of its own before the field that
    it is held against: the one that `shown_beside` names (last quarter's plan, this quarter's progress), or itself.
    """

    code: Code
    aliases: tuple[str, ...] = ()
    type: LedgerFieldType
    choices: tuple[LedgerChoice, ...] = ()
    required: bool = False
    longest: int = Field(default=500, ge=1, le=5000)
    maximum: float = Field(default=100.0, gt=0)
    carried: bool = False
    shown_as: str = ""
    shown_beside: str = ""
    help: str
    help_en: str

    @property
    def heads(self) -> tuple[str, ...]:
        """Every text that the column's head may say."""
        return (self.name, *self.aliases)

    def guide(self, locale: str) -> str:
        """What belongs into the column, in the locale."""
        return self.help_en if locale == "en" else self.help


class Ledger(Named):
    """A kind of ledger: its sheet, the field that names a line, and when a line is closed.

    A line is closed when the field `closed_field` holds one of `closed_values` (codes of choices) or has reached it (in
    per cent). The lines of a `yearly` ledger begin anew each year. `order` is that of the sheets in a template.
    """

    code: Code
    sheet: str
    order: int
    title_field: str
    yearly: bool = False
    closed_field: str = ""
    closed_values: tuple[str, ...] = ()
    fields: tuple[LedgerField, ...] = Field(min_length=1)

    @cached_property
    def field(self) -> dict[str, LedgerField]:
        """The fields by code."""
        return {field.code: field for field in self.fields}

    def is_closed(self, fields: Mapping[str, str]) -> bool:
        """True when a line with these texts (as EntryRow.fields has them) has nothing left to report."""
        said = fields.get(self.closed_field, "")
        if said and self.field[self.closed_field].type == "percent":
            return any(float(said) >= float(value) for value in self.closed_values)
        return bool(said) and said in self.closed_values
