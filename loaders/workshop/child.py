"""One reader process: takes jobs from its standard input, one at a time, until that ends. Only Reader starts it.

It bounds itself before it touches a file: memory, no files to write while it reads, no processes, and an alarm that
ends it even when nobody is left to kill it. What it imports decides how soon it is ready: no database, no frames, no
screen.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import pickle
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from config.model import Config
from loaders.annotating import annotated
from loaders.intake.gazetteer import gazetteer_of
from loaders.intake.outcome import Finding, Intake, Told
from loaders.intake.read import read_sheets, read_submission
from loaders.workshop.frames import receive, send

READY, DONE, LAST, HEAVY, BROKEN = b"ready", b"done", b"last", b"heavy", b"broken"
"""What a reader says: that it may be asked, and of each job what became of it; LAST is DONE by one that now ends."""
ENDS = (DONE, LAST, HEAVY, BROKEN)
MOST_JOBS = 500
_MEGABYTE = 1024 * 1024
_ANY_LENGTH = 1 << 40
_LARGEST_FILE = 64 * _MEGABYTE
"""openpyxl writes each sheet of an annotated workbook into a temporary file first; reading may write none."""
_BOUNDS = {
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_FSIZE: _LARGEST_FILE,
    resource.RLIMIT_NOFILE: 64,
    resource.RLIMIT_NPROC: 0,
}


def _read(config: Config, name: str, content: bytes, told: Told) -> Intake:
    return read_submission(name, content, config, told)


def _annotate(
    config: Config, name: str, content: bytes, findings: Sequence[Finding], locale: str, reasons: Mapping[str, str]
) -> tuple[str, bytes]:
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    try:
        return annotated(name, content, findings, locale, reasons)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, _LARGEST_FILE))


def _print(_config: Config, content: bytes, lines: int) -> Intake:
    return read_sheets(content, lines)


JOBS: dict[str, Callable[..., Any]] = {"read": _read, "print": _print, "annotate": _annotate}
"""All that may be asked of a reader."""


def main() -> None:
    """Greet, then answer each job with what became of it and the pickled result (or the traceback)."""
    requests, answers = sys.stdin.buffer, _only_answers()
    config, seconds, megabytes = pickle.loads(receive(requests, _ANY_LENGTH))
    gazetteer_of(config)
    gc.freeze()
    gc.disable()  # a tenth of the time of each file; what it would find is collected between files
    _bound(megabytes)
    full = _resident() + megabytes * _MEGABYTE // 2
    send(answers, READY)
    for left in reversed(range(MOST_JOBS)):
        request = receive(requests, _ANY_LENGTH)
        if not request:
            break
        signal.setitimer(signal.ITIMER_REAL, seconds)
        became, result = _answer(config, request)
        if became == DONE and (left == 0 or _resident() > full):
            became = LAST
        send(answers, became)
        send(answers, result)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if became != DONE:
            break
        del request, result
        gc.collect()
    os._exit(0)


def _answer(config: Config, request: bytes) -> tuple[bytes, bytes]:
    try:
        job, arguments = pickle.loads(request)
        return DONE, pickle.dumps(JOBS[job](config, *arguments), protocol=5)
    except (MemoryError, SystemError):  # C code that runs out of memory may forget to say so
        return HEAVY, b"-"
    except Exception:
        return BROKEN, traceback.format_exc(limit=-8).encode()


def _only_answers() -> BinaryIO:
    """The standard output for answers alone; whatever else prints goes to the standard error, which never blocks."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    os.set_blocking(2, False)
    faulthandler.enable()
    return answers


def _bound(megabytes: int) -> None:
    bounds = _BOUNDS | {resource.RLIMIT_DATA: _private() + megabytes * _MEGABYTE}
    for kind, bound in bounds.items():
        resource.setrlimit(kind, (0 if kind == resource.RLIMIT_FSIZE else bound, bound))


def _private() -> int:
    """Bytes of private writable memory, as RLIMIT_DATA counts them."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * resource.getpagesize()


def _resident() -> int:
    """Bytes of memory in use."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    main()
