"""The audit trail as a file: JSON Lines with every hash, which anyone can verify, and a workbook to read and sort."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Literal

import xlsxwriter
from sqlalchemy import Connection

from config.wording import Say, mark, translator
from dashboard.access.gate import needs
from dashboard.usecases.audit_words.actions import action_words
from dashboard.usecases.audit_words.fields import HEADS
from dashboard.usecases.audits import TRAIL
from dashboard.usecases.desk import Desk
from dashboard.usecases.recording import note_alone
from dashboard.usecases.sealing import seal_now
from loaders.store.audit import SAID
from loaders.store.auditreading import Asked, conditions, count
from loaders.store.chain import Chain, Fault, kept_rows, understood
from loaders.store.verification import Verdict, head_of, one_view, walk

Form = Literal["jsonl", "xlsx"]
KIND = "jiping audit export"
MOST_ROWS = 1_048_575
LONGEST = 32_767
"""Rows below the head and signs in a cell that Excel takes."""
TOO_MANY = mark("{count} events are more than an Excel sheet holds; ask for a shorter time, or for JSON Lines.")
NO_EXPORT = mark("{file} is no export of an audit trail: its first line does not say so.")
SHORT = mark("The file says that it holds {said} events, but there are {count}.")
ENDS_EARLY = mark(
    "The file does not end with event {number} as it says: events at its end are missing or were changed."
)
LINE_BROKEN = mark("Line {line} of the file cannot be read.")
_COLUMNS = (*SAID, "sha256")
_TEXTS_AS_TEXTS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
Events = Iterator[dict[str, Any]]


class ExportProblem(Exception):
    """The trail cannot be given out in that form, or the file is no export; `message` and `places` say why."""

    def __init__(self, message: str, **places: Any) -> None:
        super().__init__(message)
        self.message, self.places = message, places


@dataclass(frozen=True)
class FileVerdict:
    """What verifying a file gave; `filtered`: it was exported with events left out, so that gaps say nothing."""

    verdict: Verdict
    filtered: bool


@needs("trail")
def export_trail(desk: Desk, asked: Asked, form: Form, locale: str) -> bytes:
    """The events that are asked for as a file. Recorded with the hash of the file, and sealed.

    Raises ExportProblem when a workbook would be too long, and DBAPIError when the record cannot be kept.
    """
    total = count(desk.engine, asked)
    if form == "xlsx" and total > MOST_ROWS:
        raise ExportProblem(TOO_MANY, count=total)
    out, head = io.BytesIO(), head_of(desk.engine)
    with one_view(desk.engine) as connection:
        if form == "jsonl":
            _write_lines(desk, _found(connection, asked, head[0]), asked, head, out)
        else:
            _write_workbook(desk, _found(connection, asked, head[0]), out, locale)
    content = out.getvalue()
    said = {"form": form, "events": total, "number": head[0], "sha256": hashlib.sha256(content).hexdigest()}
    note_alone(desk, "trail.exported", TRAIL, after={**said, "filter": _filter(asked)})
    seal_now(desk)
    return content


def verify_file(file: Path) -> FileVerdict:
    """Verify an export (JSON Lines) without a database. Raises ExportProblem when it is none, OSError as usual."""
    with file.open(encoding="utf-8", errors="surrogateescape") as opened:
        head = _header(file, opened.readline())
        broken: list[Fault] = []
        filtered = any(head.get("filter", {}).values())
        verdict = walk(_events_of(opened, broken), Chain(partial=filtered))
    faults = (*broken, *verdict.faults, *_against_header(head, verdict, filtered=filtered))
    return FileVerdict(Verdict(verdict.events, verdict.number, verdict.sha256, faults), filtered)


def _found(connection: Connection, asked: Asked, last: int) -> Events:
    for row in kept_rows(connection, *conditions(asked)):
        if row["number"] <= last:
            yield _as_kept(row)


def _as_kept(row: Mapping[str, Any]) -> dict[str, Any]:
    """An event as a file has it; what was made unreadable goes out as it is, for verifying to find."""
    try:
        event = understood(row)
    except (ValueError, TypeError):
        event = dict(row)
    at = event["at"]
    return {**event, "at": at.isoformat() if isinstance(at, dt.datetime) else str(at)}


def _write_lines(desk: Desk, found: Events, asked: Asked, head: tuple[int, str], out: IO[bytes]) -> None:
    about = {
        "kind": KIND,
        "exported_at": desk.now().isoformat(timespec="seconds"),
        "by": desk.person.login,
        "filter": _filter(asked),
    }
    lines, last = io.BytesIO(), None
    for number, event in enumerate(found, 1):
        last = {"events": number, "number": event["number"], "sha256": event["sha256"]}
        lines.write(_json_line(event))
    out.write(_json_line({**about, **(last or {"events": 0})}))
    out.write(lines.getvalue())


def _write_workbook(desk: Desk, found: Events, out: IO[bytes], locale: str) -> None:
    say = translator(locale)
    with xlsxwriter.Workbook(out, {"constant_memory": True} | _TEXTS_AS_TEXTS) as book:
        sheet = book.add_worksheet(say(mark("Audit trail")))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 0, 8)
        sheet.set_column(1, len(_COLUMNS), 22)
        _write_row(sheet, 0, [say(HEADS[name]) for name in _COLUMNS])
        row = 0
        for row, event in enumerate(found, 1):
            _write_row(sheet, row, _cells(desk, event, say))
        sheet.autofilter(0, 0, row, len(_COLUMNS) - 1)


def _cells(desk: Desk, event: Mapping[str, Any], say: Say) -> list[Any]:
    at = desk.local(dt.datetime.fromisoformat(event["at"]))
    read = {"at": f"{at:%Y-%m-%d %H:%M:%S}", "action": action_words(event["action"], say)}
    for name in ("before", "after"):
        read[name] = json.dumps(event[name], ensure_ascii=False) if event[name] else ""
    return [read.get(name, event[name]) for name in _COLUMNS]


def _write_row(sheet: Any, row: int, cells: Iterable[Any]) -> None:
    for column, value in enumerate(cells):
        if isinstance(value, int):
            sheet.write_number(row, column, value)
        elif value:
            text = value.encode("utf-8", "replace").decode()
            sheet.write_string(row, column, text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")


def _header(file: Path, line: str) -> dict[str, Any]:
    try:
        head = json.loads(line)
    except ValueError:
        head = None
    if not isinstance(head, dict) or head.get("kind") != KIND or not isinstance(head.get("filter", {}), dict):
        raise ExportProblem(NO_EXPORT, file=file)
    return head


def _events_of(lines: Iterable[str], broken: list[Fault]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, 2):
        try:
            event = json.loads(line)
            yield {name: event[name] for name in _COLUMNS} | {"number": int(event["number"])}
        except (ValueError, TypeError, KeyError):
            broken.append(Fault(LINE_BROKEN, {"line": number}))


def _against_header(head: Mapping[str, Any], verdict: Verdict, *, filtered: bool) -> Iterator[Fault]:
    if head.get("events") != verdict.events:
        yield Fault(SHORT, {"said": head.get("events"), "count": verdict.events})
    if head.get("events") and (head.get("number"), head.get("sha256")) != (verdict.number, verdict.sha256):
        yield Fault(ENDS_EARLY, {"number": head.get("number")})


def _filter(asked: Asked) -> dict[str, str]:
    said = {name: value for name, value in asdict(asked).items() if value}
    return {name: value if isinstance(value, str) else value.isoformat() for name, value in said.items()}


def _json_line(said: Mapping[str, Any]) -> bytes:
    return (json.dumps(said, ensure_ascii=True, separators=(",", ":")) + "\n").encode()
