"""通报材料 on the page: one button writes the quarter's workbook and bulletin, three more give one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from config.wording import mark
from dashboard.pack.archive import archive
from dashboard.pack.bulletin import bulletin
from dashboard.pack.contents import PackContents, Plan
from dashboard.pack.phrases import archive_name, bulletin_name, workbook_name
from dashboard.pack.slides import slides, slides_name
from dashboard.pack.workbook import ranking_workbook
from dashboard.parts.giving import Download, Kind, give_button
from dashboard.parts.session import desk, locale, say
from dashboard.releasing.reading import Edition
from dashboard.usecases.assignments.reports import AssignmentReport, assignments
from dashboard.usecases.desk import Desk
from dashboard.usecases.direction import direction
from dashboard.usecases.downloads import record_download
from dashboard.usecases.packing import pack_contents

_ZIP = "application/zip"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
Write = Callable[[PackContents], bytes]


@dataclass(frozen=True)
class _Button:
    name: Download
    label: str
    write: Write
    file: Callable[[str, str], str]
    mime: str
    kind: Kind


_BUTTONS = (
    _Button(
        "results_archive", mark("Write the bulletin material"), archive, archive_name, "application/zip", "primary"
    ),
    _Button("results_workbook", mark("Ranking workbook (Excel)"), ranking_workbook, workbook_name, _XLSX, "secondary"),
    _Button("results_slides", mark("Slides (PowerPoint)"), slides, slides_name, _PPTX, "secondary"),
    _Button("results_bulletin", mark("Bulletin (Word)"), bulletin, bulletin_name, _DOCX, "secondary"),
)


def _plans(source: Edition, quarter: str, language: str) -> tuple[Plan, ...]:
    """The divisions' plans of the province's key tasks, the furthest behind first, as the edition has them."""
    found = direction(source.desk, source.book, quarter, language).province
    return tuple(Plan(one.task.division_name, one.task.title, one.task.plan) for one in found if one.task.plan)


def _overdue(opened: Desk, language: str) -> tuple[AssignmentReport, ...]:
    """The overdue assignments in sight, as they stand today; none for who sees no assignments."""
    if not opened.sight.has("assignments"):
        return ()
    return tuple(one for one in assignments(opened, language) if one.overdue)


def download_buttons(source: Edition, quarter: str) -> None:
    """The buttons in a row; the files are written on the click, from the scores that the page shows."""
    words = say()
    language = locale()

    opened, released = desk(), source.release is not None

    def written(button: _Button) -> Callable[[], bytes]:
        def give() -> bytes:
            file = button.file(quarter, language)
            overdue, today = _overdue(opened, language), f"{opened.local(opened.now()):%Y-%m-%d}"
            record_download(opened, "results", quarter, released and not overdue, file=file)
            contents = pack_contents(source.desk, source.book, quarter, language)
            plans = _plans(source, quarter, language)
            return button.write(replace(contents, plans=plans, overdue=overdue, today=today))

        return give

    with st.container(horizontal=True, gap="small", key="downloads"):
        for button in _BUTTONS:
            file = button.file(quarter, language)
            give_button(button.name, words(button.label), written(button), file, button.mime, kind=button.kind)
