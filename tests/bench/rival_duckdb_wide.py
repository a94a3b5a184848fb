"""The same scoring in DuckDB with a column for each indicator: the scheme written out once as one SQL statement.

The values of a region and quarter become one list in the order of the indicators, and its elements columns: several
times faster than max(value) FILTER for each indicator or PIVOT. Only over many quarters does it win against the long
statement of rival_duckdb: planning 360 columns takes DuckDB a quarter of a second.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from config.model import Scheme, SchemeItem, SchemeSection
from tests.bench import scoring_task as task
from tests.bench.measuring import Work

_PEERS = "PARTITION BY quarter, peer_group"


def prepare(size: task.Size) -> Work:
    """Tables in DuckDB, and the work that gives region, quarter, published score and rank."""
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    for name, frame in (("measures", task.measures(size)), ("regions", task.regions(size))):
        connection.register("arriving", frame.to_arrow())
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM arriving")
        connection.unregister("arriving")
    text = "\n".join(statement(task.scheme()))
    return lambda: connection.sql(text).to_arrow_table()


def statement(scheme: Scheme) -> Iterator[str]:
    """The lines of the SQL."""
    codes = sorted({i.indicator for i in scheme.items} | {i.target.indicator for i in scheme.items if i.target} - {""})
    listed = ", ".join(f"'{code}'" for code in codes)
    yield "WITH listed AS (SELECT region_code, quarter,"
    yield "list(CASE WHEN status = 'not_applicable' THEN 'nan'::DOUBLE ELSE value END ORDER BY indicator) AS v"
    yield f"FROM measures WHERE indicator IN ({listed}) GROUP BY region_code, quarter),"
    values = ", ".join(
        f"CASE WHEN isnan(v[{n}]) THEN NULL ELSE v[{n}] END AS {code}, coalesce(isnan(v[{n}]), false) AS {code}__na"
        for n, code in enumerate(codes, 1)
    )
    yield f"wide AS (SELECT region_code, quarter, peer_group, {values} FROM listed JOIN regions USING (region_code)),"
    shares = ", ".join(f"{_share(item)} AS {item.code}__s" for item in scheme.items)
    yield f"shares AS MATERIALIZED (SELECT *, {shares} FROM wide),"
    sums = ", ".join(_sums(section) for section in scheme.sections)
    yield f"sections AS MATERIALIZED (SELECT region_code, quarter, peer_group, {sums} FROM shares),"
    total = " + ".join(
        f"CASE WHEN {s.code}__m > 0 THEN {s.code}__p * {s.full_marks} / {s.code}__m ELSE 0 END" for s in scheme.sections
    )
    live = " + ".join(f"CASE WHEN {s.code}__m > 0 THEN {s.full_marks} ELSE 0 END" for s in scheme.sections)
    ten = 10**scheme.precision
    yield f"totals AS (SELECT *, ({total}) * {scheme.full_marks} / ({live}) AS total FROM sections),"
    yield f"published AS (SELECT *, floor(round(total * {ten}, 6) + 0.5) / {ten} AS published FROM totals)"
    window = f"rank() OVER ({_PEERS} ORDER BY published DESC) AS rank"
    yield f"SELECT region_code, quarter, published, {window} FROM published"


def _sums(section: SchemeSection) -> str:
    points = " + ".join(_counting(item, f"coalesce({item.code}__s, 0) * {item.full_marks}") for item in section.items)
    marks = " + ".join(_counting(item, str(item.full_marks)) for item in section.items)
    return f"{points} AS {section.code}__p, {marks} AS {section.code}__m"


def _counting(item: SchemeItem, amount: str) -> str:
    out = [f"{item.indicator}__na"]
    if item.target and item.target.indicator:
        out += [f"{item.target.indicator}__na", f"coalesce({item.target.indicator} = 0, false)"]
    if item.missing == "exclude":
        out.append(f"{item.code}__s IS NULL")
    return f"CASE WHEN {' OR '.join(out)} THEN 0 ELSE {amount} END"


def _target(item: SchemeItem) -> str:
    assert item.target is not None
    groups = "".join(f" WHEN '{group}' THEN {goal}::DOUBLE" for group, goal in item.target.by_group.items())
    fixed = "NULL" if item.target.value is None else f"{item.target.value}::DOUBLE"
    wanted = item.target.indicator or (f"CASE peer_group{groups} ELSE {fixed} END" if groups else fixed)
    return f"({wanted}) * {'quarter[6:6]::DOUBLE / 4' if item.target.annual else '1.0'}"


def _between(expression: str, cap: float = 1.0) -> str:
    return f"CASE WHEN ({expression}) > {cap} THEN {cap} WHEN ({expression}) < 0 THEN 0 ELSE ({expression}) END"


def _share(item: SchemeItem) -> str:
    shares = {
        "completion": _completion,
        "step_deduction": _step_deduction,
        "tiers": _tiers,
        "shortfall_per_item": _shortfall_per_item,
        "per_event": _per_event,
        "by_results": _by_results,
        "by_rank": _by_rank,
        "efficacy": _efficacy,
    }
    return shares[item.rule](item, item.indicator, item.direction == "lower")


def _completion(item: SchemeItem, x: str, lower: bool) -> str:
    target, cap = _target(item), item.parameters.get("cap", 1.0)
    if lower:
        return f"CASE WHEN {x} <= 0 THEN {cap} ELSE {_between(f'{target} / {x}', cap)} END"
    return _between(f"{x} / CASE WHEN {target} > 0 THEN {target} END", cap)


def _step_deduction(item: SchemeItem, x: str, lower: bool) -> str:
    threshold, step, per_step = (item.parameters[name] for name in ("threshold", "step", "per_step"))
    short = f"{x} - {threshold}" if lower else f"{threshold} - {x}"
    return _between(f"({item.full_marks} - floor(({short}) / {step} + 1e-9) * {per_step}) / {item.full_marks}")


def _tiers(item: SchemeItem, x: str, lower: bool) -> str:
    bounds = sorted(item.parameters["bounds"], reverse=True)
    tiers = "".join(f" WHEN {x} >= {bound} - 1e-9 THEN {points} / {item.full_marks}" for bound, points in bounds)
    otherwise = item.parameters.get("otherwise", 0)
    return f"CASE WHEN {x} IS NULL THEN NULL{tiers} ELSE {otherwise} / {item.full_marks} END"


def _shortfall_per_item(item: SchemeItem, x: str, lower: bool) -> str:
    expected, per_item = item.parameters["expected"], item.parameters["per_item"]
    return _between(f"({item.full_marks} - ({expected} - {x}) * {per_item}) / {item.full_marks}")


def _per_event(item: SchemeItem, x: str, lower: bool) -> str:
    each = item.parameters["per_event"]
    start = item.parameters.get("start", 0 if each > 0 else item.full_marks)
    return _between(f"({start} + {each} * {x}) / {item.full_marks}")


def _by_results(item: SchemeItem, x: str, lower: bool) -> str:
    best = f"{'min' if lower else 'max'}({x}) OVER ({_PEERS})"
    if lower:
        return f"CASE WHEN {x} <= 0 THEN 1 ELSE {_between(f'{best} / {x}')} END"
    return f"CASE WHEN {best} <= 0 THEN {x} * 0 ELSE {_between(f'{x} / {best}')} END"


def _by_rank(item: SchemeItem, x: str, lower: bool) -> str:
    order = f"OVER ({_PEERS} ORDER BY {x} {'ASC' if lower else 'DESC'} NULLS LAST)"
    share = _between(f"1 - (rank() {order} - 1) * {item.parameters['loss']}")
    return f"CASE WHEN {x} IS NULL THEN NULL ELSE {share} END"


def _efficacy(item: SchemeItem, x: str, lower: bool) -> str:
    base = item.parameters.get("base", 60) / 100
    if item.parameters.get("observed"):
        posts = [f"min({x}) OVER ({_PEERS})", f"max({x}) OVER ({_PEERS})"]
    else:
        posts = [f"{post}::DOUBLE" for post in sorted((item.parameters["low"], item.parameters["high"]))]
    low, high = reversed(posts) if lower else posts
    position = f"CASE WHEN {high} = {low} THEN 1 + {x} * 0 ELSE ({x} - {low}) / ({high} - {low}) END"
    return _between(f"{base} + {1 - base} * ({position})")
