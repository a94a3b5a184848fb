"""`jiping template`: the workbooks that units fill in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from config.model import Quarter
from config.wording import mark, translator
from config.workspace import DEFAULT_FOLDER
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.templates import template_file, template_units

say = translator()


def template(
    quarter: Annotated[str, typer.Option(help="The quarter that is reported, such as 2026Q3.")],
    unit: Annotated[str, typer.Option(help="The code of a division or a region.")] = "",
    every: Annotated[bool, typer.Option("--all", help="For everybody who owes something, into a folder.")] = False,
    out: Annotated[Path | None, typer.Option(help="A file, or a folder; the folder you are in if left out.")] = None,
    workspace: Annotated[Path, typer.Option("--workspace", "-w", help="The workspace folder.")] = DEFAULT_FOLDER,
) -> None:
    """Write the workbook that a unit fills in for a quarter: only what it owes, with last quarter's figures."""
    if bool(unit) == every:
        _stop(say(mark("Name either a unit (--unit) or all of them (--all).")))
    try:
        known = Quarter(quarter)
    except ValueError:
        _stop(say(mark("{text} is no quarter; write one such as 2026Q2."), text=quarter))
    desk = open_desk(workspace)
    _refuse_unknown(desk, unit, known)
    units = list(template_units(desk, known, "zh_CN")) if every else [unit]
    target = out or Path()
    for code in units:
        print(_write(*template_file(desk, code, known), target, folder=every or out is None))


def _refuse_unknown(desk: Desk, unit: str, quarter: Quarter) -> None:
    calendar = desk.config.calendar
    if quarter not in calendar.quarters:
        message = mark("The calendar reaches from {first} to {last}; {quarter} is outside.")
        _stop(say(message, first=calendar.first, last=calendar.last, quarter=quarter))
    if unit and unit not in desk.config.division and unit not in desk.config.region:
        _stop(say(mark("There is no division and no region with the code {code}."), code=unit))


def _write(name: str, content: bytes, target: Path, *, folder: bool) -> Path:
    """Write into a folder (which is made) under the file's own name, or to a file; gives the path."""
    if folder or target.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        target = target / name
    target.write_bytes(content)
    return target


def _stop(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(2)
