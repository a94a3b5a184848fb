"""Slides as they are laid out: paper, ink, one blue-green; the answer as title, the release at the foot."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Length, Pt

FONT = "Microsoft YaHei"
_INK, _QUIET, _DATA, _PAPER, _PANEL = (
    RGBColor(0x1E, 0x23, 0x26),
    RGBColor(0x5C, 0x62, 0x65),
    RGBColor(0x12, 0x6E, 0x78),
    RGBColor(0xFB, 0xFA, 0xF6),
    RGBColor(0xF0, 0xEE, 0xE8),
)
_WIDE, _HIGH = Inches(13.333), Inches(7.5)
_LEFT, _TEXT = Inches(0.7), Inches(11.93)
_BLANK = 6
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


class Slides:
    """A presentation under way; `foot` stands at the bottom of every slide, with its number."""

    def __init__(self, *, title: str, author: str, made: dt.datetime, foot: str) -> None:
        self._show: Any = Presentation()
        self._show.slide_width, self._show.slide_height = _WIDE, _HIGH
        self._foot = foot
        about = self._show.core_properties
        about.title, about.author, about.comments, about.keywords = title, author, "", ""
        about.created = about.modified = made
        about.last_modified_by = author

    def title(self, head: str, line: str, department: str) -> None:
        """The first slide."""
        slide = self._slide()
        self._write(slide, Inches(2.4), Inches(1.6), [head], size=40, bold=True)
        self._write(slide, Inches(4.1), Inches(0.7), [line], size=22, color=_QUIET)
        self._write(slide, Inches(5.2), Inches(0.7), [department], size=22)

    def words(self, head: str, lines: Sequence[str], size: int = 20) -> None:
        """A title and a few lines."""
        slide = self._headed(head)
        self._write(slide, Inches(1.5), Inches(5.2), lines, size=size, space=10)

    def bars(self, head: str, names: Sequence[str], points: Sequence[float], pattern: str) -> None:
        """A title and a bar for each unit, the first on top; a chart that PowerPoint can edit."""
        slide, data = self._headed(head), CategoryChartData(number_format=pattern)
        data.categories = list(names)
        data.add_series("", list(points))
        place = (_LEFT, Inches(1.4), _TEXT, Inches(5.4))
        chart = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *place, data).chart
        _plain(chart, pattern)

    def table(
        self,
        head: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        figures: Sequence[int] = (),
    ) -> None:
        """A title and a table; `widths` are shares of the whole, columns of `figures` stand to the right."""
        slide = self._headed(head)
        place = (_LEFT, Inches(1.4), _TEXT, Inches(0.35) * (len(rows) + 1))
        drawn = slide.shapes.add_table(len(rows) + 1, len(heads), *place).table
        for column, share in zip(drawn.columns, widths, strict=True):
            column.width = Length(int(_TEXT * share / sum(widths)))
        for number, cells in enumerate((heads, *rows)):
            for place_of, (cell, text) in enumerate(zip(drawn.rows[number].cells, cells, strict=True)):
                _fill(cell, text, head=number == 0, right=place_of in figures)

    def to_bytes(self) -> bytes:
        """The presentation as pptx bytes; the same slides give the same bytes."""
        buffer = io.BytesIO()
        self._show.save(buffer)
        return _settled(buffer.getvalue())

    def _slide(self) -> Any:
        slide = self._show.slides.add_slide(self._show.slide_layouts[_BLANK])
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = _PAPER
        text = f"{self._foot}    {len(self._show.slides)}"
        self._write(slide, Inches(6.95), Inches(0.4), [text], size=12, color=_QUIET)
        return slide

    def _headed(self, head: str) -> Any:
        slide = self._slide()
        self._write(slide, Inches(0.4), Inches(0.9), [head], size=26, bold=True)
        return slide

    def _write(
        self,
        slide: Any,
        top: Length,
        height: Length,
        lines: Sequence[str],
        *,
        size: int,
        bold: bool = False,
        color: RGBColor = _INK,
        space: int = 0,
    ) -> None:
        frame = slide.shapes.add_textbox(_LEFT, top, _TEXT, height).text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(space)
            run = paragraph.add_run()
            run.text = line
            _letters(run.font, size, bold=bold, color=color)


def _settled(content: bytes, *, inside: bool = False) -> bytes:
    """A packed file without the moment at which it was written, nor that of the workbook `inside` each chart."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith(".xlsx"):
                data = _settled(data, inside=True)
            elif inside and name == "docProps/core.xml":
                data = _MOMENT.sub(rb"\g<1>2000-01-01T00:00:00Z", data)
            target.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _letters(font: Any, size: int, *, bold: bool = False, color: RGBColor = _INK) -> None:
    """Size, colour, and the font by name for Latin and Chinese signs alike."""
    font.size, font.bold, font.name = Pt(size), bold, FONT
    font.color.rgb = color
    _chinese(font._element)


def _chinese(properties: Any) -> None:
    for known in properties.findall(qn("a:ea")):
        properties.remove(known)
    latin = properties.find(qn("a:latin"))
    named = properties.makeelement(qn("a:ea"), {"typeface": FONT})
    latin.addnext(named)


def _fill(cell: Any, text: str, *, head: bool, right: bool) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = _PANEL if head else _PAPER
    cell.margin_top = cell.margin_bottom = Pt(2)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = text
    _letters(run.font, 15, bold=head)


def _plain(chart: Any, pattern: str) -> None:
    """One colour, figures at the bars, the first on top, no grid and no legend."""
    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.name = Pt(13), FONT
    _chinese(chart.font._element)
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = _QUIET
    chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
    chart.value_axis.minimum_scale = 0
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 45, True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = pattern, False
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    plot.series[0].format.fill.solid()
    plot.series[0].format.fill.fore_color.rgb = _DATA
