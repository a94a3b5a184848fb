from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest

from config.model import Status
from dashboard.pack.contents import PackContents, mean, published, standing
from dashboard.usecases.boards import board
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.packing import pack_contents


@pytest.mark.parametrize(
    ("value", "decimals", "figure"),
    [(2.675, 2, 2.68), (0.1 + 0.2, 1, 0.3), (84.445, 2, 84.45), (-2.5, 0, -3.0), (-0.001, 2, 0.0), (None, 2, None)],
)
def test_a_figure_is_rounded_half_up(value: float | None, decimals: int, figure: float | None) -> None:
    assert published(value, decimals) == figure


def test_a_mean_is_that_of_the_printed_figures() -> None:
    assert mean([0.01, 0.02], 2) == 0.02
    assert mean([], 2) is None


def test_the_groups_are_the_boards_of_the_page(packed: tuple[Desk, Book], contents: PackContents) -> None:
    desk, book = packed
    for group in contents.groups:
        shown = board(desk, book, contents.quarter, group.board.group)

        assert [(r.rank, r.change, r.name, r.published, r.band) for r in group.board.rows] == [
            (r.rank, r.change, r.name, r.published, r.band) for r in shown.rows
        ]


def test_every_unit_is_in_one_group(contents: PackContents) -> None:
    codes = [row.region_code for group in contents.groups for row in group.board.rows]

    assert len(codes) == len(set(codes)) == 136


def test_items_are_published_figures(packed: tuple[Desk, Book], contents: PackContents) -> None:
    rows = packed[1].rows("items", quarter=contents.quarter)
    exact = sorted(row["points"] for row in rows if row["points"] is not None)

    printed = sorted(entry.points for entry in contents.items if entry.points is not None)

    step = Decimal("0.01")
    assert len(contents.items) == len(rows)
    assert [Decimal(str(points)) for points in printed] == [
        Decimal(str(round(points, 8))).quantize(step, ROUND_HALF_UP).normalize() + 0 for points in exact
    ]


def test_a_standing_adds_up(contents: PackContents) -> None:
    for group in contents.groups:
        points = [Decimal(str(row.published)) for row in group.board.rows if row.published is not None]
        exact = (sum(points) / len(points)).quantize(Decimal("0.01"), ROUND_HALF_UP)

        assert group.standing.mean == float(exact)
        assert group.standing.spread == float(max(points) - min(points))
        assert all(row.rank == 1 for row in group.standing.leaders)


def test_nobody_ranked_has_no_standing(contents: PackContents) -> None:
    rows = [replace(row, rank=None, published=None) for row in contents.groups[0].board.rows]

    empty = standing(rows, 2)

    assert (empty.mean, empty.highest, empty.leaders, empty.last) == (None, None, (), ())


def test_losses_are_counted_over_the_units_of_the_group(contents: PackContents) -> None:
    group = contents.groups[0]
    loss = group.losses[0]
    lost = [e.lost for e in contents.items if (e.group, e.item) == (group.board.group_name, loss.item)]

    assert loss.losers == sum(1 for points in lost if points)
    assert loss.most == max(points for points in lost if points is not None)
    assert group.losses == tuple(sorted(group.losses, key=lambda entry: -entry.mean))


def test_a_unit_without_values_is_named_as_incomplete(contents: PackContents) -> None:
    districts = contents.groups[1]
    silent = {entry.status for entry in contents.items if entry.region == "天心区"}

    assert [row.name for row in districts.incomplete] == ["天心区"]
    assert Status.REPORTED not in silent


def test_reporting_tells_who_was_late_and_who_is_absent(contents: PackContents) -> None:
    given = contents.reporting

    assert [source.receipt for source in given.sources] == ["R-1", "R-2", "R-3"]
    assert given.on_time == 1
    assert given.late == ("株洲市",)
    assert given.partial == ("养老服务处",)
    assert "长沙市" not in given.absent
    assert given.owing == given.on_time + len(given.late) + len(given.partial) + len(given.absent)


def test_the_same_inputs_give_the_same_contents(packed: tuple[Desk, Book], contents: PackContents) -> None:
    again = pack_contents(packed[0], packed[1], contents.quarter)

    assert again == contents
