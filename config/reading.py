"""A config folder -> Config: every fault of every file is found before one exception is raised.

The folder: province.toml, calendar.toml, reading.toml, divisions.toml, regions/levels.toml, regions/groups.toml,
regions/*.csv; optional are regions/former.csv, frameworks/*.toml, indicators/*/*.toml, forms/statistics.csv,
forms/*.toml, ledgers/*.toml, schemes/*.toml, maps.toml, plausibility.toml,
access.toml, supervision.toml, meeting.toml, honours.toml and highlights.toml.
"""

from __future__ import annotations

from pathlib import Path

from config.checks import CHECKS
from config.draft import read_draft
from config.model import Config
from config.problems import ConfigProblems, Problem


def load_config(folder: Path) -> Config:
    """The checked configuration of a workspace.

    Raises ConfigProblems with every fault when there is one.
    """
    config, problems = check_config(folder)
    if config is None:
        raise ConfigProblems(problems)
    return config


def check_config(folder: Path) -> tuple[Config | None, tuple[Problem, ...]]:
    """The configuration (None when it has faults) and all faults, in the order of files and keys as they were read."""
    draft = read_draft(folder)
    problems = (*draft.files.problems, *(problem for check in CHECKS for problem in check(draft)))
    return (None if problems else draft.config()), problems
