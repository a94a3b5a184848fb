from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import narwhals as nw
import pytest
from polars.testing import assert_frame_equal
from pyspark.sql import SparkSession

from config.model import Indicator, Scheme
from dashboard.demo.build import QUARTERS as DEMO_QUARTERS
from dashboard.demo.build import build_demonstration
from loaders.store import readers
from metrics.scorecard import Scorecard, measure, score
from tests.unit.metrics import builders as build
from tests.unit.metrics.random_province import CATALOGUE, QUARTERS, province, random_scheme

Frames = tuple[nw.LazyFrame, nw.LazyFrame]
ToSpark = Callable[[nw.LazyFrame], nw.LazyFrame]

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")


@pytest.fixture
def to_spark(spark: SparkSession) -> ToSpark:
    def moved(frame: nw.LazyFrame) -> nw.LazyFrame:
        return nw.from_native(spark.createDataFrame(frame.collect("pyarrow").to_native()))

    return moved


def kept(frame: nw.LazyFrame) -> nw.LazyFrame:
    if frame.implementation.is_pyspark():
        return nw.from_native(frame.to_native().localCheckpoint())
    return frame.collect().lazy()


def card(
    frames: Frames, catalogue: Iterable[Indicator], scheme: Scheme, quarters: Sequence[str]
) -> tuple[nw.LazyFrame, Scorecard]:
    values, regions = frames
    measures = kept(measure(values, regions, catalogue, quarters))
    return measures, score(measures, regions, catalogue, scheme, quarters, kept)


def same(theirs: nw.LazyFrame, ours: nw.LazyFrame, exact: Sequence[str] = ()) -> None:
    found, expected = theirs.collect("polars").to_native(), ours.collect("polars").to_native()
    assert_frame_equal(found, expected, rel_tol=1e-12, abs_tol=1e-9)
    if exact:
        assert_frame_equal(found.select(exact), expected.select(exact), check_exact=True)


def test_a_random_province_has_the_same_ranks_and_scores(to_spark: ToSpark) -> None:
    regions, given = province(3)
    frames = build.values(given), build.regions((r.code, r.parent_code, r.level, r.peer_group) for r in regions)
    on_spark = tuple(map(to_spark, frames))

    theirs, their_card = card(on_spark, CATALOGUE, random_scheme(3), QUARTERS)
    ours, our_card = card(frames, CATALOGUE, random_scheme(3), QUARTERS)

    same(theirs, ours)
    same(their_card.nodes, our_card.nodes, ["region_code", "quarter", "node", "published"])
    same(their_card.items, our_card.items)
    same(their_card.ranking, our_card.ranking, ["region_code", "quarter", "peer_group", "published", "rank", "band"])


def test_the_demonstration_quarter_has_the_same_ranks_and_scores(to_spark: ToSpark, tmp_path: Path) -> None:
    desk = build_demonstration(tmp_path, DEMO_QUARTERS[-2:])
    frames = tuple(
        nw.from_native(f) for f in (readers.values_frame(desk.engine, desk.config), readers.regions_frame(desk.config))
    )
    scheme, catalogue, quarters = desk.config.schemes[0], desk.config.indicators, [str(q) for q in DEMO_QUARTERS[-2:]]

    _, their_card = card(tuple(map(to_spark, frames)), catalogue, scheme, quarters)
    _, our_card = card(frames, catalogue, scheme, quarters)

    same(their_card.ranking, our_card.ranking, ["region_code", "quarter", "peer_group", "published", "rank", "band"])
