"""The faults of a list of accounts, in the style of the findings of a submission: cell, what was read, how to mend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from config.model import Config, Severity
from config.wording import DEFAULT_LOCALE, mark, translator
from dashboard.access.refusing import AccountProblem
from dashboard.usecases.accounts.importsheet import COLUMNS, Written
from loaders.intake.outcome import Finding

NO_HEAD = mark("No row of the file is the head of a list of accounts ({columns}), or no row follows it.")
TAKE_TEMPLATE = mark("Download the template, fill it in and choose it here.")
TOO_MANY = mark("The list has more than {limit} rows.")
SPLIT = mark("Divide it into several files.")
MEND = mark("Mend the cell and choose the file again.")


@dataclass(frozen=True)
class Fault(Finding):
    """A finding about a list of accounts, with its sentences as they were said in the reader's language."""

    said: str = ""
    mend: str = ""

    @classmethod
    def of(cls, locale: str, sentence: str, mend: str = MEND, at: Written | None = None, **places: Any) -> Fault:
        """A fault in the reader's language, at a cell where there is one."""
        say = translator(locale)
        sheet, cell, read = (at.sheet, at.cell, at.text) if at else ("", "", "")
        told = {"read": read, **places}
        return cls("account", Severity.ERROR, sheet, cell, read, said=say(sentence, **told), mend=say(mend, **told))

    @classmethod
    def refused(cls, config: Config, locale: str, problem: AccountProblem, at: Written) -> Fault:
        """What an account cannot be, as the acts on a single account say it, at its cell."""
        words, mend = problem.words(config, locale), translator(locale)(MEND)
        return cls("account", Severity.ERROR, at.sheet, at.cell, at.text, said=words, mend=mend)

    def message(self, locale: str = DEFAULT_LOCALE) -> str:
        """What is wrong, in one sentence."""
        return self.said

    def remedy(self, locale: str = DEFAULT_LOCALE) -> str:
        """What to do about it, in one sentence."""
        return self.mend


def file_faults(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Why the file itself cannot be read, as of a submission."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def no_head(locale: str) -> Fault:
    """The file is no list of accounts."""
    say = translator(locale)
    return Fault.of(locale, NO_HEAD, TAKE_TEMPLATE, columns=say(mark(", ")).join(map(say, COLUMNS)))


def too_many(locale: str, limit: int) -> Fault:
    """The list is too long."""
    return Fault.of(locale, TOO_MANY, SPLIT, limit=limit)
