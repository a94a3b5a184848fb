"""The forms in which values leave: CSV, JSON, Parquet, Excel; all written from one frame, so that all say the same."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO, Any

import polars as pl
import xlsxwriter

from config.wording import mark, translator
from dashboard.usecases.values import COLUMNS, PROVENANCE, ValuesProblem, contract_rows
from dashboard.usecases.values_meanings import MEANINGS
from loaders.outgoing import inert

MOST_ROWS = 1_048_575
"""Rows that an Excel sheet has below its head."""
TOO_MANY_ROWS = mark("{rows} rows are more than an Excel sheet holds; ask for one quarter, or for CSV or Parquet.")
SHEETS = (mark("Values"), mark("Columns explained"))
_TEXTS_AS_TEXTS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
Write = Callable[[pl.DataFrame, IO[bytes]], None]


@dataclass(frozen=True)
class Form:
    """A form of output: its media type, and what writes a frame of values into an open file."""

    media: str
    write: Write


def write_csv(frame: pl.DataFrame, file: IO[bytes]) -> None:
    """CSV in UTF-8 with every column."""
    _write_csv(frame, (*COLUMNS, *PROVENANCE), file)


def write_contract(frame: pl.DataFrame, file: IO[bytes]) -> None:
    """CSV in UTF-8 with the ten columns of the contract."""
    _write_csv(frame, COLUMNS, file)


def write_csv_for_excel(frame: pl.DataFrame, file: IO[bytes]) -> None:
    """CSV with every column and the mark by which Excel and WPS know UTF-8."""
    file.write(b"\xef\xbb\xbf")
    write_csv(frame, file)


def write_json(frame: pl.DataFrame, file: IO[bytes]) -> None:
    """A JSON list of objects; `value` is a number or null, `text` the number as it was printed."""
    file.write(b"[")
    for number, row in enumerate(_with_times_as_text(frame).iter_rows(named=True)):
        file.write(b",\n" if number else b"\n")
        file.write(json.dumps(row, ensure_ascii=False, allow_nan=False).encode())
    file.write(b"\n]\n")


def write_parquet(frame: pl.DataFrame, file: IO[bytes]) -> None:
    """Parquet with typed columns."""
    frame.write_parquet(file, compression="zstd")


def write_xlsx(frame: pl.DataFrame, file: IO[bytes]) -> None:
    """A workbook: the values, and what the columns mean; texts are texts, never formulas or links.

    Raises ValuesProblem when the sheet would be too long.
    """
    if frame.height > MOST_ROWS:
        raise ValuesProblem("too_many_rows", TOO_MANY_ROWS, rows=frame.height)
    say = translator()
    with xlsxwriter.Workbook(file, {"constant_memory": True} | _TEXTS_AS_TEXTS) as book:
        values, meanings = (book.add_worksheet(say(name)) for name in SHEETS)
        _write_rows(values, [tuple(frame.columns), *_with_times_as_text(frame).iter_rows()], width=14)
        values.freeze_panes(1, 0)
        values.autofilter(0, 0, frame.height, len(frame.columns) - 1)
        _write_rows(meanings, [(name, say(MEANINGS[name])) for name in frame.columns], width=48)


FORMS: dict[str, Form] = {
    "json": Form("application/json", write_json),
    "csv": Form("text/csv; charset=utf-8", write_csv),
    "parquet": Form("application/vnd.apache.parquet", write_parquet),
    "xlsx": Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
}


def bytes_of(frame: pl.DataFrame, write: Write) -> bytes:
    """What a form writes, in memory."""
    out = io.BytesIO()
    write(frame, out)
    return out.getvalue()


def _write_csv(frame: pl.DataFrame, columns: tuple[str, ...], file: IO[bytes]) -> None:
    texts = frozenset(columns) - {"value"}
    lines = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(_inert_rows(contract_rows(frame, columns), [name in texts for name in columns]))
    lines.detach()


def _inert_rows(rows: Iterable[tuple[Any, ...]], texts: list[bool]) -> Iterable[list[Any]]:
    for row in rows:
        yield [
            inert(value) if text and isinstance(value, str) else value for value, text in zip(row, texts, strict=True)
        ]


def _with_times_as_text(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col("received_at").dt.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _write_rows(sheet: Any, rows: Iterable[tuple[Any, ...]], width: int) -> None:
    sheet.set_column(0, 40, width)
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            _write_cell(sheet, row, column, value)


def _write_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, value)
