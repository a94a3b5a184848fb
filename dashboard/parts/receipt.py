"""回执: the receipt on the page, on paper and as a small file of its own."""

from __future__ import annotations

from typing import Any

from streamlit.components.v2 import component

from config.wording import Say, mark
from dashboard.parts.deadlines import moment, zone_name
from dashboard.parts.filters import quarter_name
from dashboard.parts.markup import Html, element, facts
from dashboard.parts.numbers import figure
from dashboard.usecases.slips import Slip

KINDS = {
    "division_workbook": mark("division workbook"),
    "statutory_form": mark("statutory form"),
    "region_table": mark("table by region"),
}
LATE = mark("handed in after the deadline (late)")
ON_TIME = mark("handed in on time")
_SCRIPT = """
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button")
  button.textContent = data.label
  button.onclick = () => {
    for (const slip of document.querySelectorAll(".jp-receipt"))
      slip.toggleAttribute("data-other", slip.dataset.number !== data.number)
    window.print()
  }
}
"""
_STYLE = (
    "body{font:15px/1.6 'Noto Sans SC','Microsoft YaHei',sans-serif;max-width:42em;margin:3em auto;color:#1b1d1f}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.25em 1.5em}dt{color:#5c6265}dd{margin:0;"
    "overflow-wrap:anywhere}h1{font-size:1.5em;border-bottom:2px solid}"
)
_BUTTON = '<button class="jp-print" type="button"></button>'
_mount: Any = component("jiping_print", html=_BUTTON, js=_SCRIPT, isolate_styles=False)


def print_button(number: str, words: Say) -> None:
    """A button that opens the browser's own print window; only the receipt with the number is printed."""
    data = {"label": words(mark("Print the receipt")), "number": number}
    _mount(key=f"print_{number}", data=data, width="content")


def receipt(slip: Slip, words: Say) -> Html:
    """The receipt as it stands on the page."""
    title = words(mark("This very file was received before; its first receipt stands")) if slip.before else ""
    return element(
        "section",
        element("h3", words(mark("Receipt {number}"), number=slip.number)),
        element("p", title, css="jp-note") if title else "",
        facts(receipt_lines(slip, words)),
        css="jp-receipt",
        data_number=slip.number,
    )


def receipt_file(slip: Slip, words: Say) -> bytes:
    """The receipt as an HTML page that needs nothing else."""
    title = words(mark("Receipt {number}"), number=slip.number)
    body = element("body", element("h1", title), facts(receipt_lines(slip, words)))
    head = element("head", Html('<meta charset="utf-8">'), element("title", title), element("style", Html(_STYLE)))
    return f"<!DOCTYPE html>{element('html', head, body, lang='en' if slip.locale == 'en' else 'zh-CN')}".encode()


def receipt_lines(slip: Slip, words: Say) -> list[tuple[str, object]]:
    """What a receipt says, line by line."""
    remarks = words(mark("{warnings} reminders, {notes} notes"), warnings=slip.warnings, notes=slip.notes)
    return [
        (words(mark("Received")), f"{moment(slip.received, seconds=True)} {zone_name(slip.timezone, slip.locale)}"),
        (words(mark("By")), slip.department),
        (words(mark("Punctuality")), _punctuality(slip, words)),
        (words(mark("Submitter")), slip.submitter or slip.region),
        (words(mark("Handed in by")), slip.sender),
        (words(mark("Quarter")), quarter_name(slip.quarter, words)),
        (words(mark("Recognised as")), words(KINDS.get(slip.kind, slip.kind))),
        (words(mark("Figures")), figure(slip.rows, 0)),
        (words(mark("Highlight cases")), figure(slip.highlights, 0) if slip.highlights else ""),
        (words(mark("Findings")), remarks),
        (words(mark("File")), words(mark("{name} ({size} bytes)"), name=slip.file_name, size=figure(slip.size, 0))),
        ("SHA-256", slip.sha256),
    ]


def _punctuality(slip: Slip, words: Say) -> Html:
    return element("b", words(LATE if slip.late else ON_TIME), css="jp-alarm" if slip.late else "")
