"""`jiping audit`: list, verify, export and seal the audit trail (审计留痕)."""

from __future__ import annotations

import datetime as dt
import json
import sys
import typing
from pathlib import Path
from typing import Annotated

import typer

from config.reading import load_config
from config.wording import DEFAULT_LOCALE, mark, translator
from config.workspace import DEFAULT_FOLDER, REPOSITORY
from dashboard.usecases.audit_files import ExportProblem, export_trail, verify_file
from dashboard.usecases.audit_words.actions import action_words
from dashboard.usecases.audit_words.telling import fault_words, flat, verdict_words
from dashboard.usecases.audits import AuditLine, trail_page, verify_trail
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.sealing import seal_trail
from loaders.store.auditreading import Asked
from loaders.store.verification import Verdict

audit_app = typer.Typer(no_args_is_help=True, help="The audit trail: what was done by whom, and whether it is whole.")
say = translator()
NOT_A_TIME = mark("{text} is no time; write one such as 2026-10-20 or 2026-10-20T18:00.")
SEALED = mark("Sealed in {file}: event {number} with hash {sha256}.")
UP_TO_DATE = mark("Nothing happened since the last seal, so nothing was written.")
UNSEALED = mark(
    "There is no seal yet: whether events were cut off at the end cannot be told. Make one: jiping audit seal"
)
LAST_SEAL = mark(
    "Last seal: {at}, event {number}. If later ones were cut off, or the seals rewritten together with the trail, that "
    "cannot be told; keep a copy of {file} elsewhere."
)
FILTERED = mark("The file holds only the events that were asked for, so that numbers may be missing.")
WRITTEN = mark("{file}: written, and recorded in the trail.")

WorkspaceOption = Annotated[Path, typer.Option("--workspace", "-w", help="The workspace folder.")]
Who = Annotated[str, typer.Option("--who", help="In the account or the name of who acted.")]
Action = Annotated[str, typer.Option("--action", help="A verb such as session.opened, or its beginning: session.")]
Subject = Annotated[str, typer.Option("--subject", help="In what it was done to: a receipt, an account, a release.")]
Since = Annotated[str, typer.Option("--from", help="From this time on: 2026-10-20 or 2026-10-20T18:00.")]
Until = Annotated[str, typer.Option("--to", help="Until this time; a day means its end.")]


@audit_app.command(name="list")
def list_events(
    who: Who = "",
    action: Action = "",
    subject: Subject = "",
    since: Since = "",
    until: Until = "",
    limit: Annotated[int, typer.Option(help="At most so many, the newest.", min=1)] = 100,
    workspace: WorkspaceOption = DEFAULT_FOLDER,
) -> None:
    """List events, the newest first."""
    desk = open_desk(workspace)
    page = trail_page(desk, _asked(desk, who, action, subject, since, until), DEFAULT_LOCALE, limit=limit)
    for line in page.lines:
        print(_listed(line))
    if page.total > len(page.lines):
        print(say(mark("… and {count} older ones (--limit)."), count=page.total - len(page.lines)))


@audit_app.command()
def verify(
    file: Annotated[
        Path | None, typer.Option("--file", help="An export (JSON Lines) instead of the workspace's trail.")
    ] = None,
    workspace: WorkspaceOption = DEFAULT_FOLDER,
) -> None:
    """Recompute the whole chain and hold it against steps, releases and seals; exit 1 with every fault named."""
    if file is not None:
        _verify_file(file)
        return
    desk = open_desk(workspace)
    verdict = verify_trail(desk)
    seal = verdict.seal
    _tell(verdict, [fault_words(desk.config, fault, DEFAULT_LOCALE) for fault in verdict.faults])
    places = {"file": desk.workspace.seal_file.name}
    if seal is None:
        print(say(UNSEALED))
    else:
        print(say(LAST_SEAL, at=f"{desk.local(seal.at):%Y-%m-%d %H:%M:%S}", number=seal.number, **places))
    if not verdict.whole:
        raise typer.Exit(1)


@audit_app.command()
def export(
    out: Annotated[Path, typer.Option("--out", "-o", help="The file: .jsonl (can be verified) or .xlsx.")],
    who: Who = "",
    action: Action = "",
    subject: Subject = "",
    since: Since = "",
    until: Until = "",
    workspace: WorkspaceOption = DEFAULT_FOLDER,
) -> None:
    """Write events with their hashes as JSON Lines or as a workbook; the export itself is recorded."""
    desk = open_desk(workspace)
    asked = _asked(desk, who, action, subject, since, until)
    try:
        content = export_trail(desk, asked, "xlsx" if out.suffix.lower() == ".xlsx" else "jsonl", DEFAULT_LOCALE)
    except ExportProblem as problem:
        _stop(say(problem.message, **problem.places))
    out.write_bytes(content)
    print(say(WRITTEN, file=out))


@audit_app.command()
def seal(workspace: WorkspaceOption = DEFAULT_FOLDER) -> None:
    """Write down, outside the database, with which event and hash the trail ends now."""
    desk = open_desk(workspace)
    made = seal_trail(desk)
    if made is None:
        print(say(UP_TO_DATE))
    else:
        print(say(SEALED, file=desk.workspace.seal_file, number=made.number, sha256=made.sha256))


def _verify_file(file: Path) -> None:
    try:
        found = verify_file(file)
    except ExportProblem as problem:
        _stop(say(problem.message, **problem.places))
    words = load_config(REPOSITORY / "config")
    _tell(found.verdict, [fault_words(words, fault, DEFAULT_LOCALE) for fault in found.verdict.faults])
    if found.filtered:
        print(say(FILTERED))
    if not found.verdict.whole:
        raise typer.Exit(1)


def _tell(verdict: Verdict, faults: list[str]) -> None:
    print(verdict_words(verdict, say))
    for fault in faults:
        print("   ", fault)
    if verdict.number:
        print(say(mark("Hash of the last event: {sha256}"), sha256=verdict.sha256))


def _listed(line: AuditLine) -> str:
    said = [f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in flat(line.after).items()]
    who = " ".join(part for part in (line.post, line.name, f"({line.login})" if line.login else "") if part)
    parts = [str(line.number), f"{line.at:%Y-%m-%d %H:%M:%S}", who, line.address, action_words(line.action, say)]
    return "  ".join(part for part in (*parts, line.subject, " ".join(said)) if part)


def _asked(desk: Desk, who: str, action: str, subject: str, since: str, until: str) -> Asked:
    return Asked(who, action, subject, _time(desk, since, last=False), _time(desk, until, last=True))


def _time(desk: Desk, text: str, *, last: bool) -> dt.datetime | None:
    if not text:
        return None
    try:
        time = dt.datetime.fromisoformat(text)
    except ValueError:
        _stop(say(NOT_A_TIME, text=text))
    if last and len(text) <= len("2026-10-20"):
        time += dt.timedelta(days=1)
    return time if time.tzinfo else desk.aware(time)


def _stop(message: str) -> typing.NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(2)
