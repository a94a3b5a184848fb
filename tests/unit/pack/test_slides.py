import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from dashboard.pack.contents import PackContents, Plan
from dashboard.pack.slideform import FONT
from dashboard.pack.slides import IN_TABLE, slides, slides_name
from dashboard.pack.workbook import ranking_workbook
from tests.unit.pack.conftest import QUARTER

PLAN = Plan("养老服务处", "护理型床位", "下季补齐三个县")


@pytest.fixture(scope="module")
def shown(contents: PackContents) -> Any:
    return Presentation(io.BytesIO(slides(replace(contents, plans=(PLAN,)))))


def tables(shown: Any) -> Iterator[list[list[str]]]:
    for slide in shown.slides:
        for shape in slide.shapes:
            if shape.has_table:
                yield [[cell.text for cell in row.cells] for row in shape.table.rows]


def texts(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_the_figures_on_the_slides_are_those_of_the_workbook(shown: Any, contents: PackContents) -> None:
    book = openpyxl.load_workbook(io.BytesIO(ranking_workbook(contents)))
    ranked = [table for table in tables(shown) if table[0][0] == "名次"]

    assert len(ranked) == len([group for group in contents.groups if group.standing.leaders])
    for table, sheet in zip(ranked, book.worksheets, strict=False):
        heads = [str(cell.value).split("\n")[0] for cell in sheet[4]]
        place, name, score = (heads.index(head) for head in ("名次", "地区", "得分"))
        rows = list(sheet.iter_rows(min_row=5, max_row=4 + IN_TABLE, values_only=True))
        told = [[str(row[place]), row[name], f"{row[score]:.2f}"] for row in rows if row[place] is not None]
        assert [row[:3] for row in table[1:]] == told


def test_the_bars_are_the_published_points_of_the_first_group(shown: Any, contents: PackContents) -> None:
    (chart,) = [shape.chart for slide in shown.slides for shape in slide.shapes if shape.has_chart]
    rows = contents.groups[0].board.ranked[:IN_TABLE]

    assert list(chart.plots[0].categories) == [row.name for row in rows]
    assert list(chart.plots[0].series[0].values) == [row.published for row in rows]


def test_every_slide_says_which_data_it_is_and_that_they_are_invented(shown: Any, contents: PackContents) -> None:
    for slide in shown.slides:
        assert contents.fingerprint in texts(slide)
        assert "演示数据" in texts(slide)
    released = Presentation(io.BytesIO(slides(replace(contents, release="2026Q2-r1-00000000"))))
    assert all("2026Q2-r1-00000000" in texts(slide) for slide in released.slides)


def test_chinese_signs_have_their_font_by_name(shown: Any) -> None:
    for slide in shown.slides:
        runs = list(slide._element.iter(qn("a:rPr")))
        assert {run.find(qn("a:ea")).get("typeface") for run in runs if run.find(qn("a:latin")) is not None} == {FONT}


def test_plans_stand_on_the_last_slide_and_without_any_there_is_none(shown: Any, contents: PackContents) -> None:
    assert [PLAN.division, PLAN.task, PLAN.plan] in list(tables(shown))[-1]
    assert len(Presentation(io.BytesIO(slides(contents))).slides) == len(shown.slides) - 1


def test_the_same_contents_give_the_same_bytes(small: PackContents) -> None:
    first = slides(small)
    packed = zipfile.ZipFile(io.BytesIO(first))
    (book,) = [name for name in packed.namelist() if name.endswith(".xlsx")]
    inner = zipfile.ZipFile(io.BytesIO(packed.read(book)))

    assert slides(small) == first
    assert {one.date_time[0] for one in (*packed.infolist(), *inner.infolist())} == {1980}
    assert inner.read("docProps/core.xml").count(b"2000-01-01T00:00:00Z") == 2


def test_english_slides_and_the_name_of_the_file(english: PackContents) -> None:
    first = Presentation(io.BytesIO(slides(english))).slides[0]

    assert "Review meeting on" in texts(first)
    assert slides_name(QUARTER, "zh_CN") == "2026年第二季度工作点评会.pptx"
