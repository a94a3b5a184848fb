"""下载数据: the stored values behind the page, of its indicator or of the whole period, in four forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from config.wording import mark
from dashboard.parts.giving import Download, give_button
from dashboard.parts.session import desk, edition, say
from dashboard.usecases.downloads import record_download
from dashboard.usecases.values import values_frame, wanted_on_page
from dashboard.usecases.values_files import FORMS, Write, bytes_of, write_csv_for_excel


@dataclass(frozen=True)
class _Button:
    name: Download
    label: str
    ending: str
    write: Write


_BUTTONS = (
    _Button("values_xlsx", mark("Excel"), "xlsx", FORMS["xlsx"].write),
    _Button("values_csv", mark("CSV"), "csv", write_csv_for_excel),
    _Button("values_parquet", mark("Parquet"), "parquet", FORMS["parquet"].write),
    _Button("values_json", mark("JSON"), "json", FORMS["json"].write),
)


def values_download(period: str, code: str, name: str) -> None:
    """A button that opens the choice: this indicator or all of the period, then the form; written on the click."""
    words = say()
    with st.popover(words(mark("Download data")), width="stretch"):
        one, every = words(mark("This indicator")), words(mark("All of this period"))
        chosen = st.radio(words(mark("What to download")), (one, every), horizontal=True, key="download_scope")
        wanted = code if chosen == one else ""
        stem = f"{name if wanted else every}_{period}".replace("/", "_")
        with st.container(horizontal=True, gap="small"):
            for button in _BUTTONS:
                file, media = f"{stem}.{button.ending}", FORMS[button.ending].media
                give_button(button.name, words(button.label), _written(button, period, wanted), file, media)
        st.caption(words(mark("The values as they were handed in, each with its file, cell and receipt.")))
        if edition(period).book.release is not None:
            st.caption(words(mark("They are the newest in the store; the released results may rest on earlier ones.")))


def _written(button: _Button, period: str, code: str) -> Callable[[], bytes]:
    opened = desk()

    def give() -> bytes:
        record_download(opened, "values", period, indicator=code, form=button.ending)
        return bytes_of(values_frame(opened, wanted_on_page(opened.config, period, code)), button.write)

    return give
