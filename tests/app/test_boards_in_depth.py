import io
from collections import Counter

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from config.wording import translator
from dashboard.access.person import Person, Post
from dashboard.pack.board_sheet import board_workbook, standing_workbook
from dashboard.parts.signs import movement_words
from dashboard.releasing.reading import Edition, open_edition
from dashboard.usecases.board_shape import Board
from dashboard.usecases.boards import board
from dashboard.usecases.desk import Desk
from dashboard.usecases.holding import ENDS, Held, held
from dashboard.usecases.standing_boards import BY_QUARTER, COMPOSITE, standing_board
from tests.app.conftest import Open, component_data, text_of

RELEASED, NEWEST = "2026Q2", "2026Q3"
ITEM, GROUP, CHANGSHA = "nursing_bed_rate", "prefectures", "430100"
SAY = translator("zh_CN")


def of_item(desk: Desk, quarter: str, item: str = ITEM) -> tuple[Edition, Board]:
    source = open_edition(desk, quarter)
    return source, board(source.desk, source.book, quarter, GROUP, item)


def sheet_of(content: bytes) -> list[tuple[object, ...]]:
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return list(sheet.values)


def tables_in(app: AppTest) -> str:
    return "\n".join(str(mount["html"]) for mount in component_data(app, "jiping_clickable"))


@pytest.mark.parametrize("quarter", [RELEASED, NEWEST])
def test_places_on_an_item_are_by_its_points(half_released: Desk, quarter: str) -> None:
    source, found = of_item(half_released, quarter)
    known = source.book.rows("items", quarter=quarter, peer_group=GROUP, node=ITEM)
    points = {row["region_code"]: round(row["points"] + 1e-9, 2) for row in known if row["points"] is not None}

    assert found.of_item
    assert (found.unit, found.full_marks) == ("%", 3)
    assert {row.region_code: row.published for row in found.ranked} == points
    for row in found.ranked:
        assert row.rank == 1 + sum(other > points[row.region_code] for other in points.values())
    values = {row["region_code"]: row["value"] for row in known}
    assert {row.region_code: row.value for row in found.rows} == values
    assert found.reporting == sum(value is not None for value in values.values())


def test_movement_on_an_item_is_told_from_the_quarter_before(half_released: Desk) -> None:
    _, now = of_item(half_released, NEWEST)
    present = open_edition(half_released, NEWEST)
    before = board(present.desk, present.book, RELEASED, GROUP, ITEM)
    was = {row.region_code: row.rank for row in before.rows}

    assert len(now.ranked) > ENDS
    for row in now.ranked:
        earlier = was.get(row.region_code)
        assert row.change == (None if earlier is None or row.rank is None else earlier - row.rank)


def test_the_board_of_an_item_says_value_points_and_share(half_released: Desk, open_page: Open) -> None:
    _, found = of_item(half_released, RELEASED)
    app = open_page(half_released, "ranking", quarter=RELEASED, group=GROUP, node=ITEM)
    drawn = tables_in(app)

    assert not app.exception
    assert "护理型床位占比" in text_of(app)
    first = found.ranked[0]
    assert f"{first.value:.2f}" in drawn
    assert f"{(first.published or 0) / 3 * 100:.1f}%" in drawn


def test_a_head_is_offered_no_item_before_the_release(half_released: Desk) -> None:
    head = half_released.of(Person("li", "李局长", (Post("head", CHANGSHA),)))
    source, found = of_item(head, NEWEST)

    assert source.book.scope is not None
    assert found.rows == ()


def test_what_is_held_is_told_from_released_quarters(half_released: Desk) -> None:
    source, before = open_edition(half_released, NEWEST), open_edition(half_released, RELEASED)
    found = held(source.desk, source.book, NEWEST, GROUP)
    now = {r["region_code"]: r for r in source.book.rows("ranking", quarter=NEWEST, peer_group=GROUP)}
    was = {r["region_code"]: r for r in before.book.rows("ranking", quarter=RELEASED, peer_group=GROUP)}

    assert set(found) == {code for code, row in now.items() if row["rank"] is not None}
    for code, one in found.items():
        row, earlier = now[code], was[code]
        assert one.place_since == (RELEASED if row["rank"] == earlier["rank"] else "")
        assert one.band_since == (RELEASED if row["band"] == earlier["band"] else "")
        assert one.first_for == (0 if row["rank"] > ENDS else 1 + (earlier["rank"] <= ENDS))
    assert Counter(one.first_for > 0 for one in found.values())[True] >= ENDS


def test_nothing_is_held_where_nothing_was_released_before(half_released: Desk) -> None:
    source = open_edition(half_released, RELEASED)

    found = held(source.desk, source.book, RELEASED, GROUP)

    assert found
    assert {(one.place_since, one.band_since) for one in found.values()} == {("", "")}


def test_since_when_stands_below_the_band(half_released: Desk, open_page: Open) -> None:
    source = open_edition(half_released, NEWEST)
    kept = [one for one in held(source.desk, source.book, NEWEST, GROUP).values() if one.band_since]
    app = open_page(half_released, "ranking", quarter=NEWEST, group=GROUP)
    drawn = tables_in(app)

    assert kept
    assert drawn.count("自26Q2起") >= len(kept)
    assert f"连续居前{ENDS}位：" in text_of(app)


def test_inside_a_prefecture_are_its_counties_on_the_same_board(half_released: Desk, open_page: Open) -> None:
    app = open_page(half_released, "ranking", quarter=RELEASED, group=GROUP, within=CHANGSHA)
    source = open_edition(half_released, RELEASED)
    below = half_released.config.children[CHANGSHA]

    assert not app.exception
    drawn = tables_in(app)
    for group in {one.peer_group for one in below if one.peer_group}:
        rows = board(source.desk, source.book, RELEASED, group).rows
        for row in rows:
            assert (f'data-key="{row.region_code}"' in drawn) == (row.parent_code == CHANGSHA)
    assert CHANGSHA not in drawn


def test_the_way_back_from_inside_a_prefecture(half_released: Desk, open_page: Open) -> None:
    app = open_page(half_released, "ranking", quarter=RELEASED, group=GROUP, within=CHANGSHA)

    app.button(key="within_back").click().run()

    assert "within" not in app.query_params
    assert f'data-key="{CHANGSHA}"' in tables_in(app)


def test_an_address_that_names_no_region_of_the_board_shows_the_board(half_released: Desk, open_page: Open) -> None:
    app = open_page(half_released, "ranking", quarter=RELEASED, group=GROUP, within="430102")

    assert not app.exception
    assert f'data-key="{CHANGSHA}"' in tables_in(app)


def test_the_workbook_of_a_board_has_what_is_shown(half_released: Desk) -> None:
    source = open_edition(half_released, NEWEST)
    found = board(source.desk, source.book, NEWEST, GROUP)
    holds = held(source.desk, source.book, NEWEST, GROUP)
    rows = found.rows[:5]
    title, context, _, heads, *lines = sheet_of(board_workbook(found, rows, holds, "某榜", "未发布", SAY))

    assert (title[0], context[0]) == ("某榜", "未发布")
    assert heads[:7] == ("名次", "合理区间", "位次变化", "名次保持起始季度", "地区", "所属地区", "得分")
    assert len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        kept = holds.get(row.region_code, Held())
        assert (line[0], line[4], line[6], line[7]) == (row.rank, row.name, row.published, row.band_name)
        assert line[2] == movement_words(row.change, SAY, ranked_before=row.ranked_before)
        assert (line[3] or "", line[8] or "") == (kept.place_since, kept.band_since)


def test_the_workbook_of_an_item_has_values_and_shares(half_released: Desk) -> None:
    _, found = of_item(half_released, RELEASED)
    *_, heads, first, second = sheet_of(board_workbook(found, found.rows[:2], {}, "某榜", "未发布", SAY))

    assert heads[4:] == ("指标值", "单位", "得分", "占满分比")
    for line, row in zip((first, second), found.rows, strict=False):
        assert (line[0], line[2], line[4], line[5], line[6]) == (row.rank, row.name, row.value, "%", row.published)
        assert line[7] == pytest.approx((row.published or 0) / found.full_marks)


@pytest.mark.parametrize("name", [BY_QUARTER, COMPOSITE])
def test_the_workbook_of_the_other_boards(half_released: Desk, name: str) -> None:
    source = open_edition(half_released, NEWEST)
    found = standing_board(source.desk, source.book, NEWEST, GROUP, name)
    lines = sheet_of(standing_workbook(found, found.rows, "某榜", "未发布", SAY))[4:]

    assert [line[1] for line in lines] == [row.name for row in found.rows]
    assert [line[0] for line in lines] == [row.places[name].rank for row in found.rows]


def test_the_page_gives_the_board_that_it_shows(half_released: Desk, open_page: Open) -> None:
    for query in ({}, {"node": ITEM}, {"board": COMPOSITE}):
        app = open_page(half_released, "ranking", quarter=NEWEST, group=GROUP, **query)
        assert "board_xlsx" in [button.key for button in app.get("download_button")]
