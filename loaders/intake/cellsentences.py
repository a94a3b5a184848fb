"""What findings about a cell, a highlight case or a delivery say."""

from __future__ import annotations

from config.wording import mark

CELL_SENTENCES: dict[str, tuple[str, str]] = {
    "not_a_number": (
        mark("“{read}” is no number; {expected} needs one."),
        mark("Write the figure alone, in digits; mark a missing one with —."),
    ),
    "date_not_number": (
        mark("A date stands where {expected} needs a number: {read}."),
        mark("Set the cell's format to number and write the figure again."),
    ),
    "error_cell": (
        mark("The formula gives the error {read}; {expected} needs a number."),
        mark("Mend the formula or write the figure."),
    ),
    "format_scaled": (
        mark("The cell's number format shows {read} in thousands or ten thousands, so {expected} is not certain."),
        mark("Set the cell's format to general and write the figure in the unit of the column."),
    ),
    "formula_not_calculated": (
        mark("The formula of this cell was never calculated; {expected} needs a number."),
        mark("Open the file in WPS or Excel, save it so that it calculates, and upload it again."),
    ),
    "mark_doubtful": (
        mark("“{read}” may mean none or no data; {expected} was read as not reported."),
        mark("Write 0 for none, — for no data, / for does not apply."),
    ),
    "negative": (
        mark("{read} is negative; {expected} cannot be less than zero."),
        mark("Check the figure."),
    ),
    "not_whole": (
        mark("{read} is no whole number; {expected} is counted in whole units ({unit})."),
        mark("Check the figure and its unit."),
    ),
    "below_minimum": (
        mark("{read} is too small; {expected} is at least {limit}."),
        mark("Check the figure and its unit."),
    ),
    "above_maximum": (
        mark("{read} is too large; {expected} is at most {limit}."),
        mark("Check the figure and its unit."),
    ),
    "share_as_fraction": (
        mark("{read} in a column of percentages: no figure of the column is above 1, so they look like fractions."),
        mark("Write 95.3 or 95.3% for 0.953; if it is truly below one per cent, write it with the sign, 0.95%."),
    ),
    "unit_unknown": (
        mark("Unit {unit} of {expected} is not known; {wanted} is expected."),
        mark("Turn the figures into a known unit and write that unit."),
    ),
    "unit_mismatch": (
        mark("Unit {unit} does not fit {expected}, which is in {wanted}."),
        mark("Check the unit and the column."),
    ),
    "unit_contradiction": (
        mark("“{read}” gives the unit {unit}, but {expected} was read in {other}."),
        mark("Write the unit into the head of each column, so that it cannot be mistaken."),
    ),
    "average_not_stored": (
        mark("“{read}” is a line of averages; it was not stored."),
        mark("Nothing needs to be done."),
    ),
    "total_mismatch": (
        mark("The total of {name} is printed as {read}, but its lines add up to {computed}."),
        mark("Check the total and the lines."),
    ),
    "change_mismatch": (
        mark("The change is printed as {read}, but {current} against {base} gives {computed}."),
        mark("Check the change and the figures of the line."),
    ),
    "part_over_whole": (
        mark("{part} is {read}, more than {whole} with {total} in {where}."),
        mark("Check both figures."),
    ),
    "value_twice": (
        mark("{read} differs from {other} in {where}, which is the same figure."),
        mark("Keep the right one of the two."),
    ),
    "value_repeated": (
        mark("The figure {read} stands in {where} as well; it was kept once."),
        mark("Nothing has to be done."),
    ),
    "highlight_incomplete": (
        mark("The highlight case “{read}” lacks its title or its text."),
        mark("Fill in the title and what was done."),
    ),
    "highlight_region_unknown": (
        mark("The region of the highlight case is not known: “{read}”; the nearest is {nearest}."),
        mark("Write the region's full name."),
    ),
    "highlight_line_unknown": (
        mark("The business line “{read}” is not known; the division's own was taken."),
        mark("Write one of the eight business lines."),
    ),
    "highlight_indicator_unknown": (
        mark("The indicator “{read}” is not in the catalogue; the case was kept without it."),
        mark("Use the indicator's name as in the catalogue."),
    ),
    "window_not_open": (
        mark("The submission window of {quarter} is not open yet; it opens on {opens}."),
        mark("Check the period in the file; submit it again when the window is open."),
    ),
    "already_received": (
        mark("This file was received before, under receipt {receipt}; nothing was stored twice."),
        mark("Nothing has to be done."),
    ),
    "other_unit": (
        mark("The file is reported by {name}; only files of {unit} may be sent here."),
        mark(
            "Check the unit that the file names. Another unit's file is sent with that unit's own account, token or "
            "folder."
        ),
    ),
    "file_not_found": (
        mark("The file {read} cannot be opened."),
        mark("Check its name and place, and that it may be read."),
    ),
}
