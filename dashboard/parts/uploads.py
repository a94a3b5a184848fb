"""What the upload page says of the files in the tray: what each was recognised as, how it stands, what is asked."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from config.model import Severity
from config.wording import Say, mark
from dashboard.parts.copies import annotated_button
from dashboard.parts.deadlines import time_left, window_words
from dashboard.parts.filters import quarter_name
from dashboard.parts.findings import counts_words
from dashboard.parts.giving import give_button
from dashboard.parts.links import open_results
from dashboard.parts.markup import Html, element, join, section_head, show
from dashboard.parts.numbers import MISSING, figure
from dashboard.parts.receipt import KINDS, print_button, receipt, receipt_file
from dashboard.parts.returns import sent_back, standing_of_receipt
from dashboard.parts.session import desk, locale, say
from dashboard.parts.table import Column, Row, table
from dashboard.parts.tray import Tray
from dashboard.parts.trial import headline
from dashboard.usecases.names import name_of_submitter
from dashboard.usecases.slips import Slip
from dashboard.usecases.trial import Trial
from dashboard.usecases.uploading import Upload, answered, answers
from dashboard.usecases.windows import Deadline
from loaders.intake.outcome import Ask

ASKS: dict[Ask, str] = {
    "region": mark("Which region is this file about? It does not say so."),
    "period": mark("Which quarter is this file about? It does not say so."),
}
STANDINGS = {
    "asks": mark("needs an answer"),
    "refused": mark("needs mending"),
    "unexplained": mark("needs a reason"),
    "ready": mark("ready to submit"),
}
NOT_KEPT = mark("{name} was not kept; it is still on this page. {why} {remedy}")
_CSS = {"asks": "jp-soon", "refused": "jp-alarm", "unexplained": "jp-soon", "ready": "jp-up"}
_SIGNS = {"asks": "？", "refused": "✕", "unexplained": "！", "ready": "✓"}


def upload_title(tray: Tray) -> str:
    """The answer: what has to be done now."""
    words, files = say(), tray.files
    ready = sum(upload.standing == "ready" for upload in files)
    if not files:
        returned = sum(map(sent_back, tray.slips))
        if returned:
            return words(mark("{count} submissions were sent back: mend them and hand them in again"), count=returned)
        done = mark("Received: {count} files; the receipts are below")
        return words(done, count=len(tray.slips)) if tray.slips else words(mark("Which files do you want to submit?"))
    if ready == len(files):
        return words(mark("Nothing stands in the way: {count} files can be submitted"), count=ready)
    return words(mark("{waiting} of {count} files need your attention"), waiting=len(files) - ready, count=len(files))


def upload_context(deadline: Deadline | None) -> list[str]:
    """The quarter and its window."""
    words = say()
    return [quarter_name(deadline.quarter, words) if deadline else "", window_words(deadline, words)]


def standing(upload: Upload, words: Say) -> Html:
    """How a file stands, as sign and word."""
    return element("span", f"{_SIGNS[upload.standing]} {words(STANDINGS[upload.standing])}", css=_CSS[upload.standing])


def file_table(tray: Tray) -> None:
    """The files in the tray; the one that is opened is looked at."""
    words, chosen = say(), tray.chosen
    columns = [
        Column(words(mark("File")), names=True, align="text"),
        Column(words(mark("Recognised as"))),
        Column(words(mark("Submitter"))),
        Column(words(mark("Quarter")), align="tight"),
        Column(words(mark("Figures")), align="right"),
        Column(words(mark("Mistakes")), align="right"),
        Column(words(mark("Reminders")), align="right"),
        Column(words(mark("State")), align="tight"),
    ]
    rows = [_row(upload, words, chosen=upload is chosen) for upload in tray.files]
    opened = table(columns, rows, key="tray_table")
    if opened:
        tray.open(opened)
        st.rerun()


def recognised(upload: Upload, tray: Tray) -> None:
    """What a file was recognised as, in one line, and the buttons that give it back annotated or take it out."""
    left, right = st.columns([5, 2], vertical_alignment="center")
    with left:
        show(recognised_words(upload, say()))
    with right, st.container(horizontal=True, horizontal_alignment="right", gap="medium"):
        annotated_button(upload)
        if st.button(say()(mark("Take this file out")), key="take_out", type="tertiary"):
            tray.take_out(upload.key)
            st.rerun()


def recognised_words(upload: Upload, words: Say) -> Html:
    """Kind, title, submitter, quarter and number of figures as they were read."""
    intake = upload.intake
    if intake.kind is None:
        return element("p", words(mark("The product does not recognise this file.")), css="jp-recognised")
    unit = _submitter(upload)
    parts = [
        element("b", words(KINDS[intake.kind])),
        intake.title,
        words(mark("submitted by {unit}"), unit=unit) if unit else "",
        quarter_name(upload.quarter, words) if upload.quarter else "",
        words(mark("{count} figures"), count=figure(len(intake.rows), 0)),
        words(mark("{count} highlights"), count=len(intake.highlights)) if intake.highlights else "",
    ]
    return element("p", *(element("span", part) for part in parts if part), css="jp-recognised jp-context")


def ask_for(upload: Upload, tray: Tray) -> None:
    """Ask for what the file does not say; an answer reads it again."""
    told = upload.told
    asked: list[tuple[Ask, str]] = [("region", told.region_code), ("period", told.period)]
    wanted = [(ask, known) for ask, known in asked if ask in upload.intake.asks or known]
    for (ask, known), column in zip(wanted, st.columns(3) if wanted else (), strict=False):
        with column:
            _ask(upload, ask, known, tray)


def bar_words(tray: Tray, deadline: Deadline | None, found: Trial | None) -> Html:
    """What the bar at the foot says: mistakes, reminders, the trial score, how long the window is open."""
    words, files = say(), tray.files
    errors = sum(upload.count(Severity.ERROR) for upload in files)
    warnings = sum(upload.count(Severity.WARNING) for upload in files)
    asking = sum(upload.standing == "asks" for upload in files)
    parts: list[object] = [*counts_words(errors, warnings, words)] if files else []
    if asking:
        parts.append(element("b", words(mark("{count} questions to answer"), count=asking), css="jp-soon"))
    waiting = sum(len(upload.unexplained) for upload in files)
    if waiting:
        parts.append(element("b", words(mark("{count} reminders need a reason"), count=waiting), css="jp-soon"))
    if found is not None:
        parts.append(element("b", headline(found, words)))
    if deadline is not None:
        parts += [quarter_name(deadline.quarter, words), time_left(deadline, words)]
    return element("div", join(element("span", part) for part in parts), css="jp-bar-words jp-context")


def receipts(slips: Sequence[Slip]) -> None:
    """The receipts of the reader, those that were sent back first; each to keep as a file, all to print."""
    words = say()
    section_head(words(mark("My receipts")))
    ordered = sorted(slips, key=lambda slip: not sent_back(slip))
    for slip, column in zip(ordered, st.columns(2) * len(slips), strict=False):
        with column:
            _receipt_buttons(slip, words)
            standing_of_receipt(slip, words)
            show(receipt(slip, words))


def _receipt_buttons(slip: Slip, words: Say) -> None:
    with st.container(horizontal=True, key=f"receipt_{slip.number}"):
        print_button(slip.number, words)
        file, name = receipt_file(slip, words), f"{slip.number}.html"
        give_button("receipt", words(mark("Save the receipt")), file, name, "text/html", of=slip.number)
        if desk().config.schemes and st.button(words(mark("See the ranking")), key=f"rank_{slip.number}"):
            open_results(slip.quarter)


def _row(upload: Upload, words: Say, *, chosen: bool) -> Row:
    intake = upload.intake
    cells: tuple[object, ...] = (
        upload.name,
        words(KINDS[intake.kind]) if intake.kind else MISSING,
        _submitter(upload) or MISSING,
        quarter_name(upload.quarter, words) if upload.quarter else MISSING,
        figure(len(intake.rows), 0),
        upload.count(Severity.ERROR),
        upload.count(Severity.WARNING),
        standing(upload, words),
    )
    return Row(cells, key=upload.key, css="jp-chosen" if chosen else "")


def _submitter(upload: Upload) -> str:
    config, intake = desk().config, upload.intake
    region = config.region.get(intake.region_code)
    return name_of_submitter(config, intake.submitter, locale()) or (region.label(locale()) if region else "")


def _ask(upload: Upload, ask: Ask, known: str, tray: Tray) -> None:
    words, names = say(), answers(desk(), ask, locale())
    printed = names if ask == "region" else {month: quarter_name(quarter, words) for month, quarter in names.items()}
    codes = list(printed)
    chosen = st.selectbox(
        words(ASKS[ask]),
        codes,
        index=codes.index(known) if known in codes else None,
        format_func=lambda code: printed[code],
        placeholder=words(mark("please choose")),
        key=f"ask_{ask}_{upload.key}",
    )
    if chosen and chosen != known:
        told = {"region_code": chosen} if ask == "region" else {"period": chosen}
        tray.put(answered(desk(), upload, **told))
        st.rerun()
