"""通报材料 on the page: one button writes the quarter's workbook and bulletin, two more give one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from config.wording import mark
from dashboard.pack.archive import archive
from dashboard.pack.bulletin import bulletin
from dashboard.pack.contents import PackContents
from dashboard.pack.phrases import archive_name, bulletin_name, workbook_name
from dashboard.pack.workbook import ranking_workbook
from dashboard.parts.session import locale, say
from dashboard.releasing.reading import Edition
from dashboard.usecases.packing import pack_contents

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Write = Callable[[PackContents], bytes]


@dataclass(frozen=True)
class _Button:
    label: str
    write: Write
    name: Callable[[str, str], str]
    mime: str
    kind: Literal["primary", "secondary"]


_BUTTONS = (
    _Button(mark("Write the bulletin material"), archive, archive_name, "application/zip", "primary"),
    _Button(mark("Ranking workbook (Excel)"), ranking_workbook, workbook_name, _XLSX, "secondary"),
    _Button(mark("Bulletin (Word)"), bulletin, bulletin_name, _DOCX, "secondary"),
)


def download_buttons(source: Edition, quarter: str) -> None:
    """The buttons in a row; the files are written on the click, from the scores that the page shows."""
    words = say()
    language = locale()

    def written(write: Write) -> Callable[[], bytes]:
        return lambda: write(pack_contents(source.desk, source.book, quarter, language))

    with st.container(horizontal=True, gap="small", key="downloads"):
        for button in _BUTTONS:
            st.download_button(
                words(button.label),
                written(button.write),
                file_name=button.name(quarter, language),
                mime=button.mime,
                type=button.kind,
                on_click="ignore",
                key=f"download_{button.label}",
            )
