"""One scheme in a TOML file of its own, read and checked with a config or without any catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from config.checks.known import Known
from config.checks.schemes import check_scheme, check_unread
from config.files import Files
from config.model import Config, Scheme
from config.problems import ConfigProblems, Problem


def read_scheme(path: Path, config: Config | None = None) -> Scheme:
    """The scheme of a TOML file; raises ConfigProblems with every fault at once.

    Without a config any name of an indicator, a division, a level or a group is good, and an item that says no
    direction is better when it is higher.
    """
    scheme, problems = check_scheme_file(path, config)
    if scheme is None:
        raise ConfigProblems(problems)
    return scheme


def check_scheme_alone(path: Path) -> tuple[Scheme | None, tuple[Problem, ...]]:
    """The scheme of a TOML file (None when it has faults) and all faults, compared with no catalogue."""
    return check_scheme_file(path)


def check_scheme_file(path: Path, config: Config | None = None) -> tuple[Scheme | None, tuple[Problem, ...]]:
    """The scheme of a TOML file (None when it has faults) and all faults; see read_scheme."""
    files = Files(path.parent)
    data = files.content(path.name)
    return (None, tuple(files.problems)) if data is None else check_scheme_content(data, path.name, config)


def check_scheme_content(
    data: dict[str, Any], file: str, config: Config | None = None
) -> tuple[Scheme | None, tuple[Problem, ...]]:
    """The same for plain content, as a TOML file or a workbook holds it; `file` is its name in the problems."""
    files, known = Files(Path()), Known.of_config(config)
    entry = files.built(Scheme, data, file)
    faults = [*files.problems, *(check_scheme(entry, known) if entry else ())]
    for name, content in files.unread(Scheme):
        faults.extend(check_unread(name, content, known))
    problems = tuple(faults)
    return (None if entry is None or problems else entry.it), problems
