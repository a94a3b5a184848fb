"""The accounts of the demonstration: one a role, with a random password that its sign-in page alone shows."""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

from sqlmodel import Session

from config.model import Role
from config.workspace import Workspace
from dashboard.access.managing import must_fit, must_go_together
from dashboard.access.passwords import hashed, one_time_password
from dashboard.access.person import Post, operator
from dashboard.usecases.desk import Desk
from dashboard.usecases.recording import note
from loaders.store.accesstables import Account
from loaders.store.accounts import accounts, give_post, keep_account
from loaders.store.database import writing

FILE = "accounts.json"
"""In the workspace's folder, for its owner's eyes only."""
MADE_BY = "demonstration"


@dataclass(frozen=True)
class Shown:
    """An account of the demonstration as its sign-in page shows it: with its password, and what it is good for."""

    login: str
    password: str
    name: str
    name_en: str
    says: str
    says_en: str


def shown_accounts(workspace: Workspace) -> tuple[Shown, ...]:
    """The accounts that the sign-in page shows: none but those that a demonstration has made for itself."""
    file = workspace.folder / FILE
    if not workspace.invented or not file.exists():
        return ()
    return tuple(Shown(**entry) for entry in json.loads(file.read_text(encoding="utf-8")))


def make_accounts(desk: Desk) -> tuple[Shown, ...]:
    """Make the accounts of a demonstration that has none yet, and write their password into its folder."""
    if not desk.workspace.invented or accounts(desk.engine):
        return shown_accounts(desk.workspace)
    password, at = one_time_password(), desk.of(operator(MADE_BY))
    entries = _entries()
    shown = tuple(_shown(entry, password) for entry in entries)
    with writing(desk.engine) as session:
        for entry, one in zip(entries, shown, strict=True):
            _make(session, at, one, tuple(map(post_of, entry["posts"])))
        _write(desk.workspace.folder / FILE, shown)
    return shown


def _make(session: Session, desk: Desk, shown: Shown, posts: tuple[Post, ...]) -> None:
    must_go_together(posts)
    account = Account(
        login=shown.login,
        name=shown.name,
        password=hashed(shown.password),
        made_at=desk.now(),
        made_by=MADE_BY,
    )
    keep_account(session, account)
    for post in posts:
        must_fit(desk.config, post)
        give_post(session, account, post.role, post.unit, MADE_BY, desk.now())
    note(session, desk, "account.made", shown.login, after={"name": shown.name, "posts": list(map(asdict, posts))})


def _entries() -> list[dict[str, list[str]]]:
    text = (Path(__file__).parent / "accounts.toml").read_text(encoding="utf-8")
    return [dict(entry) for entry in tomllib.loads(text)["account"]]


def _shown(entry: dict[str, list[str]], password: str) -> Shown:
    return Shown(password=password, **{key: str(value) for key, value in entry.items() if key != "posts"})


def post_of(text: str) -> Post:
    """A post as it is written: `role`, or `role:unit`."""
    role, _, unit = text.partition(":")
    return Post(cast(Role, role), unit)


def _write(file: Path, shown: tuple[Shown, ...]) -> None:
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
        json.dump([asdict(one) for one in shown], opened, ensure_ascii=False, indent=1)
