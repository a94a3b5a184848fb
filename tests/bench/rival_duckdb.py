"""The same scoring in DuckDB: the scheme written out once as one SQL statement, run over tables of its own."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from config.model import Scheme, SchemeItem
from tests.bench import scoring_task as task
from tests.bench.measuring import Work

_PEERS = "OVER (PARTITION BY peer_group)"


def prepare() -> Work:
    """Tables in DuckDB, and the work that gives region, published score and rank."""
    connection = duckdb.connect()
    for name, frame in (("measures", task.measures()), ("regions", task.regions())):
        connection.register("arriving", frame.to_arrow())
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM arriving")
    statement = "\n".join(_statement(task.scheme()))

    def run() -> task.Ranks:
        return sorted(connection.execute(statement).fetchall())

    return run


def _statement(scheme: Scheme) -> Iterator[str]:
    codes = sorted({i.indicator for i in scheme.items} | {i.target.indicator for i in scheme.items if i.target} - {""})
    values = ", ".join(f"max(value) FILTER (indicator = '{code}') AS {code}" for code in codes)
    closed = ", ".join(
        f"coalesce(bool_or(status = 'not_applicable') FILTER (indicator = '{code}'), false) AS {code}__na"
        for code in codes
    )
    yield f"WITH pivoted AS (SELECT region_code, {values}, {closed} FROM measures GROUP BY region_code),"
    yield "wide AS (SELECT * FROM regions LEFT JOIN pivoted USING (region_code)),"
    shares = ", ".join(f"{_share(item)} AS {item.code}__s, {_closed(item)} AS {item.code}__x" for item in scheme.items)
    yield f"shares AS (SELECT *, {shares} FROM wide),"
    points = [f"{' + '.join(map(_points, section.items))} AS {section.code}__p" for section in scheme.sections]
    marks = [f"{' + '.join(map(_marks, section.items))} AS {section.code}__m" for section in scheme.sections]
    yield f"sections AS (SELECT region_code, peer_group, {', '.join(points + marks)} FROM shares),"
    total = " + ".join(
        f"CASE WHEN {s.code}__m > 0 THEN {s.code}__p * {s.full_marks} / {s.code}__m ELSE 0 END" for s in scheme.sections
    )
    live = " + ".join(f"CASE WHEN {s.code}__m > 0 THEN {s.full_marks} ELSE 0 END" for s in scheme.sections)
    ten = 10**scheme.precision
    yield f"totals AS (SELECT *, ({total}) * {scheme.full_marks} / ({live}) AS total FROM sections),"
    yield f"published AS (SELECT *, floor(round(total * {ten}, 6) + 0.5) / {ten} AS published FROM totals)"
    place = "rank" if scheme.tie == "shared" else "dense_rank"
    window = f"{place}() OVER (PARTITION BY peer_group ORDER BY published DESC)"
    yield f"SELECT region_code, published, {window} FROM published"


def _points(item: SchemeItem) -> str:
    return f"CASE WHEN {item.code}__x THEN 0 ELSE coalesce({item.code}__s, 0) * {item.full_marks} END"


def _marks(item: SchemeItem) -> str:
    return f"CASE WHEN {item.code}__x THEN 0 ELSE {item.full_marks} END"


def _lower(item: SchemeItem) -> bool:
    return task.config().indicator[item.indicator].direction == "lower"


def _closed(item: SchemeItem) -> str:
    levels = [
        level for level in task.config().indicator[item.indicator].levels if not item.levels or level in item.levels
    ]
    allowed = ", ".join(f"'{level}'" for level in levels)
    parts = [f"{item.indicator}__na", f"level NOT IN ({allowed})"]
    if item.rule == "completion" and item.target and item.target.indicator:
        parts += [f"{item.target.indicator}__na", f"coalesce({item.target.indicator} = 0, false)"]
    if item.missing == "exclude":
        parts.append(f"({_share(item)}) IS NULL")
    return "(" + " OR ".join(parts) + ")"


def _target(item: SchemeItem) -> str:
    assert item.target is not None
    groups = "".join(f" WHEN '{group}' THEN {goal}::DOUBLE" for group, goal in item.target.by_group.items())
    fixed = "NULL" if item.target.value is None else f"{item.target.value}::DOUBLE"
    wanted = item.target.indicator or (f"CASE peer_group{groups} ELSE {fixed} END" if groups else fixed)
    return f"({wanted}) * {task.TIME_PROGRESS if item.target.annual else 1.0}"


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
    return shares[item.rule](item, f"{item.indicator}::DOUBLE", _lower(item))


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
    best = f"{'min' if lower else 'max'}({x}) {_PEERS}"
    if lower:
        return f"CASE WHEN {x} <= 0 THEN 1 ELSE {_between(f'{best} / {x}')} END"
    return f"CASE WHEN {best} <= 0 THEN {x} * 0 ELSE {_between(f'{x} / {best}')} END"


def _by_rank(item: SchemeItem, x: str, lower: bool) -> str:
    order = f"OVER (PARTITION BY peer_group ORDER BY {x} {'ASC' if lower else 'DESC'} NULLS LAST)"
    share = _between(f"1 - (rank() {order} - 1) * {item.parameters['loss']}")
    return f"CASE WHEN {x} IS NULL THEN NULL ELSE {share} END"


def _efficacy(item: SchemeItem, x: str, lower: bool) -> str:
    base = item.parameters.get("base", 60) / 100
    if item.parameters.get("observed"):
        posts = [f"min({x}) {_PEERS}", f"max({x}) {_PEERS}"]
    else:
        posts = [f"{post}::DOUBLE" for post in sorted((item.parameters["low"], item.parameters["high"]))]
    low, high = reversed(posts) if lower else posts
    position = f"CASE WHEN {high} = {low} THEN 1 + {x} * 0 ELSE ({x} - {low}) / ({high} - {low}) END"
    return _between(f"{base} + {1 - base} * ({position})")
