import datetime as dt
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from config.model import Role
from dashboard.access.person import Person, Post, operator
from dashboard.usecases import reviewing
from dashboard.usecases.desk import Desk


def person(name: str, *posts: tuple[Role, str], channel: str = "page") -> Person:
    held = tuple(Post(role, unit) for role, unit in posts)
    return Person(f"login-{name}", name, held, zlib.crc32(name.encode()) or 1, 1, "10.0.0.1", channel)


def submitter(unit: str, name: str = "陈报送") -> Person:
    return person(name, ("submitter", unit))


def head(unit: str) -> Person:
    return person("何局长", ("head", unit))


def checker(division: str, name: str = "李四") -> Person:
    return person(name, ("reviewer", division))


def of_office(name: str = "王五") -> Person:
    return person(name, ("office", ""))


def leader() -> Person:
    return person("赵厅长", ("leader", ""))


@dataclass(frozen=True)
class Reviewer:
    name: str
    post: str = ""

    @property
    def person(self) -> Person:
        if not self.post:
            return operator()
        return of_office(self.name) if self.post == "office" else checker(self.post, self.name)


def review(
    desk: Desk, action: reviewing.Act, receipts: Iterable[str], by: Reviewer, **said: Any
) -> tuple[reviewing.Done, ...]:
    return reviewing.review(desk.of(by.person), action, receipts, by.post, **said)


def extend(desk: Desk, quarter: str, unit: str, until: dt.datetime, reason: str, by: Reviewer) -> None:
    reviewing.extend(desk.of(by.person), quarter, unit, until, reason, by.post)
