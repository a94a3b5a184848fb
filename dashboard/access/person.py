"""Who acts: a person with posts, or whoever runs a command on the server."""

from __future__ import annotations

import getpass
from dataclasses import dataclass

from config.model import Role


@dataclass(frozen=True)
class Post:
    """A role for a unit: the code of a region or a division, empty for the whole province."""

    role: Role
    unit: str = ""


@dataclass(frozen=True)
class Person:
    """Who acts, in which posts, from which address and by which way in (page, api, command ...).

    `account` and `session` are the numbers of the account and the session, 0 where there is none. The `operator` runs a
    command on the server: who may do that may read the database too, so nothing is kept from them.
    """

    login: str
    name: str
    posts: tuple[Post, ...] = ()
    account: int = 0
    session: int = 0
    address: str = ""
    channel: str = "page"
    operator: bool = False


def operator(channel: str = "command") -> Person:
    """Whoever runs this process, by the name that the operating system knows."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = "server"
    return Person(login=f"server:{name}", name=name, channel=channel, operator=True)
