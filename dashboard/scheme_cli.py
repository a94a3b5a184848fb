"""`jiping scheme`: check a scheme, show it in words, turn it into the Excel sheet that offices use and back."""

from __future__ import annotations

import sys
import typing
from pathlib import Path
from typing import Annotated

import typer

from config.checks.scheme_notes import scheme_notes
from config.model import Config, Scheme
from config.problems import Problem
from config.reading import load_config
from config.schemefile import check_scheme_file
from config.sheet.names import Names
from config.sheet.outline import scheme_outline
from config.sheet.reading import check_scheme_workbook
from config.sheet.schema import schema_text
from config.sheet.toml import scheme_toml
from config.sheet.writing import scheme_workbook
from config.wording import LOCALES, mark, translator

scheme_app = typer.Typer(no_args_is_help=True, help="Scoring schemes: check, show, Excel sheet, JSON Schema.")
say = translator()

WORKBOOKS = (".xlsx", ".xlsm")
FileArgument = Annotated[Path, typer.Argument(help="A scheme: a TOML file or its Excel workbook.")]
ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="A config folder to compare with; without one any name is good.")
]


@scheme_app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="Schemes: TOML files or Excel workbooks.")],
    config: ConfigOption = None,
) -> None:
    """Check schemes and report every mistake at once, with its key or its cell; exit 1 when there is one."""
    catalogue, faulty = _config(config), False
    for file in files:
        scheme, problems = _checked(file, catalogue)
        faulty = faulty or scheme is None
        for problem in problems:
            print(problem.line())
        if scheme is not None:
            _notes(scheme, file)
            print(_sound(file, scheme))
    if faulty:
        raise typer.Exit(1)


@scheme_app.command()
def show(
    file: FileArgument,
    locale: Annotated[str, typer.Option("--language", help="zh_CN or en.")] = LOCALES[0],
    config: ConfigOption = None,
) -> None:
    """Print a scheme as Markdown: the tree with marks, the rules in words, bands and vetoes."""
    if locale not in LOCALES:
        _stop(say(mark("{locale} is not one of the languages: {locales}."), locale=locale, locales=", ".join(LOCALES)))
    catalogue = _config(config)
    print(scheme_outline(_scheme(file, catalogue), locale, Names.of(catalogue, locale)), end="")


@scheme_app.command("to-excel")
def to_excel(
    file: FileArgument,
    out: Annotated[Path, typer.Argument(help="The workbook to write (.xlsx).")],
    locale: Annotated[str, typer.Option("--language", help="zh_CN or en.")] = LOCALES[0],
    config: ConfigOption = None,
) -> None:
    """Write a scheme as the Excel sheet that offices use; reading it back gives the same scheme."""
    if locale not in LOCALES:
        _stop(say(mark("{locale} is not one of the languages: {locales}."), locale=locale, locales=", ".join(LOCALES)))
    catalogue = _config(config)
    out.write_bytes(scheme_workbook(_scheme(file, catalogue), locale, Names.of(catalogue, locale)))
    print(say(mark("{file} is written."), file=out))


@scheme_app.command("from-excel")
def from_excel(
    file: Annotated[Path, typer.Argument(help="The Excel workbook of a scheme.")],
    out: Annotated[Path, typer.Argument(help="The TOML file to write.")],
    config: ConfigOption = None,
) -> None:
    """Read the Excel workbook of a scheme and write it as TOML; a wrong one is refused with every fault at its cell."""
    scheme = _scheme(file, _config(config))
    out.write_text(scheme_toml(scheme), encoding="utf-8")
    print(say(mark("{file} is written."), file=out))


@scheme_app.command()
def schema() -> None:
    """Print the JSON Schema of the scheme format, for editors."""
    print(schema_text(), end="")


def _checked(file: Path, config: Config | None) -> tuple[Scheme | None, tuple[Problem, ...]]:
    if not file.is_file():
        _stop(say(mark("There is no file {file}."), file=file))
    return check_scheme_workbook(file, config) if _is_workbook(file) else check_scheme_file(file, config)


def _scheme(file: Path, config: Config | None) -> Scheme:
    """The scheme of a file; its faults end the command."""
    scheme, problems = _checked(file, config)
    if scheme is None:
        for problem in problems:
            print(problem.line(), file=sys.stderr)
        raise typer.Exit(1)
    return scheme


def _config(folder: Path | None) -> Config | None:
    return load_config(folder) if folder else None


def _is_workbook(file: Path) -> bool:
    return file.suffix.lower() in WORKBOOKS


def _notes(scheme: Scheme, file: Path) -> None:
    for note in scheme_notes(scheme, file.name):
        print(say(mark("Note: {line}"), line=note.line()))


def _sound(file: Path, scheme: Scheme) -> str:
    return say(
        mark("{file}: no mistakes; {sections} sections, {items} items, {marks} points."),
        file=file,
        sections=len(scheme.sections),
        items=len(scheme.items),
        marks=f"{scheme.full_marks:g}",
    )


def _stop(message: str) -> typing.NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(2)
