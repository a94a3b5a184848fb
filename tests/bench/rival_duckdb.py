"""The same scoring in DuckDB: one SQL statement over tables of its own, the scheme's parameters in one of them.

What compares units (by_rank, by_results, observed goalposts) is computed for the rows of those rules alone.
"""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl

from config.model import Scheme, SchemeItem
from tests.bench import scoring_task as task
from tests.bench.measuring import Work

_STEPS = 4
_SECTIONS = 1000
_BETWEEN = "CASE WHEN share > cap THEN cap WHEN share < 0 THEN 0 ELSE share END"
_TIERS = " ".join(f"WHEN x >= bound_{n} - 1e-9 THEN points_{n} / marks" for n in range(_STEPS))
_ALONE = f"""CASE rule
    WHEN 'completion' THEN CASE WHEN lower THEN CASE WHEN x <= 0 THEN cap ELSE goal / x END
                                ELSE x / CASE WHEN goal > 0 THEN goal END END
    WHEN 'efficacy' THEN base + (1 - base) * (x - low) / (high - low)
    WHEN 'step_deduction'
        THEN (marks - floor(CASE WHEN lower THEN x - threshold ELSE threshold - x END / step + 1e-9) * per_step) / marks
    WHEN 'tiers' THEN CASE WHEN x IS NULL THEN NULL {_TIERS} ELSE otherwise / marks END
    WHEN 'shortfall_per_item' THEN (marks - (expected - x) * per_item) / marks
    WHEN 'per_event' THEN (start + per_event * x) / marks END"""
_AMONG = """CASE
    WHEN rule = 'by_results' AND lower THEN CASE WHEN x <= 0 THEN 1 ELSE least_of_all / x END
    WHEN rule = 'by_results' THEN CASE WHEN most_of_all <= 0 THEN x * 0 ELSE x / most_of_all END
    WHEN least_of_all = most_of_all THEN 1 + x * 0
    WHEN lower THEN base + (1 - base) * (x - most_of_all) / (least_of_all - most_of_all)
    ELSE base + (1 - base) * (x - least_of_all) / (most_of_all - least_of_all) END"""
_COLUMNS = "part, marks, excluded, cap"
_PEERS = "PARTITION BY quarter, peer_group, item"
_PROGRESS = "CASE WHEN annual THEN quarter[6:6]::DOUBLE / 4 ELSE 1 END"


def statement(scheme: Scheme) -> str:
    """The SQL; `unit` numbers region and quarter, `part` the unit's section, because whole numbers group fastest."""
    items = scheme.items
    placed = [item for item in items if item.rule == "by_rank"]
    compared = [item for item in items if item.rule == "by_results" or item.parameters.get("observed")]
    aimed = [item for item in items if item.target and item.target.indicator]
    plain = [item for item in items if item not in [*placed, *compared, *aimed]]
    goals = ", ".join(sorted({f"'{item.target.indicator}'" for item in aimed if item.target}))
    return f"""
WITH plain AS (
    SELECT {_COLUMNS}, closed, {_ALONE} AS share FROM (SELECT *, target * {_PROGRESS} AS goal FROM ({_due(plain)}))
), goals AS (
    SELECT region_code, quarter, indicator AS goal_indicator, value::DOUBLE AS goal, status = 'not_applicable' AS none
    FROM measures WHERE indicator IN ({goals})
), aimed AS (
    SELECT {_COLUMNS}, closed OR none OR coalesce(goal = 0, false) AS closed, {_ALONE} AS share
    FROM ({_due(aimed)}) JOIN goals USING (region_code, quarter, goal_indicator)
), compared AS (
    SELECT {_COLUMNS}, closed, {_AMONG} AS share
    FROM (SELECT *, min(x) OVER peers AS least_of_all, max(x) OVER peers AS most_of_all
          FROM ({_due(compared)}) WINDOW peers AS ({_PEERS}))
), placed AS (
    SELECT {_COLUMNS}, closed, CASE WHEN x IS NOT NULL THEN 1 - (place - 1) * loss END AS share
    FROM (SELECT *, rank() OVER ({_PEERS} ORDER BY CASE WHEN lower THEN x ELSE -x END NULLS LAST) AS place
          FROM ({_due(placed)}))
), sections AS (
    SELECT part, sum(coalesce({_BETWEEN}, 0) * marks) AS points, sum(marks) AS marks
    FROM (FROM plain UNION ALL FROM aimed UNION ALL FROM compared UNION ALL FROM placed)
    WHERE NOT closed AND NOT (excluded AND share IS NULL)
    GROUP BY part
), totals AS (
    SELECT part // {_SECTIONS} AS unit, sum(points * section_marks / marks) * $whole / sum(section_marks) AS total
    FROM sections JOIN (SELECT DISTINCT section, section_marks FROM term) ON part % {_SECTIONS} = section
    GROUP BY unit
), rounded AS (
    SELECT region_code, quarter, peer_group, floor(round(total * $ten, 6) + 0.5) / $ten AS published
    FROM totals JOIN quarters ON unit % 1000 = quarters.number JOIN regions ON unit // 1000 = regions.number
)
SELECT region_code, quarter, published, rank() OVER (PARTITION BY quarter, peer_group ORDER BY published DESC) AS rank
FROM rounded
"""


def _due(items: list[SchemeItem]) -> str:
    codes = ", ".join(f"'{item.indicator}'" for item in items)
    return f"""
    SELECT region_code, quarter, peer_group, term.* EXCLUDE (peer_group, indicator), value::DOUBLE AS x,
           status = 'not_applicable' AS closed,
           (regions.number * 1000 + quarters.number) * {_SECTIONS} + section AS part
    FROM (FROM measures WHERE indicator IN ({codes})) JOIN regions USING (region_code) JOIN quarters USING (quarter)
    JOIN term USING (peer_group, indicator)"""


def prepare(size: task.Size) -> Work:
    """Tables in DuckDB, and the work that gives region, quarter, published score and rank."""
    connection, scheme = duckdb.connect(), task.scheme()
    connection.execute("SET enable_progress_bar = false")
    regions = task.regions(size).with_row_index("number").with_columns(pl.col("number").cast(pl.Int64))
    quarters = pl.DataFrame({"quarter": size.quarters, "number": range(len(size.quarters))})
    tables = {"measures": task.measures(size), "regions": regions, "quarters": quarters, "term": terms(scheme)}
    for name, frame in tables.items():
        connection.register("arriving", frame.to_arrow())
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM arriving")
        connection.unregister("arriving")
    text, given = statement(scheme), {"whole": scheme.full_marks, "ten": 10.0**scheme.precision}
    return lambda: connection.sql(text, params=given).to_arrow_table()


def terms(scheme: Scheme) -> pl.DataFrame:
    """A row for each peer group and item, with the parameters of its rule."""
    rows = [_term(scheme, group, item) for group in scheme.groups for item in scheme.items]
    return pl.DataFrame(rows, infer_schema_length=None)


def _term(scheme: Scheme, group: str, item: SchemeItem) -> dict[str, Any]:
    given, target = item.parameters, item.target
    number, section = next((n, section) for n, section in enumerate(scheme.sections) if item in section.items)
    tiers = sorted(given.get("bounds", ()), reverse=True) + [(None, None)] * _STEPS
    posts = sorted((given.get("low", 0.0), given.get("high", 1.0)), reverse=item.direction == "lower")
    row: dict[str, Any] = {
        "peer_group": group,
        "indicator": item.indicator,
        "item": item.code,
        "section": number,
        "section_marks": section.full_marks,
        "marks": item.full_marks,
        "excluded": item.missing == "exclude",
        "rule": item.rule,
        "lower": item.direction == "lower",
        "relative": item.rule in {"by_rank", "by_results"} or bool(given.get("observed")),
        "target": target.by_group.get(group, target.value) if target else None,
        "annual": bool(target and target.annual),
        "goal_indicator": target.indicator if target else "",
        "cap": given.get("cap", 1.0),
        "base": given.get("base", 60) / 100,
        "low": posts[0],
        "high": posts[1],
        "start": given.get("start", 0.0 if given.get("per_event", 1) > 0 else item.full_marks),
        "otherwise": given.get("otherwise", 0.0),
    }
    names = ("threshold", "step", "per_step", "expected", "per_item", "per_event", "loss")
    row |= {name: given.get(name) for name in names}
    for n in range(_STEPS):
        row |= {f"bound_{n}": tiers[n][0], f"points_{n}": tiers[n][1]}
    return {name: float(v) if type(v) is int and name != "section" else v for name, v in row.items()}
