import io
import re
from pathlib import Path

import openpyxl
import pytest

from config.wording import translator
from dashboard.pack.workbook import ranking_workbook
from dashboard.parts.numbers import figure, signed
from dashboard.releasing.reading import open_edition
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.packing import pack_contents
from dashboard.usecases.prospects import WAYS_SHOWN, prospects
from dashboard.usecases.rank_moves import rank_move
from metrics.confidence import alike_words, interval_words
from metrics.words import plain
from tests.app.conftest import Open, component_data, text_of
from tests.app.province import QUARTERS, made_up_workspace
from tests.frozen import corrected, released

CHINESE = translator()
EARLIER, NEWEST = QUARTERS[-2:]
GROUP, CHANGSHA = "prefectures", "430100"
CAUSES = ("by_own", "by_others", "by_scheme", "by_correction")


def table_of(page: str) -> list[list[str]]:
    lines = re.findall(r"<tr[^>]*data-key.*?</tr>", page)
    return [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", line)] for line in lines]


def board_rows(book: Book, name: str) -> list[dict[str, object]]:
    rows = book.rows("boards", quarter=NEWEST, peer_group=GROUP, board=name)
    return sorted(map(dict, rows), key=lambda row: (row["rank"], row["region_code"]))


def test_the_level_board_shows_each_interval_of_the_newest_quarter(
    province: Desk, province_book: Book, open_page: Open
) -> None:
    known = {row["region_code"]: row for row in province_book.rows("intervals", quarter=NEWEST, peer_group=GROUP)}

    app = open_page(province)

    shown = {row[3]: row[1] for row in table_of(str(component_data(app, "jiping_clickable")[0]["html"]))}
    spans = {
        province.config.region[code].name: str(row["rank_low"])
        if row["rank_low"] == row["rank_high"]
        else f"{row['rank_low']}–{row['rank_high']}"
        for code, row in known.items()
    }
    assert len(spans) == 14
    assert shown == spans
    assert any("–" in span for span in spans.values())
    assert "各项权重上下浮动10%，模拟10,000次，90%的结果落在此名次范围内" in text_of(app)


def test_an_older_quarter_without_a_release_says_that_it_has_no_intervals(province: Desk, open_page: Open) -> None:
    app = open_page(province, quarter=EARLIER)

    assert not app.exception
    assert "本季未测算合理区间" in text_of(app)
    assert len(table_of(str(component_data(app, "jiping_clickable")[0]["html"]))[0]) == 7


def test_the_improvement_board_shows_the_difference_beside_the_baseline_rank(
    province: Desk, province_book: Book, open_page: Open
) -> None:
    expected = board_rows(province_book, "improvement_quarter")

    app = open_page(province, board="improvement_quarter")

    shown = table_of(str(component_data(app, "jiping_clickable")[0]["html"]))
    assert not app.exception
    assert [(row[0], row[2], row[3]) for row in shown] == [
        (str(row["rank"]), signed(row["published"], 2), str(row["baseline_rank"])) for row in expected
    ]
    first = province.config.region[str(expected[0]["region_code"])].name
    assert f"{first}比2026年第二季度提升最多（{signed(expected[0]['published'], 2)} 分）" in text_of(app)


def test_the_composite_board_ranks_by_its_own_points(province: Desk, province_book: Book, open_page: Open) -> None:
    expected = board_rows(province_book, "composite")

    app = open_page(province, board="composite")

    shown = table_of(str(component_data(app, "jiping_clickable")[0]["html"]))
    assert [(row[0], row[2]) for row in shown] == [(str(row["rank"]), figure(row["published"], 2)) for row in expected]
    assert "水平占75%，环比提升占25%，同比提升占0%" in text_of(app)


def test_a_board_without_anything_to_compare_with_says_so(province: Desk, open_page: Open) -> None:
    app = open_page(province, board="improvement_year")

    assert not app.exception
    assert "没有可与2025年第三季度比较的单位" in text_of(app)
    assert text_of(app).count("无可比数据") >= 14


def test_the_switch_changes_the_board(province: Desk, open_page: Open) -> None:
    app = open_page(province)

    app.segmented_control(key="board_zh_CN").set_value("composite").run()

    assert "综合榜：" in text_of(app)
    assert app.query_params["board"] == "composite"


def test_the_lists_name_every_unit_on_them(province: Desk, province_book: Book, open_page: Open) -> None:
    listed = province_book.rows("lists", quarter=NEWEST, peer_group=GROUP)

    (table,) = re.findall(r"<table>(?:(?!<table>).)*红榜（表扬）.*?</table>", text_of(open_page(province)), re.DOTALL)

    lines = re.findall(r"<tr>.*?</tr>", table)[1:]
    named = [(kind, name) for line in lines for kind, name in names_in(line)]
    expected = [(row["list"], province.config.region[row["region_code"]].name) for row in listed]
    assert len(expected) > 10
    assert sorted(named) == sorted(expected)


def names_in(line: str) -> list[tuple[str, str]]:
    _, red, black = re.findall(r"<t[hd].*?</t[hd]>", line)
    found = {"red": re.findall(r"<b>(.*?)</b>", red), "black": re.findall(r"<b>(.*?)</b>", black)}
    return [(kind, name) for kind, names in found.items() for name in names]


def test_a_region_says_its_place_its_interval_and_who_is_level(
    province: Desk, province_book: Book, open_page: Open
) -> None:
    (known,) = province_book.rows("intervals", quarter=NEWEST, region_code=CHANGSHA)
    places = province_book.rows("boards", quarter=NEWEST, region_code=CHANGSHA)

    shown = text_of(open_page(province, "region", region=CHANGSHA))

    assert f"长沙市：{interval_words(known, CHINESE)}，" in shown
    assert alike_words(known, CHINESE) in shown
    cells = shown[shown.index("jp-cells") :]
    for row in places:
        assert (f"第{row['rank']}名" if row["rank"] else "无可比数据") in cells


def test_the_causes_of_a_move_add_up_on_the_page(province: Desk, province_book: Book, open_page: Open) -> None:
    move = rank_move(province, province_book, province_book, NEWEST, CHANGSHA)
    ranking = {row["quarter"]: row["rank"] for row in province_book.rows("ranking", region_code=CHANGSHA)}

    shown = text_of(open_page(province, "region", region=CHANGSHA))

    assert move is not None
    assert (move.previous_rank, move.rank) == (ranking[EARLIER], ranking[NEWEST])
    causes = shown[shown.index("自身变化") : shown.index("得分增加最多")]
    printed = [int(n) * (1 if s == "▲" else -1) for s, n in re.findall(r"([▲▼])(\d+)", causes)]
    assert sum(printed) == ranking[EARLIER] - ranking[NEWEST]
    assert causes.count("无影响") == sum(not getattr(move, name) for name in CAUSES)
    for item in (*move.gained[:4], *move.fell[:4]):
        assert item.name in shown
        assert signed(item.difference, 2) in shown


def test_a_correction_after_a_release_is_told_apart_from_the_units_own_change(tmp_path: Path) -> None:
    desk = made_up_workspace(tmp_path, (EARLIER, NEWEST))
    released(desk, EARLIER)
    corrected(desk, 0.0, EARLIER)
    live, before = open_edition(desk, NEWEST).book, open_edition(desk, EARLIER).book
    published = {row["region_code"]: row["rank"] for row in before.rows("ranking", quarter=EARLIER)}
    known = {row["region_code"]: row["rank"] for row in live.rows("ranking", quarter=EARLIER)}

    found = {code: rank_move(desk, live, before, NEWEST, code) for code in known}

    corrections = {code: move.by_correction for code, move in found.items() if move}
    assert corrections == {code: published[code] - known[code] for code in corrections}
    assert any(corrections.values())
    assert {move.release for move in found.values() if move} == {before.release.id if before.release else ""}


def test_the_cheapest_improvements_stand_on_the_page(province: Desk, province_book: Book, open_page: Open) -> None:
    rows = province_book.rows("improvements", quarter=NEWEST, region_code=CHANGSHA)
    cheapest = sorted(rows, key=lambda row: row["order"])[:WAYS_SHOWN]
    (gap,) = province_book.rows("gaps", quarter=NEWEST, region_code=CHANGSHA)

    shown = text_of(open_page(province, "region", region=CHANGSHA, part="up"))

    assert len(cheapest) == WAYS_SHOWN
    assert [way.code for way in ways_of(province, province_book)] == [row["node"] for row in cheapest]
    for way, row in zip(ways_of(province, province_book), cheapest, strict=True):
        assert way.name in shown
        assert signed(row["gain"], 2) in shown
    if gap["to_next_place"] is not None:
        assert f"距第{gap['next_rank']}名差{plain(gap['to_next_place'])}分" in shown


def ways_of(desk: Desk, book: Book) -> list[object]:
    found = prospects(desk, book, NEWEST, CHANGSHA)
    return list(found.cheapest) if found else []


def test_a_quarter_without_gaps_and_an_earlier_one_says_so(province: Desk, open_page: Open) -> None:
    up = open_page(province, "region", region=CHANGSHA, quarter=EARLIER, part="up")
    why = open_page(province, "region", region=CHANGSHA, quarter=EARLIER)

    assert not up.exception
    assert "差距与抓手仅对参加排名的单位" in text_of(up)
    assert "没有2026年第一季度的名次可供比较" in text_of(why)


@pytest.mark.parametrize("board", ["level", "improvement_quarter", "improvement_year", "composite"])
def test_the_boards_speak_english_too(province: Desk, open_page: Open, board: str) -> None:
    app = open_page(province, board=board, lang="en")

    assert not app.exception
    words = re.sub(r"<style>.*?</style>|<[^>]+>", "", text_of(app), flags=re.DOTALL)
    assert re.findall(r"[\u4e00-\u9fff]+榜|位次|提升", words) == []


def test_the_workbook_holds_boards_and_lists(province: Desk, province_book: Book) -> None:
    book = openpyxl.load_workbook(io.BytesIO(ranking_workbook(pack_contents(province, province_book, NEWEST))))

    boards = list(book["各榜位次"].iter_rows(min_row=5, values_only=True))
    listed = list(book["红黑榜"].iter_rows(min_row=5, values_only=True))
    level = {row["region_code"]: row for row in province_book.rows("boards", quarter=NEWEST, board="level")}
    assert {row[1]: (row[2], row[3]) for row in boards} == {
        province.config.region[code].name: (row["rank"], row["published"]) for code, row in level.items()
    }
    assert len(listed) == len(province_book.rows("lists", quarter=NEWEST))
    assert {row[2] for row in listed} == {"红榜", "黑榜"}
