"""The workbench: the sheet as it looks in Excel with its faults coloured, beside the findings; each shows the other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from streamlit.components.v2 import component

from config.model import Severity
from config.wording import Say, mark
from dashboard.parts.findings import NAMES, SIGNS, findings_list
from dashboard.parts.markup import Html, element, join
from dashboard.parts.session import locale, say
from loaders.intake.outcome import Finding, PrintedSheet

_SCRIPT = (Path(__file__).parent / "sheet.js").read_text(encoding="utf-8")
_NUMBER = re.compile(r"^[-−+]?[\d０-９,，.．%％]+$")
_mount: Any = component("jiping_sheet", html='<div class="jp jp-bench"></div>', js=_SCRIPT, isolate_styles=False)
Faults = Mapping[str, Severity]


def workbench(sheets: Sequence[PrintedSheet], findings: Sequence[Finding], *, key: str, first: str = "") -> None:
    """Show sheets and findings side by side; a finding scrolls the sheet to its cell, a cell shows its finding.

    Where no finding has a cell, the sheet named `first` is the one that is shown.
    """
    names = [sheet.name for sheet in sheets]
    shown = names.index(first) if first in names else 0
    _mount(key=key, data={"html": str(workbench_of(sheets, findings, say(), locale())), "first": shown})


def workbench_of(sheets: Sequence[PrintedSheet], findings: Sequence[Finding], words: Say, locale: str) -> Html:
    """The markup of the workbench; every text of the file is escaped."""
    names = [sheet.name for sheet in sheets]
    tabs = [_tab(number, sheet, findings, words) for number, sheet in enumerate(sheets)]
    grids = [_grid(number, sheet, faults_of(sheet.name, findings), words) for number, sheet in enumerate(sheets)]
    nothing = element("p", words(mark("There is no sheet to show.")), css="jp-note")
    left = element("div", *(grids or [nothing]), element("div", *tabs, css="jp-tabs", role="tablist"), css="jp-sheets")
    return join((left, element("div", findings_list(findings, words, locale, names), css="jp-found")))


def faults_of(sheet: str, findings: Sequence[Finding]) -> dict[str, Severity]:
    """The cells of a sheet that have a finding, each with its gravest."""
    order = list(Severity)
    faults: dict[str, Severity] = {}
    for finding in findings:
        if finding.sheet == sheet and finding.cell:
            known = faults.get(finding.cell, finding.severity)
            faults[finding.cell] = min(known, finding.severity, key=order.index)
    return faults


def _tab(number: int, sheet: PrintedSheet, findings: Sequence[Finding], words: Say) -> Html:
    errors = sum(f.sheet == sheet.name and f.severity is Severity.ERROR for f in findings)
    hidden = element("small", words(mark("hidden"))) if sheet.hidden else ""
    count = element("i", words(mark("{count} mistakes"), count=errors)) if errors else ""
    return element("button", sheet.name, hidden, count, type="button", role="tab", data_tab=number)


def _grid(number: int, sheet: PrintedSheet, faults: Faults, words: Say) -> Html:
    head = element("tr", element("th", ""), *(element("th", column) for column in sheet.columns))
    lines = [_line(place, cells, sheet.columns, faults, words) for place, cells in enumerate(sheet.lines, 1)]
    cut = element("p", words(mark("Only the first {rows} rows are shown; all were read."), rows=len(sheet.lines)))
    table = element("table", element("thead", head), element("tbody", *lines))
    return element("div", table, cut if sheet.cut else "", css="jp-grid", data_grid=number, tabindex="0")


def _line(place: int, cells: Sequence[str], columns: Sequence[str], faults: Faults, words: Say) -> Html:
    texts = [*cells, *([""] * (len(columns) - len(cells)))]
    addresses = [f"{column}{place}" for column in columns]
    ends = _end_of_title(texts, addresses, faults)
    shown = [_cell(texts[n], addresses[n], faults.get(addresses[n]), words) for n in range(ends)]
    for n in range(ends, len(columns))[:1]:
        shown.append(element("td", texts[n], colspan=len(columns) - n, data_cell=addresses[n]))
    return element("tr", element("th", place), *shown)


def _end_of_title(texts: Sequence[str], addresses: Sequence[str], faults: Faults) -> int:
    """Where the last text of a line may run over the empty cells after it, as it does in Excel; else the end."""
    last = max((n for n, text in enumerate(texts) if text), default=len(texts))
    runs_over = last < len(texts) - 1 and not _NUMBER.match(texts[last])
    return last if runs_over and not any(address in faults for address in addresses[last:]) else len(texts)


def _cell(text: str, address: str, fault: Severity | None, words: Say) -> Html:
    css = ["jp-number"] if _NUMBER.match(text) else []
    if fault is None:
        return element("td", text, css=" ".join(css), data_cell=address)
    label = element("em", f"{SIGNS[fault]} {words(NAMES[fault])}")
    return element("td", label, text, css=" ".join([*css, f"jp-at-{fault.value}"]), data_cell=address)
