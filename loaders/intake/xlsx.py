"""xlsx and xlsm workbooks read part by part: values with their number formats, merged and hidden ranges, formulas.

Read from the XML itself rather than through openpyxl: one pass gives cached values and uncalculated formulas, stops at
the limit of cells while it reads, and does not fail on the styles, drawings and validations of other office software.
"""

from __future__ import annotations

import posixpath
import zipfile
from xml.etree import ElementTree

from loaders.intake.archive import local, parse_part, read_part, walk
from loaders.intake.cells import Book, Cell, Sheet
from loaders.intake.formats import BUILT_IN
from loaders.intake.refusal import MAX_CELLS, MAX_SHEETS, Refusal
from loaders.intake.xlsxsheet import TRUE, SheetPart, read_sheet, text_of


def read_xlsx(archive: zipfile.ZipFile) -> Book:
    """Every worksheet of the workbook as cells.

    Raises Refusal: file_damaged, file_entities, too_many_cells.
    """
    home = _workbook_part(archive)
    workbook = parse_part(archive, home)
    targets = _targets(archive, home)
    texts, formats = _shared_texts(archive, targets), _formats(archive, targets)
    on_load = any(local(e.tag) == "calcPr" and e.get("fullCalcOnLoad") in TRUE for e in workbook)
    from_1904 = any(local(e.tag) == "workbookPr" and e.get("date1904") in TRUE for e in workbook)
    sheets: list[Sheet] = []
    read: set[str] = set()
    budget = MAX_CELLS
    for name, state, link in _listed(workbook)[:MAX_SHEETS]:
        kind, path = targets.get(link, ("", ""))
        if kind != "worksheet" or path in read:
            continue
        read.add(path)
        part = SheetPart(texts, formats, from_1904, budget)
        read_sheet(read_part(archive, path), part)
        budget -= len(part.cells)
        if on_load and not part.calculated:
            # A program that does not calculate writes 0 for every formula and asks the office software to do it.
            part.cells.update({place: Cell(*place, "formula", "") for place in part.zeros})
        sheets.append(_sheet(name, state, part))
    return Book("xlsx", tuple(sheets), any(name.endswith("vbaProject.bin") for name in archive.namelist()))


def _sheet(name: str, state: str, part: SheetPart) -> Sheet:
    hidden = frozenset(part.hidden_rows), frozenset(part.hidden_columns)
    return Sheet(name, part.cells, tuple(part.merged), state != "visible", *hidden)


def _workbook_part(archive: zipfile.ZipFile) -> str:
    for link in parse_part(archive, "_rels/.rels"):
        if link.get("Type", "").endswith("/officeDocument"):
            return link.get("Target", "").lstrip("/")
    return "xl/workbook.xml"


def _targets(archive: zipfile.ZipFile, home: str) -> dict[str, tuple[str, str]]:
    """Relationship id -> (kind, path); the shared texts and styles are also found under their kind."""
    folder, name = posixpath.split(home)
    targets: dict[str, tuple[str, str]] = {}
    for link in parse_part(archive, f"{folder}/_rels/{name}.rels"):
        kind, target = link.get("Type", "").rpartition("/")[2], link.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        targets[link.get("Id", "")] = targets[kind] = (kind, path)
    return targets


def _listed(workbook: ElementTree.Element) -> list[tuple[str, str, str]]:
    sheets = next((element for element in workbook if local(element.tag) == "sheets"), None)
    if sheets is None:
        raise Refusal("file_damaged")
    listed = []
    for sheet in sheets:
        link = next((value for key, value in sheet.attrib.items() if local(key) == "id"), "")
        listed.append((sheet.get("name", ""), sheet.get("state", "visible"), link))
    return listed


def _shared_texts(archive: zipfile.ZipFile, targets: dict[str, tuple[str, str]]) -> list[str]:
    path = targets.get("sharedStrings", ("", ""))[1]
    if path not in archive.NameToInfo:
        return []
    return [text_of(item) for _, item in walk(read_part(archive, path), 1) if local(item.tag) == "si"]


def _formats(archive: zipfile.ZipFile, targets: dict[str, tuple[str, str]]) -> list[str]:
    """The code of each cell format, in the order in which cells name them."""
    path = targets.get("styles", ("", ""))[1]
    if not path:
        return []
    codes = {str(number): code for number, code in BUILT_IN.items()}
    cell_formats: list[str] = []
    for group, item in walk(read_part(archive, path), 2):
        if group == "numFmts":
            codes[item.get("numFmtId", "")] = item.get("formatCode", "")
        elif group == "cellXfs":
            cell_formats.append(item.get("numFmtId", "0"))
    return [codes.get(number, "General") for number in cell_formats]
