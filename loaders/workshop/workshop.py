"""The workshop: a few reader processes that every thread of the app shares."""

from __future__ import annotations

import os
import weakref
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from typing import Any

from config.model import Config, Severity
from loaders.intake.outcome import Finding, Intake, Told
from loaders.intake.read import read_sheets, read_submission
from loaders.intake.refusal import MAX_BYTES
from loaders.turns import Busy, Turns
from loaders.workshop.reader import Lost, Reader

PROCESSES = max(2, os.cpu_count() or 2)
SECONDS = 4.5
MEGABYTES = 200
_MOST_WAITING = 200
_PATIENCE = 30.0


class Workshop:
    """Reads files under one config as read_submission does, in `processes` readers that are started when needed.

    A file gets `seconds` from the moment a reader takes it and `megabytes` beyond what a reader needs at rest. For any
    number of threads: they are served in the order in which they come, and told to come again when too many wait.
    """

    def __init__(
        self, config: Config, processes: int = PROCESSES, seconds: float = SECONDS, megabytes: int = MEGABYTES
    ) -> None:
        self._config = config
        self._limits = {"seconds": f"{seconds:g}", "limit": megabytes}
        self._readers = [Reader(config, seconds, megabytes) for _ in range(processes)]
        self._turns = Turns(self._readers, _MOST_WAITING, _PATIENCE)
        weakref.finalize(self, _stop, self._readers)

    def read(self, name: str, content: bytes, config: Config, told: Told) -> Intake:
        """What read_submission gives; or one finding: file_too_slow, file_too_heavy, file_breaks_reader, reader_busy.

        Raises ValueError for another config than the workshop's own.
        """
        if config is not self._config:
            raise ValueError("the workshop reads under its own config")
        if len(content) > MAX_BYTES:
            return read_submission(name, content, config, told)
        result = self._asked("read", name, content, told)
        return result if isinstance(result, Intake) else self._refused("file_breaks_reader")

    def print(self, content: bytes, lines: int) -> Intake:
        """What read_sheets gives; or one finding, as read has."""
        if len(content) > MAX_BYTES:
            return read_sheets(content, lines)
        result = self._asked("print", content, lines)
        return result if isinstance(result, Intake) else self._refused("file_breaks_reader")

    def annotate(
        self, name: str, content: bytes, findings: Sequence[Finding], locale: str, reasons: Mapping[str, str]
    ) -> tuple[str, bytes] | None:
        """What loaders.annotating.annotated gives; None when a limit or a crash ended it."""
        result = self._asked("annotate", name, content, tuple(findings), locale, dict(reasons))
        return result if isinstance(result, tuple) else None

    def warm(self) -> None:
        """Start every reader, so that the first file does not wait for one; one that does not start is only logged."""
        with ExitStack() as taken, suppress(Busy, Lost):
            for _ in self._readers:
                taken.enter_context(self._turns.turn()).warm()

    def close(self) -> None:
        """End the readers; a file that one of them is reading breaks off. A later file starts them anew."""
        _stop(self._readers)

    def _asked(self, job: str, *arguments: Any) -> Any:
        try:
            with self._turns.turn() as reader:
                return reader.ask(job, *arguments)
        except Busy:
            return self._refused("reader_busy")
        except Lost as lost:
            return self._refused(lost.rule or "reader_busy")

    def _refused(self, rule: str) -> Intake:
        return Intake(None, findings=(Finding(rule, Severity.ERROR, places=self._limits),))


def _stop(readers: list[Reader]) -> None:
    for reader in readers:
        reader.stop()
