"""`jiping release`: freeze a quarter, list what is frozen, compare two releases, prove one."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import typer

from config.model import Config, Quarter
from config.wording import mark, translator
from config.workspace import DEFAULT_FOLDER
from dashboard.releasing.difference import Difference, difference
from dashboard.releasing.kept import frozen_files
from dashboard.releasing.making import Made, make_release
from dashboard.releasing.reading import is_behind
from dashboard.releasing.remarks import ReleaseProblem
from dashboard.releasing.verifying import Verdict, verify_folder, verify_release
from dashboard.usecases.desk import Desk, open_desk
from loaders.store.released import registered_release, releases
from loaders.store.tables import Release

release_app = typer.Typer(no_args_is_help=True, help="Releases: a quarter frozen for good, with an id.")
say = translator()
SHOWN = 20
"""How many rows of a difference the terminal shows."""

WorkspaceOption = Annotated[Path, typer.Option("--workspace", "-w", help="The workspace folder.")]
UNKNOWN = mark("There is no release {release} in this workspace; see: jiping release list")
NOT_A_QUARTER = mark("{text} is no quarter; write one such as 2026Q2.")


@release_app.command()
def make(
    quarter: Annotated[str, typer.Argument(help="The quarter to freeze, such as 2026Q2.")],
    reason: Annotated[str, typer.Option(help="Why a quarter that is released already is released again.")] = "",
    by: Annotated[str, typer.Option(help="Who releases it; the login name if left out.")] = "",
    appeal: Annotated[
        list[str] | None, typer.Option(help="An accepted appeal that it answers; may be repeated.")
    ] = None,
    workspace: WorkspaceOption = DEFAULT_FOLDER,
) -> None:
    """Freeze a quarter: its inputs, settings and results, in one set of files with an id (发布, 勘误)."""
    try:
        wanted = Quarter(quarter)
    except ValueError:
        raise ReleaseProblem(NOT_A_QUARTER, text=quarter) from None
    desk = open_desk(workspace)
    made = make_release(desk, wanted, by or getpass.getuser(), say, reason, appeals=appeal or ())
    for line in _made(desk, made):
        print(line)


@release_app.command(name="list")
def list_releases(workspace: WorkspaceOption = DEFAULT_FOLDER) -> None:
    """List the releases, the newest quarter first: when, by whom, why, and whether data have come in since."""
    desk = open_desk(workspace)
    known = releases(desk.engine)
    if not known:
        print(say(mark("Nothing has been released yet.")))
    newest = {release.quarter: release.id for release in reversed(known)}
    for release in known:
        print(_listed(desk, release, newest=newest[release.quarter] == release.id))


@release_app.command()
def diff(
    earlier: Annotated[str, typer.Argument(help="The id of a release.")],
    later: Annotated[str, typer.Argument(help="The id of another one.")],
    workspace: WorkspaceOption = DEFAULT_FOLDER,
) -> None:
    """Say what one release says otherwise than another: values, points of items, places."""
    desk = open_desk(workspace)
    old, new = _known(desk, earlier), _known(desk, later)
    changed = difference(old.quarter, frozen_files(desk, old), new.quarter, frozen_files(desk, new))
    for line in _changed(desk.config, changed, SHOWN):
        print(line)


@release_app.command()
def verify(
    release: Annotated[str, typer.Argument(help="The id of a release; every release if left out.")] = "",
    folder: Annotated[Path | None, typer.Option(help="Check this copy of a set alone, without a database.")] = None,
    workspace: WorkspaceOption = DEFAULT_FOLDER,
) -> None:
    """Check every hash and compute the results anew; every fault in a sentence, exit 1 when there is one."""
    if folder is not None:
        verdicts = [verify_folder(folder, release)]
    else:
        desk = open_desk(workspace)
        wanted = [release] if release else [known.id for known in releases(desk.engine)]
        verdicts = [verify_release(desk, one) for one in wanted]
    for verdict in verdicts:
        for line in _verdict(verdict):
            print(line)
    if any(verdict.faults for verdict in verdicts):
        raise typer.Exit(1)


def _known(desk: Desk, release_id: str) -> Release:
    found = registered_release(desk.engine, release_id)
    if found is None:
        raise ReleaseProblem(UNKNOWN, release=release_id)
    return found


def _made(desk: Desk, made: Made) -> Iterator[str]:
    for warning in made.warnings:
        print(warning.text(say), file=sys.stderr)
    yield say(mark("Released: {release} in {folder}"), release=made.release.id, folder=made.folder)
    if made.changed is not None:
        yield say(mark("It corrects {previous}:"), previous=made.release.previous_id)
        yield from _changed(desk.config, made.changed, SHOWN)


def _listed(desk: Desk, release: Release, *, newest: bool) -> str:
    parts = [release.id, f"{desk.local(release.made_at):%Y-%m-%d %H:%M}", release.made_by, release.reason]
    if not newest:
        parts.append(say(mark("corrected by a later one")))
    elif is_behind(desk, release):
        parts.append(say(mark("data have changed since, no erratum yet")))
    return "  ".join(part for part in parts if part)


def _verdict(verdict: Verdict) -> Iterator[str]:
    if not verdict.faults:
        yield say(mark("{release}: unchanged; computing anew gives the same bytes."), release=verdict.release_id)
    else:
        count = len(verdict.faults)
        yield say(mark("{release}: {count} faults"), release=verdict.release_id, count=count)
    yield from (f"    {remark.text(say)}" for remark in (*verdict.faults, *verdict.notes))


def _changed(config: Config, changed: Difference, most: int) -> Iterator[str]:
    yield say(
        mark("{values} values, the points of {items} items, {ranks} places; submissions since: {submissions}"),
        values=changed.values.height,
        items=changed.items.height,
        ranks=changed.moved,
        submissions=len(changed.submissions),
    )
    yield from _lines(config, mark("Values that changed:"), changed.values, "value", most)
    yield from _lines(config, mark("Points of items that changed:"), changed.items, "points", most)
    yield from _lines(config, mark("Places that changed:"), changed.ranking, "rank", most)


def _lines(config: Config, title: str, frame: pl.DataFrame, figure: str, most: int) -> Iterator[str]:
    before, after = f"{figure}_before", f"{figure}_after"
    shown = frame.filter(pl.col(before).ne_missing(pl.col(after)))
    if shown.is_empty():
        return
    yield say(title)
    for row in shown.head(most).to_dicts():
        yield f"    {_about(config, row)}  {_number(row[before])} → {_number(row[after])}"
    if shown.height > most:
        more = say(mark("and {count} more, not shown here"), count=shown.height - most)
        yield f"    {more}"


def _about(config: Config, row: dict[str, Any]) -> str:
    region = config.region.get(row["region_code"])
    names = [row["region_code"], region.name if region else "", row.get("quarter", "")]
    item = config.item_name(row["indicator"]) if "indicator" in row else row.get("node", "")
    return " ".join(name for name in (*names, item) if name)


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:.6g}"
