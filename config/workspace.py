"""A workspace: a folder with `workspace.toml` that names a config folder and a database."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from config.model import PublicAddress, SingleSignOn
from config.problems import Problem, flatten
from config.wording import mark, translator

REPOSITORY = Path(__file__).resolve().parent.parent
DEFAULT_FOLDER = REPOSITORY / "var" / "demo"

MISSING = mark("There is no workspace at {folder}. Make one with: jiping init --workspace {folder}")
BROKEN = mark("{file} cannot be read: {reason}")
NO_ADDRESS = mark(
    "Single sign-on needs the address under which people open this app, such as "
    'address = "https://jiping.example.gov.cn", above the first [section].'
)


class WorkspaceProblem(Exception):
    """The workspace is missing or its file is wrong; the text says what to do."""


@dataclass(frozen=True)
class Workspace:
    """Where one department works: its config folder, its database URL, whether its figures are invented, the address
    under which people open it, and the provider of single sign-on, if there is one."""

    folder: Path
    config_folder: Path
    database_url: str
    invented: bool = False
    inbox_folder: Path | None = None
    address: str = ""
    single_sign_on: SingleSignOn | None = None

    @property
    def inbox(self) -> Path:
        """The watched folder (收件箱): `inbox` in the workspace's folder unless workspace.toml names another."""
        return self.inbox_folder or self.folder / "inbox"

    @property
    def lock_file(self) -> Path:
        """The file that the one scheduler of the workspace holds."""
        return self.folder / "scheduler.lock"

    @property
    def seal_file(self) -> Path:
        """Where the state of the audit trail is written down outside the database."""
        return self.folder / "audit.seal"


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
        **_where_people_come(content),
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


def _checked(content: dict[str, Any], key: str, kind: Any, missing: Any) -> Any:
    if key not in content:
        return missing
    try:
        return TypeAdapter(kind).validate_python(content[key])
    except ValidationError as error:
        problems = flatten(error, "workspace.toml", key)
        raise WorkspaceProblem("\n".join(problem.line() for problem in problems)) from error


def _where_people_come(content: dict[str, Any]) -> dict[str, Any]:
    address = _checked(content, "address", PublicAddress, "")
    provider = _checked(content, "single_sign_on", SingleSignOn, None)
    if provider is not None and not address:
        raise WorkspaceProblem(Problem("workspace.toml", "address", NO_ADDRESS).line())
    return {"address": address, "single_sign_on": provider}


def _absolute(url: str, folder: Path) -> str:
    prefix = "sqlite:///"
    if url.startswith(prefix) and not url.startswith(prefix + "/"):
        return prefix + str((folder / url.removeprefix(prefix)).resolve())
    return url
