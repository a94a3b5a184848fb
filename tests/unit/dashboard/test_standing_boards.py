from collections.abc import Sequence
from typing import Any

import polars as pl
import pytest

from config.frames import BOARDS, GAPS, IMPROVEMENTS, ITEMS, LISTS, RANKING, Schema
from config.model import Config
from config.wording import translator
from config.workspace import Workspace
from dashboard.parts.certainty import interval
from dashboard.parts.prospects import gap_sentence, prospects_title
from dashboard.parts.red_black import red_black_title
from dashboard.usecases.board_shape import Board, BoardRow
from dashboard.usecases.boards import board
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.prospects import prospects
from dashboard.usecases.rank_moves import rank_move
from dashboard.usecases.red_black import RedBlack, red_black
from dashboard.usecases.scoring import Scored
from dashboard.usecases.standing_boards import COMPOSITE, LEVEL, places_on_boards, standing_board
from loaders.store.database import migrate, open_engine
from loaders.store.readers import polars_schema

QUARTER, GROUP, CHANGSHA, ZHUZHOU = "2026Q3", "prefectures", "430100", "430200"
CHINESE = translator()


@pytest.fixture
def desk(hunan: Config, tmp_path: Any) -> Desk:
    engine = open_engine(f"sqlite:///{tmp_path / 'store.db'}")
    migrate(engine)
    return Desk(Workspace(tmp_path, tmp_path, "", invented=True), hunan, engine)


def frame(rows: Sequence[dict[str, Any]], shape: Schema) -> pl.DataFrame:
    keys = {"quarter": QUARTER, "peer_group": GROUP}
    return pl.DataFrame([dict.fromkeys(shape) | keys | row for row in rows], schema=polars_schema(shape), orient="row")


def book_of(**frames: tuple[Sequence[dict[str, Any]], Schema]) -> Book:
    return Book(Scored("state", {name: frame(*given) for name, given in frames.items()}))


def test_a_release_made_before_there_were_boards_has_none() -> None:
    assert places_on_boards(book_of(ranking=([], RANKING)), QUARTER, CHANGSHA) == ()


def test_the_only_unit_of_a_group_is_first_and_lacks_only_the_band(desk: Desk) -> None:
    alone = {"region_code": CHANGSHA, "to_next_band": 1.5, "next_band": "good"}
    book = book_of(gaps=([alone], GAPS), improvements=([], IMPROVEMENTS))

    found = prospects(desk, book, QUARTER, CHANGSHA)

    assert found is not None
    assert gap_sentence(found, CHINESE) == "已居本组首位。距“良好”等次差1.5分。"
    assert prospects_title(found, CHINESE) == "差距与抓手：各项均已达到可及水平"


def test_an_unranked_unit_has_no_gaps_no_move_and_no_interval(desk: Desk) -> None:
    unranked = {"region_code": CHANGSHA, "published": 20.0, "coverage_share": 0.1}
    book = book_of(ranking=([unranked], RANKING), items=([], ITEMS), gaps=([], GAPS))

    shown: Board = board(desk, book, QUARTER, GROUP)

    (row,) = shown.rows
    assert interval(row) == "—"
    assert shown.certainty is None
    assert prospects(desk, book, QUARTER, CHANGSHA) is None
    assert rank_move(desk, book, book, QUARTER, CHANGSHA) is None


def test_a_needed_value_is_rounded_to_the_side_that_reaches_it(desk: Desk) -> None:
    gap = {"region_code": CHANGSHA, "to_next_place": 0.5, "next_rank": 1}
    row = {"region_code": CHANGSHA, "feasible_from": "peers", "gain": 1.0}
    ways = [
        row | {"node": "budget_execution", "order": 1, "value": 60.0, "feasible": 70.0, "needed_for_place": 62.024562},
        row | {"node": "home_adaptations", "order": 2, "value": 10.0, "feasible": 20.0, "needed_for_place": 12.0},
    ]

    found = prospects(desk, book_of(gaps=([gap], GAPS), improvements=(ways, IMPROVEMENTS)), QUARTER, CHANGSHA)

    assert found is not None
    assert [way.needed_for_place for way in found.ways] == [62.03, 12.0]


def test_the_composite_leaves_out_a_comparison_that_nobody_has(desk: Desk) -> None:
    on = {"level": 90.0, "improvement_quarter": 1.0, "improvement_year": None, "composite": 80.0}
    rows = [
        {"region_code": CHANGSHA, "board": name, "published": points, "rank": None if points is None else 1}
        for name, points in on.items()
    ]

    found = standing_board(desk, book_of(boards=(rows, BOARDS)), QUARTER, GROUP, COMPOSITE)

    assert found.weights == {LEVEL: pytest.approx(0.75), "improvement_quarter": pytest.approx(0.25)}
    assert [row.name for row in found.leaders] == ["长沙市"]


def test_lists_say_who_is_on_most_of_them_and_when_nobody_is(desk: Desk) -> None:
    row = {"value": 1.0, "target": 2.0}
    rows = [
        row | {"region_code": CHANGSHA, "node": "home_adaptations", "list": "red", "rank": 1},
        row | {"region_code": CHANGSHA, "node": "lottery_sales", "list": "red", "rank": 1},
        row | {"region_code": ZHUZHOU, "node": "lottery_sales", "list": "black", "rank": 2},
    ]

    found = red_black(desk, book_of(lists=(rows, LISTS)), QUARTER, GROUP)

    assert red_black_title(found, CHINESE) == "红黑榜：长沙市上红榜最多（2项），株洲市上黑榜最多（1项）"
    assert red_black_title(RedBlack(found.held, ()), CHINESE) == "红黑榜：本季无单位上榜"


def test_an_interval_of_one_place_is_that_place() -> None:
    row = dict.fromkeys(BoardRow.__dataclass_fields__)

    spans = [interval(BoardRow(**row | {"rank_low": low, "rank_high": high})) for low, high in ((4, 8), (5, 5))]

    assert spans == ["4–8", "5"]
