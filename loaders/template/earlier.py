"""What is known before a template is filled in: last quarter's figures and lines, and what was reported elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from config.model import Reading
from loaders.intake.outcome import EntryRow
from loaders.intake.slots import in_unit


@dataclass(frozen=True)
class Figure:
    """A reported number as canonical decimal text in its unit; `source` says where it was reported."""

    text: str
    unit: str
    source: str = ""

    def in_unit(self, unit: str, reading: Reading) -> float:
        """The number in another unit of the same kind."""
        return float(in_unit(Decimal(self.text), self.unit, unit, reading))


Figures = Mapping[tuple[str, str], Figure]


@dataclass(frozen=True)
class Earlier:
    """Figures by (region code, indicator or statistic code): of the last quarter, and of this one as far as they are
    known; `entries` are the submitter's ledger lines of the last quarter."""

    previous: Figures = field(default_factory=dict)
    reported: Figures = field(default_factory=dict)
    entries: tuple[EntryRow, ...] = ()
