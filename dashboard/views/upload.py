"""报送: choose files, see what is wrong with them, submit, take the receipt."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.explaining import explain
from dashboard.parts.frame import caution, open_page
from dashboard.parts.markup import section_head, show
from dashboard.parts.matching import match_names
from dashboard.parts.session import desk, locale, say
from dashboard.parts.sheet import workbench
from dashboard.parts.templates import template_corner
from dashboard.parts.tray import Tray, dropzone
from dashboard.parts.trial import trial_section
from dashboard.parts.trying import tried
from dashboard.parts.turns import long_work
from dashboard.parts.uploads import (
    NOT_KEPT,
    ask_for,
    bar_words,
    file_table,
    receipts,
    recognised,
    upload_context,
    upload_title,
)
from dashboard.usecases.uploading import Upload, deadline_of, hand_in, read_upload

words = say()
page = open_page()
tray = Tray()


def choose_files() -> None:
    """Step one: the drop zone, and the files that are in the tray."""
    with st.container(key="tray_full" if tray.files else "tray_empty"):
        section_head(words(mark("1 Choose files")))
        dropzone(tray, lambda name, content: read_upload(desk(), name, content))
        if len(tray.files) > 1:
            file_table(tray)


def see_findings(upload: Upload) -> None:
    """Step two: what the file is, what it does not say, and the sheet beside the findings."""
    with st.container(key="findings_step"):
        section_head(words(mark("2 See the findings: {name}"), name=upload.name))
        recognised(upload, tray)
        ask_for(upload, tray)
        match_names(upload, tray)
        workbench(upload.intake.sheets, upload.findings, key=f"bench_{upload.key}", first=upload.first_sheet)
        explain(upload, tray)
        trial_section(found, words)


def submit(ready: list[Upload]) -> None:
    """Step three: hand in what is in order; the rest stays on the page."""
    with long_work(), st.spinner(words(mark("Submitting …"))):
        for done in hand_in(desk(), ready, locale()):
            tray.settle(done)
    st.rerun()


def foot() -> None:
    """The bar that stays at the foot of the window."""
    ready = [upload for upload in tray.files if upload.standing == "ready"]
    label = mark("3 Submit") if len(tray.files) < 2 else mark("3 Submit {count} files")
    with st.bottom, st.container(horizontal=True, horizontal_alignment="distribute", key="submit_bar"):
        show(bar_words(tray, deadline, found))
        if st.button(words(label, count=len(ready)), type="primary", disabled=not ready, key="submit"):
            submit(ready)


deadline = deadline_of(desk(), tray.files)
page.headline(upload_title(tray), upload_context(deadline))
for name, why in tray.not_kept():
    caution(words(NOT_KEPT, name=name, why=why.message(locale()), remedy=why.remedy(locale())))
choose_files()
found = tried(tray.chosen)
if tray.chosen:
    see_findings(tray.chosen)
if tray.slips:
    receipts(tray.slips)
if not tray.files and deadline is not None:
    with st.container(key="template_place"):
        template_corner(deadline.quarter)
foot()
