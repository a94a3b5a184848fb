import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from config.frames import ITEMS, LISTS, MEASURES
from config.model import Config
from config.workspace import Workspace
from dashboard.usecases.book import Book
from dashboard.usecases.bottom_lines import bottom_line_alarms
from dashboard.usecases.desk import Desk
from dashboard.usecases.direction import Promise, direction, target_gaps
from dashboard.usecases.scoring import Scored
from dashboard.usecases.shortfalls import shortfalls
from dashboard.usecases.tasks import KeyTask
from loaders.store.database import migrate, open_engine
from tests.unit.dashboard.test_boards import frame
from tests.unit.dashboard.test_tasks import hand_in

QUARTER = "2026Q3"
SHIGU, FURONG = "430407", "430102"


@pytest.fixture
def desk(hunan: Config, tmp_path: Path) -> Desk:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    engine = open_engine(url)
    migrate(engine)
    return Desk(Workspace(tmp_path, Path("config").resolve(), url, invented=True), hunan, engine)


def measure(region: str, indicator: str, value: float, previous: float | None = None) -> dict[str, object]:
    return {
        "region_code": region,
        "quarter": QUARTER,
        "indicator": indicator,
        "value": value,
        "previous": previous,
        "derivation": "reported",
    }


def book_of(**rows: list[dict[str, object]]) -> Book:
    shapes = {"measures": MEASURES, "lists": LISTS, "items": ITEMS}
    return Book(Scored("state", {name: frame(rows.get(name, []), shape) for name, shape in shapes.items()}))


def test_a_standard_that_fell_is_an_alarm_and_one_that_rose_is_none(desk: Desk) -> None:
    book = book_of(
        measures=[
            measure(SHIGU, "urban_dibao_standard", 654, 675),
            measure(FURONG, "urban_dibao_standard", 700, 690),
            measure(FURONG, "disability_allowance_accuracy", 95.4),
            measure(SHIGU, "petition_events", 1),
            measure(SHIGU, "nursing_bed_rate", 1, 99),
        ]
    )

    alarms = bottom_line_alarms(desk, book, QUARTER)

    assert [(one.kind, one.indicator, one.region_name, one.value) for one in alarms] == [
        ("standard", "urban_dibao_standard", "石鼓区", 654),
        ("coverage", "disability_allowance_accuracy", "芙蓉区", 95.4),
        ("event", "petition_events", "石鼓区", 1),
    ]


def test_a_task_of_many_regions_is_told_as_one_with_those_behind(desk: Desk) -> None:
    hand_in(
        desk,
        3,
        [
            ["助餐点", "", "已建", 60, "", ""],
            ["助餐点", "石鼓区", "已建", 30, "选址难", ""],
            ["助餐点", "芙蓉区", "已建", 80, "", ""],
            ["助餐点", "岳麓区", "已建", 70, "", ""],
        ],
    )

    found = shortfalls(desk, book_of(), QUARTER)

    (broken,) = found.broken_down
    assert [task.region_name for task in broken.behind] == ["石鼓区", "岳麓区"]
    assert len(broken.regions) == 3
    assert [(task.region, task.title) for task in found.behind] == [("", "助餐点")]


def test_a_black_list_counts_its_quarters_in_a_row(desk: Desk) -> None:
    def listed(quarter: str, region: str, node: str = "elderly_canteens") -> dict[str, object]:
        return {"quarter": quarter, "region_code": region, "node": node, "list": "black", "peer_group": "districts"}

    item = next(one.code for one in desk.config.scheme_for(QUARTER)[0].items if one.listed)
    rows = [listed(quarter, SHIGU, item) for quarter in ("2026Q3", "2026Q2", "2025Q4")]
    rows += [listed("2026Q3", FURONG, item), listed("2026Q2", "430104", item)]

    black = shortfalls(desk, book_of(lists=rows), QUARTER).black

    assert [(one.region_name, one.longest, len(one.items)) for one in black] == [("石鼓区", 2, 1), ("芙蓉区", 1, 1)]


def test_a_division_finds_its_own_items_on_the_black_lists(desk: Desk) -> None:
    scheme, _ = desk.config.scheme_for(QUARTER)
    items = {desk.config.indicator[item.indicator].owner: item.code for item in scheme.items}
    own, other = "elderly_care", "social_affairs"
    place = {"quarter": QUARTER, "list": "black", "peer_group": "districts"}
    rows = [
        place | {"region_code": "430102", "node": items[own]},
        place | {"region_code": "430102", "node": items[other]},
        place | {"region_code": "430407", "node": items[other]},
    ]

    found = shortfalls(desk, book_of(lists=rows), QUARTER)

    assert [(one.region, one.owners) for one in found.within((), own).black] == [("430102", (own,))]
    assert sorted(one.region for one in found.within((), other).black) == ["430102", "430407"]
    assert {one.region: len(one.items) for one in found.within((), "").black} == {"430102": 2, "430407": 1}


def test_who_stays_among_the_last_of_an_item_for_three_quarters_is_told(desk: Desk) -> None:
    peers = [one.code for one in desk.config.regions if one.level == "county"][:10]
    item = desk.config.scheme_for(QUARTER)[0].items[0].code

    def scored(quarter: str, region: str, points: float) -> dict[str, object]:
        said = {"quarter": quarter, "region_code": region, "peer_group": "g", "node": item}
        return {**said, "points": points, "lost": 20.0 - points, "value": points, "status": "reported"}

    rows = [
        scored(quarter, region, 0.0 if region == SHIGU or (region == peers[0] and quarter == QUARTER) else 5.0 + number)
        for quarter in ("2026Q1", "2026Q2", QUARTER)
        for number, region in enumerate([*peers, SHIGU])
    ]

    last = shortfalls(desk, book_of(items=rows), QUARTER).last

    assert (SHIGU, 3) in [(one.region, one.longest) for one in last]
    assert all(one.longest == 3 for one in last)


def test_fewer_recipients_ask_only_while_the_standards_stand_still(desk: Desk) -> None:
    def told(rural: float) -> list[tuple[str, bool]]:
        book = book_of(
            measures=[
                measure(SHIGU, "dibao_recipients", 900, 1000),
                measure(SHIGU, "urban_dibao_standard", 675, 675),
                measure(SHIGU, "rural_dibao_standard", rural, 500),
            ]
        )
        return [(one.indicator, one.asks) for one in bottom_line_alarms(desk, book, QUARTER)]

    assert told(500) == [("dibao_recipients", True)]
    assert told(510) == []


def test_an_area_and_a_division_narrow_and_the_own_come_first(desk: Desk) -> None:
    hand_in(
        desk,
        3,
        [
            ["助餐点", "", "已建", 60, "", ""],
            ["改造", "", "已改", 50, "", ""],
            ["助餐点", "石鼓区", "已建", 30, "", ""],
            ["助餐点", "芙蓉区", "已建", 20, "", ""],
        ],
        [["审计", "停发 不及时", "比对", "2026-12-31", "整改中"]],
    )
    found = shortfalls(desk, book_of(), QUARTER)

    (broken,) = found.within(frozenset({SHIGU}), "elderly_care").broken_down
    assert [task.region_name for task in broken.behind] == ["石鼓区"]
    assert found.within((), "social_affairs").tasks == ()
    assert found.divisions == {"elderly_care": "养老服务处"}
    assert [task.title for task in found.ahead({"elderly_care"}, ()).behind] == ["改造", "助餐点"]


def test_a_problem_that_two_units_have_is_told_as_shared(desk: Desk) -> None:
    hand_in(desk, 3, [["t", "", "a", 80, "", ""]], [["审计", "停发不及时", "比对", "2026-12-31", "整改中"]])
    found = shortfalls(desk, book_of(), QUARTER)
    (one,) = found.mending
    other = replace(one, division="social_affairs", title="停发 不及时")

    assert not found.has_company(one)
    assert replace(found, mending=(one, other)).repeated == (one, other)
    assert replace(found, mending=(one, replace(other, closed=True))).repeated == ()


TASK = KeyTask(
    title="助餐点",
    quarter=QUARTER,
    division="elderly_care",
    division_name="养老服务处",
    region="",
    region_name="",
    light="",
    receipt="",
    file_name="",
    place="",
    target="",
    progress="",
    done_share=0.8,
    time_progress=0.75,
    problems="",
    plan="换址",
    promised="抓紧选址",
    earlier_share=0.5,
)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ({}, "reached"),
        ({"promised": ""}, "first"),
        ({"done_share": None}, "no_figure"),
        ({"light": "yellow", "done_share": 0.6}, "moved"),
        ({"light": "yellow", "done_share": 0.5}, "stuck"),
    ],
)
def test_the_figures_say_what_became_of_a_plan(said: dict[str, object], verdict: str) -> None:
    assert Promise(replace(TASK, **said)).verdict == verdict  # type: ignore[arg-type]


def test_what_is_left_is_spread_over_the_quarters_that_are_left() -> None:
    half = Promise(replace(TASK, quarter="2026Q2", done_share=0.4))
    last = Promise(replace(TASK, quarter="2026Q4", done_share=0.9))

    assert half.left == pytest.approx(0.6)
    assert half.a_quarter == pytest.approx(0.3)
    assert last.a_quarter is None
    assert Promise(replace(TASK, plan=" 抓紧 选址")).copied
    assert not Promise(TASK).copied


def test_promises_are_ordered_as_a_meeting_asks_for_them(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Desk, "now", lambda _: dt.datetime(2026, 11, 2, 4, tzinfo=dt.UTC))
    hand_in(desk, 2, [["甲", "", "a", 60, "", "甲打算"], ["乙", "", "a", 40, "", "乙打算"]])
    hand_in(
        desk, 3, [["甲", "", "a", 80, "", "再接再厉"], ["乙", "", "a", 40, "", "乙打算"], ["丙", "", "a", 9, "", ""]]
    )

    found = direction(desk, book_of(), QUARTER)

    assert [(one.task.title, one.verdict) for one in found.province] == [
        ("乙", "stuck"),
        ("甲", "reached"),
        ("丙", "first"),
    ]
    assert (found.count("reached"), found.count("stuck", "moved")) == (1, 1)


def test_the_gaps_name_who_is_furthest_from_the_target(desk: Desk) -> None:
    item = next(one for one in desk.config.scheme_for(QUARTER)[0].items if one.direction in ("", "higher"))

    def scored(region: str, value: float) -> dict[str, object]:
        return {
            "quarter": QUARTER,
            "region_code": region,
            "peer_group": "districts",
            "node": item.code,
            "value": value,
            "target": 90.0,
            "points": 1.0,
        }

    book = book_of(items=[scored(SHIGU, 60.0), scored(FURONG, 95.0), scored("430104", 80.0)])

    (gap,) = target_gaps(desk, book, QUARTER, "districts")

    assert (gap.met, gap.units, gap.region_name, gap.value) == (1, 3, "石鼓区", 60.0)
