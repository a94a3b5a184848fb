"""Which region and period a file is about: what its sheets say, weighed, held against what the uploader says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from config.model import Config, Region
from loaders.intake.gazetteer import Gazetteer
from loaders.intake.outcome import Told
from loaders.intake.periods import Period, in_calendar, read_period
from loaders.intake.report import Report
from loaders.intake.titleblock import Said, TitleBlock


@dataclass(frozen=True)
class Place:
    """A reading with the sheet it stands on; the cell is None for the name of a sheet."""

    sheet: str
    said: Said | None

    @property
    def address(self) -> str:
        """The cell, or an empty text."""
        return self.said.cell.address if self.said else ""

    @property
    def read(self) -> str:
        """What stands there."""
        return self.said.cell.text.strip() if self.said else self.sheet


Blocks = list[tuple[str, TitleBlock]]


def settle_period(
    blocks: Blocks, told: Told, config: Config, report: Report, dated: Sequence[Period] = ()
) -> Period | None:
    """The file's period: its own cells before its titles before the names of its sheets, or what was told, or the
    latest of the periods that its columns are dated with.

    Findings: period_contradiction, period_missing, period_unknown (errors), period_sheet_name (warning). None when the
    file does not say it and nobody told it.
    """
    own = [(period, Place(sheet, said)) for sheet, block in blocks for period, said in block.periods]
    titled = [(period, Place(sheet, said)) for sheet, block in blocks for period, said in block.title_periods]
    named = [(period, Place(sheet, None)) for sheet, _ in blocks if (period := read_period(sheet))]
    base = _first(own) or _first(titled) or _first(named)
    if base is not None:
        _compare_periods(base, own + titled, named, report)
    wanted = read_period(told.period) if told.period else None
    if told.period and wanted is None:
        report.add("period_unknown", read=told.period, first=config.calendar.first, last=config.calendar.last)
        return base[0] if base else None
    if base is not None and wanted is not None and wanted.text != base[0].text:
        report.add(
            "period_contradiction",
            base[1].sheet,
            base[1].address,
            base[1].read,
            one=base[0].text,
            other=wanted.text,
            where="",
        )
    period = base[0] if base else wanted or max(dated, default=None)
    if period is None:
        report.add("period_missing")
    elif not in_calendar(period.text, config.calendar):
        place = base[1] if base else Place("", None)
        report.add(
            "period_unknown",
            place.sheet,
            place.address,
            place.read or period.text,
            first=config.calendar.first,
            last=config.calendar.last,
        )
    return period


def _first(readings: list[tuple[Period, Place]]) -> tuple[Period, Place] | None:
    """The first month that is named, else the first quarter."""
    return next((reading for reading in readings if not reading[0].quarterly), readings[0] if readings else None)


def first_named(readings: list[tuple[Period, Said]]) -> Period | None:
    """The first month that a title block names, else its first quarter."""
    return next((period for period, _ in readings if not period.quarterly), readings[0][0] if readings else None)


def _compare_periods(
    base: tuple[Period, Place], others: list[tuple[Period, Place]], named: list[tuple[Period, Place]], report: Report
) -> None:
    for period, place in others:
        if not period.agrees(base[0]):
            report.add(
                "period_contradiction",
                place.sheet,
                place.address,
                place.read,
                one=period.text,
                other=base[0].text,
                where=base[1].address,
            )
            return
    for period, place in named:
        if not period.agrees(base[0]):
            report.add("period_sheet_name", place.sheet, read=place.sheet, one=period.text, other=base[0].text)


def settle_region(blocks: Blocks, told: Told, gazetteer: Gazetteer, report: Report) -> Region | None:
    """The region of a statutory form: its code and its unit before its title before its source, or what was told.

    Findings (all errors): region_contradiction, region_missing, region_unknown.
    """
    own = [(region, Place(sheet, said)) for sheet, block in blocks for region, said in block.regions]
    titled = [(region, Place(sheet, said)) for sheet, block in blocks for region, said in block.title_regions]
    source = [(region, Place(sheet, said)) for sheet, block in blocks for region, said in block.source_regions]
    unknown = [(sheet, said) for sheet, block in blocks for said in block.unknown_regions]
    for sheet, said in unknown:
        nearest = gazetteer.nearest_code(said.text) if said.role == "code" else gazetteer.nearest(said.text)
        report.add("region_unknown", sheet, said.cell, nearest=nearest or "—")
    base = next(iter(own or titled or source), None)
    if base is not None:
        _compare_regions(base, own, titled, gazetteer, report)
    return _with_told(base, bool(unknown), told, gazetteer, report)


def _compare_regions(
    base: tuple[Region, Place],
    own: list[tuple[Region, Place]],
    titled: list[tuple[Region, Place]],
    gazetteer: Gazetteer,
    report: Report,
) -> None:
    conflicts = [(region, place) for region, place in own if region.code != base[0].code]
    conflicts += [(region, place) for region, place in titled if not gazetteer.inside(base[0].code, region.code)]
    for region, place in conflicts[:1]:
        one, other = _shown(region), _shown(base[0])
        report.add(
            "region_contradiction", place.sheet, place.address, place.read, one=one, other=other, where=base[1].address
        )


def _with_told(
    base: tuple[Region, Place] | None, unknown: bool, told: Told, gazetteer: Gazetteer, report: Report
) -> Region | None:
    wanted = gazetteer.coded(told.region_code) if told.region_code else None
    if told.region_code and wanted is None:
        nearest = gazetteer.nearest_code(told.region_code)
        report.add("region_unknown", read=told.region_code, nearest=nearest or "—")
    if base is not None and wanted is not None and wanted.code != base[0].code:
        place = base[1]
        report.add(
            "region_contradiction",
            place.sheet,
            place.address,
            place.read,
            one=_shown(base[0]),
            other=_shown(wanted),
            where="",
        )
    if base is None and wanted is None and not unknown and not told.region_code:
        report.add("region_missing")
    return base[0] if base else wanted


def _shown(region: Region) -> str:
    return f"{region.name}（{region.code}）"
