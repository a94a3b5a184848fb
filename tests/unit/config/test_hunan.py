import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from config.model import Config
from config.reading import load_config
from config.rulebook import rulebook

CONFIG = Path(__file__).parents[3] / "config"


@pytest.fixture(scope="module")
def hunan() -> Config:
    return load_config(CONFIG)


def test_the_province_has_its_prefectures_and_counties(hunan: Config) -> None:
    levels = Counter(region.level for region in hunan.regions)
    groups = Counter(region.peer_group for region in hunan.regions)

    assert levels == {"province": 1, "prefecture": 14, "county": 122}
    assert groups == {"": 1, "prefectures": 14, "districts": 36, "counties": 86}


@pytest.mark.parametrize(
    ("code", "name_en", "short_name"),
    [
        ("430100", "Changsha", "长沙"),
        ("430102", "Furong District", "芙蓉"),
        ("430121", "Changsha County", "长沙县"),
        ("430181", "Liuyang City", "浏阳"),
        ("430223", "Youxian County", "攸县"),
        ("430481", "Leiyang City", "耒阳"),
        ("430529", "Chengbu Miao Autonomous County", "城步"),
        ("430781", "Jinshi City", "津市"),
        ("431122", "Dong'an County", "东安"),
        ("431229", "Jingzhou Miao and Dong Autonomous County", "靖州"),
        ("433100", "Xiangxi Tujia and Miao Autonomous Prefecture", "湘西州"),
    ],
)
def test_regions_have_proper_english_and_short_names(hunan: Config, code: str, name_en: str, short_name: str) -> None:
    region = hunan.region[code]

    assert (region.name_en, region.short_name) == (name_en, short_name)


def test_short_names_are_unique_in_the_province(hunan: Config) -> None:
    assert max(Counter(region.short_name for region in hunan.regions).values()) == 1


def test_former_counties_are_known_by_their_old_codes(hunan: Config) -> None:
    former = {name.former_code: (name.region_code, name.former_name) for name in hunan.former_names}

    assert former == {
        "430124": ("430182", "宁乡县"),
        "430221": ("430212", "株洲县"),
        "430521": ("430582", "邵东县"),
        "431121": ("431181", "祁阳县"),
    }


def test_the_scheme_of_the_year_uses_many_rules_and_covers_every_line(hunan: Config) -> None:
    scheme, backcast = hunan.scheme_for("2026Q2")

    assert not backcast
    used = {item.rule for item in scheme.items}
    assert used <= {rule.name for rule in rulebook().rule}
    assert len(used) >= 8
    assert {section.code for section in scheme.sections} == {d.line for d in hunan.divisions if d.line} | {"general"}
    assert sum(1 for item in scheme.items if item.target and item.target.annual) >= 2
    assert {item.owner for item in scheme.items} == set(hunan.division)


def test_every_indicator_is_scored_or_part_of_one_that_is(hunan: Config) -> None:
    items = hunan.schemes[0].items
    scored = {item.indicator for item in items}
    goals = {item.target.indicator for item in items if item.target}
    parts = {code for i in hunan.indicators if i.code in scored for code in (i.numerator, i.denominator)}

    computed = {indicator.code for indicator in hunan.indicators if indicator.computed}
    assert {indicator.code for indicator in hunan.indicators} == (scored | goals | parts | computed) - {""}


def test_business_indicators_have_a_place_in_every_frame_of_the_day(hunan: Config) -> None:
    frames = {f"{f.code}@{version.version}" for f in hunan.frameworks if (version := f.at(dt.date(2026, 3, 31)))}

    placed = {tag for indicator in hunan.indicators if indicator.line for tag in indicator.tags}
    lacking = [
        i.code for i in hunan.indicators if i.line and not {"three_basics@2019", "eight_lines@2019"} <= set(i.tags)
    ]

    assert frames <= placed
    assert lacking == []


def test_the_budget_is_executed_by_the_statutory_form(hunan: Config) -> None:
    execution = hunan.indicator["budget_execution"]

    assert hunan.statistic["total_spending"].indicator == execution.numerator
    assert hunan.indicator[execution.denominator].owner == "planning_finance"
