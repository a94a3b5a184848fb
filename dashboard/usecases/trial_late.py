"""What being late costs a submitter, day by day, by the formula of the reporting quality."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw
import polars as pl

from dashboard.access.gate import inner
from dashboard.usecases.desk import Desk
from dashboard.usecases.quality_facts import Unsent, quality_facts
from dashboard.usecases.trial_scores import NowAndThen
from dashboard.usecases.windows import Deadline, deadline, local_now
from loaders.store import readers
from metrics.quality import FACTS, LAST_DAY, QUALITY, quality_parts


@dataclass(frozen=True)
class LateDay:
    """So many days late: the points of the reporting quality, and the published total where the scheme reads them."""

    days: int
    quality: float
    total: float | None


@dataclass(frozen=True)
class LateCost:
    """What waiting costs `now` (local): the window, the quality of a delivery in time, and each day from today's on.

    The last day stands for every later one. There is only one where waiting costs nothing more: after the last day that
    counts, or because the unit has `delivered` before, for only its first delivery is in time or late.
    """

    window: Deadline | None
    delivered: bool
    in_time: float
    days: tuple[LateDay, ...]
    now: dt.datetime

    @property
    def today(self) -> LateDay:
        """What holds if the file is submitted now."""
        return self.days[0]


@inner
def late_cost(desk: Desk, unsent: Unsent, scores: NowAndThen) -> LateCost | None:
    """What waiting costs the unit that would submit; None for one that owes nothing of the kind."""
    quarter, kind = unsent.submission.quarter, unsent.submission.kind
    who = unsent.submission.submitter if kind == "division_workbook" else unsent.submission.region_code
    facts = next(iter(quality_facts(desk, quarter, unsent=unsent, only=who)), None)
    if facts is None:
        return None
    earlier = readers.submissions(desk.engine, quarter)
    delivered = any((one.kind, one.submitter, one.region_code) == _whose(unsent) for one in earlier)
    today = int(str(facts["days_late"]))
    late = [today] if delivered else list(range(today, max(today, LAST_DAY + 1) + 1))
    points = _points(facts, {0, *late})
    read = QUALITY in scores.ground.scheme.indicators and who in scores.then.ranking
    totals = {days: scores.total_with_quality(who, points[days]) if read else None for days in late}
    cost = tuple(LateDay(days, points[days], totals[days]) for days in late)
    return LateCost(deadline(desk, quarter, who), delivered, points[0], cost, local_now(desk))


def _whose(unsent: Unsent) -> tuple[str, str, str]:
    one = unsent.submission
    return one.kind, one.submitter, one.region_code


def _points(facts: Mapping[str, object], days: set[int]) -> dict[int, float]:
    """The points of the reporting quality for a delivery so many days late, all else as it is."""
    cases: Sequence[Mapping[str, object]] = [{**facts, "unit": str(late), "days_late": late} for late in sorted(days)]
    frame = pl.DataFrame(cases, schema=readers.polars_schema(FACTS))
    parts = nw.to_native(quality_parts(nw.from_native(frame.lazy()))).collect()
    totals = parts.filter(pl.col("part") == "total").select("unit", "points").rows()
    return {int(unit): points for unit, points in totals}
