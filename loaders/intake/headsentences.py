"""What findings about the heads of columns and lines say: unknown ones, their meanings, their periods."""

from __future__ import annotations

from config.wording import mark

HEAD_SENTENCES: dict[str, tuple[str, str]] = {
    "no_current_column": (
        mark("Sheet {sheet} has no column for the figures of this period (数量, 本期)."),
        mark("Give the column its head and upload the file again."),
    ),
    "no_column_recognised": (
        mark("No column of sheet {sheet} is an indicator of the catalogue; the first head read is “{read}”."),
        mark("Use the indicators' names as the catalogue has them as column heads."),
    ),
    "column_unknown": (
        mark("Column “{read}” is not in the catalogue and was not stored; the nearest known name is {nearest}."),
        mark(
            "Match it on the page, use the catalogue's name as the head, or ask the office to register the indicator."
        ),
    ),
    "column_headless": (
        mark("Column {column} has figures but no head; it was not stored."),
        mark("If it is to be reported, give it a head."),
    ),
    "meaning_applied": (
        mark("“{read}” was read as {name}, as the submitter said (— means: not to be stored)."),
        mark("Nothing has to be done; if it is wrong, say again what it means."),
    ),
    "meaning_unknown": (
        mark("“{read}” was said to mean {meaning}, which is no longer known; that was passed over."),
        mark("Say again what it means."),
    ),
    "month_of_flow": (
        mark("Column “{read}” is one month of {name}, but the file is about a quarter; it was stored for the quarter."),
        mark("Report the figure of the whole quarter, or name the month in the title."),
    ),
    "figure_from_title": (
        mark("The columns name no indicator; from “{read}” they were taken for {name}."),
        mark("Write the indicator's name over the columns; if it is right, say so."),
    ),
    "column_twice": (
        mark("Column “{read}” is {name} again; cell {where} holds it already."),
        mark("Keep one of the two columns."),
    ),
    "column_derived": (
        mark("Column “{read}” is {name}, which is calculated; it was checked and not stored."),
        mark("Nothing has to be done."),
    ),
    "column_role_unknown": (
        mark("Column “{read}” was not recognised and was not stored."),
        mark("If it is to be stored, head it 数量, 上季度, 上月, 上年同期 or 环比."),
    ),
}
