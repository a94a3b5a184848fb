"""The secret that the provider of single sign-on knows this app by: never in workspace.toml."""

from __future__ import annotations

import os
import stat

from config.wording import mark, translator
from config.workspace import Workspace, WorkspaceProblem

VARIABLE = "JIPING_OIDC_SECRET"
FILE = "oidc.secret"
NO_SECRET = mark(
    "Single sign-on needs its client secret: in the environment variable {variable}, or in the file {file}, "
    "which only the user of this service may read (chmod 600)."
)
OPEN_FILE = mark("{file} can be read by other users of this server: chmod 600 {file}")


def client_secret(workspace: Workspace) -> str:
    """The client secret; raises WorkspaceProblem when there is none, or others may read its file."""
    given = os.environ.get(VARIABLE, "").strip()
    return given or _of_file(workspace)


def _of_file(workspace: Workspace) -> str:
    say, file = translator(), workspace.folder / FILE
    try:
        mode = file.stat().st_mode
        text = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        text, mode = "", 0
    if not text:
        raise WorkspaceProblem(say(NO_SECRET, variable=VARIABLE, file=file))
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise WorkspaceProblem(say(OPEN_FILE, file=file))
    return text
