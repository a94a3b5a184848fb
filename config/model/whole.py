"""A whole config folder, checked."""

from __future__ import annotations

from functools import cached_property

from config.model.access import AccessPolicy
from config.model.base import Model
from config.model.calendar import Calendar
from config.model.catalogue import Division, Framework, Indicator
from config.model.forms import Form, Reading, Statistic
from config.model.highlights import Highlights
from config.model.honours import Honours
from config.model.ledgers import Ledger
from config.model.meeting import Meetings
from config.model.places import FormerName, Level, MapLayer, PeerGroup, Province, Region
from config.model.plausibility import Plausibility
from config.model.quarter import Quarter
from config.model.scheme import Scheme
from config.model.supervision import Supervision


class Config(Model):
    """Everything that a workspace's config folder says, checked."""

    province: Province
    levels: tuple[Level, ...]
    groups: tuple[PeerGroup, ...]
    regions: tuple[Region, ...]
    former_names: tuple[FormerName, ...]
    divisions: tuple[Division, ...]
    frameworks: tuple[Framework, ...]
    indicators: tuple[Indicator, ...]
    statistics: tuple[Statistic, ...]
    forms: tuple[Form, ...]
    ledgers: tuple[Ledger, ...]
    schemes: tuple[Scheme, ...]
    calendar: Calendar
    maps: tuple[MapLayer, ...]
    reading: Reading
    plausibility: Plausibility = Plausibility()
    access: AccessPolicy = AccessPolicy()
    supervision: Supervision = Supervision()
    meeting: Meetings = Meetings()
    honours: Honours = Honours()
    highlights: Highlights = Highlights()

    @cached_property
    def region(self) -> dict[str, Region]:
        """Regions by code."""
        return {region.code: region for region in self.regions}

    @cached_property
    def indicator(self) -> dict[str, Indicator]:
        """Indicators by code."""
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def statistic(self) -> dict[str, Statistic]:
        """Statistics of the forms by code."""
        return {statistic.code: statistic for statistic in self.statistics}

    @cached_property
    def division(self) -> dict[str, Division]:
        """Divisions by code."""
        return {division.code: division for division in self.divisions}

    @cached_property
    def ledger(self) -> dict[str, Ledger]:
        """Ledgers by code, in the order of their sheets."""
        return {ledger.code: ledger for ledger in sorted(self.ledgers, key=lambda ledger: ledger.order)}

    def owes_ledger(self, unit: str, ledger: Ledger) -> bool:
        """True when a unit (a division's or a region's code) reports a ledger."""
        if unit in self.division:
            return ledger.owed_by_division(unit)
        return unit in self.region and "prefectures" in ledger.reported_by

    def ledgers_of(self, unit: str) -> tuple[Ledger, ...]:
        """The ledgers that a unit reports, in the order of their sheets."""
        return tuple(ledger for ledger in self.ledger.values() if self.owes_ledger(unit, ledger))

    @cached_property
    def children(self) -> dict[str, tuple[Region, ...]]:
        """The regions directly below each region."""
        below: dict[str, list[Region]] = {}
        for region in self.regions:
            below.setdefault(region.parent_code, []).append(region)
        return {code: tuple(regions) for code, regions in below.items()}

    def below(self, code: str) -> frozenset[str]:
        """A region's code with those of all regions below it."""
        return frozenset({code}).union(*(self.below(region.code) for region in self.children.get(code, ())))

    @cached_property
    def group(self) -> dict[str, PeerGroup]:
        """Peer groups by code."""
        return {group.code: group for group in self.groups}

    def item_name(self, code: str, locale: str = "zh_CN") -> str:
        """The printed name of a stored indicator or statistic; the code itself when the catalogue lost it."""
        known: Indicator | Statistic | None = self.indicator.get(code) or self.statistic.get(code)
        if known is None:
            return code
        return known.name_en if locale == "en" else known.name

    def scheme_for(self, quarter: str) -> tuple[Scheme, bool]:
        """The scheme in force in a quarter and False; else the nearest one and True (a back-cast, to be said so).

        Raises LookupError when the workspace has no scheme.
        """
        if not self.schemes:
            raise LookupError("no scheme")
        covering = [scheme for scheme in self.schemes if scheme.covers(quarter)]
        if covering:
            return max(covering, key=lambda scheme: scheme.valid_from), False
        return min(self.schemes, key=lambda scheme: abs(Quarter(scheme.valid_from).year - int(quarter[:4]))), True

    def owed_by(self, division: str) -> tuple[Indicator, ...]:
        """The indicators that a division fills in: its own, without what is derived, computed or brought by a form."""
        brought = {statistic.indicator for statistic in self.statistics}
        own = (i for i in self.indicators if i.owner == division and not (i.is_ratio or i.computed))
        return tuple(i for i in own if i.code not in brought)
