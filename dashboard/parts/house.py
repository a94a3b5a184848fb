"""The desk of this process, with nobody's limits."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from config.workspace import DEFAULT_FOLDER
from dashboard.usecases.desk import Desk, open_desk

WORKSPACE_VARIABLE = "JIPING_WORKSPACE"
_opening = threading.Lock()
_desks: dict[Path, Desk] = {}
_named: dict[str, Desk] = {}


def house() -> Desk:
    """The desk of the workspace that the environment names, with nobody's limits; opened once for each process.

    Raises ConfigProblems or WorkspaceProblem as open_desk does.
    """
    named = os.environ.get(WORKSPACE_VARIABLE) or str(DEFAULT_FOLDER)
    if named not in _named:
        _named[named] = _opened(Path(named).resolve())
    return _named[named]


def _opened(folder: Path) -> Desk:
    with _opening:
        if folder not in _desks:
            _desks[folder] = open_desk(folder)
        return _desks[folder]
