"""One reader process as the app sees it: started, asked, and ended when a file takes too long or too much."""

from __future__ import annotations

import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from config.model import Config
from loaders.workshop import child
from loaders.workshop.answers import opened
from loaders.workshop.frames import receive, send

_LOG = logging.getLogger("jiping")
_ROOT = Path(__file__).resolve().parent.parent.parent
_COMMAND = (sys.executable, "-P", "-s", "-X", "utf8", "-m", child.__name__)
_ENVIRONMENT = {"PYTHONPATH": str(_ROOT)}
"""Nothing of the app's own environment, where passwords may stand."""
_TICK = 0.02
_START_SECONDS = 30.0
_GRACE = 1.0
_STRETCH = 3
"""On a machine that is busy with other work a file may take so many times its seconds of the clock, but no more of the
processor's: whoever waits for a turn is not slow."""
_LONGEST_ANSWER = 128 * 1024 * 1024
_LONGEST_WORDS = 65_536
_OUT_OF_MEMORY = b"memory allocation of"
"""What Rust says before it aborts for want of memory."""


class Lost(Exception):
    """The reader gave no result; `rule` names the finding that says why, empty when it did not even start."""

    def __init__(self, rule: str = "") -> None:
        super().__init__(rule)
        self.rule = rule


class Reader:
    """A reader process, started when it is first asked and again after each end. For one thread at a time."""

    def __init__(self, config: Config, seconds: float, megabytes: int) -> None:
        self._seconds = seconds
        self._greeting = pickle.dumps((config, seconds * _STRETCH + _GRACE, megabytes), protocol=5)
        self._process: subprocess.Popen[bytes] | None = None
        self._ready = False

    def warm(self) -> None:
        """Start the process where there is none, and wait until it may be asked. Raises Lost when it does not start."""
        if self._process is None or self._process.poll() is not None:
            self._start()
        if not self._ready:
            with self._deadline(_START_SECONDS), suppress(OSError):
                send(self._requests, self._greeting)
                self._ready = receive(self._answers, len(child.READY)) == child.READY
        if not self._ready:
            _LOG.error("a reader did not start: %s", self._end()[1])
            raise Lost

    def ask(self, job: str, *arguments: Any) -> Any:
        """What the job gives. Raises Lost when it takes too long or too much memory, fails, or ends the process."""
        self.warm()
        with self._deadline(self._seconds, self._seconds * _STRETCH) as late:
            became, result = self._exchange(pickle.dumps((job, arguments), protocol=5))
        code, words = (None, b"") if became == child.DONE and not late.is_set() else self._end()
        if code is not None:
            self._start()
        if became not in (child.DONE, child.LAST):
            rule = _rule(became, late.is_set(), code, words)
            _LOG.warning("%s: exit %s %s", rule, code, (result or words).decode(errors="replace"))
            raise Lost(rule)
        try:
            return opened(result)
        except Exception as forged:  # a made-up pickle may raise anything
            raise Lost("file_breaks_reader") from forged

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._end()

    @property
    def _requests(self) -> BinaryIO:
        return cast(BinaryIO, self._process and self._process.stdin)

    @property
    def _answers(self) -> BinaryIO:
        return cast(BinaryIO, self._process and self._process.stdout)

    def _start(self) -> None:
        """Start a process without waiting for it, in the place of one that ended."""
        if self._process is not None:
            self._end()
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(_COMMAND, env=_ENVIRONMENT, stdin=pipe, stdout=pipe, stderr=pipe)

    def _exchange(self, request: bytes) -> tuple[bytes, bytes]:
        """What became of a job and its result; both empty when the process ended, or its result is too long."""
        with suppress(OSError):
            send(self._requests, request)
            became = receive(self._answers, max(map(len, child.ENDS)))
            result = receive(self._answers, _LONGEST_ANSWER) if became else b""
            if result:
                return became, result
        return b"", b""

    @contextmanager
    def _deadline(self, seconds: float, longest: float = 0.0) -> Iterator[threading.Event]:
        """Kill the process when the block takes longer; the event tells whether it did.

        While it only waits for the processor, having used less than its seconds there, it has time until `longest`.
        """
        late, over, process = threading.Event(), threading.Event(), self._process
        pid = process.pid if process is not None else 0
        before, began = _processor_seconds(pid), time.monotonic()

        def watch() -> None:
            left = seconds
            while not over.wait(left):
                used, passed = _processor_seconds(pid) - before, time.monotonic() - began
                left = min(seconds - used, longest - passed)
                if left <= _TICK or not _wants_the_processor(pid):
                    late.set()
                    if process is not None:
                        process.kill()
                    return

        watching = threading.Thread(target=watch, daemon=True)
        watching.start()
        try:
            yield late
        finally:
            over.set()
            watching.join()

    def _end(self) -> tuple[int, bytes]:
        """Let the process go, by force after a moment; gives its exit code and what it last said."""
        process = cast("subprocess.Popen[bytes]", self._process)
        self._process, self._ready = None, False
        said = cast(BinaryIO, process.stderr)
        with suppress(OSError):
            cast(BinaryIO, process.stdin).close()
        try:
            process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        os.set_blocking(said.fileno(), False)
        words = said.read(_LONGEST_WORDS) or b""
        cast(BinaryIO, process.stdout).close()
        said.close()
        return process.returncode, words


def _processor_seconds(pid: int) -> float:
    """The seconds of the processor that a process has used; 0 for one that has ended."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def _wants_the_processor(pid: int) -> bool:
    """True for a process that runs or could run, not for one that waits for something else."""
    fields = _stat(pid)
    return bool(fields) and fields[0] in ("R", "D")


def _stat(pid: int) -> list[str]:
    """What Linux tells of a process behind its name, from its state on (proc(5)); nothing of one that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def _rule(became: bytes, late: bool, code: int | None, words: bytes) -> str:
    if late or code == -signal.SIGALRM:
        return "file_too_slow"
    if became == child.HEAVY or code == -signal.SIGKILL or _OUT_OF_MEMORY in words:
        return "file_too_heavy"
    return "file_breaks_reader"
