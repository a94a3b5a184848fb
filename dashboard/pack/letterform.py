"""The form of Chinese official documents (GB/T 9704-2012) as Word styles: type area 156 x 225 mm, lines of 28 pt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from dashboard.pack import wordxml

LATIN = "Times New Roman"
TITLE, HEADING, SECOND, BODY, NUMBER = "方正小标宋简体", "黑体", "楷体", "仿宋", "宋体"
FALLBACKS = {TITLE: "宋体", HEADING: "SimHei", SECOND: "楷体_GB2312", BODY: "仿宋_GB2312", NUMBER: "SimSun"}
TEXT_WIDTH = Mm(156)
LINE = Pt(28)
_SIGN = 16.0
"""Size 3 (三号) in points."""
_TIGHTER = "-5"
"""Twentieths of a point between signs, so that 28 signs of size 3 fill the 156 mm of a line, as the standard asks."""


@dataclass(frozen=True)
class Form:
    """How a kind of paragraph stands: font, size and line in points, indent of the first line in signs."""

    font: str
    size: float = _SIGN
    line: float = 28.0
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent: int = 0
    after: float = 0.0
    with_next: bool = False


FORMS = {
    "Normal": Form(BODY),
    "Body Text": Form(BODY, indent=2),
    "Title": Form(TITLE, size=22, line=36, align=WD_ALIGN_PARAGRAPH.CENTER, with_next=True),
    "Subtitle": Form(SECOND, align=WD_ALIGN_PARAGRAPH.CENTER, after=28),
    "Heading 1": Form(HEADING, indent=2, with_next=True),
    "Attachment": Form(HEADING, after=28, with_next=True),
    "Signature": Form(BODY, align=WD_ALIGN_PARAGRAPH.RIGHT),
    "Table Text": Form(BODY, size=10.5, line=17, align=WD_ALIGN_PARAGRAPH.LEFT),
    "Note": Form(BODY, size=10.5, line=17, align=WD_ALIGN_PARAGRAPH.LEFT),
    "Header": Form(BODY, size=9, line=14, align=WD_ALIGN_PARAGRAPH.LEFT),
    "Footer": Form(NUMBER, size=14, line=20, align=WD_ALIGN_PARAGRAPH.RIGHT),
}
SMALLER = {
    "Title": Form(TITLE, size=18, line=28, align=WD_ALIGN_PARAGRAPH.CENTER, with_next=True),
    "Subtitle": Form(SECOND, size=10.5, line=17, align=WD_ALIGN_PARAGRAPH.CENTER, after=2),
    "Heading 1": Form(HEADING, size=11, line=18, with_next=True),
    "Body Text": Form(BODY, size=10, line=14, indent=2),
    "Table Text": Form(BODY, size=9, line=12, align=WD_ALIGN_PARAGRAPH.LEFT),
    "Note": Form(BODY, size=9, line=12, align=WD_ALIGN_PARAGRAPH.LEFT),
    "Footer": Form(NUMBER, size=9, line=13, align=WD_ALIGN_PARAGRAPH.RIGHT),
}
"""The same fonts in the sizes of a sheet that has to fit one page: no official document, but one that looks like it."""


def forms(*, one_page: bool) -> dict[str, Form]:
    """The form of each kind of paragraph."""
    return FORMS | SMALLER if one_page else FORMS


def set_up(document: Document, *, chinese: bool, one_page: bool = False) -> None:
    """Give a new document the page, the styles and the font table of the standard; smaller ones for a single sheet."""
    _page(document)
    if one_page:
        _narrow(document)
    for style in document.styles:
        if style.type != WD_STYLE_TYPE.LIST:
            wordxml.set_fonts(style.element, LATIN, BODY)
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        wordxml.drop_theme(fonts)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for name, form in forms(one_page=one_page).items():
        _style(document, name, form, chinese=chinese)
    wordxml.declare_fonts(document, FALLBACKS)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(24), Mm(23)
    grid: Any = section._sectPr.find(qn("w:docGrid"))
    if grid is not None:
        section._sectPr.remove(grid)


def _narrow(document: Document) -> None:
    section = document.sections[0]
    section.top_margin = section.bottom_margin = Mm(18)
    section.header_distance = section.footer_distance = Mm(9)


def _style(document: Document, name: str, form: Form, *, chinese: bool) -> None:
    known = [style.name for style in document.styles]
    style = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is not a paragraph style")
    properties = style.element.get_or_add_pPr()
    for inherited in (*properties.findall(qn("w:pBdr")), *properties.findall(qn("w:tabs"))):
        properties.remove(inherited)
    wordxml.set_fonts(style.element, LATIN, form.font)
    _letters(style, form)
    spacing = style.paragraph_format
    spacing.alignment = form.align if chinese or form.align != WD_ALIGN_PARAGRAPH.JUSTIFY else WD_ALIGN_PARAGRAPH.LEFT
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(form.line)
    spacing.space_before, spacing.space_after = Pt(0), Pt(form.after)
    spacing.keep_with_next = form.with_next
    if form.indent:
        wordxml.indent_first_line(style.element, form.indent, form.size * form.indent)
    if chinese and form.indent:
        wordxml.space_letters(style.element, _TIGHTER)


def _letters(style: ParagraphStyle, form: Form) -> None:
    font = style.font
    font.size = Pt(form.size)
    font.bold = font.italic = False
    font.color.rgb = RGBColor(0, 0, 0)
