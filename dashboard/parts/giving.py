"""The files that pages give out: one list, and the one button that gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, get_args

import streamlit as st

Download = Literal[
    "results_archive",
    "results_workbook",
    "results_bulletin",
    "results_slides",
    "board_xlsx",
    "region_sheet",
    "scheme_workbook",
    "shortfalls_xlsx",
    "direction_xlsx",
    "ledger_xlsx",
    "values_xlsx",
    "values_csv",
    "values_parquet",
    "values_json",
    "template",
    "annotated_copy",
    "receipt",
    "received_file",
    "evidence",
    "account_list",
    "account_template",
    "account_passwords",
    "trail_xlsx",
    "trail_jsonl",
    "appeal_evidence",
    "meeting_minutes",
    "honours_xlsx",
    "honours_docx",
    "honour_file",
    "case_file",
    "entry_file",
]
DOWNLOADS: tuple[Download, ...] = get_args(Download)
"""docs/access.md says of each who gets it; a test holds that none is missing there."""
Content = bytes | str | Callable[[], bytes | str]
Kind = Literal["primary", "secondary", "tertiary"]
PLACES: Mapping[Download, tuple[str, ...]] = {
    **dict.fromkeys(("results_archive", "results_workbook", "results_bulletin", "results_slides"), ("ranking",)),
    "board_xlsx": ("ranking",),
    "region_sheet": ("region",),
    "scheme_workbook": ("method",),
    "shortfalls_xlsx": ("shortfalls",),
    "direction_xlsx": ("direction",),
    "ledger_xlsx": ("ledgers",),
    **dict.fromkeys(("values_xlsx", "values_csv", "values_parquet", "values_json"), ("indicator",)),
    **dict.fromkeys(("template", "annotated_copy", "receipt"), ("upload",)),
    "received_file": ("progress", "review"),
    "evidence": ("assignments",),
    **dict.fromkeys(("account_list", "account_template", "account_passwords"), ("accounts",)),
    **dict.fromkeys(("trail_xlsx", "trail_jsonl"), ("trail",)),
    "appeal_evidence": ("appeals", "region"),
    "meeting_minutes": ("meeting",),
    **dict.fromkeys(("honours_xlsx", "honours_docx", "honour_file"), ("honours",)),
    "case_file": ("highlights",),
    "entry_file": ("selection",),
}
"""The pages that have the button of a file, by the names of their views."""


def give_button(
    name: Download,
    label: str,
    content: Content,
    file: str,
    media: str,
    *,
    of: str = "",
    kind: Kind = "secondary",
    then: Callable[[], None] | None = None,
) -> None:
    """The button of a file; `of` tells several of one name apart, `then` is done on the click.

    Content that is a function is written on the click, and asks the use case then.
    """
    key = f"{name}.{of}" if of else name
    st.download_button(
        label, content, file_name=file, mime=media, key=key, type=kind, on_click=then if then is not None else "ignore"
    )
