"""What the columns of the values mean, for the sheet that explains them."""

from __future__ import annotations

from config.wording import mark

MEANINGS = {
    "region_code": mark("Region code"),
    "period": mark("Month, or the last month of the quarter"),
    "official_code": mark("Code of the line on the statutory form"),
    "indicator": mark("Indicator or statistic"),
    "measure": mark(
        "flow: of the period; stock: at its end; ytd_cumulative: since January; others as in the catalogue"
    ),
    "column_role": mark("Which column of the form; current: this period"),
    "value": mark("Value"),
    "unit": mark("Unit"),
    "status": mark("reported; not_reported, not_applicable or withheld where there is no value"),
    "source_file": mark("File that was handed in"),
    "text": mark("The number as it was printed"),
    "region": mark("Region"),
    "quarter": mark("Quarter"),
    "indicator_code": mark("Code of the indicator"),
    "sheet": mark("Sheet of the file"),
    "cell": mark("Cell of the sheet"),
    "read": mark("What stands in the cell"),
    "receipt": mark("Receipt"),
    "submitter": mark("Code of the unit that reported it"),
    "submitter_name": mark("Unit that reported it"),
    "sha256": mark("SHA-256 of the file"),
    "received_at": mark("When it was received (UTC)"),
    "channel": mark("The way in: page, command, folder, api, demonstration or published"),
    "state": mark("submitted, returned, approved or confirmed"),
    "late": mark("Whether it came after the deadline"),
    "invented": mark("Whether the figures are invented for demonstration"),
    "publisher": mark("Who published the figure"),
    "published": mark("When it was published"),
    "source_url": mark("Where it was published"),
    "source_note": mark("Note on the source"),
}
