import polars as pl
import pytest

from config.frames import IMPUTED
from config.model import Config
from dashboard.access.person import Person, Post
from dashboard.access.sight import Sight
from dashboard.usecases.narrowing import NARROWED, Scope, narrowed, scope_of
from dashboard.usecases.scoring import SHAPES
from loaders.store.readers import polars_schema

OWN, OTHER = "430100", "430200"


def scope(config: Config, *posts: Post) -> Scope:
    return scope_of(Sight(config, Person("zhang", "张三", posts)))


def test_every_frame_says_how_it_is_narrowed() -> None:
    assert set(NARROWED) == set(SHAPES)


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_every_column_tells_of_the_own_unit_or_of_others(name: str) -> None:
    how = NARROWED[name]

    assert sorted([*how.own, *how.others]) == sorted(SHAPES[name])


def frame(name: str, **columns: list[object]) -> dict[str, pl.DataFrame]:
    count = len(next(iter(columns.values())))
    whole = {column: columns.get(column, [None] * count) for column in SHAPES[name]}
    return {name: pl.DataFrame(whole, schema=polars_schema(SHAPES[name]), strict=False)}


def test_a_head_keeps_the_rows_of_the_own_regions_and_no_distance_to_others(hunan: Config) -> None:
    gaps = frame(
        "gaps", region_code=[OWN, OTHER, "430121"], to_next_place=[1.5, 2.5, 3.5], to_next_band=[4.0, 5.0, 6.0]
    )

    seen = narrowed(gaps, scope(hunan, Post("head", OWN)))["gaps"]

    assert seen["region_code"].to_list() == [OWN, "430121"]
    assert seen["to_next_place"].to_list() == [None, None]
    assert seen["to_next_band"].to_list() == [4.0, 6.0]


def test_what_the_best_of_the_group_has_reached_is_emptied_but_for_the_own_line(hunan: Config) -> None:
    head = scope(hunan, Post("head", OWN))
    relative = next(i for s in hunan.schemes for i in s.items if i.code in head.relative)
    fixed = next(i for s in hunan.schemes for i in s.items if i.code not in head.relative)
    items = frame(
        "items",
        region_code=[OWN, OWN, OWN],
        node=[relative.code, fixed.code, fixed.code],
        indicator=[relative.source, fixed.source, fixed.source],
        status=["reported", "reported", IMPUTED],
        value=[1.0, 2.0, 3.0],
        high=[7.0, 8.0, 8.0],
        share=[0.1, 0.2, 0.3],
    )

    seen = narrowed(items, head)["items"]
    owner = narrowed(items, scope(hunan, Post("reviewer", relative.owner)))["items"]

    assert seen["high"].to_list() == [None, 8.0, 8.0]
    assert seen["share"].to_list() == [None, 0.2, 0.3]
    assert seen["value"].to_list() == [1.0, 2.0, None]
    assert owner.filter(node=relative.code)["high"].to_list() == [7.0]


def test_ways_that_others_figures_go_into_are_left_out(hunan: Config) -> None:
    head = scope(hunan, Post("head", OWN))
    fixed = [i for s in hunan.schemes for i in s.items if i.code not in head.relative][:2]
    ways = frame(
        "improvements",
        region_code=[OWN, OWN, OWN],
        node=[fixed[0].code, fixed[1].code, min(head.relative)],
        feasible_from=["history", "peers", "history"],
        gain=[1.0, 2.0, 3.0],
        needed_for_place=[1.0, 1.0, 1.0],
        order=[3, 2, 1],
    )

    seen = narrowed(ways, head)["improvements"]

    assert seen.select("node", "needed_for_place", "order").rows() == [(fixed[0].code, None, None)]


def test_a_reviewer_keeps_the_own_figures_of_all_regions_and_no_totals(hunan: Config) -> None:
    owned = next(i.code for i in hunan.indicators if i.owner == "elderly_care")
    foreign = next(i.code for i in hunan.indicators if i.owner != "elderly_care")
    measures = frame("measures", region_code=[OWN, OTHER, OTHER], indicator=[owned, owned, foreign])
    ranking = frame("ranking", region_code=[OWN, OTHER])
    reviewer = scope(hunan, Post("reviewer", "elderly_care"))

    seen = narrowed(measures | ranking, reviewer)

    assert seen["measures"].select("region_code", "indicator").rows() == [(OWN, owned), (OTHER, owned)]
    assert seen["ranking"].is_empty()


@pytest.mark.parametrize("post", [Post("submitter", OWN), Post("auditor"), Post("administrator")])
def test_who_has_no_right_to_present_scores_keeps_no_row(hunan: Config, post: Post) -> None:
    every = frame("ranking", region_code=[OWN, OTHER]) | frame("items", region_code=[OWN, OTHER])

    seen = narrowed(every, scope(hunan, post))

    assert [one.height for one in seen.values()] == [0, 0]


def test_a_frame_that_nobody_thought_of_is_shown_to_nobody(hunan: Config) -> None:
    unknown = {"secrets": pl.DataFrame({"region_code": [OWN]})}

    assert narrowed(unknown, scope(hunan, Post("head", OWN))) == {}
