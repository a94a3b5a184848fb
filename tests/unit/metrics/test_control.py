import statistics
from collections.abc import Sequence
from itertools import pairwise
from random import Random

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.control import CONTROL, control

FLAGS = ("outside", "run", "near_limit", "jump")


def frame(values: Sequence[float | None], region: str = "430100", series: str = "total") -> pl.DataFrame:
    quarters = [f"{2015 + k // 4}Q{k % 4 + 1}" for k in range(len(values))]
    rows = {"region_code": region, "series": series, "quarter": quarters, "value": values}
    return pl.DataFrame(rows, schema_overrides={"value": pl.Float64})


def charted(rows: pl.DataFrame) -> pl.DataFrame:
    return control(nw.from_native(rows.lazy())).to_native().collect()


def test_limits_of_a_series_worked_by_hand() -> None:
    chart = charted(frame([10.0, 12.0, 11.0, 13.0, 12.0, 14.0]))
    # Mean 72 / 6 = 12; moving ranges 2, 1, 2, 1, 2 with mean 1.6.
    assert chart["moving_range"].to_list() == [None, 2.0, 1.0, 2.0, 1.0, 2.0]
    assert chart["centre"].to_list() == [12.0] * 6
    assert chart["lower"][0] == pytest.approx(12 - 2.66 * 1.6)
    assert chart["upper"][0] == pytest.approx(12 + 2.66 * 1.6)
    assert chart["range_upper"][0] == pytest.approx(3.267 * 1.6)
    assert not any(any(chart[flag]) for flag in FLAGS)
    assert chart.columns == list(CONTROL)


def test_fewer_than_six_points_have_no_limits() -> None:
    chart = charted(frame([10.0, 12.0, None, 11.0, 13.0, 90.0]))
    assert chart.height == 5
    assert chart["centre"].null_count() == chart["upper"].null_count() == 5
    assert not any(any(chart[flag]) for flag in FLAGS)


def test_a_point_outside_the_limits_and_its_jump_are_flagged() -> None:
    chart = charted(frame([10.0, 11.0] * 8 + [40.0]))
    assert chart["outside"].to_list() == [False] * 16 + [True]
    assert chart["jump"].to_list() == [False] * 16 + [True]


def test_the_eighth_point_on_one_side_completes_a_run() -> None:
    chart = charted(frame([9.0, 10.0] * 4 + [11.0, 12.0] * 4))
    assert chart["run"].to_list() == [False] * 7 + [True] + [False] * 7 + [True]


def test_a_point_on_the_centre_breaks_a_run() -> None:
    chart = charted(frame([9.0, 11.0, 9.0, 11.0] + [10.0] * 12))
    assert not any(chart["run"])


def test_three_of_four_points_near_the_limit_are_flagged() -> None:
    values = [10.0, 10.0, 11.0, 11.0] * 5 + [10.0, 12.0, 12.0, 11.0, 12.0, 10.0]
    chart = charted(frame(values))
    nearer = [2 * (v - c) > u - c for v, c, u in zip(values, chart["centre"], chart["upper"], strict=True)]
    assert nearer[21:] == [True, True, False, True, False]
    assert chart["near_limit"].to_list() == [False] * 24 + [True, False]


def test_series_and_regions_are_charted_apart() -> None:
    calm, wild = frame([1.0, 2.0] * 4), frame([1.0, 200.0] * 4, region="430200")
    other = frame([5.0, 6.0] * 4, series="gdp")
    chart = charted(pl.concat([wild, other, calm]))
    alone = pl.concat([charted(calm), charted(other), charted(wild)])
    assert chart.sort("region_code", "series", "quarter").equals(alone.sort("region_code", "series", "quarter"))


@given(st.lists(st.floats(-1000, 1000), min_size=6, max_size=30), st.randoms())
def test_limits_agree_with_the_statistics_module_in_any_row_order(values: list[float], random: Random) -> None:
    rows = frame(values)
    order = list(range(len(values)))
    random.shuffle(order)
    chart = charted(rows[order])
    centre = statistics.fmean(values)
    spread = statistics.fmean(abs(b - a) for a, b in pairwise(values))
    assert chart["value"].to_list() == values
    assert chart["centre"][0] == pytest.approx(centre, abs=1e-9)
    assert chart["lower"][0] == pytest.approx(centre - 2.66 * spread, abs=1e-9)
    assert chart["upper"][0] == pytest.approx(centre + 2.66 * spread, abs=1e-9)
    assert chart["range_upper"][0] == pytest.approx(3.267 * spread, abs=1e-9)


def test_the_published_example_of_the_nist_handbook() -> None:
    # NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: flow rates of ten batches. There the limits are
    # 3 / 1.128 times the mean moving range, here 2.66 times: 0.0012 apart.
    chart = charted(frame([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]))
    assert chart["moving_range"].drop_nulls().to_list() == pytest.approx([2.0, 2.3, 1.4, 3.5, 3.4, 1.4, 0.2, 1.2, 1.5])
    assert chart["centre"][0] == pytest.approx(50.81)
    assert chart["upper"][0] == pytest.approx(55.8041, abs=0.0013)
    assert chart["lower"][0] == pytest.approx(45.8159, abs=0.0013)
    assert not any(chart["outside"])
