"""The published forms by version, their statistics, and how cells are read."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from config.model.base import Code, Model, Status


class Statistic(Model):
    """One statistic of the published forms, under our normalised name; `indicator` links it to the catalogue."""

    code: Code
    name: str
    name_en: str
    measure: Literal["stock", "ytd_cumulative"]
    unit: str
    whole: bool = False
    indicator: str = ""


class FormRow(Model):
    """One printed row (or column) of a form version: its label as printed, its place, its code and its statistic."""

    label: str
    depth: int = 0
    official_code: str = ""
    statistic: str = ""
    unit: str = ""
    aliases: tuple[str, ...] = ()
    section: bool = False


class Form(Model):
    """One version of a form: `rows` layouts have one region and many statistics, `columns` one row a region.

    `markers` are texts of which at least one must stand in the title block for the version to be chosen.
    """

    code: str
    number: str
    title: str
    version: str
    layout: Literal["rows", "columns"]
    valid_from: dt.date
    valid_to: dt.date | None = None
    markers: tuple[str, ...]
    coded: bool
    source: str
    rows: tuple[FormRow, ...]

    def in_force(self, month: str) -> bool:
        """True when the version covers the month `YYYY-MM`."""
        first = dt.date(int(month[:4]), int(month[5:]), 1)
        return self.valid_from <= first and (self.valid_to is None or first <= self.valid_to)


class Reading(Model):
    """How cells are read: marks that stand for a missing value, units and their factors, words for totals.

    `marks` maps a printed mark to a status; `doubtful_marks` are accepted with a warning; `units` maps a unit to
    [base unit, factor].
    """

    marks: dict[str, Status]
    doubtful_marks: tuple[str, ...]
    units: dict[str, tuple[str, float]]
    totals: tuple[str, ...]
    subtotals: tuple[str, ...]
