"""A workspace: a folder with `workspace.toml` that names a config folder and a database."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from config.wording import mark, translator

REPOSITORY = Path(__file__).resolve().parent.parent
DEFAULT_FOLDER = REPOSITORY / "var" / "demo"

MISSING = mark("There is no workspace at {folder}. Make one with: jiping init --workspace {folder}")
BROKEN = mark("{file} cannot be read: {reason}")


class WorkspaceProblem(Exception):
    """The workspace is missing or its file is wrong; the text says what to do."""


@dataclass(frozen=True)
class Workspace:
    """Where one department works: its config folder, its database URL, and whether its figures are invented."""

    folder: Path
    config_folder: Path
    database_url: str
    invented: bool = False
    inbox_folder: Path | None = None

    @property
    def inbox(self) -> Path:
        """The watched folder (收件箱): `inbox` in the workspace's folder unless workspace.toml names another."""
        return self.inbox_folder or self.folder / "inbox"

    @property
    def lock_file(self) -> Path:
        """The file that the one scheduler of the workspace holds."""
        return self.folder / "scheduler.lock"


def open_workspace(folder: Path) -> Workspace:
    """Read `workspace.toml`; paths in it are relative to the folder, JIPING_DATABASE overrides the database.

    Raises WorkspaceProblem when the file is missing or wrong.
    """
    say = translator()
    file = folder / "workspace.toml"
    if not file.exists():
        raise WorkspaceProblem(say(MISSING, folder=folder))
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        config, database = str(content["config"]), str(content["database"])
    except (OSError, tomllib.TOMLDecodeError, KeyError, UnicodeDecodeError) as problem:
        raise WorkspaceProblem(say(BROKEN, file=file, reason=problem)) from problem
    return Workspace(
        folder=folder.resolve(),
        config_folder=(folder / config).resolve(),
        database_url=_absolute(os.environ.get("JIPING_DATABASE") or database, folder),
        invented=bool(content.get("invented", False)),
        inbox_folder=(folder / str(content["inbox"])).resolve() if "inbox" in content else None,
    )


def write_workspace(
    folder: Path, config_folder: Path, database: str = "sqlite:///jiping.db", invented: bool = False
) -> Workspace:
    """Write `workspace.toml` into a new or existing folder and open it."""
    folder.mkdir(parents=True, exist_ok=True)
    relative = os.path.relpath(config_folder.resolve(), folder.resolve())
    lines = (f"config = '{relative}'", f"database = '{database}'", f"invented = {'true' if invented else 'false'}", "")
    (folder / "workspace.toml").write_text("\n".join(lines), encoding="utf-8")
    return open_workspace(folder)


def _absolute(url: str, folder: Path) -> str:
    prefix = "sqlite:///"
    if url.startswith(prefix) and not url.startswith(prefix + "/"):
        return prefix + str((folder / url.removeprefix(prefix)).resolve())
    return url
