import random
from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.model import Region, Scheme
from metrics.scorecard import Scorecard, measure, score
from metrics.terms import terms
from tests.unit.metrics import builders as build
from tests.unit.metrics.random_province import CATALOGUE, QUARTERS, province, random_scheme

Q = QUARTERS[-1]
Values = Mapping[tuple[str, str, str], float | str]
seeds = st.integers(0, 10_000)
examples = settings(max_examples=12, deadline=None)


def frame_of(regions: Sequence[Region]) -> nw.LazyFrame:
    return build.regions((r.code, r.parent_code, r.level, r.peer_group) for r in regions)


def kept(frame: nw.LazyFrame) -> nw.LazyFrame:
    return frame.collect().lazy()


def card_of(regions: nw.LazyFrame, values: nw.LazyFrame, scheme: Scheme, in_memory: bool = False) -> Scorecard:
    measures = kept(measure(values, regions, CATALOGUE, QUARTERS))
    return score(measures, regions, CATALOGUE, scheme, QUARTERS, kept, in_memory)


def by_unit(frame: nw.LazyFrame, *names: str) -> dict[tuple[str, str], Any]:
    return {row[:2]: row[2:] for row in build.rows(frame, "region_code", "quarter", *names)}


@examples
@given(seeds)
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    regions, values = province(seed)
    scheme = random_scheme(seed)
    mixed = list(values.items())
    random.Random(seed).shuffle(mixed)

    plain = card_of(frame_of(regions), build.values(values), scheme)
    shuffled = card_of(frame_of(regions[::-1]), build.values(dict(mixed)), scheme)

    for name in ("items", "nodes", "ranking"):
        assert build.collect(getattr(plain, name)).equals(build.collect(getattr(shuffled, name)))


@examples
@given(seeds, st.booleans())
def test_points_stay_in_range_and_add_up(seed: int, in_memory: bool) -> None:
    regions, values = province(seed)
    scheme = random_scheme(seed)

    card = card_of(frame_of(regions), build.values(values), scheme, in_memory)

    items = build.collect(card.items).filter(pl.col("points").is_not_null())
    caps = {item.code: item.parameters.get("cap", 1.0) for item in scheme.items}
    assert all(0 <= row["points"] <= row["full_marks"] * caps[row["node"]] + 1e-9 for row in items.to_dicts())
    nodes = build.collect(card.nodes)
    sections = nodes.filter(pl.col("level") == "section", pl.col("lost").is_not_null())
    kept = (pl.col("full_marks") - pl.col("lost")).sum().alias("points")
    sums = sections.group_by("region_code", "quarter").agg(kept, pl.col("full_marks").sum())
    totals = nodes.filter(pl.col("level") == "total").join(sums, on=["region_code", "quarter"], suffix="_sections")
    for row in totals.to_dicts():
        share = row["points_sections"] / row["full_marks_sections"]
        assert row["points"] == pytest.approx(share * scheme.full_marks)


@examples
@given(seeds, st.booleans())
def test_the_rank_depends_on_nothing_but_the_published_score(seed: int, in_memory: bool) -> None:
    regions, values = province(seed)

    card = card_of(frame_of(regions), build.values(values), random_scheme(seed), in_memory)

    ranking = build.collect(card.ranking)

    for _, board in ranking.filter(pl.col("rank").is_not_null()).group_by("quarter", "peer_group"):
        pairs = board.select("published", "rank").unique().sort("published", descending=True)
        assert pairs["published"].is_unique().all()
        assert pairs["rank"].is_sorted()
        assert pairs["rank"].is_unique().all()
        assert pairs["rank"][0] == 1


DIRECTED = {"rate": 1.0, "local": 1.0, "delay": -1.0}


@examples
@given(seeds, st.sampled_from(["rate", "local", "delay"]), st.floats(0.01, 30), st.booleans())
def test_a_better_value_never_scores_or_ranks_lower(seed: int, code: str, gain: float, in_memory: bool) -> None:
    regions, values = province(seed)
    scheme = random_scheme(seed)
    scored = [key for key in values if key[1:] == (Q, code) and not isinstance(values[key], str)]
    if not scored:
        return
    chosen = random.Random(seed).choice(scored)
    step = float(round(gain) or 1) if code == "local" else round(gain, 2)
    harmless = scheme.model_copy(update={"sections": tuple(_without_events(s) for s in scheme.sections)})

    before = by_unit(card_of(frame_of(regions), build.values(values), harmless, in_memory).ranking, "published", "rank")
    better = {**values, chosen: float(values[chosen]) + DIRECTED[code] * step}
    after = by_unit(card_of(frame_of(regions), build.values(better), harmless, in_memory).ranking, "published", "rank")

    unit = chosen[:2]
    if unit in before and before[unit][1] is not None:
        assert after[unit][0] >= before[unit][0]
        assert after[unit][1] <= before[unit][1]


def _without_events(section: Any) -> Any:
    items = tuple(item for item in section.items if item.rule != "per_event" or item.parameters["per_event"] > 0)
    return section.model_copy(update={"items": items, "full_marks": sum(item.full_marks for item in items)})


@examples
@given(st.lists(st.floats(0, 100), min_size=2, max_size=6), st.integers(0, 5))
def test_what_does_not_apply_neither_helps_nor_hurts_by_itself(values: list[float], position: int) -> None:
    position %= len(values)
    codes = [f"x{n}" for n in range(len(values))]
    catalogue = [build.indicator(code) for code in codes]
    items = [build.item(code, "completion", 10, target={"value": 100}) for code in codes]
    rest = [value for n, value in enumerate(values) if n != position]
    shares: list[float | str] = [*values]
    shares[position] = "not_applicable"
    scheme, units = build.scheme(build.section("only", *items)), build.counties("u")
    reported = build.values({("u", Q, code): value for code, value in zip(codes, shares, strict=True)})

    card = score(measure(reported, units, catalogue, [Q]), units, catalogue, scheme, [Q])

    total = build.rows(card.ranking, "points")[0][0]
    assert total / scheme.full_marks == pytest.approx(sum(rest) / len(rest) / 100)


@examples
@given(seeds)
def test_a_new_unit_changes_others_only_where_units_depend_on_each_other(seed: int) -> None:
    regions, values = province(seed)
    scheme = random_scheme(seed)
    newcomer = next(r for r in regions if r.level == "county").model_copy(update={"code": "new", "parent_code": ""})
    theirs = {("new", quarter, i.code): 777.0 for quarter in QUARTERS for i in CATALOGUE if not i.is_ratio}

    before = build.collect(card_of(frame_of(regions), build.values(values), scheme).items)
    added = frame_of([*regions, newcomer])
    after = build.collect(card_of(added, build.values({**values, **theirs}), scheme).items)

    relative = [term.item.code for term in terms(scheme, CATALOGUE) if term.curve.relative]
    same = [frame.filter(pl.col("region_code") != "new", ~pl.col("node").is_in(relative)) for frame in (before, after)]
    assert same[0].equals(same[1])


@examples
@given(seeds)
def test_a_parents_sum_is_the_sum_of_its_reporting_children(seed: int) -> None:
    regions, values = province(seed)

    measures = build.collect(measure(build.values(values), frame_of(regions), CATALOGUE, QUARTERS))

    found = {tuple(row[:3]): row[3:] for row in measures.select("region_code", "quarter", "indicator", "value").rows()}
    parent = {region.code: region.parent_code for region in regions}
    for (code, quarter, indicator), derivation in _derivations(measures).items():
        if derivation == "sum":
            children = [found.get((child, quarter, indicator), (None,))[0] for child in parent if parent[child] == code]
            total = sum(value for value in children if value is not None)
            assert found[code, quarter, indicator][0] == pytest.approx(total)


def _derivations(measures: pl.DataFrame) -> dict[tuple[Any, ...], str]:
    rows = measures.select("region_code", "quarter", "indicator", "derivation").rows()
    return {row[:3]: row[3] for row in rows}


@examples
@given(seeds, st.sampled_from([0.001, 10.0, 1000.0]))
def test_the_unit_of_a_relative_indicator_does_not_matter(seed: int, scale: float) -> None:
    chance = random.Random(seed)
    reported = {(f"u{n}", Q, "x"): round(chance.uniform(1, 90), 1) for n in range(6)}
    units = build.counties(*(f"u{n}" for n in range(6)))
    catalogue = [build.indicator("x")]
    items = [
        build.item("best", "by_results", 10, indicator="x"),
        build.item("place", "by_rank", 10, indicator="x", parameters={"loss": 0.1}),
        build.item("span", "efficacy", 10, indicator="x", parameters={"observed": True}),
    ]
    scheme = build.scheme(build.section("only", *items))

    def ranking(values: Values) -> list[tuple[Any, ...]]:
        card = score(measure(build.values(values), units, catalogue, [Q]), units, catalogue, scheme, [Q])
        return build.rows(card.ranking, "region_code", "published", "rank")

    assert ranking(reported) == ranking({key: value * scale for key, value in reported.items()})
