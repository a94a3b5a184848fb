"""The `jiping` command: load files, print values, check the config, make the demonstration, run the app."""

from __future__ import annotations

import json
import sys
import typing
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import ArgumentError, DBAPIError

from config.model import Severity, month_of
from config.problems import Problem
from config.reading import ConfigProblems, check_config
from config.wording import mark, translator
from config.workspace import DEFAULT_FOLDER, REPOSITORY, WorkspaceProblem, open_workspace, write_workspace
from dashboard.account_cli import account_app, see_to_accounts
from dashboard.audit_cli import audit_app
from dashboard.demo.build import build_demonstration
from dashboard.demo.published.build import build_published
from dashboard.jobs import run_clock
from dashboard.release_cli import release_app
from dashboard.review_cli import review_app, trail
from dashboard.running import run_app
from dashboard.scheme_cli import scheme_app
from dashboard.score_cli import score
from dashboard.template_cli import template
from dashboard.token_cli import token_app
from dashboard.usecases.desk import open_desk
from dashboard.usecases.loading import load_files, report_of
from dashboard.values_cli import values
from dashboard.watch_cli import watch
from loaders.annotating.remarks import NAMES
from loaders.store.trouble import trouble_of

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
config_app = typer.Typer(no_args_is_help=True, help="The config folder of a workspace.")
app.add_typer(audit_app, name="audit")
app.add_typer(config_app, name="config")
app.add_typer(scheme_app, name="scheme")
app.add_typer(release_app, name="release")
app.add_typer(review_app, name="review")
app.add_typer(token_app, name="token")
app.add_typer(account_app, name="account")
app.command()(score)
app.command()(template)
app.command()(trail)
app.command()(values)
app.command()(watch)
say = translator()
FIRST_SIGN_IN = mark(
    "The first start (jiping run) makes the account admin, which manages the accounts, and prints its one-time "
    "password once."
)

WorkspaceOption = Annotated[Path, typer.Option("--workspace", "-w", help="The workspace folder.")]


@app.command()
def load(
    files: Annotated[list[Path], typer.Argument(help="Workbooks and forms: xlsx, xls, ods, csv, tsv.")],
    workspace: WorkspaceOption = DEFAULT_FOLDER,
    region: Annotated[str, typer.Option(help="Region code, where a file does not name its region.")] = "",
    period: Annotated[str, typer.Option(help="Month or quarter (2023-06, 2023Q2), where a file does not say it.")] = "",
    reason: Annotated[str, typer.Option(help="What is said to each warning of the files, for the reviewer.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list, one object a file.")] = False,
) -> None:
    """Take files in: each is accepted with a receipt, or refused with every fault; the batch goes on."""
    try:
        month = month_of(period)
    except ValueError:
        _stop(
            say(
                mark("{period} is no period; write a month such as 2023-06 or a quarter such as 2023Q2."), period=period
            )
        )
    loaded = load_files(open_desk(workspace), files, region, month, reason=reason)
    reports = [report_of(name, receipt) for name, receipt in loaded]
    if as_json:
        print(json.dumps(reports, ensure_ascii=False, indent=2))
        return
    for report in reports:
        said = {"outcome": say(str(report["outcome"])), "receipt": report["receipt"] or ""}
        print(say(mark("{file}: {outcome} {receipt}"), **{**report, **said}).rstrip())
        for finding in report["findings"]:
            severity = say(NAMES[Severity(finding["severity"])])
            print("   ", severity, finding["sheet"], finding["cell"], finding["message"], finding["remedy"])


@app.command()
def init(
    workspace: WorkspaceOption,
    config: Annotated[Path, typer.Option(help="The config folder.")] = REPOSITORY / "config",
    database: Annotated[str, typer.Option(help="The database URL; sqlite paths are relative to the workspace.")] = (
        "sqlite:///jiping.db"
    ),
) -> None:
    """Make an empty workspace: a folder that names a config folder and a database."""
    if (workspace / "workspace.toml").exists():
        _stop(say(mark("{folder} is a workspace already; nothing was changed."), folder=workspace))
    written = write_workspace(workspace, config, database)
    try:
        open_desk(workspace)
    except (ConfigProblems, DBAPIError, ArgumentError):
        (written.folder / "workspace.toml").unlink()
        raise
    print(say(mark("The workspace {folder} is ready."), folder=workspace))
    print(say(FIRST_SIGN_IN))


@config_app.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="A config folder; the repository's own if left out.")] = None,
    workspace: Annotated[Path | None, typer.Option("--workspace", "-w", help="Check this workspace's config.")] = None,
) -> None:
    """Check a config folder and report every mistake at once, with file and key; exit 1 when there is one."""
    target = open_workspace(workspace).config_folder if workspace else folder or REPOSITORY / "config"
    config, problems = check_config(target)
    _print_problems(problems, sys.stdout)
    if config is None or problems:
        raise typer.Exit(1)
    print(
        say(
            mark(
                "{folder}: no mistakes; {regions} regions, {indicators} indicators, {forms} forms, {ledgers} ledgers, "
                "{schemes} schemes."
            ),
            folder=target,
            regions=len(config.regions),
            indicators=len(config.indicators),
            forms=len(config.forms),
            ledgers=len(config.ledgers),
            schemes=len(config.schemes),
        )
    )


@app.command()
def demo(
    workspace: WorkspaceOption = DEFAULT_FOLDER,
    published: Annotated[
        bool, typer.Option("--published", help="Real published figures instead of invented ones.")
    ] = False,
    empty: Annotated[
        bool, typer.Option("--empty", help="With --published: the workspace without its figures.")
    ] = False,
) -> None:
    """Make a demonstration workspace: an invented province over eight quarters, or published figures."""
    if (workspace / "workspace.toml").exists():
        _stop(say(mark("{folder} is a workspace already; nothing was changed."), folder=workspace))
    if empty and not published:
        _stop(say(mark("--empty goes with --published.")))
    if published:
        build_published(workspace, empty=empty)
    else:
        build_demonstration(workspace)
    print(say(mark("The workspace {folder} is ready."), folder=workspace))


@app.command()
def clock(workspace: WorkspaceOption = DEFAULT_FOLDER) -> None:
    """Run the scheduler alone (one works, further ones wait as standbys)."""
    run_clock(workspace)


@app.command()
def run(
    workspace: WorkspaceOption = DEFAULT_FOLDER,
    port: Annotated[int, typer.Option(help="The port on 127.0.0.1.")] = 8501,
) -> None:
    """Open the app and its clock; the default workspace is made at the first start."""
    if not (workspace / "workspace.toml").exists():
        if workspace != DEFAULT_FOLDER:
            open_workspace(workspace)
        demo(workspace=workspace)
    see_to_accounts(workspace)
    raise typer.Exit(run_app(workspace, port))


def main() -> None:
    """The entry point of the command: what goes wrong outside the product ends in a sentence and exit 2."""
    try:
        app()
    except WorkspaceProblem as problem:
        _end(str(problem))
    except ConfigProblems as problems:
        _print_problems(problems.problems)
        _end(say(mark("The config has mistakes; mend them and try again.")))
    except DBAPIError as problem:
        trouble = trouble_of(problem)
        _end(f"{trouble.message()}{trouble.remedy()}")
    except ArgumentError as problem:
        reason = str(problem).splitlines()[0]
        _end(say(mark("The database does not answer or does not take the change: {reason}"), reason=reason))
    except OSError as problem:
        where = problem.filename or problem.strerror
        _end(say(mark("A file cannot be read or written: {file} ({reason})"), file=where, reason=problem.strerror))


def _print_problems(problems: tuple[Problem, ...], stream: typing.TextIO | None = None) -> None:
    for problem in problems:
        print(problem.line(), file=stream or sys.stderr)


def _stop(message: str) -> typing.NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(2)


def _end(message: str) -> typing.NoReturn:
    print(message, file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    main()
