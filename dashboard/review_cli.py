"""`jiping review`: what waits for whom; approve, return, confirm, extend; and the audit trail (留痕)."""

from __future__ import annotations

import datetime as dt
import json
import sys
import typing
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from config.model import Quarter
from config.wording import DEFAULT_LOCALE, mark, translator
from config.workspace import DEFAULT_FOLDER
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.review import STATE_NAMES, ReviewLine, review_desk
from dashboard.usecases.reviewing import Act, extend, refusal, region_codes, review
from dashboard.usecases.trails import ACTIONS, TrailLine, actor_words, step_words, trail_in, trail_of, trail_records
from loaders.store.refusals import UNKNOWN, StepRefused

review_app = typer.Typer(no_args_is_help=True, help="The review of submissions: by the divisions, then by the office.")
say = translator()
NOT_A_QUARTER = mark("{text} is no quarter; write one such as 2026Q2.")
NOT_A_TIME = mark("{text} is no time; write one such as 2026-10-20 or 2026-10-20T18:00.")

WorkspaceOption = Annotated[Path, typer.Option("--workspace", "-w", help="The workspace folder.")]
Receipts = Annotated[list[str], typer.Argument(help="Numbers of receipts, such as JP-2026Q3-000123.")]
By = Annotated[str, typer.Option("--by", help="Who does it; the login name if left out.")]
Post = Annotated[str, typer.Option("--post", help="In which post: a division's code, such as office.")]
Remark = Annotated[str, typer.Option("--reason", help="A remark for the trail; may be left out.")]
QuarterOption = Annotated[str, typer.Option("--quarter", help="A quarter such as 2026Q3; the present one if left out.")]


@review_app.command(name="list")
def list_lines(quarter: QuarterOption = "", workspace: WorkspaceOption = DEFAULT_FOLDER) -> None:
    """List every submission of a quarter that says something, and every unit that owes one, by what has to be done."""
    desk = open_desk(workspace)
    for line in review_desk(desk, _quarter(desk, quarter), DEFAULT_LOCALE).lines:
        print(_listed(line))


@review_app.command()
def approve(
    receipts: Receipts, by: By = "", post: Post = "", reason: Remark = "", workspace: WorkspaceOption = DEFAULT_FOLDER
) -> None:
    """The owning division passes the submissions that it has checked."""
    _act(_at(open_desk(workspace), by), "approved", receipts, post, reason)


@review_app.command(name="return")
def send_back(
    receipts: Receipts,
    reason: Annotated[str, typer.Option(help="Why; the unit reads it.")],
    by: By = "",
    post: Post = "",
    region: Annotated[list[str] | None, typer.Option(help="Only this region (code or name); may be repeated.")] = None,
    workspace: WorkspaceOption = DEFAULT_FOLDER,
) -> None:
    """Send submissions back, or of them the named regions: they count no more until they come again."""
    desk = open_desk(workspace)
    try:
        regions = region_codes(desk.config, region or ())
    except StepRefused as refused:
        _stop(refusal(desk.config, refused, DEFAULT_LOCALE))
    _act(_at(desk, by), "returned", receipts, post, reason, regions)


@review_app.command()
def confirm(
    receipts: Receipts, by: By = "", post: Post = "", reason: Remark = "", workspace: WorkspaceOption = DEFAULT_FOLDER
) -> None:
    """The office confirms the submissions, which is final."""
    _act(_at(open_desk(workspace), by), "confirmed", receipts, post, reason)


@review_app.command(name="extend")
def grant(
    unit: Annotated[str, typer.Argument(help="The code of a division or region.")],
    until: Annotated[str, typer.Option(help="The new deadline: 2026-10-20 (its end) or 2026-10-20T18:00.")],
    reason: Annotated[str, typer.Option(help="Why; the unit reads it.")],
    quarter: QuarterOption = "",
    by: By = "",
    post: Post = "",
    workspace: WorkspaceOption = DEFAULT_FOLDER,
) -> None:
    """The office grants one unit a later deadline."""
    desk = _at(open_desk(workspace), by)
    wanted = _quarter(desk, quarter)
    try:
        extend(desk, wanted, unit, _time(until), reason, post)
    except StepRefused as refused:
        _stop(refusal(desk.config, refused, DEFAULT_LOCALE))
    print(_told(trail_in(desk, wanted, DEFAULT_LOCALE)[-1]))


@review_app.command(name="trail")
def trail_of_one(
    receipt: Annotated[str, typer.Argument(help="The number of a receipt.")],
    workspace: WorkspaceOption = DEFAULT_FOLDER,
) -> None:
    """Print every step of one submission."""
    desk = open_desk(workspace)
    lines = trail_of(desk, receipt, DEFAULT_LOCALE)
    if lines is None:
        _stop(say(UNKNOWN, receipt=receipt))
    for line in lines:
        print(_told(line))


def trail(
    quarter: QuarterOption = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list, one object a step.")] = False,
    workspace: WorkspaceOption = DEFAULT_FOLDER,
) -> None:
    """Export the audit trail of a quarter: who did what to which submission, when, why, by which way in."""
    desk = open_desk(workspace)
    wanted = _quarter(desk, quarter)
    if as_json:
        print(json.dumps(trail_records(desk, wanted), ensure_ascii=False, indent=2))
        return
    for line in trail_in(desk, wanted, DEFAULT_LOCALE):
        print(_told(line))


def _act(
    desk: Desk, action: Act, receipts: Iterable[str], post: str, reason: str, regions: tuple[str, ...] = ()
) -> None:
    done = review(desk, action, receipts, post, reason=reason, regions=regions)
    for one in done:
        print(one.refused or f"{one.receipt}  {one.unit}  {say(ACTIONS[action])}")
    if any(one.refused for one in done):
        raise typer.Exit(1)


def _at(desk: Desk, name: str) -> Desk:
    """The desk with whoever runs the command at it, under the name that they give."""
    return desk.of(replace(desk.person, name=name)) if name.strip() else desk


def _listed(line: ReviewLine) -> str:
    delivery, unit = line.delivery, line.unit
    parts = [say(STATE_NAMES[line.state]), unit.name, f"{unit.reported}/{unit.owed}" if unit.owed else ""]
    if delivery is not None:
        parts += [delivery.receipt, f"{delivery.received:%Y-%m-%d %H:%M}", say(mark("late")) if delivery.late else ""]
        if delivery.warnings:
            parts.append(
                say(mark("reminders {count}, with reasons {answered}"), count=delivery.warnings, answered=line.answered)
            )
    return "  ".join(part for part in parts if part)


def _told(line: TrailLine) -> str:
    parts = [f"{line.at:%Y-%m-%d %H:%M:%S}", line.receipt, line.unit, say(ACTIONS.get(line.action, line.action))]
    return "  ".join(part for part in (*parts, actor_words(line), step_words(line, say), line.reason) if part)


def _quarter(desk: Desk, text: str) -> str:
    try:
        return Quarter(text) if text else desk.current_quarter()
    except ValueError:
        _stop(say(NOT_A_QUARTER, text=text))


def _time(text: str) -> dt.datetime:
    """A day means its end."""
    try:
        time = dt.datetime.fromisoformat(text)
    except ValueError:
        _stop(say(NOT_A_TIME, text=text))
    return time.replace(hour=23, minute=59, second=59) if len(text) <= len("2026-10-20") else time.replace(tzinfo=None)


def _stop(message: str) -> typing.NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(2)
