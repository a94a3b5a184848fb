import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dashboard.demo.published.build import FOLDER, build_published
from dashboard.usecases.desk import Desk, open_desk
from loaders.store import readers
from tests.conftest import REPOSITORY

FORM = next(file for file in (FOLDER / "files").iterdir() if file.name.startswith("衡阳市"))
WATCH = """
import os, signal, sys
from pathlib import Path
from dashboard.usecases import inbox
from dashboard.usecases.desk import open_desk
inbox.STANDS_STILL = inbox.PATIENCE = 0.0
kill = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "before answers":
    inbox._move = kill
if sys.argv[2] == "before the move":
    Path.rename = kill
desk = open_desk(Path(sys.argv[1]))
desk.workspace.inbox.mkdir(exist_ok=True)
box = inbox.Inbox(desk, desk.workspace.inbox)
print("ready", flush=True)
while True:
    box.sweep()
    if sys.argv[2] == "once":
        break
"""


def watcher(workspace: Path, how: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WATCH, str(workspace), how]
    process = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def receipts(inbox: Path) -> dict[str, str]:
    answers = inbox.glob("received/*/*.receipt.json")
    return {file.name: json.loads(file.read_text(encoding="utf-8"))["receipt"] for file in answers}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    build_published(tmp_path / "workspace", empty=True)
    opened = open_desk(tmp_path / "workspace")
    opened.workspace.inbox.mkdir()
    return opened


@pytest.mark.parametrize("moment", ["before answers", "before the move"])
def test_a_watcher_killed_between_store_and_move_gives_the_same_receipt_again(desk: Desk, moment: str) -> None:
    file = desk.workspace.inbox / FORM.name
    file.write_bytes(FORM.read_bytes())

    killed = watcher(desk.workspace.folder, moment)
    assert killed.wait(30) == -signal.SIGKILL
    [first] = readers.submissions(desk.engine)
    still_there = file.exists()
    assert watcher(desk.workspace.folder, "once").wait(30) == 0

    assert still_there
    assert receipts(desk.workspace.inbox) == {f"{FORM.name}.receipt.json": first.receipt}
    assert [row.receipt for row in readers.submissions(desk.engine)] == [first.receipt]
    kept = desk.workspace.inbox / "received" / "2023Q2"
    assert {path.name for path in kept.iterdir() if path.suffix == ".xlsx"} == {FORM.name}


def test_a_watcher_killed_at_any_moment_loses_no_file(desk: Desk) -> None:
    chance, inbox = random.Random(20261122), desk.workspace.inbox
    contents = {f"第{number:02d}份.xlsx": FORM.read_bytes() + b"\0" * number for number in range(24)}
    for start in range(0, len(contents), 8):
        for name in list(contents)[start : start + 8]:
            (inbox / name).write_bytes(contents[name])
        process = watcher(desk.workspace.folder, "on")
        time.sleep(chance.uniform(0.05, 0.6))
        process.kill()
        process.wait()
        files = [path for path in inbox.rglob("*.xlsx") if not path.name.startswith(".")]
        assert {path.name: path.read_bytes() for path in files} == dict(list(contents.items())[: start + 8])
    assert watcher(desk.workspace.folder, "once").wait(60) == 0

    submissions = readers.submissions(desk.engine)
    kept = {row.file_name: (row.receipt, readers.raw_file(desk.engine, row.sha256)) for row in submissions}
    assert len(submissions) == len(contents)
    assert {name: content for name, (_, content) in kept.items()} == contents
    assert receipts(inbox) == {f"{name}.receipt.json": receipt for name, (receipt, _) in kept.items()}
