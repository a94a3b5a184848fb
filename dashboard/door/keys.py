"""The key of a workspace's door: seals what must be read again (second factors), stamps what must not be forged."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from config.workspace import Workspace

KEY_FILE = "door.key"


def seal(workspace: Workspace, said: dict[str, Any]) -> str:
    """What was said, so that only this workspace can read it again."""
    return Fernet(_key(workspace)).encrypt(json.dumps(said).encode()).decode()


def unseal(workspace: Workspace, sealed: str, seconds: int | None = None) -> dict[str, Any] | None:
    """What was sealed; None when it is not ours, was changed, or is older than so many seconds."""
    try:
        said: dict[str, Any] = json.loads(Fernet(_key(workspace)).decrypt(sealed.encode(), ttl=seconds))
    except (InvalidToken, ValueError):
        return None
    return said


def stamp(workspace: Workspace, *words: str) -> str:
    """A stamp on words that nobody makes without the key (HMAC-SHA-256)."""
    return hmac.new(_key(workspace), "\n".join(words).encode(), hashlib.sha256).hexdigest()


def stamped(workspace: Workspace, given: str, *words: str) -> bool:
    """True when a stamp is that of the words."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), stamp(workspace, *words).encode())


def _key(workspace: Workspace) -> bytes:
    """The key; made when it is first asked for, readable by its owner only."""
    file = workspace.folder / KEY_FILE
    if not file.exists():
        _make(file)
    return file.read_bytes().strip()


def _make(file: Path) -> None:
    """Written beside and linked, so that of two processes that make it one wins and nobody reads half a key."""
    beside = file.with_name(f".{KEY_FILE}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(Fernet.generate_key())
        opened.flush()
        os.fsync(opened.fileno())
    try:
        os.link(beside, file)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
