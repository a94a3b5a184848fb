"""What a reader's answer may hold: it comes from a process that parsed a stranger's file, so only plain records."""

from __future__ import annotations

import io
import pickle
from typing import Any

from config.model import Severity, Status
from loaders.intake.outcome import EntryRow, Finding, HighlightRow, Intake, PrintedSheet, Unmatched, ValueRow

_RECORDS = (EntryRow, Finding, HighlightRow, Intake, PrintedSheet, Severity, Status, Unmatched, ValueRow)
_KNOWN: dict[tuple[str, str], type] = {(record.__module__, record.__name__): record for record in _RECORDS}


class _Plain(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> type:
        if (module, name) not in _KNOWN:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in an answer")
        return _KNOWN[module, name]


def opened(answer: bytes) -> Any:
    """The answer's records and built-in values.

    Raises pickle.UnpicklingError when it names anything else.
    """
    return _Plain(io.BytesIO(answer)).load()
