"""MEASURES and REGIONS in memory as arrays of quarters x indicators x units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt

from config.model import Status
from metrics.grids import Whole
from metrics.table import table_beside

NOWHERE, OPEN, CLOSED = 0, 1, 2
"""No row; a row whose item applies; one whose item does not."""

_ROW = ("region_code", "quarter", "indicator")
Cubes = dict[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class Units:
    """The units by peer group and region_code: where they are in the sorted REGIONS, and their group's number."""

    regions: nw.DataFrame[Any]
    at: Whole
    groups: Whole

    @classmethod
    def of(cls, regions: nw.LazyFrame, groups: Sequence[str]) -> Units:
        """The regions whose peer group is one of the groups; collects them."""
        known = regions.select("region_code", "peer_group", "level").sort("region_code").collect()
        number = {name: place for place, name in enumerate(groups)}
        group = np.array([number.get(name, -1) for name in known["peer_group"].to_list()], dtype=np.int64)
        at = np.argsort(group, kind="stable")[np.count_nonzero(group < 0) :]
        return cls(known, at, group[at])

    def __len__(self) -> int:
        return len(self.at)

    def column(self, name: str) -> list[Any]:
        """A column of REGIONS, for each unit."""
        return self.regions[name][self.at].to_list()

    @cached_property
    def segments(self) -> list[slice]:
        """The units of each peer group that has some."""
        return [slice(*np.searchsorted(self.groups, (group, group + 1))) for group in np.unique(self.groups)]


@dataclass(frozen=True)
class Wanted:
    """What the arrays are to hold, in order."""

    quarters: Sequence[str]
    indicators: Sequence[str]
    regions: Sequence[str]

    @property
    def shape(self) -> tuple[int, int, int]:
        """Quarters, indicators, units."""
        return len(self.quarters), len(self.indicators), len(self.regions)


def cubes(rows: nw.DataFrame[Any], wanted: Wanted, figures: Sequence[str]) -> tuple[Cubes, npt.NDArray[np.int8]]:
    """The figures (NaN where there is none) and the states of rows, quarters x indicators x units."""
    closed = (rows["status"] == Status.NOT_APPLICABLE.value).to_numpy()
    states = np.where(closed, CLOSED, OPEN).astype(np.int8)
    columns = {name: (rows[name].to_numpy(), np.nan) for name in figures} | {"": (states, NOWHERE)}
    lengths = _lengths(rows)
    if lengths:
        axes = _axes(rows, lengths, wanted)
        found = {name: _folded(*column, lengths, axes, wanted) for name, column in columns.items()}
    else:
        numbered = _numbered(rows, wanted)
        row, cell = (numbered[name].to_numpy() for name in ("_row", "_cell"))
        found = {name: _placed(numbers[row], cell, wanted, empty) for name, (numbers, empty) in columns.items()}
    return found, found.pop("")


def _lengths(rows: nw.DataFrame[Any]) -> tuple[int, int, int] | None:
    """How many regions, quarters and indicators there are, where the rows are all of them in this order, else None.

    Neighbours are compared, which is many times cheaper than looking every text up.
    """
    region, quarter, indicator = (rows[name] for name in _ROW)
    named = len(rows) > 0 and not any(column.null_count() for column in (region, quarter, indicator))
    span = int((region == region[0]).sum()) if named else 0
    if not span or len(rows) % span:
        return None
    each = int((quarter[:span] == quarter[0]).sum())
    if span % each or not (_repeats(indicator, each) and _repeats(quarter, span)):
        return None
    heads = [indicator[:each].to_list(), quarter[:span].to_list(), region[np.arange(0, len(rows), span)].to_list()]
    by_quarter = heads[1] == [name for name in heads[1][::each] for _ in range(each)]
    once = all(len(set(names)) == len(names) for names in (heads[0], heads[1][::each], heads[2]))
    turns = np.flatnonzero((region[1:] != region[:-1]).to_numpy())
    whole = np.array_equal(turns, np.arange(span - 1, len(rows) - 1, span))
    return (len(rows) // span, span // each, each) if by_quarter and once and whole else None


def _repeats(column: nw.Series[Any], after: int) -> bool:
    return bool((column[after:] == column[: len(column) - after]).all())


def _axes(rows: nw.DataFrame[Any], lengths: tuple[int, int, int], wanted: Wanted) -> list[Whole]:
    """Where each wanted region, quarter and indicator stands in the rows folded by `lengths`; -1 where it does not."""
    _, quarters, each = lengths
    heads = zip(_ROW, (quarters * each, each, 1), lengths, strict=True)
    found = [rows[name][np.arange(0, step * count, step)].to_list() for name, step, count in heads]
    names = (wanted.regions, wanted.quarters, wanted.indicators)
    places = [{code: place for place, code in enumerate(codes)} for codes in found]
    return [np.array([at.get(code, -1) for code in own], dtype=np.int64) for at, own in zip(places, names, strict=True)]


def _folded(
    numbers: npt.NDArray[Any], empty: Any, lengths: tuple[int, int, int], axes: list[Whole], wanted: Wanted
) -> npt.NDArray[Any]:
    folded, (region, quarter, indicator) = numbers.reshape(lengths), axes
    cube = np.empty(wanted.shape, dtype=numbers.dtype)
    for number, at in enumerate(quarter):
        np.take(folded[:, at].take(region, axis=0).T, indicator, axis=0, out=cube[number], mode="wrap")
    for axis, places in zip((2, 0, 1), axes, strict=True):
        np.moveaxis(cube, axis, 0)[places < 0] = empty
    return cube


def _numbered(rows: nw.DataFrame[Any], wanted: Wanted) -> nw.DataFrame[Any]:
    """The rows that are wanted: where they are (_row), and the number of their cell in the arrays (_cell)."""
    found = rows.select(*_ROW).with_row_index("_row").lazy()
    sides = zip(_ROW, (wanted.regions, wanted.quarters, wanted.indicators), strict=True)
    for key, codes in sides:
        table: dict[str, Sequence[Any]] = {key: list(codes), f"_{key}": list(range(len(codes)))}
        found = found.join(table_beside(found, table, {key: nw.String, f"_{key}": nw.Int64}), on=key)
    _, high, wide = wanted.shape
    cell = (nw.col("_quarter") * high + nw.col("_indicator")) * wide + nw.col("_region_code")
    return found.select("_row", _cell=cell).collect()


def _placed(numbers: npt.NDArray[Any], cell: Whole, wanted: Wanted, empty: Any) -> npt.NDArray[Any]:
    cube = np.full(int(np.prod(wanted.shape)), empty, dtype=numbers.dtype)
    cube[cell] = numbers
    return cube.reshape(wanted.shape)
