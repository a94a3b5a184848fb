"""`jiping watch`: take in what is dropped into the inbox."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Annotated

import typer

from config.wording import mark, translator
from config.workspace import DEFAULT_FOLDER
from dashboard.usecases.desk import open_desk
from dashboard.usecases.inbox import PATIENCE, STANDS_STILL, Inbox
from dashboard.watching import keep_watching, only_watcher, sweep
from loaders.collect import Receipt

say = translator()
ELSEWHERE = 3.0
"""How many seconds --once waits for its turn where somebody else watches."""


def watch(
    workspace: Annotated[Path, typer.Option("--workspace", "-w", help="The workspace folder.")] = DEFAULT_FOLDER,
    folder: Annotated[Path | None, typer.Option(help="The folder to watch; the workspace's inbox if left out.")] = None,
    polling: Annotated[bool, typer.Option("--polling", help="Look through the folder: for network shares.")] = False,
    once: Annotated[bool, typer.Option("--once", help="Take in what is there now, and end.")] = False,
) -> None:
    """Take in files that are dropped into a folder; each is moved beside its receipt, or returned with its faults."""
    desk = open_desk(workspace)
    inbox = Inbox(desk, folder or desk.workspace.inbox, _tell)
    stop = threading.Event()
    if once:
        _once(inbox, stop)
        return
    print(say(mark("Watching {folder} (Ctrl+C ends it)"), folder=inbox.folder), flush=True)
    try:
        keep_watching(inbox, stop, polling=polling)
    except KeyboardInterrupt:
        stop.set()


def _once(inbox: Inbox, stop: threading.Event) -> None:
    inbox.folder.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + PATIENCE + 2 * STANDS_STILL
    patience = threading.Timer(ELSEWHERE, stop.set)
    patience.start()
    with only_watcher(inbox, stop) as mine:
        patience.cancel()
        if not mine:
            print(say(mark("Another process watches this folder and takes the files in.")))
            return
        while sweep(inbox).waiting and time.monotonic() < until:
            time.sleep(STANDS_STILL / 2)


def _tell(name: str, receipt: Receipt) -> None:
    places = {"file": name, "outcome": say(receipt.outcome), "receipt": receipt.receipt or ""}
    print(say(mark("{file}: {outcome} {receipt}"), **places).rstrip(), flush=True)
