"""The desk: one opened workspace, with its checked config and its migrated database, shared by every use case."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Hashable
from dataclasses import dataclass
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
from loaders.examine import Read
from loaders.store.database import migrate, open_engine
from loaders.workshop.workshop import Workshop

log = logging.getLogger(__name__)
Report = TypeVar("Report")
FORMULAS = Path(metrics.__file__).parent


@dataclass(frozen=True)
class Desk:
    """A workspace at work. Raises ConfigProblems or WorkspaceProblem at opening, never later."""

    workspace: Workspace
    config: Config
    engine: Engine

    @cached_property
    def config_fingerprint(self) -> str:
        """The hash of the config that this desk works with and of the formulas that it scores by."""
        return fingerprint(self.workspace.config_folder) + fingerprint(FORMULAS, ("*.py",))

    @cached_property
    def workshop(self) -> Workshop:
        """Where this desk's files are read: processes of their own, which start when the first file comes."""
        return Workshop(self.config)

    @property
    def read(self) -> Read:
        """How every file that comes from outside is read."""
        return self.workshop.read

    @cached_property
    def _drawn(self) -> dict[Hashable, Any]:
        return {}

    def once(self, key: Hashable, draw: Callable[[], Report]) -> Report:
        """A report on what never changes (what two submissions say), drawn once for each key in this process."""
        if key not in self._drawn:
            self._drawn[key] = draw()
        report: Report = self._drawn[key]
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
