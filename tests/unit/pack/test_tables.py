import pytest

from config.wording import translator
from dashboard.pack.contents import PackContents
from dashboard.pack.tables import Column, Table, ranking_table, sections_table

WHOLE = 156.0


def test_columns_fill_the_width(contents: PackContents) -> None:
    say = translator()
    drawn = [ranking_table(group.board, say) for group in contents.groups]

    for table in (*drawn, sections_table(contents.groups[0], say)):
        assert sum(table.widths(WHOLE)) == pytest.approx(WHOLE)
        assert min(table.widths(WHOLE)) > 8


def test_figures_are_never_broken() -> None:
    table = Table((Column("Region", 1), Column("Score\n(points)", 5, "right")), (("a", "1,234,567.89"),))

    region, score = table.widths(WHOLE)

    assert score > 12 * 1.85
    assert region == pytest.approx(WHOLE - score)


def test_the_area_stands_only_where_units_lie_in_several(contents: PackContents) -> None:
    say = translator()

    heads = [[column.head for column in ranking_table(group.board, say).columns] for group in contents.groups]

    assert ["所属地区" in head for head in heads] == [False, True, True]
