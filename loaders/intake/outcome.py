"""What reading a file gives: rows with their cells, highlight cases, findings, and what has to be asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from config.model import ColumnRole, Severity, Status
from config.wording import DEFAULT_LOCALE, translator
from loaders.intake.sentences import SENTENCES, UNKNOWN

Kind = Literal["division_workbook", "statutory_form", "region_table"]
Ask = Literal["region", "period"]


Subject = Literal["column", "region"]
NOTHING = "-"
"""The meaning of a head or a name that is not to be stored."""


@dataclass(frozen=True)
class Told:
    """What the uploader says beside the file; empty where nothing was said. period is `YYYY-MM`.

    `meanings` are (subject, key, meaning): what a head or a name that the catalogue does not know stands for, the key
    as words.key_of gives it, the meaning an indicator's or a region's code, or NOTHING.
    """

    region_code: str = ""
    period: str = ""
    meanings: tuple[tuple[Subject, str, str], ...] = ()

    def meaning(self, subject: Subject, key: str) -> str:
        """What was said of a key; empty when nothing was."""
        return next((meaning for of, known, meaning in self.meanings if (of, known) == (subject, key)), "")


@dataclass(frozen=True)
class ValueRow:
    """One value with its provenance. `text` is the number in canonical decimal text with the printed decimals."""

    region_code: str
    period: str
    official_code: str
    indicator: str
    measure: str
    column_role: ColumnRole
    value: float | None
    text: str
    unit: str
    status: Status
    sheet: str
    cell: str
    read: str


@dataclass(frozen=True)
class HighlightRow:
    """One highlight case as submitted; indicator is the catalogue code that it claims to have moved."""

    title: str
    region_code: str
    line: str
    what_was_done: str
    effect: str
    indicator: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class EntryRow:
    """One line of a ledger (key tasks, rectifications, ...) as submitted; `fields` maps field codes to texts."""

    ledger: str
    title: str
    region_code: str
    fields: dict[str, str]
    sheet: str
    cell: str


@dataclass(frozen=True)
class Unmatched:
    """A head or a region's name that the intake could not match: asked once, and remembered for the submitter.

    `key` is what Told.meanings names it by, `samples` are the first figures below or beside it, `nearest` the code of
    the most similar known name (empty where none is near).
    """

    subject: Subject
    key: str
    text: str
    sheet: str
    cell: str
    samples: tuple[str, ...] = ()
    nearest: str = ""


@dataclass(frozen=True)
class Finding:
    """One fault or remark, at a cell where there is one; the sentences are said in the reader's locale."""

    rule: str
    severity: Severity
    sheet: str = ""
    cell: str = ""
    read: str = ""
    places: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What tells this finding from the others of its file: rule, sheet and cell."""
        return f"{self.rule} {self.sheet} {self.cell}"

    def message(self, locale: str = DEFAULT_LOCALE) -> str:
        """What is wrong, in one sentence."""
        return self._say(0, locale)

    def remedy(self, locale: str = DEFAULT_LOCALE) -> str:
        """What to do about it, in one sentence."""
        return self._say(1, locale)

    def _say(self, which: int, locale: str) -> str:
        sentence = SENTENCES.get(self.rule, UNKNOWN)[which]
        places = {"rule": self.rule, "read": self.read, "cell": self.cell, "sheet": self.sheet, **self.places}
        return translator(locale)(sentence, **places)


@dataclass(frozen=True)
class PrintedSheet:
    """A sheet as it looks, for the screen: `lines[i][j]` is the printed text of the cell `columns[j]` + `i + 1`.

    Long sheets are cut; `cut` says so. `hidden` sheets are listed, too.
    """

    name: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    hidden: bool = False
    cut: bool = False


@dataclass(frozen=True)
class Intake:
    """A file as read. It is refused when a finding is an error; `asks` names what the file does not say."""

    kind: Kind | None
    title: str = ""
    submitter: str = ""
    region_code: str = ""
    period: str = ""
    rows: tuple[ValueRow, ...] = ()
    highlights: tuple[HighlightRow, ...] = ()
    entries: tuple[EntryRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    asks: tuple[Ask, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    sheets: tuple[PrintedSheet, ...] = ()

    @property
    def refused(self) -> bool:
        """True when at least one finding blocks the file."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)
