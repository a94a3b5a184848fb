import duckdb
import narwhals as nw
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from config.frames import ITEMS, MEASURES, NODES, RANKING, Schema
from metrics.scorecard import Scorecard, measure, score
from tests.unit.metrics import builders as build
from tests.unit.metrics.random_province import CATALOGUE, QUARTERS, province, random_scheme


def in_duckdb(frame: nw.LazyFrame) -> nw.LazyFrame:
    return nw.from_native(duckdb.from_arrow(frame.collect("pyarrow").to_native()))


def as_polars(frame: nw.LazyFrame) -> pl.DataFrame:
    return frame.collect("polars").to_native()


@pytest.fixture
def polars_frames() -> tuple[nw.LazyFrame, nw.LazyFrame]:
    regions, given = province(3)
    return build.values(given), build.regions((r.code, r.parent_code, r.level, r.peer_group) for r in regions)


def scored(measures: nw.LazyFrame, regions: nw.LazyFrame) -> Scorecard:
    keep = in_duckdb if regions.implementation.is_duckdb() else lambda frame: frame.collect().lazy()
    return score(measures, regions, CATALOGUE, random_scheme(3), QUARTERS, keep)


def test_the_recipe_gives_the_same_frames_on_another_engine(
    polars_frames: tuple[nw.LazyFrame, nw.LazyFrame],
) -> None:
    values, regions = polars_frames
    ours = measure(values, regions, CATALOGUE, QUARTERS)
    theirs = measure(in_duckdb(values), in_duckdb(regions), CATALOGUE, QUARTERS)
    assert_frame_equal(as_polars(ours), as_polars(theirs))

    ours_card, their_card = scored(ours, regions), scored(in_duckdb(ours), in_duckdb(regions))

    for name in ("items", "nodes", "ranking"):
        assert_frame_equal(as_polars(getattr(ours_card, name)), as_polars(getattr(their_card, name)))


def test_what_is_kept_and_what_is_planned_give_the_same_frames(
    polars_frames: tuple[nw.LazyFrame, nw.LazyFrame],
) -> None:
    _, regions = polars_frames
    measures = measure(*polars_frames, CATALOGUE, QUARTERS)

    planned, kept = score(measures, regions, CATALOGUE, random_scheme(3), QUARTERS), scored(measures, regions)

    for name in ("items", "nodes", "ranking"):
        assert_frame_equal(as_polars(getattr(planned, name)), as_polars(getattr(kept, name)))


def test_results_have_the_schemas_of_the_borders(polars_frames: tuple[nw.LazyFrame, nw.LazyFrame]) -> None:
    measures = measure(*polars_frames, CATALOGUE, QUARTERS)
    card = scored(measures, polars_frames[1])
    shapes: list[tuple[nw.LazyFrame, Schema]] = [
        (measures, MEASURES),
        (card.items, ITEMS),
        (card.nodes, NODES),
        (card.ranking, RANKING),
    ]

    assert [dict(frame.collect_schema()) for frame, _ in shapes] == [dict(shape) for _, shape in shapes]
    assert not any(as_polars(frame).select(pl.col(pl.Float64).is_nan().any()).row(0).count(True) for frame, _ in shapes)
