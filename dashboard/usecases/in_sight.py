"""Which stored values, files and cases a person sees: all, or what was released and what the own posts reach before."""

from __future__ import annotations

from dataclasses import dataclass

from config.model import Config, Quarter
from dashboard.access.gate import inner
from dashboard.access.sight import Sight
from dashboard.releasing.told import Told, told
from dashboard.usecases.desk import Desk
from loaders.store.tables import Submission


@dataclass(frozen=True)
class InSight:
    """What a sight reaches of the store; `told` is what everyone sees, because it was released."""

    sight: Sight
    told: Told

    @property
    def figures(self) -> frozenset[str]:
        """The codes of the indicators of the own divisions, and of the statistics that stand for them."""
        own = self.sight.indicators("present")
        return own | {statistic.code for statistic in self.sight.config.statistics if statistic.indicator in own}

    @property
    def regions(self) -> frozenset[str]:
        """The regions of which everything is in sight before the release."""
        return self.sight.regions("present")

    @property
    def senders(self) -> frozenset[str]:
        """The units whose submissions are in sight."""
        return self.sight.regions("submissions") | self.sight.divisions("submissions")

    def figure(self, region: str, code: str) -> bool:
        """True when the newest figure of a region is in sight, released or not."""
        return region in self.regions or code in self.figures

    def file(self, submission: Submission) -> bool:
        """True when a file is in sight: it went into the release of its quarter, or the own posts reach its sender."""
        return self.told.has(submission.quarter, submission.id or 0) or submission.submitter in self.senders


@inner
def in_sight(desk: Desk) -> InSight | None:
    """What the person at the desk sees of the store; None for who sees everything."""
    return None if desk.sight.whole("present") else InSight(desk.sight, told(desk))


def quarter_of(month: str) -> str:
    """The quarter that a month `YYYY-MM` lies in."""
    return f"{month[:4]}Q{(int(month[5:]) + 2) // 3}"


def months_of(quarter: str) -> tuple[str, ...]:
    """The three months of a quarter, `YYYY-MM`."""
    last = Quarter(quarter).last_month
    return tuple(f"{last[:5]}{int(last[5:]) - back:02d}" for back in (2, 1, 0))


def own_lines(config: Config, sight: Sight) -> frozenset[str]:
    """The business lines of the own divisions."""
    owners = sight.divisions("present")
    return frozenset(division.line for division in config.divisions if division.line and division.code in owners)
