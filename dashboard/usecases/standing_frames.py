"""What is drawn from a quarter's scores: boards, lists, how sure ranks are, what lacks, the quarter before recast."""

from __future__ import annotations

from collections.abc import Iterable

import narwhals as nw
import polars as pl

from config.frames import BOARDS, GAPS, IMPROVEMENTS, INTERVALS, LISTS, RANKING
from config.model import Config, Quarter, Scheme
from loaders.store import readers
from metrics.boards import boards
from metrics.confidence import intervals
from metrics.gaps import gaps
from metrics.improve import improvements
from metrics.lists import lists
from metrics.scorecard import score

DRAWN = {
    "boards": BOARDS,
    "lists": LISTS,
    "intervals": INTERVALS,
    "improvements": IMPROVEMENTS,
    "gaps": GAPS,
    "recast": RANKING,
}
"""The frames by name. Boards and lists are of every quarter; what takes thousands of draws or trials, and the gaps, of
the newest; recast is the ranking of the quarter before it under its own scheme, so that a change of scheme can be told
apart."""

Frames = dict[str, pl.DataFrame]


def drawn_frames(frames: Frames, config: Config, under: Iterable[tuple[Scheme, list[str]]]) -> Frames:
    """DRAWN from measures, items and ranking; `under` tells which quarters were scored under which scheme."""
    drawn = {name: pl.DataFrame(schema=readers.polars_schema(shape)) for name, shape in DRAWN.items()}
    newest = max(frames["ranking"]["quarter"], default="")
    for scheme, quarters in under:
        drawn |= {
            "boards": pl.concat([drawn["boards"], _boards(frames, scheme, quarters)]),
            "lists": pl.concat([drawn["lists"], _lists(frames, config, scheme, quarters)]),
        }
        if newest in quarters:
            drawn |= {
                "intervals": _intervals(frames, config, scheme, newest),
                "improvements": _improvements(frames, config, scheme, newest),
                "gaps": _gaps(frames, scheme, newest),
                "recast": _recast(frames, config, scheme, newest),
            }
    return drawn


def _boards(frames: Frames, scheme: Scheme, quarters: list[str]) -> pl.DataFrame:
    return nw.to_native(boards(nw.from_native(frames["ranking"].lazy()), scheme, quarters)).collect()


def _lists(frames: Frames, config: Config, scheme: Scheme, quarters: list[str]) -> pl.DataFrame:
    lower = [item.code for item in scheme.items if _is_lower(config, item.indicator, item.direction)]
    items = frames["items"].lazy().filter(pl.col("quarter").is_in(quarters))
    found = lists(nw.from_native(items), nw.from_native(frames["measures"].lazy()), scheme, lower)
    return nw.to_native(found).collect()


def _is_lower(config: Config, indicator: str, direction: str) -> bool:
    known = config.indicator.get(indicator)
    return (direction or (known.direction if known else "")) == "lower"


def _intervals(frames: Frames, config: Config, scheme: Scheme, quarter: str) -> pl.DataFrame:
    items, ranking = (_of(frames[name], quarter) for name in ("items", "ranking"))
    found = intervals(nw.from_native(items), nw.from_native(ranking), scheme, config.indicators)
    return nw.to_native(found).sort("peer_group", "rank", "region_code")


def _improvements(frames: Frames, config: Config, scheme: Scheme, quarter: str) -> pl.DataFrame:
    items, ranking = (nw.from_native(_of(frames[name], quarter)) for name in ("items", "ranking"))
    return nw.to_native(improvements(items, nw.from_native(frames["measures"]), ranking, scheme, config.indicators))


def _gaps(frames: Frames, scheme: Scheme, quarter: str) -> pl.DataFrame:
    return nw.to_native(gaps(nw.from_native(_of(frames["ranking"], quarter).lazy()), scheme)).collect()


def _recast(frames: Frames, config: Config, scheme: Scheme, quarter: str) -> pl.DataFrame:
    before = str(Quarter(quarter).shift(-1))
    measures = nw.from_native(frames["measures"].lazy())
    regions = nw.from_native(readers.regions_frame(config))
    return nw.to_native(score(measures, regions, config.indicators, scheme, [before]).ranking).collect()


def _of(frame: pl.DataFrame, quarter: str) -> pl.DataFrame:
    return frame.filter(pl.col("quarter") == quarter)
