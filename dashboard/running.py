"""`jiping run`: the app and its clock as two processes, ended together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import FrameType

from config.wording import mark, translator
from config.workspace import REPOSITORY

say = translator()
FRUGAL = {"MALLOC_ARENA_MAX": "2"}
"""What the processes find in their environment unless it says otherwise: every rerun has a thread of its own, and the C
library would keep memory of its own for many of them (a fifth less per session, docs/load.md)."""
_QUIET = ("--log-level", "warning", "--no-access-log", "--no-server-header", "--ws-per-message-deflate", "false")


def run_app(workspace: Path, port: int) -> int:
    """Start both processes, say when the app answers, and wait; gives the exit code of the one that ended first."""
    if _taken(port):
        print(
            say(mark("Port {port} is in use: end what runs there, or choose another with --port."), port=port),
            file=sys.stderr,
        )
        return 2
    environment = {**FRUGAL, **os.environ, "JIPING_WORKSPACE": str(workspace.resolve()), "PYTHONPATH": str(REPOSITORY)}
    server = [sys.executable, "-m", "uvicorn", "dashboard.server:app", "--host", "127.0.0.1", "--port", str(port)]
    clock = [sys.executable, "-m", "dashboard.cli", "clock", "--workspace", str(workspace.resolve())]
    processes = [
        subprocess.Popen([*server, *_QUIET], cwd=REPOSITORY, env=environment),
        subprocess.Popen(clock, cwd=REPOSITORY, env=environment),
    ]
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        _announce(processes[0], port)
        while all(process.poll() is None for process in processes):
            time.sleep(0.2)
        return next(process.returncode for process in processes if process.poll() is not None)
    except KeyboardInterrupt:
        return 0
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


def _announce(server: subprocess.Popen[bytes], port: int) -> None:
    address = f"http://127.0.0.1:{port}"
    while server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=1):
                print(say(mark("Jiping is open at {address} (Ctrl+C ends it)"), address=address), flush=True)
                return
        except OSError:
            time.sleep(0.1)


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
