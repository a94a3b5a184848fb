"""The files of a list of honours: the workbook, and the draft of the public notice; what the page shows."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from config.wording import mark
from dashboard.pack.honour_letter import notice, notice_name
from dashboard.pack.honour_sheets import honours_workbook
from dashboard.pack.phrases import file_stem
from dashboard.parts.giving import Download, give_button
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.downloads import record_download
from dashboard.usecases.honours.confirming import ConfirmedList
from dashboard.usecases.honours.drawn import Drawn

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def honour_downloads(drawn: Drawn, kept: ConfirmedList | None) -> None:
    """The two buttons; the files are written on the click. A list without anybody has none."""
    if not drawn.named:
        return
    words, opened, language, state = say(), desk(), locale(), _state(drawn, kept)
    province = opened.config.province
    department = province.department_en if language == "en" else province.department
    title = f"{drawn.rule.label(language)} {drawn.year}"
    made = opened.local(opened.now()).replace(tzinfo=None)
    workbook = lambda: honours_workbook(drawn, title, state, words, language)  # noqa: E731
    letter = lambda: notice(drawn, department, state, made, words, language)  # noqa: E731
    with st.container(horizontal=True, gap="small", key="downloads"):
        _button("honours_xlsx", words(mark("Download the list (Excel)")), workbook, f"{file_stem(title)}.xlsx", _XLSX)
        label = words(mark("Draft of the public notice (Word)"))
        _button("honours_docx", label, letter, notice_name(drawn, words, language), _DOCX)


def _state(drawn: Drawn, kept: ConfirmedList | None) -> str:
    words = say()
    if kept is not None and kept.sha256 == drawn.sha256:
        said = words(mark("confirmed as {number}"), number=kept.number)
    else:
        said = words(mark("provisional") if drawn.provisional else mark("not confirmed"))
    return f"{said} · {words(mark('demonstration data'))}" if desk().workspace.invented else said


def _button(name: Download, label: str, write: Callable[[], bytes], file: str, media: str) -> None:
    opened = desk()

    def give() -> bytes:
        record_download(opened, "results", file, released=True, file=file)
        return write()

    give_button(name, label, give, file, media)
