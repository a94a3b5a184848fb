"""Items to points, points to sections and the total, with what does not apply left out and the rest scaled up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import narwhals as nw

from config.model import Indicator, Scheme, SchemeItem, SchemeSection
from metrics.rounding import half_up
from metrics.rules import RULES
from metrics.rules.case import Case
from metrics.rules.target import target_of
from metrics.wide import na_column

TOTAL = "total"
ORDER = "scheme_order"
"""The column that keeps items and nodes in the order of the scheme until they are sorted."""


def needed(scheme: Scheme) -> list[str]:
    """The codes of the indicators that a scheme reads, targets included, each once."""
    targets = (item.target.indicator for item in scheme.items if item.target and item.target.indicator)
    return sorted({item.indicator for item in scheme.items} | set(targets))


def cases(scheme: Scheme, catalogue: Iterable[Indicator]) -> tuple[Case, ...]:
    """Each item with its indicator and its goalposts; KeyError for an unknown rule or indicator."""
    known = {indicator.code: indicator for indicator in catalogue}
    return tuple(_case(item, known[item.indicator]) for item in scheme.items)


def _case(item: SchemeItem, indicator: Indicator) -> Case:
    case = Case(item, indicator)
    posts = dict(RULES[item.rule].posts(case))
    if item.target is not None:
        posts["target"] = target_of(item.target)
    return replace(case, posts=posts)


def add_items(wide: nw.LazyFrame, given: Sequence[Case]) -> nw.LazyFrame:
    """Add each item's goalposts, `na`, `points`, `known` and `marks` to the wide frame.

    Points are null (never NaN) where there is no value, or no target to take it against; `known` is 1 where the item
    applies and has a value, else 0. Marks are the full marks where the item counts for the unit, else 0. Operations
    that are the same for many items are one expression over many columns: most of the time of a small frame goes into
    reading expressions.
    """
    wide = wide.with_columns(*_closed_by_level(given))
    posts = [(c.column(name), post) for c in given for name, post in c.posts.items()]
    moving = [post.alias(name) for name, post in posts if isinstance(post, nw.Expr)]
    wide = wide.with_columns(*moving) if moving else wide
    known = [_with_columns_as_posts(case) for case in given]
    wide = wide.with_columns(*(_not_applicable(case).alias(case.column("na")) for case in known))
    wide = wide.with_columns(*(_points(case).alias(case.column("points")) for case in known))
    wide = wide.with_columns(nw.col(*(case.column("points") for case in given)).fill_nan(None))
    return wide.with_columns(*_marks(given), *(_known(case).alias(case.column("known")) for case in given))


def _known(case: Case) -> nw.Expr:
    return (~case.value.is_null() & ~nw.col(case.column("na"))).cast(nw.Float64)


def _closed_by_level(given: Sequence[Case]) -> Iterator[nw.Expr]:
    """An indicator does not apply where its row says so, nor at a level that it is not collected for."""
    by_levels: dict[tuple[str, ...], dict[str, None]] = {}
    for case in given:
        by_levels.setdefault(case.indicator.levels, {})[na_column(case.indicator.code)] = None
    for levels, names in by_levels.items():
        yield nw.col(*names).fill_null(False) | ~nw.col("level").is_in(list(levels))


def _with_columns_as_posts(case: Case) -> Case:
    columns = {name: nw.col(case.column(name)) if isinstance(p, nw.Expr) else p for name, p in case.posts.items()}
    return replace(case, posts=columns)


def _aims_at_indicator(case: Case) -> bool:
    target = case.item.target
    return RULES[case.item.rule].needs_target and target is not None and bool(target.indicator)


def _not_applicable(case: Case) -> nw.Expr:
    closed = nw.col(na_column(case.indicator.code))
    if case.item.levels:
        closed = closed | ~nw.col("level").is_in(list(case.item.levels))
    if _aims_at_indicator(case) and case.item.target:
        no_target = nw.col(na_column(case.item.target.indicator)) | (nw.col(case.column("target")) == 0)
        closed = closed | no_target.fill_null(False)
    return closed


def _points(case: Case) -> nw.Expr:
    points = RULES[case.item.rule].share(case) * case.item.full_marks
    if case.item.levels or _aims_at_indicator(case):
        return nw.when(~nw.col(case.column("na"))).then(points)
    return points


def _marks(given: Sequence[Case]) -> Iterator[nw.Expr]:
    alike: dict[tuple[str, float], list[Case]] = {}
    for case in given:
        alike.setdefault((case.item.missing, case.item.full_marks), []).append(case)
    for (missing, full_marks), cases_alike in alike.items():
        part = "points" if missing == "exclude" else "na"
        columns = nw.col(*(case.column(part) for case in cases_alike))
        counts = ~(columns.is_null() if missing == "exclude" else columns)
        yield (counts.cast(nw.Float64) * full_marks).name.map(partial(_renamed, part=part))


def _renamed(name: str, part: str) -> str:
    return name.removesuffix(part) + "marks"


def add_sections(wide: nw.LazyFrame, scheme: Scheme) -> nw.LazyFrame:
    """Add `<section>__counted`, the full marks of its items that count, and `<section>__points`.

    Points are scaled up from the counted to the full marks; they are null for a unit to which no item
    of the section applies.
    """
    wide = wide.with_columns(*(_sum(s.items, "marks").alias(f"{s.code}__counted") for s in scheme.sections))
    return wide.with_columns(*(_section_points(s).alias(f"{s.code}__points") for s in scheme.sections))


def _sum(parts: Iterable[SchemeItem | SchemeSection], name: str) -> nw.Expr:
    return nw.sum_horizontal(*(f"{part.code}__{name}" for part in parts))


def _section_points(section: SchemeSection) -> nw.Expr:
    counted = nw.col(f"{section.code}__counted")
    scaled = _sum(section.items, "points") * section.full_marks / counted
    return nw.when(counted > 0).then(scaled)


def add_total(wide: nw.LazyFrame, scheme: Scheme) -> nw.LazyFrame:
    """Add `total__counted`, `total__points`, and every node's `__lost` and `__published`, rounded half up.

    Where a whole section leaves, the others are scaled up to the scheme's full marks; a unit to which nothing applies
    has no total.
    """
    live = nw.sum_horizontal(
        *(nw.when(nw.col(f"{s.code}__counted") > 0).then(nw.lit(s.full_marks)) for s in scheme.sections)
    )
    wide = wide.with_columns(_live=live, total__counted=_sum(scheme.sections, "counted"))
    scaled = _sum(scheme.sections, "points") * scheme.full_marks / nw.col("_live")
    wide = wide.with_columns(total__points=nw.when(nw.col("_live") > 0).then(scaled)).drop("_live")
    wide = _hide_empty(wide, scheme)
    nodes = [*(section.code for section in scheme.sections), TOTAL]
    return wide.with_columns(
        *(half_up(nw.col(f"{n}__points"), scheme.precision).alias(f"{n}__published") for n in nodes)
    )


def _hide_empty(wide: nw.LazyFrame, scheme: Scheme) -> nw.LazyFrame:
    """Take the points, but not what is lost in the total, from a section without any value: nobody is ranked in it."""
    marks = [(section.code, section.full_marks) for section in scheme.sections] + [(TOTAL, scheme.full_marks)]
    wide = wide.with_columns(*((full - nw.col(f"{code}__points")).alias(f"{code}__lost") for code, full in marks))
    known = {section.code: _sum(section.items, "known") > 0 for section in scheme.sections}
    return wide.with_columns(
        *(nw.when(some).then(nw.col(f"{code}__points")).alias(f"{code}__points") for code, some in known.items())
    )


def nodes(wide: nw.LazyFrame, scheme: Scheme) -> nw.LazyFrame:
    """The wide points as the long frame NODES: one row per unit, quarter and section, and one for the total."""
    rows = [_node(wide, s.code, s.full_marks, order) for order, s in enumerate(scheme.sections)]
    return nw.concat([*rows, _node(wide, TOTAL, scheme.full_marks, len(rows))])


def _node(wide: nw.LazyFrame, code: str, full_marks: float, order: int) -> nw.LazyFrame:
    parent, level = ("", "total") if code == TOTAL else (TOTAL, "section")
    return wide.select(
        "region_code",
        "quarter",
        "peer_group",
        nw.lit(code).alias("node"),
        nw.lit(parent).alias("parent"),
        nw.lit(level).alias("level"),
        nw.lit(full_marks).alias("full_marks"),
        nw.col(f"{code}__counted").alias("counted_marks"),
        *(nw.col(f"{code}__{part}").alias(part) for part in ("points", "published", "lost")),
        nw.lit(order).alias(ORDER),
    )
