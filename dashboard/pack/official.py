"""Writes a document in the form of Chinese official documents: title, body, tables, signature, attachments."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Length, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from dashboard.pack import wordxml
from dashboard.pack.letterform import BODY, FORMS, HEADING, LATIN, LINE, SECOND, TEXT_WIDTH, forms, set_up
from dashboard.pack.tables import Align, Table

_ALIGN: dict[Align, WD_ALIGN_PARAGRAPH] = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


class OfficialDocument:
    """A document under way."""

    def __init__(self, *, title: str, author: str, made: dt.datetime, chinese: bool, one_page: bool = False) -> None:
        self._document = docx.Document()
        self._chinese = chinese
        self._forms = forms(one_page=one_page)
        set_up(self._document, chinese=chinese, one_page=one_page)
        about = self._document.core_properties
        about.title, about.author, about.comments, about.keywords = title, author, "", ""
        about.language = "zh-CN" if chinese else "en"
        about.created = about.modified = made

    def head_and_foot(self, left: str, right: str) -> None:
        """The same head on every page, page numbers in the form — 1 — at the outer edge."""
        section = self._document.sections[0]
        self._document.settings.odd_and_even_pages_header_footer = True
        for header in (section.header, section.even_page_header):
            header.is_linked_to_previous = False
            self._head(header.paragraphs[0], left, right)
        for footer, align in ((section.footer, _ALIGN["right"]), (section.even_page_footer, _ALIGN["left"])):
            footer.is_linked_to_previous = False
            self._foot(footer.paragraphs[0], align)

    def title(self, lines: Sequence[str], bracketed: str = "") -> None:
        """The title in centred lines, with a line in brackets below it."""
        paragraph = self._add("Title", "\n".join(lines))
        if bracketed:
            self._add("Subtitle", bracketed)
        else:
            paragraph.paragraph_format.space_after = LINE

    def heading(self, text: str) -> None:
        """A heading of the first level."""
        self._add("Heading 1", text)

    def paragraph(self, text: str, lead: str = "", *, is_last: bool = False) -> None:
        """A paragraph of the body; its lead is set as a second-level heading; the last stays with the signature."""
        paragraph = self._document.add_paragraph(style="Body Text")
        paragraph.paragraph_format.keep_with_next = is_last
        if lead:
            _run(paragraph, lead, SECOND)
        _run(paragraph, text)

    def note(self, text: str) -> None:
        """A small paragraph below a table."""
        self._add("Note", text).paragraph_format.space_before = Pt(4)

    def attachment_list(self, label: str, titles: Sequence[str]) -> None:
        """附件说明: the titles of what is attached, one line below the text."""
        below = "\u3000" * len(label) if self._chinese else ""
        for number, title in enumerate(titles, start=1):
            paragraph = self._document.add_paragraph(style="Body Text")
            paragraph.paragraph_format.space_before = LINE if number == 1 else Pt(0)
            paragraph.paragraph_format.keep_with_next = True
            _run(paragraph, f"{label if number == 1 else below}{number}. {title}")

    def signature(self, department: str, date: str) -> None:
        """署名 and date at the right, two signs from the edge."""
        for text, before in ((department, LINE * 2), (date, 0)):
            paragraph = self._add("Signature", text)
            paragraph.paragraph_format.right_indent = Pt(32)
            paragraph.paragraph_format.keep_with_next = text == department
            paragraph.paragraph_format.space_before = Length(before)

    def attachment(self, label: str, title: str) -> None:
        """Begin an attachment on a new page: its label at the top left, its title centred."""
        self._add("Attachment", label).paragraph_format.page_break_before = True
        self._add("Title", title).paragraph_format.space_after = Pt(14)

    def table(self, table: Table) -> None:
        """A ruled table over the whole width; its head is repeated on every page, no row is broken."""
        drawn = self._document.add_table(rows=1 + len(table.rows), cols=len(table.columns))
        drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
        drawn.autofit = False
        wordxml.rule_table(drawn._tbl)
        widths = [Mm(width) for width in table.widths(TEXT_WIDTH.mm, self._forms["Table Text"].size)]
        for grid, width in zip(drawn.columns, widths, strict=True):
            grid.width = width
        style = str(self._document.styles["Table Text"].style_id)
        lines = [tuple(column.head for column in table.columns), *table.rows]
        for number, (row, texts) in enumerate(zip(drawn.rows, lines, strict=True)):
            is_head = number == 0
            wordxml.keep_row(row._tr, is_head=is_head)
            for cell, text, column, width in zip(row.cells, texts, table.columns, widths, strict=True):
                cell.width = width
                _fill(cell, text, "center" if is_head else column.align, HEADING if is_head else BODY, style)

    def to_bytes(self) -> bytes:
        """The document as docx bytes."""
        buffer = io.BytesIO()
        self._document.save(buffer)
        return buffer.getvalue()

    def _add(self, style: str, text: str) -> Paragraph:
        paragraph = self._document.add_paragraph(style=style)
        _run(paragraph, text)
        return paragraph

    def _head(self, paragraph: Paragraph, left: str, right: str) -> None:
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        _run(paragraph, left)
        if right:
            _run(paragraph, f"\t{right}", HEADING)
        wordxml.rule_below(paragraph)

    def _foot(self, paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH) -> None:
        paragraph.alignment = align
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
        _run(paragraph, "— ")
        for run in wordxml.add_page_number(paragraph):
            wordxml.set_fonts(run._r, LATIN, _font_of(paragraph))
        _run(paragraph, " —")


def _fill(cell: _Cell, text: str, align: Align, font: str, style: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph._p.style = style
    paragraph.alignment = _ALIGN[align]
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _run(paragraph, text, font)


def _run(paragraph: Paragraph, text: str, font: str = "") -> Run:
    run = paragraph.add_run(text)
    wordxml.set_fonts(run._r, LATIN, font or _font_of(paragraph))
    return run


def _font_of(paragraph: Paragraph) -> str:
    style = paragraph.style
    return FORMS[style.name or "Normal" if style else "Normal"].font
