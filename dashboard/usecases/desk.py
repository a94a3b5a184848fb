"""The desk: one opened workspace, with its checked config and its migrated database, shared by every use case."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

import metrics
from config.fingerprint import fingerprint
from config.model import Config, Quarter
from config.reading import load_config
from config.workspace import Workspace, open_workspace
from dashboard.access.person import Person, operator
from dashboard.access.sight import Sight
from loaders.examine import Read
from loaders.store.database import migrate, open_engine
from loaders.store.moment import ask_anew
from loaders.workshop.workshop import Workshop

log = logging.getLogger(__name__)
Report = TypeVar("Report")
FORMULAS = Path(metrics.__file__).parent
KEPT = 2048
"""How many reports that change a workspace keeps in memory, those that were asked for last: a few of each unit."""


class Shared:
    """What all who work in a workspace share in a process: the readers, and the reports on what never changes."""

    def __init__(self, workspace: Workspace, config: Config) -> None:
        self._workspace = workspace
        self._config = config
        self.drawn: dict[Hashable, Any] = {}
        self.standing: dict[Hashable, tuple[Hashable, Any]] = {}

    @cached_property
    def fingerprint(self) -> str:
        """See Desk.config_fingerprint."""
        return fingerprint(self._workspace.config_folder) + fingerprint(FORMULAS, ("*.py",))

    @cached_property
    def workshop(self) -> Workshop:
        """See Desk.workshop."""
        return Workshop(self._config)


@dataclass(frozen=True)
class Desk:
    """A workspace at work, and who sits at it. Raises ConfigProblems or WorkspaceProblem at opening, never later.

    Everything that a use case shows or changes is held against `sight`; where nobody was put, the operator sits.
    """

    workspace: Workspace
    config: Config
    engine: Engine
    person: Person = field(default_factory=operator)
    shared: Shared = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shared", Shared(self.workspace, self.config))

    def of(self, person: Person) -> Desk:
        """The same desk with another person at it."""
        desk = replace(self, person=person)
        object.__setattr__(desk, "shared", self.shared)
        return desk

    @property
    def whole(self) -> Desk:
        """The desk without anyone's limits: for what a use case works out behind its gate and does not show."""
        return self if self.person.operator else self.of(operator(self.person.channel))

    @cached_property
    def sight(self) -> Sight:
        """What the person at the desk may see and do."""
        return self.while_it_stands(("sight", self.person), None, lambda _before: Sight(self.config, self.person))

    @property
    def config_fingerprint(self) -> str:
        """The hash of the config that this desk works with and of the formulas that it scores by."""
        return self.shared.fingerprint

    @property
    def workshop(self) -> Workshop:
        """Where this desk's files are read: processes of their own, which start when the first file comes."""
        return self.shared.workshop

    @property
    def read(self) -> Read:
        """How every file that comes from outside is read."""
        return self.workshop.read

    def once(self, key: Hashable, draw: Callable[[], Report]) -> Report:
        """A report on what never changes (what two submissions say), drawn once for each key in this process."""
        drawn = self.shared.drawn
        if key not in drawn:
            drawn[key] = draw()
        report: Report = drawn[key]
        return report

    def while_it_stands(self, place: Hashable, stands: Hashable, draw: Callable[[Report | None], Report]) -> Report:
        """A report that is drawn anew, from the one before, when what it stands on has changed; one of each place.

        What it is drawn from is asked of the store after what it stands on was: nothing older is kept under it.
        """
        kept: dict[Hashable, tuple[Hashable, Any]] = self.shared.standing
        known = kept.pop(place, None)
        if known is None or known[0] != stands:
            ask_anew()
            known = (stands, draw(known[1] if known else None))
        kept[place] = known
        while len(kept) > KEPT:
            kept.pop(next(iter(kept)), None)
        report: Report = known[1]
        return report

    def now(self) -> dt.datetime:
        """The present, aware, in UTC."""
        return dt.datetime.now(dt.UTC)

    def local(self, moment: dt.datetime) -> dt.datetime:
        """A moment as the department's clocks show it."""
        return moment.astimezone(ZoneInfo(self.config.calendar.timezone))

    def aware(self, local: dt.datetime) -> dt.datetime:
        """A time of the department's clocks (as the calendar writes it) as a moment."""
        return local.replace(tzinfo=ZoneInfo(self.config.calendar.timezone))

    def current_quarter(self) -> Quarter:
        """The quarter whose window opened last; the calendar's first when none has."""
        local = self.local(self.now()).replace(tzinfo=None)
        opened = [q for q in self.config.calendar.quarters if self.config.calendar.window(q).opens <= local]
        return opened[-1] if opened else self.config.calendar.quarters[0]


def open_desk(folder: Path) -> Desk:
    """Open a workspace folder: read and check its config, bring its tables up to date."""
    workspace = open_workspace(folder)
    config = load_config(workspace.config_folder)
    engine = open_engine(workspace.database_url)
    migrate(engine)
    desk = Desk(workspace=workspace, config=config, engine=engine)
    log.info("%s opened under config %s", workspace.folder, desk.config_fingerprint[:12])
    return desk
