"""一地一单 on the region's page: the button that writes what the page shows on one page of Word."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import Say, mark
from dashboard.pack.region_sheet import RegionSheet, region_sheet, sheet_name
from dashboard.parts.board_switch import board_label
from dashboard.parts.certainty import alike
from dashboard.parts.frame import edition_words
from dashboard.parts.giving import give_button
from dashboard.parts.numbers import figure
from dashboard.parts.region import region_context, region_title
from dashboard.parts.session import desk, locale, say
from dashboard.releasing.reading import Edition, open_edition
from dashboard.usecases.climbing import Climb, climbs
from dashboard.usecases.desk import Desk
from dashboard.usecases.downloads import record_download
from dashboard.usecases.prospects import prospects
from dashboard.usecases.rank_moves import RankMove, rank_move
from dashboard.usecases.region_report import RegionReport
from dashboard.usecases.standing_boards import BoardPlace, places_on_boards
from dashboard.usecases.standings import earlier_quarter
from dashboard.usecases.tasks import own_tasks

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def sheet_button(source: Edition, report: RegionReport) -> None:
    """The button of the region's sheet; the file is written on the click, from what the page shows."""
    words, opened, language = say(), desk(), locale()
    title, context, state = region_title(report), tuple(region_context(report)), edition_words(source)
    file = sheet_name(report.name, report.quarter, words)

    def give() -> bytes:
        record_download(opened, "results", report.quarter, source.release is not None, file=file)
        return region_sheet(_sheet(source, opened, report, (title, context, state), language, words))

    give_button("region_sheet", words(mark("Sheet of the region (Word, one page)")), give, file, _DOCX)


def _sheet(
    source: Edition,
    opened: Desk,
    report: RegionReport,
    said: tuple[str, tuple[str, ...], str],
    language: str,
    words: Say,
) -> RegionSheet:
    at, book, quarter, code = source.desk, source.book, report.quarter, report.code
    title, context, state = said
    province = at.config.province
    return RegionSheet(
        report=report,
        title=title,
        context=context,
        places=_places(report, places_on_boards(book, quarter, code), words),
        state=state,
        department=province.department_en if language == "en" else province.department,
        move=_move(source, opened, report, language),
        found=prospects(at, book, quarter, code, language),
        climbs=_climbs(climbs(at, book, quarter, code, language), report.precision, words),
        tasks=own_tasks(at, book, quarter, code, language),
        made=source.release.made if source.release else opened.local(opened.now()),
        locale=language,
    )


def _move(source: Edition, opened: Desk, report: RegionReport, language: str) -> RankMove | None:
    """Why it moved since the newest release of the earlier quarter, or the same book where there is none."""
    before = open_edition(opened, earlier_quarter(report.quarter))
    base = before.book if before.release else source.book
    return rank_move(source.desk, source.book, base, report.quarter, report.code, language)


def _places(report: RegionReport, places: Sequence[BoardPlace], words: Say) -> tuple[str, ...]:
    """The place on each board on which it has one, and how many units are about level."""
    sentence = mark("{board}: place {rank} of {units}")
    told = [
        words(sentence, board=board_label(one.board, words), rank=one.rank, units=one.ranked_units)
        for one in places
        if one.rank is not None
    ]
    return (*told, alike(report.row, words))


def _climbs(found: Sequence[Climb], precision: int, words: Say) -> tuple[str, ...]:
    reached = mark("Place {rank}: {gap} points, fewest items {count}")
    beyond = mark("Place {rank}: {gap} points, out of reach for now")
    return tuple(
        words(reached if one.reached else beyond, rank=one.rank, gap=figure(one.gap, precision), count=len(one.ways))
        for one in found
    )
