"""A submitted file on the page: its figures as printed, with publisher, date, address and receipt."""

from __future__ import annotations

from config.wording import Say, mark
from dashboard.parts.indicator import ROLES, period_name
from dashboard.parts.markup import Html, element, join, section_head, show
from dashboard.parts.numbers import separated
from dashboard.parts.provenance import source_facts, status_words
from dashboard.parts.session import say
from dashboard.parts.table import Column, Row, plain_table
from dashboard.usecases.file_report import FileReport, PrintedFigure
from dashboard.usecases.sources import Source


def file_name(source: Source) -> str:
    """How a file is listed: its name and its publisher or receipt."""
    return f"{source.file_name} · {source.publisher or source.receipt}"


def file_title(report: FileReport) -> str:
    """What the file holds."""
    words, figures = say(), sum(figure is not None for line in report.lines for figure in line.figures)
    if report.by_region:
        return words(
            mark("{file}: {count} figures of {regions} regions"),
            file=_stem(report),
            count=figures,
            regions=len(report.regions),
        )
    region = ", ".join(report.regions)
    return words(mark("{file}: {count} figures of {region}"), file=_stem(report), count=figures, region=region)


def file_table(report: FileReport) -> None:
    """The figures as they were printed, each with its cell."""
    words = say()
    section_head(words(mark("The figures as printed, each with its cell")))
    names = mark("Region") if report.by_region else mark("Statistic")
    first = Column(words(names), align="tight" if report.by_region else "left", names=True)
    code = [] if report.by_region or not any(line.code for line in report.lines) else [Column(words(mark("Code")))]
    unit = [] if report.by_region else [Column(words(mark("Unit")))]
    columns = [first, *code, *unit, *(_column(column, words, report.by_region) for column in report.columns)]
    rows = []
    for line in report.lines:
        known = next((figure.unit for figure in line.figures if figure), "")
        extra = (*([line.code] if code else []), *([known] if unit else []))
        rows.append(Row((line.name, *extra, *(_figure(figure, words) for figure in line.figures))))
    plain_table(columns, rows)


def file_source(report: FileReport) -> None:
    """Everything that is known of where the file came from."""
    section_head(say()(mark("Where the figures came from")))
    show(source_facts(report.source, say()))


def _stem(report: FileReport) -> str:
    return report.source.file_name.rsplit(".", 1)[0].replace("_", " ")


def _column(column: tuple[str, str], words: Say, by_region: bool) -> Column:
    name, below = column
    if by_region:
        return Column(name, below, align="figure")
    return Column(period_name(name, words), words(ROLES[below]), align="right")


def _figure(figure: PrintedFigure | None, words: Say) -> Html:
    if figure is None:
        return Html("")
    text = (
        separated(figure.text) if figure.text else element("span", status_words(figure.status, words), css="jp-status")
    )
    return join((text, element("span", figure.cell, css="jp-sub")))
