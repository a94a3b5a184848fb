"""A config folder as far as it could be read: what the cross-checks look at, with the place of every entry."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from config.files import Entry, Files
from config.model import (
    AccessPolicy,
    Calendar,
    Config,
    Division,
    Form,
    FormerName,
    Framework,
    Highlights,
    Honours,
    Indicator,
    Ledger,
    Level,
    MapLayer,
    Meetings,
    Named,
    PeerGroup,
    Plausibility,
    Province,
    Reading,
    Region,
    Scheme,
    Statistic,
    Supervision,
)

T = TypeVar("T", bound=BaseModel)
C = TypeVar("C", bound=Named | Region | Statistic | Form | Scheme)


@dataclass(frozen=True)
class Draft:
    """The entries of a folder; province, calendar and reading are None when their file could not be read,
    plausibility, access, supervision, meeting, honours and highlights when it is not there either."""

    files: Files
    province: Entry[Province] | None
    calendar: Entry[Calendar] | None
    reading: Entry[Reading] | None
    plausibility: Entry[Plausibility] | None
    access: Entry[AccessPolicy] | None
    supervision: Entry[Supervision] | None
    meeting: Entry[Meetings] | None
    honours: Entry[Honours] | None
    highlights: Entry[Highlights] | None
    levels: list[Entry[Level]]
    groups: list[Entry[PeerGroup]]
    regions: list[Entry[Region]]
    former_names: list[Entry[FormerName]]
    divisions: list[Entry[Division]]
    frameworks: list[Entry[Framework]]
    indicators: list[Entry[Indicator]]
    statistics: list[Entry[Statistic]]
    forms: list[Entry[Form]]
    ledgers: list[Entry[Ledger]]
    schemes: list[Entry[Scheme]]
    maps: list[Entry[MapLayer]]

    def codes(self, model: type[BaseModel], entries: list[Entry[C]]) -> set[str]:
        """The codes that entries of a model may be referred to by, the unreadable ones among them."""
        return {entry.it.code for entry in entries} | self.files.broken.get(model, set())

    def lines(self) -> set[str]:
        """The business lines: the categories of the framework `eight_lines`, else those that the divisions name."""
        frames = [entry.it for entry in self.frameworks if entry.it.code == "eight_lines"]
        if frames:
            return {category.code for version in frames[0].versions for category in version.categories}
        return {entry.it.line for entry in self.divisions} - {""}

    def config(self) -> Config:
        """The checked whole; to be called only when no problem was found (else ValueError)."""
        if self.province is None or self.calendar is None or self.reading is None:
            raise ValueError("province, calendar or reading could not be read")
        return Config(
            province=self.province.it,
            calendar=self.calendar.it,
            reading=self.reading.it,
            plausibility=self.plausibility.it if self.plausibility else Plausibility(),
            access=self.access.it if self.access else AccessPolicy(),
            supervision=self.supervision.it if self.supervision else Supervision(),
            meeting=self.meeting.it if self.meeting else Meetings(),
            honours=self.honours.it if self.honours else Honours(),
            highlights=self.highlights.it if self.highlights else Highlights(),
            levels=_bare(self.levels),
            groups=_bare(self.groups),
            regions=_bare(self.regions),
            former_names=_bare(self.former_names),
            divisions=_bare(self.divisions),
            frameworks=_bare(self.frameworks),
            indicators=_bare(self.indicators),
            statistics=_bare(self.statistics),
            forms=_bare(self.forms),
            ledgers=_bare(self.ledgers),
            schemes=_bare(self.schemes),
            maps=_bare(self.maps),
        )


def read_draft(folder: Path) -> Draft:
    """Read every file of a config folder (their names: the module docstring of config.reading)."""
    files = Files(folder)
    region_files = [name for name in files.names("regions/*.csv") if not name.endswith("/former.csv")]
    return Draft(
        files=files,
        province=files.whole(Province, "province.toml"),
        calendar=files.whole(Calendar, "calendar.toml"),
        reading=files.whole(Reading, "reading.toml"),
        plausibility=files.whole(Plausibility, "plausibility.toml", required=False),
        access=files.whole(AccessPolicy, "access.toml", required=False),
        supervision=files.whole(Supervision, "supervision.toml", required=False),
        meeting=files.whole(Meetings, "meeting.toml", required=False),
        honours=files.whole(Honours, "honours.toml", required=False),
        highlights=files.whole(Highlights, "highlights.toml", required=False),
        levels=files.tables(Level, "regions/levels.toml", "level"),
        groups=files.tables(PeerGroup, "regions/groups.toml", "group"),
        regions=[entry for name in region_files or ["regions/regions.csv"] for entry in files.rows(Region, name)],
        former_names=files.rows(FormerName, "regions/former.csv", required=False),
        divisions=files.tables(Division, "divisions.toml", "division"),
        frameworks=files.each(Framework, "frameworks/*.toml"),
        indicators=files.each(Indicator, "indicators/*/*.toml"),
        statistics=files.rows(Statistic, "forms/statistics.csv", required=False),
        forms=files.each(Form, "forms/*.toml"),
        ledgers=files.each(Ledger, "ledgers/*.toml"),
        schemes=files.each(Scheme, "schemes/*.toml"),
        maps=files.tables(MapLayer, "maps.toml", "map", required=False),
    )


def _bare(entries: list[Entry[T]]) -> tuple[T, ...]:
    return tuple(entry.it for entry in entries)
