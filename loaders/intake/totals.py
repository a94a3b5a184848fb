"""The lines of a table of regions: which region a total stands for, and whether it is the sum of its lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from loaders.intake.agreement import check_total
from loaders.intake.cells import Cell, Sheet
from loaders.intake.gazetteer import Gazetteer
from loaders.intake.grid import region_text
from loaders.intake.outcome import ValueRow
from loaders.intake.report import Report
from loaders.intake.slots import Slot

LineKind = Literal["region", "total", "subtotal", "kind_subtotal", "own_share"]


@dataclass
class TableLine:
    """One line: what it is, the region it stands for (empty while that is open), and the rows read from it.

    `of_kind` is a subtotal of some of a region's lines only, such as those of its districts.
    """

    row: int
    kind: LineKind
    cell: Cell
    region: str = ""
    partial: bool = False
    of_kind: bool = False
    parts: list[TableLine] = field(default_factory=list)
    rows: dict[str, ValueRow] = field(default_factory=dict)


def settle_totals(lines: list[TableLine], gazetteer: Gazetteer, sheet: Sheet, report: Report) -> None:
    """Give each total the region it stands for: the lowest region above all lines; each subtotal that of its group. A
    total beside the name of a prefecture is the subtotal of that prefecture.

    The lines of panels side by side that have one total between them are given together.
    """
    above = parent_of_lines(lines, gazetteer)
    for line in lines:
        if line.kind == "total" and line.region not in ("", above):
            line.kind = "subtotal"
    totals = [line for line in lines if line.kind == "total"]
    for line, group in _groups(lines, gazetteer):
        _settle_subtotal(line, group, above, bool(totals), gazetteer)
    for line in totals:
        line.region = above
        line.parts = [
            part
            for part in lines
            if part.region != above and part.kind != "total" and _is_top(part, lines, above, gazetteer)
        ]
        if not above:
            report.add("total_without_region", sheet.name, line.cell)


def parent_of_lines(lines: list[TableLine], gazetteer: Gazetteer) -> str:
    """The lowest region above the lines' regions; a line that is itself above all others is that region."""
    codes = {line.region for line in lines if line.kind == "region"}
    top = {code for code in codes if len(codes) > 1 and all(gazetteer.inside(other, code) for other in codes)}
    return next(iter(top), "") or gazetteer.common_parent(sorted(codes))


def _groups(lines: list[TableLine], gazetteer: Gazetteer) -> list[tuple[TableLine, list[TableLine]]]:
    """Each subtotal with the lines of its group: those before it, or those behind it where a 小计 opens the table and
    none closes it."""
    plain = [
        line for line in lines if line.kind != "total" and not (line.kind == "subtotal" and _named(line, gazetteer))
    ]
    leads = bool(plain) and plain[0].kind == "subtotal" and plain[-1].kind != "subtotal"
    groups: list[tuple[TableLine, list[TableLine]]] = []
    group: list[TableLine] = []
    for line in reversed(lines) if leads else lines:
        if line.kind in ("region", "own_share"):
            group.append(line)
        elif line.kind == "subtotal":
            groups.append((line, group))
            group = []
    return groups


def _named(line: TableLine, gazetteer: Gazetteer) -> bool:
    return bool(gazetteer.named(region_text(line.cell.text)))


def _settle_subtotal(line: TableLine, group: list[TableLine], above: str, totalled: bool, gazetteer: Gazetteer) -> None:
    """A subtotal names its region, or stands for that of the column beside it or the one above its group; that of a
    kind (市辖区小计) stands for none."""
    line.parts = list(group)
    if _named(line, gazetteer):
        line.parts = [
            part for part in group if part.region != line.region and gazetteer.inside(part.region, line.region)
        ]
        return
    parent = line.region or gazetteer.common_parent([part.region for part in group if part.region])
    line.region = "" if line.of_kind or (parent == above and totalled) else parent
    line.kind = "subtotal" if line.region else "kind_subtotal"


def _is_top(part: TableLine, lines: list[TableLine], above: str, gazetteer: Gazetteer) -> bool:
    if part.kind == "own_share":
        return True
    if part.kind == "kind_subtotal" or not part.region:
        return False
    others = {
        line.region
        for line in lines
        if line is not part and line.region and line.region != above and line.kind != "total"
    }
    return not others & set(gazetteer.line_of(part.region)[1:])


def check_totals(
    lines: list[TableLine], slots: Mapping[int, Slot], summed: frozenset[str], gazetteer: Gazetteer, report: Report
) -> None:
    """Compare totals, subtotals and upper regions with the lines they sum, for the figures that add up."""
    for line in lines:
        parts, complete = line.parts, not line.partial
        if line.kind == "region":
            parts = [
                p for p in lines if p.kind == "region" and gazetteer.config.region[p.region].parent_code == line.region
            ]
            complete = len(parts) == len(gazetteer.config.children.get(line.region, ()))
        for slot in slots.values():
            total = line.rows.get(f"{slot.indicator} {slot.role}")
            if total is not None and slot.indicator in summed and slot.role != "change_pct":
                rows = [row for part in parts if (row := part.rows.get(f"{slot.indicator} {slot.role}"))]
                check_total(total, rows, complete, slot.name, gazetteer.config, report)
