"""What findings about a file say: what it is, how it is laid out, its region, period and submitter."""

from __future__ import annotations

from config.wording import mark

FILE_SENTENCES: dict[str, tuple[str, str]] = {
    "file_empty": (
        mark("The file holds no table: it is empty."),
        mark("Save the workbook with its figures and choose it again."),
    ),
    "file_too_large": (
        mark("The file has {size} MB; at most {limit} MB are read."),
        mark("Take out pictures and unused sheets, save it and choose it again."),
    ),
    "file_too_large_unpacked": (
        mark("Unpacked, the file has {size} MB or far more than its size; at most {limit} MB are read."),
        mark("Copy the table into a new workbook and upload that one."),
    ),
    "too_many_cells": (
        mark("The file has more than {limit} filled cells."),
        mark("Keep only the sheets to be reported and upload the file again."),
    ),
    "file_damaged": (
        mark("The file is damaged or incomplete and cannot be opened."),
        mark("Open it in WPS or Excel, save it again as xlsx, and upload that file."),
    ),
    "file_encrypted": (
        mark("The file is protected by a password."),
        mark("Take the password off in WPS or Excel, save it, and upload it again."),
    ),
    "file_kind": (
        mark("By its content this is a {kind} file, not a workbook."),
        mark("Upload the table as xlsx, xls, ods or csv."),
    ),
    "file_markup": (
        mark("This is a web page or other marked-up text under the name of a workbook."),
        mark("Open it in WPS or Excel, save it as xlsx, and upload that file."),
    ),
    "file_entities": (
        mark("The file declares XML entities, which no workbook needs."),
        mark("Copy the table into a new workbook and upload that one."),
    ),
    "encoding_unknown": (
        mark("The text of the file is neither UTF-8, UTF-16 nor GB18030."),
        mark("Save it as xlsx, or as csv in UTF-8, and upload it again."),
    ),
    "macros_present": (
        mark("The workbook carries macros; they were not run and only the figures were read."),
        mark("Nothing has to be done."),
    ),
    "extension_differs": (
        mark("The name {read} does not fit the content, which is {kind}; the content was read."),
        mark("Nothing has to be done; a fitting extension avoids doubt."),
    ),
    "no_table": (
        mark("No table was recognised: no statutory form, no table of regions, no highlight cases, no ledger."),
        mark(
            "Upload the form with its column heads (指标名称, 数量), or a table with the regions in its first column."
        ),
    ),
    "form_unknown": (
        mark("The form on sheet {sheet} is not registered: none of its lines is known."),
        mark("Check that this is a form the department collects; the office registers new versions."),
    ),
    "form_version": (
        mark("{read} (version {version}) is not the version in force for {period}; its lines were recognised."),
        mark("Check the period, or fill in the version in force."),
    ),
    "no_values": (
        mark("The table on sheet {sheet} has no figures."),
        mark("Fill in the figures and upload the file again."),
    ),
    "sheet_hidden": (
        mark("Sheet {sheet} is hidden and was not read."),
        mark("If it is to be reported, unhide it and upload the file again."),
    ),
    "sheet_not_read": (
        mark("Sheet {sheet} holds figures but was not recognised and was not read."),
        mark("If it is to be reported, give it a head with the regions in its first column."),
    ),
    "figures_outside": (
        mark("{count} figures from here on belong to no line of the form; they were not read."),
        mark("Put another table on a sheet or into a file of its own; give each line its name."),
    ),
    "rows_hidden": (
        mark("{count} hidden rows of sheet {sheet} were read as well."),
        mark("Check that they are to be reported."),
    ),
    "columns_hidden": (
        mark("{count} hidden columns of sheet {sheet} were read as well."),
        mark("Check that they are to be reported."),
    ),
    "rows_skipped": (
        mark("A remark row with figures was passed over: “{read}”."),
        mark("If it is a line of the table, take the word for a remark away."),
    ),
    "findings_cut": (
        mark("{count} more cells of sheet {sheet} have the same fault as {where}; they are not listed one by one."),
        mark("Mend the fault in the whole sheet and upload the file again."),
    ),
    "code_unregistered": (
        mark("Code {read} is not registered in {form}, so the line was not stored; by its name it would be {nearest}."),
        mark("Check the code; the office registers new ones."),
    ),
    "row_unregistered": (
        mark("Line “{read}” is not registered in {form} and was not stored."),
        mark("Check the name; the office registers new lines."),
    ),
    "row_twice": (
        mark("Line “{read}” comes twice."),
        mark("Keep one of the two lines."),
    ),
    "label_differs": (
        mark("Code {code} is {label}, but the line is named “{read}”; it was stored under the code."),
        mark("Check whether code and name belong together."),
    ),
    "region_missing": (
        mark("The file does not say which region it is about."),
        mark("Name the region: choose it below the file, or give it with --region CODE."),
    ),
    "period_missing": (
        mark("The file does not say which period it is about."),
        mark("Name the period: choose it below the file, or give it with --period 2023-06."),
    ),
    "region_contradiction": (
        mark("The region is contradictory: {one} (read “{read}”) against {other} {where}."),
        mark("Check which region the figures belong to; mend the file or the choice."),
    ),
    "period_contradiction": (
        mark("The period is contradictory: {one} (read “{read}”) against {other} {where}."),
        mark("Check which period the figures are about; mend the file or the choice."),
    ),
    "period_sheet_name": (
        mark("The name of sheet {sheet} says {one}, the table {other}; the table was followed."),
        mark("Rename the sheet, or mend the period."),
    ),
    "period_unknown": (
        mark("Period “{read}” is not in the calendar, which runs from {first} to {last}."),
        mark("Check the period; the office opens further quarters."),
    ),
    "region_unknown": (
        mark("“{read}” is no region of the catalogue; the nearest is {nearest}."),
        mark("Match it on the page, or write the region's full name or its code as in the catalogue."),
    ),
    "region_ambiguous": (
        mark("“{read}” can be several regions: {choices}."),
        mark("Write the full name with its prefecture, or add a column of codes."),
    ),
    "region_mismatch": (
        mark("Name and code of the line differ: “{read}” stands with code {code}; the other means {other}."),
        mark("Check which of the two is right."),
    ),
    "region_twice": (
        mark("{name} comes twice; cell {where} has it already."),
        mark("Keep one of the two lines."),
    ),
    "region_former": (
        mark("“{read}” is a former name; it was read as {name} ({code})."),
        mark("Nothing has to be done; use the present name next time."),
    ),
    "total_without_region": (
        mark("It is not clear which region the total “{read}” stands for; it was not stored."),
        mark("Name the region in the title or in the line."),
    ),
    "row_without_region": (
        mark("This line has figures but no region; it was not stored."),
        mark("Write the region's name in the line, or take the figures out."),
    ),
    "own_share_not_stored": (
        mark("“{read}” is no region of its own; the line counts in the total and was not stored."),
        mark("Nothing has to be done unless the share belongs to a county."),
    ),
    "submitter_missing": (
        mark("The file does not say which division reports; its columns belong to: {choices}."),
        mark("Write 填报单位：<division> above the table."),
    ),
    "submitter_guessed": (
        mark("The file does not name its division; it was taken for {name}, which owns all its columns."),
        mark("Write 填报单位：<division> above the table."),
    ),
    "submitter_contradiction": (
        mark("The division is contradictory: {one} (read “{read}”) against {other} in {where}."),
        mark("Check which division reports and mend the file."),
    ),
    "foreign_indicator": (
        mark("{name} belongs to {owner}, not to the division that reports."),
        mark("Take the column out, or say why it is reported here."),
    ),
}
