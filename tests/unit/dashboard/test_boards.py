from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from config.frames import ITEMS, NODES, RANKING
from config.model import Config
from config.wording import translator
from config.workspace import Workspace
from dashboard.pack import facts
from dashboard.pack.phrases import movement
from dashboard.parts.signs import movement_words
from dashboard.usecases.board_shape import Board, BoardRow
from dashboard.usecases.boards import board, opening_quarter
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.packing import pack_contents
from dashboard.usecases.scoring import Scored
from loaders.store.database import migrate, open_engine
from loaders.store.readers import polars_schema

GROUP, SECTION = "prefectures", "elderly_care"
CHANGSHA, ZHUZHOU, XIANGTAN = "430100", "430200", "430300"
CHINESE = translator()
Places = Mapping[str, Mapping[str, int | None]]


@pytest.fixture
def desk(hunan: Config, tmp_path: Path) -> Desk:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    engine = open_engine(url)
    migrate(engine)
    return Desk(Workspace(tmp_path, Path("config").resolve(), url, invented=True), hunan, engine)


def frame(rows: list[dict[str, Any]], shape: Any) -> pl.DataFrame:
    return pl.DataFrame([dict.fromkeys(shape) | row for row in rows], schema=polars_schema(shape), orient="row")


def book_of(places: Places, before: Mapping[str, Mapping[str, int]] | None = None) -> Book:
    rows = [
        {
            "quarter": quarter,
            "region_code": code,
            "peer_group": GROUP,
            "rank": rank,
            "rank_change": None if rank is None else (before or {}).get(quarter, {}).get(code),
            "published": 20.0 if rank is None else 100.0 - rank,
            "points": 20.0,
            "band": "A",
            "coverage_share": 0.125 if rank is None else 1.0,
        }
        for quarter, ranks in places.items()
        for code, rank in ranks.items()
    ]
    nodes = [row | {"node": SECTION, "level": "section", "published": None} for row in rows]
    frames = {"ranking": frame(rows, RANKING), "nodes": frame(nodes, NODES), "items": frame([], ITEMS)}
    return Book(Scored("state", frames))


def row_of(shown: Board, code: str) -> BoardRow:
    return next(row for row in shown.rows if row.region_code == code)


THIN: Places = {
    "2026Q1": {CHANGSHA: 1, ZHUZHOU: 2, XIANGTAN: None},
    "2026Q2": {CHANGSHA: 1, ZHUZHOU: None, XIANGTAN: None},
    "2026Q3": {CHANGSHA: 3, ZHUZHOU: 1, XIANGTAN: 2},
    "2026Q4": {CHANGSHA: None, ZHUZHOU: None, XIANGTAN: None},
}


def test_pages_open_on_the_newest_quarter_with_a_ranked_unit() -> None:
    assert opening_quarter(book_of(THIN)) == "2026Q3"
    assert opening_quarter(book_of({"2026Q4": THIN["2026Q4"]})) == "2026Q4"
    assert opening_quarter(book_of({})) == ""


def test_an_unranked_unit_stands_last_without_points_or_a_line(desk: Desk) -> None:
    shown = board(desk, book_of(THIN), "2026Q2", GROUP)

    assert [row.region_code for row in shown.rows] == [CHANGSHA, ZHUZHOU, XIANGTAN]
    assert [row.published for row in shown.rows] == [99.0, None, None]
    assert row_of(shown, ZHUZHOU).history[-2:] == (98.0, None)
    assert row_of(shown, XIANGTAN).history == (None,) * 8


def test_only_a_unit_that_never_had_a_place_is_ranked_for_the_first_time(desk: Desk) -> None:
    shown = board(desk, book_of(THIN, {"2026Q3": {CHANGSHA: -2}}), "2026Q3", GROUP)

    said = {row.region_code: movement(row, CHINESE) for row in shown.rows}
    assert said == {CHANGSHA: "▼2 退位", ZHUZHOU: "上季未排名", XIANGTAN: "首次"}
    back = row_of(shown, ZHUZHOU)
    assert movement_words(back.change, CHINESE, ranked_before=back.ranked_before) == "上季未排名"


def test_a_section_board_leaves_out_units_without_points(desk: Desk) -> None:
    assert board(desk, book_of(THIN), "2026Q3", GROUP, SECTION).rows == ()


def test_another_scheme_in_the_quarter_before_is_said_so(desk: Desk) -> None:
    (scheme,) = desk.config.schemes
    split = (
        scheme.model_copy(update={"code": "first", "valid_to": "2026Q2"}),
        scheme.model_copy(update={"code": "second", "valid_from": "2026Q3"}),
    )
    two = Desk(desk.workspace, desk.config.model_copy(update={"schemes": split}), desk.engine)

    changed = [board(two, book_of(THIN), f"2026Q{number}", GROUP).scheme_changed for number in (2, 3, 4)]

    assert changed == [False, True, False]


def test_the_bulletin_claims_nothing_of_units_without_a_place(desk: Desk) -> None:
    contents = pack_contents(desk, book_of(THIN), "2026Q4")
    group = contents.groups[0]

    assert facts.opening(contents, CHINESE) == "2026年第四季度尚无单位可以参加排名。"
    assert facts.group_overview(contents, group, CHINESE) == "市州组尚无单位可以参加排名。"
    assert facts.movers(contents, group.board, CHINESE) == "市州组尚无单位可以参加排名。"
    assert group.losses == ()


def test_the_bulletin_does_not_deny_a_ranking_that_there_was(desk: Desk) -> None:
    late: Places = {"2026Q1": {CHANGSHA: 1, ZHUZHOU: None}, "2026Q2": {CHANGSHA: None, ZHUZHOU: 1}}
    contents = pack_contents(desk, book_of(late), "2026Q2")
    first = pack_contents(desk, book_of(late), "2026Q1")

    said = facts.movers(contents, contents.groups[0].board, CHINESE)

    assert said == "市州组本次参加排名的单位在2026年第一季度均未参加排名。"
    assert facts.movers(first, first.groups[0].board, CHINESE) == "市州组没有2025年第四季度的排名可供比较。"
