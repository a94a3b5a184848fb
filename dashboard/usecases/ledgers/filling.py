"""在网页上填台账: a unit's lines of a kind, changed or added on the page, on their way through the same intake."""

from __future__ import annotations

from collections.abc import Sequence

from config.model import Config, Ledger, Quarter
from dashboard.access.gate import NotAllowed, everyone, needs
from dashboard.usecases.belonging import units_to_send
from dashboard.usecases.desk import Desk
from dashboard.usecases.names import name_of_submitter
from dashboard.usecases.posts import OFFICE
from dashboard.usecases.uploading import Upload, read_upload
from loaders.store.ledgers import ledger_entries
from loaders.store.tables import LedgerEntry
from loaders.template.filled import FIRST_LINE, Line, filled_workbook, read_back


@needs("submit")
def fill_units(desk: Desk, kind: str, locale: str) -> dict[str, str]:
    """The units that report a kind and that the person sends for, by code with their names: those of own posts first,
    then divisions in their order, then prefectures."""
    config, own = desk.config, units_to_send(desk)
    ledger, posts = config.ledger[kind], {OFFICE if p.role == "office" else p.unit for p in desk.person.posts}
    divisions = sorted(config.divisions, key=lambda one: (one.code not in posts, one.order))
    top = config.province.scored_levels[0]
    names = {one.code: one.label(locale) for one in divisions}
    names |= {one.code: one.label(locale) for one in config.regions if one.level == top}
    return {
        code: name for code, name in names.items() if config.owes_ledger(code, ledger) and (own is None or code in own)
    }


@needs("submit")
def lines_to_fill(desk: Desk, unit: str, kind: str, quarter: str) -> tuple[Line, ...]:
    """What a unit has reported of a kind for a quarter; while that is nothing, last quarter's open lines with what is
    carried over. Raises NotAllowed for a unit that the person does not send for."""
    if not desk.sight.unit("submit", unit):
        raise NotAllowed("submit")
    ledger, wanted = desk.config.ledger[kind], Quarter(quarter)
    reported = ledger_entries(desk.engine, quarter, kind, unit)
    if reported:
        return tuple(_texts(desk.config, ledger, row.LedgerEntry) for row in reported)
    if ledger.yearly and wanted.number == 1:
        return ()
    before = (row.LedgerEntry for row in ledger_entries(desk.engine, str(wanted.shift(-1)), kind, unit))
    carried = {field.code for field in ledger.fields if field.carried}
    lines = [_texts(desk.config, ledger, entry) for entry in before if not ledger.is_closed(entry.fields)]
    return tuple({code: text for code, text in line.items() if code in carried} for line in lines)


@needs("submit")
def filled_in(desk: Desk, unit: str, kind: str, quarter: str, lines: Sequence[Line]) -> Upload:
    """The lines as a workbook, read as an uploaded one is; nothing is submitted. Raises as lines_to_fill does."""
    if not desk.sight.unit("submit", unit):
        raise NotAllowed("submit")
    content = filled_workbook(desk.config, unit, Quarter(quarter), desk.config.ledger[kind], lines)
    return read_upload(desk, filled_name(desk, unit, kind, quarter), content)


@everyone
def filled_name(desk: Desk, unit: str, kind: str, quarter: str) -> str:
    """What the workbook of a unit's lines is called; it is a Chinese one in every language."""
    wanted, name = Quarter(quarter), name_of_submitter(desk.config, unit, "zh_CN")
    return f"{name}_{wanted.year}年{wanted.number}季度_{desk.config.ledger[kind].name}_网页填报.xlsx"


def lines_of(upload: Upload, ledger: Ledger) -> tuple[Line, ...] | None:
    """The lines of a workbook that was made of lines; None for any other file."""
    return read_back(upload.intake.sheets[0], ledger) if len(upload.intake.sheets) == 1 else None


def line_of_cell(cell: str) -> int:
    """Which line a cell of such a workbook stands in, from 0; negative for cells above the lines."""
    digits = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) - FIRST_LINE if digits.isdigit() else -1


def _texts(config: Config, ledger: Ledger, entry: LedgerEntry) -> Line:
    """What a stored line says, as people write it."""
    known = {code: str(text) for code, text in entry.fields.items() if code in ledger.field}
    said = {code: ledger.field[code].choice(text, "zh_CN") for code, text in known.items()}
    region, named = config.region.get(entry.region_code), ledger.region_field
    placed = {named.code: region.name} if named is not None and region is not None else {}
    return {ledger.title_field: entry.title, **placed, **said}
