"""The parts of WordprocessingML that python-docx has no words for: East Asian fonts, fields, borders, table heads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_CELL_MARGIN = "45"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def set_fonts(element: Any, latin: str, east_asian: str) -> None:
    """Name the fonts of a run or a style (its XML element), for each script, and drop those of the theme."""
    fonts = element.get_or_add_rPr().get_or_add_rFonts()
    drop_theme(fonts)
    for script, name in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", east_asian)):
        fonts.set(qn(f"w:{script}"), name)


def drop_theme(fonts: Any) -> None:
    """Take the theme's fonts out of a w:rFonts element."""
    for name in _THEMED:
        fonts.attrib.pop(qn(f"w:{name}"), None)


def declare_fonts(document: Document, fallbacks: Mapping[str, str]) -> None:
    """Replace the document's font table: each font with the one to take where it is not installed."""
    part = document.part
    old = next((key for key, rel in part.rels.items() if rel.reltype == RELATIONSHIP_TYPE.FONT_TABLE), None)
    if old is not None:
        del part.rels[old]
    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(other)}/></w:font>"
        for name, other in fallbacks.items()
    )
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="{_WORD}">{fonts}</w:fonts>'
    name = PackURI("/word/fontTable.xml")
    part.relate_to(Part(name, CONTENT_TYPE.WML_FONT_TABLE, xml.encode(), part.package), RELATIONSHIP_TYPE.FONT_TABLE)


def attach(parent: Any, tag: str, **attributes: str) -> Any:
    """Append a child such as w:tblHeader with w: attributes, and give it."""
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), value)
    parent.append(child)
    return child


def add_page_number(paragraph: Paragraph) -> list[Any]:
    """Append the field that shows the page's number; its runs."""
    runs = [paragraph.add_run() for _ in range(3)]
    attach(runs[0]._r, "w:fldChar", fldCharType="begin")
    attach(runs[1]._r, "w:instrText").text = "PAGE"
    attach(runs[2]._r, "w:fldChar", fldCharType="end")
    return runs


def indent_first_line(style_element: Any, characters: int, points: float) -> None:
    """Indent first lines by characters (as Chinese Word does), with the same in points for other programs."""
    indent = style_element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(characters * 100))
    indent.set(qn("w:firstLine"), str(round(points * 20)))


def rule_below(paragraph: Paragraph) -> None:
    """Draw a thin line below a paragraph."""
    borders = attach(paragraph._p.get_or_add_pPr(), "w:pBdr")
    attach(borders, "w:bottom", val="single", sz="4", space="4", color="auto")


def rule_table(table_element: Any) -> None:
    """Thin black lines around all cells, and narrow margins in them."""
    borders = attach(table_element.tblPr, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        attach(borders, f"w:{side}", val="single", sz="4", space="0", color="auto")
    margins = attach(table_element.tblPr, "w:tblCellMar")
    for side in ("left", "right"):
        attach(margins, f"w:{side}", w=_CELL_MARGIN, type="dxa")


def keep_row(row_element: Any, *, is_head: bool) -> None:
    """Keep a row on one page; a head is repeated on every page."""
    properties = row_element.get_or_add_trPr()
    attach(properties, "w:cantSplit")
    if is_head:
        attach(properties, "w:tblHeader")


def space_letters(style_element: Any, twentieths: str) -> None:
    """Set the space between signs in twentieths of a point, negative to set them tighter."""
    attach(style_element.get_or_add_rPr(), "w:spacing", val=twentieths)
