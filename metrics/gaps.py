"""How far it is to the next place and the next band: one row per ranked unit."""

from __future__ import annotations

import narwhals as nw

from config.frames import GAPS
from config.model import Band, Scheme, Veto
from metrics.peers import PEERS

_SCORE = (*PEERS, "_units")


def gaps(ranking: nw.LazyFrame, scheme: Scheme) -> nw.LazyFrame:
    """RANKING to GAPS, by quarter, peer group and rank; units without a rank have no row.

    Everything is counted in whole units of the published precision, so ties are ties. The next place is that ahead of
    all units with the next higher published total, also where ties are broken. Of several vetoes on one unit RANKING
    tells the first, and only what that one bars is left out above the score.
    """
    units = 10**scheme.precision
    board = ranking.filter(~nw.col("rank").is_null()).with_columns(
        _units=(nw.col("published") * units).round(0).cast(nw.Int64)
    )
    board = board.join(_next(board, scheme), on=list(_SCORE), how="left")
    behind = nw.col("_next") - nw.col("_units")
    board = board.with_columns(_bound=_bound(scheme), next_band=_next_band(scheme))
    board = board.with_columns(
        to_next_place=_points(behind + 1, scheme),
        to_tie=_points(behind, scheme),
        to_next_band=nw.when(~nw.col("next_band").is_null()).then(_points(nw.col("_bound") - nw.col("_units"), scheme)),
    )
    return board.sort(*PEERS, "rank", "region_code").select(*GAPS)


def _points(units: nw.Expr, scheme: Scheme) -> nw.Expr:
    return ((units + 0.0) / 10**scheme.precision).round(scheme.precision)


def _next(board: nw.LazyFrame, scheme: Scheme) -> nw.LazyFrame:
    """For each published total of a group the next higher one, and the place of a unit that is one step above it."""
    scores = board.group_by(*_SCORE).agg(_place=nw.col("rank").min())
    above = {"_next": ("_units", 1), "next_rank": ("_place", 1), "_after": ("_units", 2), "_after_place": ("_place", 2)}
    scores = scores.with_columns(
        **{name: nw.col(of).shift(-far).over(*PEERS, order_by="_units") for name, (of, far) in above.items()}
    )
    if scheme.tie != "broken":
        level = nw.col("_after") == nw.col("_next") + 1
        scores = scores.with_columns(
            next_rank=nw.when(level).then(nw.col("_after_place")).otherwise(nw.col("next_rank"))
        )
    return scores.select(*_SCORE, "_next", "next_rank")


def _next_band(scheme: Scheme) -> nw.Expr:
    """The code of the lowest band above the score that the unit's veto does not bar; null where it is by top_share."""
    found: nw.Expr = nw.lit(None, nw.String)
    for band in sorted(scheme.bands, key=lambda one: one.at_least, reverse=True):
        code = nw.lit(None, nw.String) if band.top_share is not None else nw.lit(band.code)
        found = nw.when(_ahead(band, scheme)).then(code).otherwise(found)
    return found


def _bound(scheme: Scheme) -> nw.Expr:
    """The same band's bound, in whole units of the published precision."""
    found: nw.Expr = nw.lit(None, nw.Int64)
    for band in sorted(scheme.bands, key=lambda one: one.at_least, reverse=True):
        found = nw.when(_ahead(band, scheme)).then(nw.lit(_reached_at(band, scheme))).otherwise(found)
    return found


def _ahead(band: Band, scheme: Scheme) -> nw.Expr:
    ahead = nw.col("_units") < _reached_at(band, scheme)
    barring = [veto.code for veto in scheme.vetoes if _bars(veto, band)]
    return ahead & ~nw.col("veto").fill_null("").is_in(barring) if barring else ahead


def _bars(veto: Veto, band: Band) -> bool:
    return veto.effect == "lowest" or band.code in veto.bars


def _reached_at(band: Band, scheme: Scheme) -> int:
    """The least published score that reaches the band, in whole units: 79.995 at two decimals is 8000."""
    exact = round(band.at_least * 10**scheme.precision, 6)
    return int(-(-exact // 1))
