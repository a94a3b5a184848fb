"""The figures of each unit that a list of honours is over, out of the releases: whole scores, sections, divisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from config.model import HonourList
from dashboard.releasing.reading import Edition
from dashboard.usecases.honours.drawn import QuarterFigure
from dashboard.usecases.honours.year import Year, release_id, scheme_of
from dashboard.usecases.standing_boards import COMPOSITE

DIVISIONS = "divisions"


@dataclass(frozen=True)
class Told:
    """A unit in a group with its figure of a quarter; `top` when it stood in the top band of the scheme."""

    group: str
    unit: str
    figure: QuarterFigure
    top: bool

    @property
    def row(self) -> dict[str, Any]:
        """A row of metrics.honours.FIGURES."""
        same = {name: getattr(self.figure, name) for name in ("quarter", "score", "composite", "rank", "before")}
        return {"group": self.group, "unit": self.unit, "top_band": self.top, **same}


def told_of(rule: HonourList, year: Year) -> tuple[Told, ...]:
    """Every figure of the year that the list counts, by quarter, group and unit."""
    found = []
    for quarter, edition in year.editions.items():
        before = year.before.get(quarter)
        earlier = _scores(rule, before, _last_year(quarter)) if before is not None else {}
        for (group, unit), row in _scores(rule, edition, quarter).items():
            was = earlier.get((group, unit), {}).get("score")
            named = release_id(before) if before is not None and was is not None else ""
            known = {name: row.get(name) for name in ("score", "composite", "rank")}
            bands = {name: row.get(name, "") for name in ("band", "band_en")}
            release = release_id(edition)
            figure = QuarterFigure(quarter=quarter, release=release, before=was, before_release=named, **known, **bands)
            found.append(Told(group, unit, figure, top=bool(row.get("top"))))
    return tuple(found)


def _last_year(quarter: str) -> str:
    return f"{int(quarter[:4]) - 1}{quarter[4:]}"


def _scores(rule: HonourList, edition: Edition, quarter: str) -> dict[tuple[str, str], dict[str, Any]]:
    """By group and unit what a release says in a quarter: score, and of whole scores composite, rank and band."""
    sources = {"regions": _regions, "sections": _sections, "divisions": _divisions}
    return dict(sources[rule.over](rule, edition, quarter))


def _regions(rule: HonourList, edition: Edition, quarter: str) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    scheme, groups = scheme_of(edition, quarter), list(rule.places)
    boards = edition.book.rows("boards", quarter=quarter, peer_group=groups, board=COMPOSITE)
    composite = {row["region_code"]: row["published"] for row in boards}
    bands = {band.code: band for band in scheme.bands}
    for row in edition.book.rows("ranking", quarter=quarter, peer_group=groups):
        band = bands.get(row["band"] or "")
        yield (
            (row["peer_group"], row["region_code"]),
            {
                "score": row["published"],
                "composite": composite.get(row["region_code"]),
                "rank": row["rank"],
                "band": band.name if band else "",
                "band_en": band.name_en if band else "",
                "top": band is not None and band.code == scheme.bands[0].code,
            },
        )


def _sections(rule: HonourList, edition: Edition, quarter: str) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    sections = [section.code for section in scheme_of(edition, quarter).sections if section.kind == "regular"]
    asked: Mapping[str, str | list[str]] = {"peer_group": list(rule.places), "node": sections}
    for row in edition.book.rows("nodes", quarter=quarter, **asked):
        yield (f"{row['peer_group']}/{row['node']}", row["region_code"]), {"score": row["published"]}


def _divisions(rule: HonourList, edition: Edition, quarter: str) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    """Of each division the share of full marks, in per cent, that all regions reached on its items together.

    Items that do not apply have no points and no share in it; bonus and deduction sections stand aside.
    """
    scheme = scheme_of(edition, quarter)
    regular = {section.code for section in scheme.sections if section.kind == "regular"}
    owners = {item.code: item.owner for item in scheme.items}
    sums: dict[str, tuple[float, float]] = {}
    for row in edition.book.rows("items", quarter=quarter):
        if row["points"] is not None and row["section"] in regular and owners.get(row["node"]):
            points, full = sums.get(owners[row["node"]], (0.0, 0.0))
            sums[owners[row["node"]]] = (points + row["points"], full + row["full_marks"])
    for unit, (points, full) in sorted(sums.items()):
        yield (DIVISIONS, unit), {"score": round(points / full * 100, 6) if full > 0 else None}
