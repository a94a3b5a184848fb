from collections import defaultdict

import narwhals as nw
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from metrics.last_places import last_places

POINTS = st.lists(st.none() | st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.0]), min_size=1, max_size=14)


def frame(points: dict[str, list[float | None]]) -> nw.LazyFrame:
    rows = [
        {"region_code": f"{node}{number}", "quarter": "2026Q3", "peer_group": "g", "node": node, "points": each}
        for node, every in points.items()
        for number, each in enumerate(every)
    ]
    shape = {name: pl.String() for name in ("region_code", "quarter", "peer_group", "node")} | {"points": pl.Float64()}
    whole = pl.DataFrame(rows, schema=shape).with_columns(
        lost=2.0 - pl.col("points"), value=pl.col("points"), status=pl.lit("reported")
    )
    return nw.from_native(whole.lazy())


def told(points: dict[str, list[float | None]], bottom: int) -> set[str]:
    return set(last_places(frame(points), bottom).to_native().collect()["region_code"])


def naive(points: dict[str, list[float | None]], bottom: int) -> set[str]:
    found = defaultdict(set)
    for node, every in points.items():
        known = [(f"{node}{number}", each) for number, each in enumerate(every) if each is not None]
        if len(known) > 2 * bottom:
            for region, each in known:
                no_better = sum(1 for _, other in known if other <= each)
                if no_better <= bottom and each < 2.0:
                    found[node].add(region)
    return set().union(*found.values())


def test_a_crowd_at_the_border_is_not_last_and_full_marks_never_are() -> None:
    assert told({"a": [0.0, 0.5, 0.5, 1.0, 1.0, 2.0]}, 2) == {"a0"}
    assert told({"a": [2.0, 2.0, 2.0]}, 1) == set()
    assert told({"a": [0.0, 1.0]}, 1) == set()


def test_who_reported_nothing_takes_no_place() -> None:
    silent = nw.when(nw.col("region_code") == "a0").then(None).otherwise(nw.col("value"))
    items = frame({"a": [0.0, 0.5, 1.0, 2.0]}).with_columns(value=silent)

    assert set(last_places(items, 1).to_native().collect()["region_code"]) == {"a1"}


@given(POINTS, POINTS, st.integers(1, 4))
def test_it_is_what_a_plain_count_says(one: list[float | None], other: list[float | None], bottom: int) -> None:
    points = {"a": one, "b": other}

    assert told(points, bottom) == naive(points, bottom)
