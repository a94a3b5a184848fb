"""`jiping score`: the engine without the app or a workspace."""

from __future__ import annotations

import sys
import typing
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from config.model import Scheme
from config.schemefile import read_scheme
from config.sheet.reading import read_scheme_workbook
from config.wording import LOCALES, mark, translator
from dashboard.scheme_cli import WORKBOOKS
from dashboard.usecases.score_inputs import NOTHING_READ, InputFaults, read_regions, read_table, read_values
from dashboard.usecases.score_run import (
    ScoreRun,
    explained,
    run_scores,
    totals_in_control,
    with_previous_scores,
    without_each_item,
)
from loaders.outgoing import NUMBER, RISKY

NOT_IN_FORCE = mark("The scheme {scheme} is in force from {first} to {last}; {quarter} is scored with it all the same.")
NOT_IN_SCHEME = mark("The scheme does not read the indicators {codes}; their values are left aside.")
UNKNOWN_LOCALE = mark("The product does not speak {value}; it speaks {known}.")
WRITTEN = mark("{file}: {rows} rows.")


def score(
    scheme: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="The scheme: TOML, or its Excel sheet.")],
    values: Annotated[
        Path,
        typer.Option(exists=True, dir_okay=False, help="CSV: region_code, quarter, indicator, value, status."),
    ],
    out: Annotated[Path, typer.Option(file_okay=False, help="The folder to write scores.csv into.")],
    regions: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="CSV: region_code, peer_group and, if you like, level."),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, help="Values of earlier quarters, or the scores.csv of an earlier run."
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also write explanation.csv, influence.csv, control.csv.")
    ] = False,
    locale: Annotated[str, typer.Option(help="The language of the explanations: zh_CN or en.")] = "zh_CN",
) -> None:
    """Score any regions by any scheme: writes scores.csv and, with --explain, why and how sure."""
    if locale not in LOCALES:
        raise typer.BadParameter(translator()(UNKNOWN_LOCALE, value=locale, known=", ".join(LOCALES)))
    chosen = read_scheme_workbook(scheme) if scheme.suffix.lower() in WORKBOOKS else read_scheme(scheme)
    try:
        run = _run(chosen, values, regions, previous)
    except InputFaults as problem:
        say = translator()
        for sentence, places in problem.faults:
            print(say(sentence, **places), file=sys.stderr)
        raise typer.Exit(1) from None
    out.mkdir(parents=True, exist_ok=True)
    _write(run.scores, out / "scores.csv")
    if explain:
        _write(explained(run, chosen, translator(locale), locale), out / "explanation.csv")
        _write(without_each_item(run, chosen), out / "influence.csv")
        _write(totals_in_control(run), out / "control.csv")


def _run(scheme: Scheme, values: Path, regions: Path | None, previous: Path | None) -> ScoreRun:
    """The run, with every fault of every file told at once."""
    faults: list[typing.Any] = []
    given = _told(faults, lambda: read_values(values))
    places = _told(faults, lambda: read_regions(regions, given, scheme)) if given is not None else None
    before = _told(faults, lambda: _earlier(previous)) if previous else None
    if given is not None:
        faults += _unread(scheme, given, values.name)
    if faults or given is None or places is None:
        raise InputFaults(faults)
    _note(scheme, given)
    is_scores = before is not None and "node" in before.columns
    run = run_scores(scheme, given, places, None if is_scores else before)
    return with_previous_scores(run, before) if is_scores and before is not None else run


T = typing.TypeVar("T")


def _told(faults: list[typing.Any], read: typing.Callable[[], T]) -> T | None:
    try:
        return read()
    except InputFaults as problem:
        faults.extend(problem.faults)
        return None


def _earlier(path: Path) -> pl.DataFrame:
    table = read_table(path, ("region_code", "quarter"))
    return read_table(path, ("node", "rank")).rows if table.has("node") else read_values(path)


def _unread(scheme: Scheme, values: pl.DataFrame, file: str) -> list[typing.Any]:
    if set(values["indicator"]) & set(scheme.indicators):
        return []
    return [(NOTHING_READ, {"file": file, "known": ", ".join(scheme.indicators)})]


def _note(scheme: Scheme, values: pl.DataFrame) -> None:
    """Say on the error stream what is left aside and what is scored outside the scheme's time."""
    say = translator()
    strange = sorted(set(values["indicator"]) - set(scheme.indicators))
    if strange:
        print(say(NOT_IN_SCHEME, codes=", ".join(strange)), file=sys.stderr)
    for quarter in sorted(set(values["quarter"])):
        if not scheme.covers(quarter):
            last = scheme.valid_to or "…"
            told = say(NOT_IN_FORCE, scheme=scheme.name, first=scheme.valid_from, last=last, quarter=quarter)
            print(told, file=sys.stderr)


def _write(frame: pl.DataFrame, path: Path) -> None:
    text = pl.col(pl.String)
    risky = text.str.contains(RISKY) & ~text.str.contains(NUMBER)
    frame.with_columns(pl.when(risky).then("'" + text).otherwise(text).name.keep()).write_csv(path)
    print(translator()(WRITTEN, file=path, rows=frame.height))
