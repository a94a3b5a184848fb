"""What findings about ledgers (重点工作, 整改, …) say."""

from __future__ import annotations

from config.wording import mark

LEDGER_SENTENCES: dict[str, tuple[str, str]] = {
    "ledger_not_read": (
        mark("This looks like the ledger {ledger}, but it has no column {names}; its lines were not taken."),
        mark("Add the column {names}, or use the sheet of the template."),
    ),
    "ledger_empty": (
        mark("The ledger on sheet {sheet} has no lines, and the file holds nothing else."),
        mark("Fill in its lines and upload the file again."),
    ),
    "ledger_field_missing": (
        mark("{field} of this line is not filled in."),
        mark("Fill in {field}, or delete the whole line."),
    ),
    "ledger_date": (
        mark("{field}: “{read}” is no day."),
        mark("Write a day such as 2026-12-31."),
    ),
    "ledger_date_open": (
        mark("{field}: “{read}” is no day; the line was taken without one."),
        mark("If there is a day by which it is to be done, write it, such as 2026-12-31."),
    ),
    "ledger_percent": (
        mark("{field}: “{read}” is no percentage from 0 to {limit}."),
        mark("Write 75 or 75%; a share below one per cent with the sign, 0.8%."),
    ),
    "ledger_number": (
        mark("{field}: “{read}” is no number {limits}, in {unit}."),
        mark("Write the number alone, in the unit {unit}; more than one thing belongs into a text column."),
    ),
    "ledger_unit": (
        mark("{field}: “{read}” is in {unit}, which cannot be turned into {wanted}."),
        mark("Write the number in {wanted}."),
    ),
    "ledger_decimals": (
        mark("{field}: “{read}” has more decimals than are kept ({decimals})."),
        mark("Round the number to {decimals} decimals."),
    ),
    "ledger_milestones": (
        mark("{field}: “{read}” is no row of four milestones."),
        mark("Write what is to be reached by the end of each quarter, in per cent of the year: 25/50/75/100."),
    ),
    "ledger_month": (
        mark("{field}: “{read}” is no month."),
        mark("Write a month such as 2026-09."),
    ),
    "ledger_quarter": (
        mark("{field}: “{read}” is no quarter."),
        mark("Write a quarter such as 2026年第三季度."),
    ),
    "ledger_not_owed": (
        mark("{unit} does not report the ledger {ledger}; its lines were taken nevertheless."),
        mark("If another unit is meant to report them, leave the sheet out; else say why."),
    ),
    "ledger_choice": (
        mark("{field}: “{read}” is none of the answers that may be given."),
        mark("Choose one of these: {choices}."),
    ),
    "ledger_region_unknown": (
        mark("The region “{read}” is not known; the nearest is {nearest}."),
        mark("Write the region's full name."),
    ),
    "ledger_text_long": (
        mark("{field} has {length} characters; at most {limit} are kept."),
        mark("Shorten the text."),
    ),
    "ledger_cell_fault": (
        mark("{field}: the formula of this cell gives an error or was never calculated."),
        mark("Write the text itself instead of the formula."),
    ),
    "ledger_line_twice": (
        mark("“{read}” stands in {where} already; both lines were kept."),
        mark("Put them together in one line, or tell them apart by their names."),
    ),
    "ledger_period_differs": (
        mark("The title of this sheet names {one}, but the file is about {other}; its lines were taken for {other}."),
        mark("Check that these are the lines of this quarter."),
    ),
    "ledger_column_unknown": (
        mark("The ledger {ledger} has no column “{read}”; it was passed over."),
        mark("Nothing has to be done; what matters can be written into one of its columns."),
    ),
}
