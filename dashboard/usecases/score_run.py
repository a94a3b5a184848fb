"""The engine without the app: a scheme, a values file and perhaps regions to scores.csv and explanation.csv."""

from __future__ import annotations

from dataclasses import dataclass, replace

import narwhals as nw
import polars as pl

from config.frames import REGIONS
from config.model import Scheme
from config.wording import Say
from dashboard.usecases.score_inputs import VALUE_COLUMNS
from metrics.confidence import intervals
from metrics.control import control
from metrics.grid import plain_measures
from metrics.influence import influences
from metrics.rank import rank_published, ranked_units
from metrics.rounding import half_up
from metrics.scorecard import Scorecard, score
from metrics.sheet import Sheet
from metrics.words import in_words

SCORES = (
    "region_code",
    "quarter",
    "peer_group",
    "node",
    "level",
    "full_marks",
    "points",
    "published",
    "rank",
    "ranked_units",
    "rank_low",
    "rank_high",
    "previous_rank",
    "rank_change",
    "band",
    "status",
)
_UNIT = ["quarter", "peer_group", "region_code"]


@dataclass(frozen=True)
class ScoreRun:
    """What one run of the engine gives: scores as SCORES, and the items that explain them as ITEMS; the ranking is of
    the scored quarters and of those before them that were given."""

    scores: pl.DataFrame
    items: pl.DataFrame
    ranking: pl.DataFrame


def run_scores(
    scheme: Scheme, values: pl.DataFrame, regions: pl.DataFrame, earlier: pl.DataFrame | None = None
) -> ScoreRun:
    """Score every quarter of the values; `earlier` are values of quarters before, for growth and for what is carried.

    values and earlier have region_code, quarter, indicator, value, status; regions as REGIONS.
    """
    quarters = sorted(values["quarter"].unique())
    past = [] if earlier is None else [earlier.filter(~pl.col("quarter").is_in(quarters))]
    given = pl.concat([frame.select(VALUE_COLUMNS) for frame in (values, *past)])
    measured = sorted(given["quarter"].unique())
    places = _wrapped(regions.select(*REGIONS))
    measures = _collected(plain_measures(_wrapped(given), places, scheme.indicators, measured))
    card = score(measures, places, (), Sheet.of(scheme), measured, keep=_collected)
    board = _native(card.ranking)
    spans = nw.to_native(intervals(card.items.collect("polars"), card.ranking.collect("polars"), scheme))
    scores = pl.concat(
        [_totals(board, _native(card.nodes), spans), _nodes(card, scheme), _items(card, scheme)], how="diagonal"
    )
    wanted = scores.filter(pl.col("quarter").is_in(quarters)).sort(*_UNIT, "order", nulls_last=True)
    items = _native(card.items).filter(pl.col("quarter").is_in(quarters))
    return ScoreRun(wanted.select(SCORES), items, board)


def _wrapped(frame: pl.DataFrame) -> nw.LazyFrame:
    return nw.from_native(frame.lazy())


def _collected(frame: nw.LazyFrame) -> nw.LazyFrame:
    return frame.collect().lazy()


def _native(frame: nw.LazyFrame) -> pl.DataFrame:
    return nw.to_native(frame.collect("polars"))


def _totals(board: pl.DataFrame, nodes: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    whole = nodes.filter(pl.col("level") == "total").select(*_UNIT, "node", "level", "full_marks")
    found = spans.select(*_UNIT, "rank_low", "rank_high")
    ranked = pl.col("rank").is_not_null()
    status = (
        pl.when(ranked)
        .then(pl.lit("ranked"))
        .when(pl.col("points").is_null())
        .then(pl.lit("no_value"))
        .when(pl.col("veto").is_not_null())
        .then(pl.lit("vetoed"))
        .otherwise(pl.lit("below_coverage"))
    )
    joined = whole.join(board, on=_UNIT).join(found, on=_UNIT, how="left")
    return joined.with_columns(status=status, order=pl.lit(0))


def _nodes(card: Scorecard, scheme: Scheme) -> pl.DataFrame:
    sections = {section.code: place for place, section in enumerate(scheme.sections, 1)}
    nodes = card.nodes.filter(nw.col("level") == nw.lit("section"))
    placed = _native(_placed(nodes, scheme))
    status = pl.when(pl.col("points").is_null()).then(pl.lit("no_value")).otherwise(pl.lit("scored"))
    order = pl.col("node").replace_strict(sections, return_dtype=pl.Int32)
    return placed.with_columns(status=status, order=order)


def _items(card: Scorecard, scheme: Scheme) -> pl.DataFrame:
    orders = {item.code: place for place, item in enumerate(scheme.items, len(scheme.sections) + 1)}
    items = card.items.with_columns(published=half_up(nw.col("points"), scheme.precision), level=nw.lit("item"))
    placed = _native(_placed(items, scheme))
    order = pl.col("node").replace_strict(orders, return_dtype=pl.Int32)
    return placed.select(
        *_UNIT, "node", "level", "full_marks", "points", "published", "rank", "ranked_units", "status"
    ).with_columns(order=order)


def _placed(frame: nw.LazyFrame, scheme: Scheme) -> nw.LazyFrame:
    """Sections and items are ranked by their own published points, ties shared or dense as the scheme declares."""
    among = ("quarter", "peer_group", "node")
    return frame.with_columns(rank_published(scheme.tie, among=among), ranked_units(among=among))


def explained(run: ScoreRun, scheme: Scheme, say: Say, locale: str) -> pl.DataFrame:
    """The items with their names, their clause, and the rule in words with the numbers put in (`reason`)."""
    known = {item.code: item for item in scheme.items}
    rows = run.items.to_dicts()
    words = [in_words(known[row["node"]], row, scheme, say) for row in rows]
    names = [known[row["node"]].label(locale) for row in rows]
    clauses = [known[row["node"]].clause for row in rows]
    return run.items.with_columns(pl.Series("name", names), pl.Series("clause", clauses), pl.Series("reason", words))


def with_previous_scores(run: ScoreRun, previous: pl.DataFrame) -> ScoreRun:
    """The run with previous_rank and rank_change of each node from the scores of an earlier run (newest quarter)."""
    ranks = previous.filter(pl.col("quarter") == pl.col("quarter").max()).select(
        "region_code", "node", previous_rank=pl.col("rank").cast(pl.Int64, strict=False)
    )
    joined = run.scores.drop("previous_rank").join(ranks, on=["region_code", "node"], how="left", maintain_order="left")
    change = pl.col("previous_rank") - pl.col("rank")
    return replace(run, scores=joined.with_columns(rank_change=change).select(SCORES))


def without_each_item(run: ScoreRun, scheme: Scheme) -> pl.DataFrame:
    """Leave-one-out: INFLUENCE, the rank that each unit would have without each item, of the scored quarters."""
    ranking = run.ranking.filter(pl.col("quarter").is_in(run.items["quarter"].unique().to_list()))
    return nw.to_native(influences(nw.from_native(run.items), nw.from_native(ranking), scheme))


def totals_in_control(run: ScoreRun) -> pl.DataFrame:
    """CONTROL of the published totals over all quarters: process limits and special causes, from six quarters on."""
    series = run.ranking.select("region_code", "quarter", series=pl.lit("total"), value="published")
    return _native(control(_wrapped(series)))
