"""`jiping values`: what is stored, with where it came from, as CSV, JSON, Parquet or Excel."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from config.wording import translator
from config.workspace import DEFAULT_FOLDER
from dashboard.usecases.desk import open_desk
from dashboard.usecases.downloads import record_download
from dashboard.usecases.values import ValuesProblem, values_frame, wanted_of
from dashboard.usecases.values_files import write_contract, write_csv, write_json, write_parquet, write_xlsx

say = translator()
WorkspaceOption = Annotated[Path, typer.Option("--workspace", "-w", help="The workspace folder.")]


def values(
    workspace: WorkspaceOption = DEFAULT_FOLDER,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Print CSV; so it does when no other form is asked for.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list, with provenance.")] = False,
    parquet: Annotated[Path | None, typer.Option(help="Write this Parquet file, with provenance.")] = None,
    xlsx: Annotated[Path | None, typer.Option(help="Write this workbook, with provenance.")] = None,
    quarter: Annotated[str, typer.Option(help="Only this quarter, such as 2026Q1.")] = "",
    indicator: Annotated[str, typer.Option(help="Only this indicator or statistic, by its code or name.")] = "",
    region: Annotated[str, typer.Option(help="Only this region, by its code.")] = "",
    provenance: Annotated[
        bool, typer.Option("--provenance", help="CSV with every column, not only the first ten.")
    ] = False,
) -> None:
    """Give out what is stored: the newest value of each region, period, indicator and column, with its source."""
    desk = open_desk(workspace)
    try:
        frame = values_frame(desk, wanted_of(desk.config, quarter, indicator, region))
        record_download(desk, "values", quarter, indicator=indicator, region=region)
        _write_files(frame, parquet, xlsx)
    except ValuesProblem as problem:
        print(say(problem.message, **problem.places), file=sys.stderr)
        raise typer.Exit(2) from None
    if as_json:
        write_json(frame, sys.stdout.buffer)
    if as_csv or not (as_json or parquet or xlsx):
        (write_csv if provenance else write_contract)(frame, sys.stdout.buffer)


def _write_files(frame: pl.DataFrame, parquet: Path | None, xlsx: Path | None) -> None:
    for target, write in ((parquet, write_parquet), (xlsx, write_xlsx)):
        if target is not None:
            with target.open("wb") as file:
                write(frame, file)
