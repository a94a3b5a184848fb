import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from dashboard.pack.archive import archive
from dashboard.pack.bulletin import bulletin
from dashboard.pack.contents import PackContents
from dashboard.pack.slides import slides_name
from dashboard.parts.numbers import figure


def opened(contents: PackContents) -> Document:
    return docx.Document(io.BytesIO(bulletin(contents)))


def text_of(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def heads_of(document: Document) -> list[str]:
    section = document.sections[0]
    return ["".join(p.text for p in head.paragraphs) for head in (section.header, section.even_page_header)]


@pytest.fixture(scope="module")
def document(contents: PackContents) -> Document:
    return opened(contents)


def test_the_page_is_that_of_the_standard(document: Document) -> None:
    section = document.sections[0]
    page = (section.page_width, section.page_height)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)

    assert page == pytest.approx((Mm(210), Mm(297)), abs=Mm(0.1))
    assert margins == pytest.approx((Mm(37), Mm(35), Mm(28), Mm(26)), abs=Mm(0.1))


def test_the_body_is_size_three_in_lines_of_28_points(document: Document) -> None:
    body = document.styles["Body Text"]

    assert body.font.size == Pt(16)
    assert body.paragraph_format.line_spacing == Pt(28)
    assert document.styles["Title"].font.size == Pt(22)


def test_every_run_and_style_names_its_east_asian_font(document: Document) -> None:
    section = document.sections[0]
    parts = [document.element, document.styles.element, section.header._element, section.even_page_footer._element]
    runs = [run for part in parts for run in part.iter(qn("w:r"))]
    fonts = [fonts for part in parts for fonts in part.iter(qn("w:rFonts"))]

    assert all(run.find(qn("w:rPr")).find(qn("w:rFonts")).get(qn("w:eastAsia")) for run in runs)
    assert not [name for font in fonts for name in font.attrib if name.endswith(("Theme", "cstheme"))]
    assert document.styles["Heading 1"].element.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"
    assert document.styles["Title"].element.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"


def test_each_font_names_its_fallback(small: PackContents) -> None:
    with zipfile.ZipFile(io.BytesIO(bulletin(small))) as packed:
        table = packed.read("word/fontTable.xml").decode()

    assert 'w:name="仿宋"><w:altName w:val="仿宋_GB2312"' in table
    assert 'w:name="方正小标宋简体"><w:altName' in table


def test_nothing_is_coloured(small: PackContents) -> None:
    with zipfile.ZipFile(io.BytesIO(bulletin(small))) as packed:
        body = packed.read("word/document.xml").decode()

    assert "w:color " not in body
    assert "w:shd" not in body


def test_the_chapters_stand_in_order(document: Document) -> None:
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]

    assert headings == [
        "一、总体情况",
        "二、市州组排名",
        "三、进位和退位",
        "四、板块情况",
        "五、主要失分",
        "六、报送情况",
    ]


def test_ranking_tables_equal_the_contents(document: Document, contents: PackContents) -> None:
    ranking, _, *attached = document.tables

    for group, table in zip(contents.groups, (ranking, *attached), strict=True):
        texts = [[cell.text for cell in row.cells] for row in table.rows[1:]]

        assert [(row[0], row[2], row[-4], row[-3], row[-2], row[-1]) for row in texts] == [
            (
                str(r.rank or "—"),
                r.name,
                figure(r.published, 2),
                r.band_name or "—",
                r.weakest_name or "—",
                figure(r.weakest_lost, 2),
            )
            for r in group.board.rows
        ]


def test_the_section_table_equals_the_contents(document: Document, contents: PackContents) -> None:
    texts = {row.cells[1].text: [cell.text for cell in row.cells[2:]] for row in document.tables[1].rows[1:]}

    for number, section in enumerate(contents.groups[0].sections):
        assert {name: points[number] for name, points in texts.items()} == {
            row.name: figure(row.published, 2) for row in section.board.rows
        }


def test_sentences_carry_the_figures_of_the_contents(document: Document, contents: PackContents) -> None:
    text = text_of(document)

    for group in contents.groups:
        stand, name = group.standing, group.board.group_name
        leaders = "、".join(row.name for row in stand.leaders)
        assert f"{name}平均得分{stand.mean:.2f}分，最高{stand.highest:.2f}分（{leaders}）" in text
        assert f"进位{len(group.board.risers)}个，退位{len(group.board.fallers)}个" in text
        for band in group.board.bands:
            assert f"{band.name}{band.units}个" in text
    assert "部分报送的有：养老服务处。" in text
    assert "逾期报送的有：株洲市。" in text


def test_heads_of_tables_are_repeated_and_rows_stay_whole(document: Document) -> None:
    for table in document.tables:
        head, *rows = table.rows
        assert head._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (head, *rows))


def test_every_page_says_that_it_is_a_draft_of_invented_figures(document: Document, small: PackContents) -> None:
    real = opened(replace(small, invented=False))

    assert document.settings.odd_and_even_pages_header_footer
    assert len(document.sections) == 1
    assert all("未发布·征求意见稿" in head and "演示数据" in head for head in heads_of(document))
    assert not any("演示数据" in head for head in heads_of(real))


def test_a_release_is_no_draft(small: PackContents) -> None:
    released = opened(replace(small, release="R-2026Q2-1"))

    assert all("R-2026Q2-1" in head and "未发布" not in head for head in heads_of(released))
    assert "征求意见稿" not in text_of(released)


def test_pages_are_numbered_between_dashes(document: Document) -> None:
    for foot in (document.sections[0].footer, document.sections[0].even_page_footer):
        assert foot.paragraphs[0].text == "—  —"
        assert [code.text for code in foot._element.iter(qn("w:instrText"))] == ["PAGE"]


def test_a_name_that_looks_like_a_formula_stays_text(small: PackContents) -> None:
    first, *others = small.groups
    rows = (replace(first.board.rows[0], name="=1+1 & <b>"), *first.board.rows[1:])
    crafted = replace(small, groups=(replace(first, board=replace(first.board, rows=rows)), *others))

    document = opened(crafted)

    assert document.tables[0].rows[1].cells[2].text == "=1+1 & <b>"


def test_one_group_needs_no_ranking_attached(small: PackContents) -> None:
    document = opened(replace(small, groups=small.groups[:1]))

    assert len(document.tables) == 2
    assert "附件2" not in text_of(document)


def test_a_first_quarter_has_nothing_to_compare_with(small: PackContents) -> None:
    first = small.groups[0]
    rows = tuple(replace(row, change=None) for row in first.board.rows)
    document = opened(replace(small, groups=(replace(first, board=replace(first.board, rows=rows, earlier_units=0)),)))

    assert "没有2026年第一季度的排名可供比较" in text_of(document)


def test_nobody_ranked_still_makes_a_bulletin(small: PackContents) -> None:
    first = small.groups[0]
    bare = replace(first.standing, leaders=(), last=(), mean=None, highest=None, lowest=None, spread=None)
    document = opened(replace(small, groups=(replace(first, standing=bare, losses=()),)))

    assert "市州组尚无单位可以参加排名" in text_of(document)


def test_english_speaks_english(english: PackContents) -> None:
    text = text_of(opened(english))

    assert "1. Overview" in text
    assert "Hunan Provincial Department of Civil Affairs" in text
    assert not [sign for sign in text if "\u4e00" <= sign <= "\u9fff"]


def test_one_archive_holds_all_three(small: PackContents) -> None:
    with zipfile.ZipFile(io.BytesIO(archive(small))) as packed:
        names = packed.namelist()
        book = packed.read(names[0])

    assert names == ["2026年第二季度综合排名.xlsx", "2026年第二季度工作情况通报.docx", slides_name("2026Q2", "zh_CN")]
    assert book.startswith(b"PK")
