"""台账: the ledgers that units report line by line; a file config/ledgers/<code>.toml declares each kind."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from config.model.base import Code, Named

LedgerFieldType = Literal["text", "date", "month", "quarter", "percent", "number", "milestones", "choice", "region"]
Reporter = Literal["divisions", "prefectures"]
Reckoning = Literal["none", "year", "milestones"]
WHOLE = 100.0
"""The year's target in per cent."""


class LedgerChoice(Named):
    """One of the answers of a field; `aliases` are other spellings that cells may hold."""

    code: Code
    aliases: tuple[str, ...] = ()


class LedgerField(Named):
    """One column of a ledger: what its head may say and what its cells may hold.

    `longest` is in characters. A number is kept in `unit` with at most `decimals` places, from `minimum` to `maximum`
    (without one: any); per cent go to `maximum`, 100 without one. Numbers that are `summed` are added up over the
    lines. In the next quarter's template the text of a line that is still open is filled in again (`carried`), or shown
    under the head `shown_as` in a column of its own before the field that it is held against: the one that
    `shown_beside` names (last quarter's plan, this quarter's progress), or itself.
    """

    code: Code
    aliases: tuple[str, ...] = ()
    type: LedgerFieldType
    choices: tuple[LedgerChoice, ...] = ()
    required: bool = False
    longest: int = Field(default=500, ge=1, le=5000)
    unit: str = ""
    unit_en: str = ""
    decimals: int = Field(default=0, ge=0, le=6)
    minimum: float = Field(default=0.0)
    maximum: float | None = Field(default=None, gt=0)
    summed: bool = False
    carried: bool = False
    shown_as: str = ""
    shown_beside: str = ""
    help: str
    help_en: str

    @property
    def heads(self) -> tuple[str, ...]:
        """Every text that the column's head may say."""
        return (self.name, *self.aliases)

    @property
    def most(self) -> float | None:
        """The largest number that a cell may hold; None for any."""
        return WHOLE if self.type == "percent" and self.maximum is None else self.maximum

    def guide(self, locale: str) -> str:
        """What belongs into the column, in the locale."""
        return self.help_en if locale == "en" else self.help

    def measured(self, locale: str) -> str:
        """The unit of a column of figures in the locale; empty for any other."""
        if self.type == "percent":
            return "%"
        return (self.unit_en or self.unit) if locale == "en" else self.unit

    def choice(self, code: str, locale: str) -> str:
        """An answer as it is read; the code itself where it is none of the choices."""
        return next((choice.label(locale) for choice in self.choices if choice.code == code), code)


class Ledger(Named):
    """A kind of ledger: its sheet, who reports it, the field that names a line, when a line is behind, due and closed.

    `reported_by` are the units that report it, of the divisions only those that `divisions` names where it names any.
    The lines of a `yearly` ledger begin anew each year. `order` is that of the sheets in a template.

    A line is closed when `closed_field` holds one of `closed_values` (codes of choices) or has reached it (figures); a
    text or a day without values when it is filled in, the figure of `done_field` when it has reached that of
    `target_field`. What was done is `progress_field` (per cent), else `done_field` over `target_field`; it is held
    against time progress (序时进度) as `time_progress` says: none, the share of the year that is gone (`year`), or the
    line's own quarterly `milestones_field` where it has them, else the year's share (`milestones`). Past `due_field` a
    line is overdue, within `due_soon` days before it due soon. The list on the page shows the fields that `listed`
    names beside title, region, light, progress and due date.
    """

    code: Code
    sheet: str
    order: int
    title_field: str
    help: str = ""
    help_en: str = ""
    reported_by: tuple[Reporter, ...] = ("divisions", "prefectures")
    divisions: tuple[Code, ...] = ()
    yearly: bool = False
    closed_field: str = ""
    closed_values: tuple[str, ...] = ()
    time_progress: Reckoning = "none"
    progress_field: str = ""
    done_field: str = ""
    target_field: str = ""
    milestones_field: str = ""
    due_field: str = ""
    due_soon: int = Field(default=7, ge=0, le=366)
    listed: tuple[Code, ...] = ()
    fields: tuple[LedgerField, ...] = Field(min_length=1)

    @cached_property
    def field(self) -> dict[str, LedgerField]:
        """The fields by code."""
        return {field.code: field for field in self.fields}

    @property
    def region_field(self) -> LedgerField | None:
        """The field that names the region of a line, where there is one."""
        return next((field for field in self.fields if field.type == "region"), None)

    def guide(self, locale: str) -> str:
        """What the ledger is for, in the locale; empty where nothing is said."""
        return self.help_en if locale == "en" else self.help

    def owed_by_division(self, code: str) -> bool:
        """True when a division reports the ledger."""
        return "divisions" in self.reported_by and (not self.divisions or code in self.divisions)

    def done_share(self, fields: Mapping[str, str]) -> float | None:
        """What was done of the target as a share, 1 where it is reached; None where nothing is known.

        fields are the texts of a line as EntryRow.fields has them.
        """
        if said := fields.get(self.progress_field, ""):
            return float(said) / WHOLE
        done, target = fields.get(self.done_field, ""), fields.get(self.target_field, "")
        return float(done) / float(target) if done and target and float(target) > 0 else None

    def is_closed(self, fields: Mapping[str, str]) -> bool:
        """True when a line with these texts (as EntryRow.fields has them) has nothing left to report."""
        said = fields.get(self.closed_field, "")
        if not said:
            return False
        if self.field[self.closed_field].type in ("percent", "number"):
            target = fields.get(self.target_field, "") if self.closed_field == self.done_field else ""
            return any(float(said) >= float(value) for value in (*self.closed_values, *filter(None, (target,))))
        return not self.closed_values or said in self.closed_values
