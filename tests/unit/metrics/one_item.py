import math
import statistics
from collections.abc import Callable, Sequence
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
import pytest

from config.model import SchemeItem
from metrics.kernel import OnArrays, OnFrames, Parts, columns, share
from metrics.rules.curve import Curve, Post
from metrics.terms import terms
from tests.unit.metrics import builders as build

Numbers = Sequence[float]
VALUES = [3.0, 7.5, 7.5, 1.0, 12.25, -4.0, 7.5]


def item(rule: str, full_marks: float, **changes: Any) -> SchemeItem:
    return build.item("x", rule, full_marks, **changes)


def near(*numbers: float) -> Any:
    return pytest.approx(list(numbers), abs=1e-12)


def curve_of(item: SchemeItem) -> Curve:
    return terms(build.scheme(build.section("only", item)))[0].curve


def points(item: SchemeItem, values: Numbers) -> list[float | None]:
    return [None if one is None else one * item.full_marks for one in shares(item, values)]


def shares(item: SchemeItem, values: Numbers) -> list[float | None]:
    curve, lower = curve_of(item), item.direction == "lower"
    parts = Parts.of([curve])
    x = [math.log(value) for value in values] if item.log else list(values)
    row = columns(curve, parts.tiers)
    for side in ("low", "high"):
        post = getattr(curve, side)
        row[side] = _post(post, x, lower, item) if isinstance(post, Post) else row[side]
    x = _READS[curve.reads](x, lower)
    on_arrays, on_frames = _on_arrays(x, row, parts), _on_frames(x, row, parts)
    assert on_arrays == pytest.approx(on_frames, abs=1e-12)
    return on_arrays


def _on_arrays(x: Numbers, row: dict[str, Any], parts: Parts) -> list[float | None]:
    given = {name: np.asarray(np.nan if cell is None else cell) for name, cell in row.items()}
    found = share(np.asarray(x, dtype=float), given, parts, OnArrays())
    return [None if math.isnan(one) else float(one) for one in found]


def _on_frames(x: Numbers, row: dict[str, Any], parts: Parts) -> list[float | None]:
    switches = ("positive", "stepped", "inverse")
    types = {name: pl.Boolean if name in switches else pl.Float64 for name in row}
    table = {name: [cell] * len(x) for name, cell in row.items()}
    frame = nw.from_native(pl.LazyFrame({"x": [float(one) for one in x], **table}, schema={"x": pl.Float64, **types}))
    found = frame.select(share(nw.col("x"), {name: nw.col(name) for name in row}, parts, OnFrames()).alias("share"))
    return found.collect().to_native()["share"].fill_nan(None).to_list()


def _post(post: Post, x: Numbers, lower: bool, item: SchemeItem) -> float | None:
    worst, best = (max(x), min(x)) if lower else (min(x), max(x))
    target = item.target.value if item.target else None
    target = math.log(target) if item.log and target else target
    mean, deviation = statistics.fmean(x), statistics.pstdev(x)
    known = {
        Post.TARGET: target,
        Post.WORST: worst,
        Post.BEST: best,
        Post.MEAN: mean,
        Post.BEYOND: mean - deviation if lower else mean + deviation,
        Post.UNITS: float(len(x)),
        Post.UNITS_HALF: len(x) + 0.5,
        Post.BEHIND: worst if target is None else (max if lower else min)(worst, target),
    }
    return known[post]


def _ahead(x: Numbers, lower: bool) -> list[int]:
    return [sum(other < one if lower else other > one for other in x) for one in x]


def _places(x: Numbers, lower: bool) -> list[float]:
    return [1.0 + ahead for ahead in _ahead(x, lower)]


def _middle_places(x: Numbers, lower: bool) -> list[float]:
    return [1 + ahead + (list(x).count(one) - 1) / 2 for ahead, one in zip(_ahead(x, lower), x, strict=True)]


def _values(x: Numbers, lower: bool) -> list[float]:
    return list(x)


_READS: dict[str, Callable[[Numbers, bool], list[float]]] = {
    "value": _values,
    "place": _places,
    "middle_place": _middle_places,
}
