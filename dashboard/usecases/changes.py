"""What a submission says otherwise: than the one that it corrects, and than the quarter before."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from config.model import Config, Quarter
from dashboard.access.gate import inner
from dashboard.usecases.desk import Desk
from dashboard.usecases.file_report import PrintedFigure
from dashboard.usecases.rounding import half_up
from loaders.examine import Within
from loaders.store.stored import counted_values, submitted_values
from loaders.store.tables import StoredValue, Submission
from loaders.store.trail import submission_before

Kind = Literal["changed", "added", "removed"]
Key = tuple[str, str, str, str]
_KINDS: tuple[Kind, ...] = ("changed", "added", "removed")
CUMULATIVE = "ytd_cumulative"


@dataclass(frozen=True)
class Change:
    """A figure that differs: of a region and an indicator (by name), in a column of a period; `share` of the former.

    One that was removed is not in the newer file; if the former one counts, its figure still does.
    """

    kind: Kind
    region: str
    indicator: str
    period: str
    column_role: str
    before: PrintedFigure | None
    after: PrintedFigure | None
    share: float | None


@dataclass(frozen=True)
class Changes:
    """What differs from another submission or quarter (`against` its receipt, or that), and how much is equal."""

    against: str
    same: int
    rows: tuple[Change, ...]

    def count(self, kind: Kind) -> int:
        """How many figures differ in a way."""
        return sum(row.kind == kind for row in self.rows)


@inner
def against_before(desk: Desk, submission: Submission, locale: str) -> Changes | None:
    """What a submission says otherwise than the one that it corrects; None where it corrects none.

    Changed figures first, in the order of the file. 14万元 and 140000元 are the same figure.
    """
    return desk.once(("changes", submission.id, locale), lambda: _against_before(desk, submission, locale))


def _against_before(desk: Desk, submission: Submission, locale: str) -> Changes | None:
    before = submission_before(desk.engine, submission)
    if before is None:
        return None
    old, new = (_by_key(submitted_values(desk.engine, one.id or 0)) for one in (before, submission))
    keys = [*new, *(key for key in old if key not in new)]
    rows = [_change(desk.config, key, old.get(key), new.get(key), locale) for key in keys]
    changes = [row for row in rows if row is not None]
    ordered = sorted(changes, key=lambda row: _KINDS.index(row.kind))
    return Changes(before.receipt, len(rows) - len(changes), tuple(ordered))


@inner
def against_last_quarter(desk: Desk, submission: Submission, locale: str, within: Within | None = None) -> Changes:
    """How the figures of a submission moved since the quarter before, those that moved most (by share) first.

    Of figures that are cumulative within the year those of the quarter alone are compared. A figure that the quarter
    before does not have, or that was 0 then, has no share and is left out; so is one of a (region, indicator) that is
    not `within`.
    """
    quarter = Quarter(submission.quarter)
    months = [quarter.shift(-back).last_month for back in (1, 2)]
    own = [row for row in submitted_values(desk.engine, submission.id or 0) if _is_of(row, quarter)]
    known = {
        (row.region_code, row.indicator, row.period): _base(desk.config, row)
        for row in counted_values(desk.engine, months, submission.id or 0)
        if within is None or within(row.region_code, row.indicator)
    }
    moves = [move for row in own if (move := _move(desk.config, row, quarter, known, locale)) is not None]
    moved = sorted((move for move in moves if move.share), key=lambda move: -abs(move.share or 0))
    return Changes(str(quarter.shift(-1)), len(moves) - len(moved), tuple(moved))


def _is_of(row: StoredValue, quarter: Quarter) -> bool:
    return row.period == quarter.last_month and row.column_role == "current"


def _by_key(rows: Iterable[StoredValue]) -> dict[Key, StoredValue]:
    return {(row.region_code, row.indicator, row.period, row.column_role): row for row in rows}


def _change(config: Config, key: Key, old: StoredValue | None, new: StoredValue | None, locale: str) -> Change | None:
    if old is not None and new is not None and same_figure(config, old, new):
        return None
    region, indicator, period, role = key
    before, after = (None if row is None else _base(config, row) for row in (old, new))
    return Change(
        kind="added" if old is None else "removed" if new is None else "changed",
        region=config.region[region].label(locale),
        indicator=config.item_name(indicator, locale),
        period=period,
        column_role=role,
        before=printed_figure(old) if old else None,
        after=printed_figure(new) if new else None,
        share=(after - before) / abs(before) if before and after is not None else None,
    )


def same_figure(config: Config, old: StoredValue, new: StoredValue) -> bool:
    """True where two stored values say the same: 14万元 and 140000元 do."""
    if old.value is None or new.value is None:
        return old.value is new.value and old.status == new.status
    same_base = _unit(config, old.unit)[0] == _unit(config, new.unit)[0]
    return same_base and math.isclose(_base(config, old) or 0, _base(config, new) or 0, rel_tol=1e-12)


def _move(
    config: Config, row: StoredValue, quarter: Quarter, known: Mapping[tuple[str, str, str], float | None], locale: str
) -> Change | None:
    """A figure beside that of the quarter before, both printed in its unit; None where one of them is missing."""

    def before(back: int) -> float | None:
        return known.get((row.region_code, row.indicator, quarter.shift(-back).last_month))

    now, last, earlier = _base(config, row), before(1), before(2)
    if row.measure == CUMULATIVE:
        now = _alone(now, last, quarter)
        last = _alone(last, earlier, quarter.shift(-1))
    if now is None or not last:
        return None
    return Change(
        kind="changed",
        region=config.region[row.region_code].label(locale),
        indicator=config.item_name(row.indicator, locale),
        period=row.period,
        column_role=row.column_role,
        before=_reprinted(config, row, last),
        after=_reprinted(config, row, now),
        share=(now - last) / abs(last),
    )


def _alone(cumulative: float | None, before: float | None, quarter: Quarter) -> float | None:
    """A quarter's own part of what is cumulative within the year."""
    if quarter.number == 1 or cumulative is None:
        return cumulative
    return None if before is None else cumulative - before


def _base(config: Config, row: StoredValue) -> float | None:
    """The value in the base unit of its unit: 14 of 万元 is 140000."""
    return None if row.value is None else row.value * _unit(config, row.unit)[1]


def _unit(config: Config, unit: str) -> tuple[str, float]:
    return config.reading.units.get(unit, (unit, 1.0))


def printed_figure(row: StoredValue) -> PrintedFigure:
    """A stored value as it was printed."""
    return PrintedFigure(row.text, row.unit, row.status, row.sheet, row.cell)


def _reprinted(config: Config, row: StoredValue, base: float) -> PrintedFigure:
    """A computed figure in the unit and with the decimals of a printed one."""
    decimals = len(row.text.partition(".")[2])
    text = str(half_up(base / _unit(config, row.unit)[1], decimals))
    return PrintedFigure(text, row.unit, row.status, row.sheet, row.cell)
