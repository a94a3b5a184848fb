import re

import pytest

from config.wording import translator
from dashboard.access.person import Person, Post
from dashboard.parts.comparison import lines_figure
from dashboard.parts.control_chart import control_figure, control_title
from dashboard.parts.spread_chart import Dot, spread_figure
from dashboard.parts.theme import LIGHT
from dashboard.usecases.boards import board
from dashboard.usecases.book import Book, open_book
from dashboard.usecases.climbing import climbs
from dashboard.usecases.desk import Desk
from dashboard.usecases.neighbours import neighbours
from dashboard.usecases.prospects import WAYS_SHOWN, prospects
from dashboard.usecases.variation import Moment, Variation, variation
from metrics.spread import spread
from tests.app.conftest import Open, component_data, figures_of, text_of
from tests.app.province import QUARTERS, made_up_workspace

NEWEST = QUARTERS[-1]
PREFECTURE, SAY = "430400", translator()
HEAD = Person("liu", "刘局长", (Post("head", PREFECTURE),))


@pytest.fixture(scope="module")
def eight(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return made_up_workspace(tmp_path_factory.mktemp("eight"), QUARTERS)


def test_regions_are_compared_section_by_section(province: Desk, open_page: Open) -> None:
    app = open_page(province, part="compare", compare="430400,430100", group="prefectures")

    shown = text_of(app)
    assert not app.exception
    assert "差距最大的板块" in shown
    assert app.query_params["compare"] == "430400,430100"
    (lines,) = figures_of(app)
    assert {trace["line"]["dash"] for trace in lines["data"]} == {"solid", "dash"}


def test_every_region_has_a_line_that_opens_it(province: Desk, open_page: Open) -> None:
    app = open_page(province, part="trends", group="prefectures")

    (grid,) = (str(data["html"]) for data in component_data(app, "jiping_clickable"))
    assert grid.count("data-key=") == 14
    assert "14 个地区中" in text_of(app)


def test_the_first_line_is_set_off_and_named_at_its_end(province: Desk, province_book: Book) -> None:
    rows = board(province, province_book, NEWEST, "prefectures").rows[:2]

    drawn = lines_figure(("2026Q2", NEWEST), rows, 2, LIGHT)

    assert [trace.line.color for trace in drawn.data] == [LIGHT.data, LIGHT.quiet]
    assert drawn.data[0].text[-1].strip().startswith(rows[0].short_name)


def test_an_indicator_shows_where_the_own_region_stands_in_the_spread(province: Desk, open_page: Open) -> None:
    app = open_page(
        province, "indicator", HEAD, indicator="home_adaptations", period=NEWEST, part="spread", level="county"
    )

    assert not app.exception
    assert re.search("中位数|分布", text_of(app))


def test_the_spread_names_dots_and_bands_the_middle_half() -> None:
    values = [1.0, 2.0, 3.0, 4.0, 30.0]
    found = spread(values)
    assert found is not None
    dots = [Dot(str(value), value, value == 30.0, value == 2.0) for value in values]

    drawn = spread_figure(dots, found, 1, "%", LIGHT, SAY, 3.5)

    assert list(drawn.data[0].x) == values
    assert [text for text in drawn.data[0].text if text] == ["30.0"]
    assert (drawn.layout.shapes[0].x0, drawn.layout.shapes[0].x1) == (2.0, 4.0)


def test_a_special_cause_is_marked_and_named() -> None:
    moments = tuple(Moment(quarter, 10.0, ()) for quarter in QUARTERS[:7])
    found = Variation("衡阳市", (*moments, Moment(NEWEST, 40.0, ("outside", "jump"))), 12.0, 4.0, 20.0, False)

    drawn = control_figure(found, 1, LIGHT, SAY)

    assert list(drawn.data[0].marker.symbol) == ["circle"] * 7 + ["diamond"]
    assert "高于上控制限" in drawn.data[0].text[-1]
    assert control_title(found, SAY) == "衡阳市：2026年第三季度有特殊原因，高于上控制限"


def test_a_series_of_eight_quarters_has_limits(eight: Desk) -> None:
    indicator = eight.config.indicator["nursing_bed_rate"]

    found = variation(eight, open_book(eight), indicator, NEWEST, "430102")

    known = [moment.value for moment in found.moments if moment.value is not None]
    assert len(found.moments) == 8
    assert len(known) > 5
    assert found.centre == pytest.approx(sum(known) / len(known))
    assert found.lower is not None
    assert found.upper is not None
    assert found.lower < found.centre < found.upper


def test_the_trend_opens_the_chart_of_the_unit_that_was_chosen(eight: Desk, open_page: Open) -> None:
    app = open_page(
        eight, "indicator", indicator="nursing_bed_rate", period=NEWEST, part="trend", level="county", unit="430121"
    )

    assert not app.exception
    assert "长沙县：" in text_of(app)


def test_the_places_above_are_reached_by_what_closes_the_gap(province: Desk, province_book: Book) -> None:
    ranked = board(province, province_book, NEWEST, "prefectures").ranked
    own = ranked[8]
    found = climbs(province, province_book, NEWEST, own.region_code)
    near = prospects(province, province_book, NEWEST, own.region_code)

    assert near is not None
    assert [one.rank for one in found] == [row.rank for row in reversed(ranked[5:8])]
    assert found[0].gap == pytest.approx(near.to_next_place)
    assert [one.gap for one in found] == sorted(one.gap for one in found)


def test_what_reaches_a_place_is_sought_among_every_item_that_gains(province: Desk, province_book: Book) -> None:
    several = 0
    for row in board(province, province_book, NEWEST, "prefectures").ranked:
        rows = province_book.rows("improvements", quarter=NEWEST, region_code=row.region_code)
        gains = sorted((one["gain"] for one in rows), reverse=True)
        for one in climbs(province, province_book, NEWEST, row.region_code):
            count = len(one.ways)
            several += count > WAYS_SHOWN
            assert one.reached == (sum(gains) >= one.gap - 1e-9)
            assert [way.gain for way in one.ways] == gains[:count]
            assert not one.reached or sum(gains[: count - 1]) < one.gap <= sum(gains[:count]) + 1e-9
            assert one.enough is None or (count == 1 and one.enough == one.ways[0].needed_for_place)
    assert several


def test_the_first_has_nobody_above(province: Desk, province_book: Book) -> None:
    first = board(province, province_book, NEWEST, "prefectures").ranked[0]

    assert climbs(province, province_book, NEWEST, first.region_code) == ()


def test_the_nearest_peers_are_of_the_own_group_and_size(province: Desk, province_book: Book) -> None:
    found = neighbours(province, province_book, NEWEST, PREFECTURE)

    assert found is not None
    assert found.by_size
    assert sum(unit.own for unit in found.units) == 1
    sizes = {unit.row.region_code: unit.size for unit in found.units}
    own = sizes[PREFECTURE] or 0.0
    rows = province_book.rows("measures", quarter=NEWEST, indicator="resident_population")
    every = {
        row["region_code"]: max(row["value"] / own, own / row["value"])
        for row in rows
        if province.config.region[row["region_code"]].peer_group == "prefectures" and row["value"]
    }
    assert set(sizes) == set(sorted(every, key=lambda code: (every[code], code))[:6])


@pytest.mark.parametrize("part", ["why", "items", "up", "peers", "below", "work", "data"])
def test_every_part_of_a_region_opens_for_who_sees_all_and_for_its_head(
    half_released: Desk, open_page: Open, part: str
) -> None:
    for who in (None, HEAD):
        for quarter in QUARTERS[-2:]:
            app = open_page(half_released, "region", who, region=PREFECTURE, part=part, quarter=quarter)
            assert not app.exception
            assert "jp-headline" in text_of(app)


def test_a_head_before_the_release_is_told_nothing_of_the_places_above(half_released: Desk, open_page: Open) -> None:
    up = text_of(open_page(half_released, "region", HEAD, region=PREFECTURE, part="up", quarter=NEWEST))
    peers = text_of(open_page(half_released, "region", HEAD, region=PREFECTURE, part="peers", quarter=NEWEST))

    assert "现居该位" not in up
    assert "发布后显示" in peers
