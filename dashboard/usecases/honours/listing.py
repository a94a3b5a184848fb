"""Lists of honours as they stand by the newest releases, and beside them the list as the office confirmed it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw
import polars as pl

from config.frames import Schema
from config.model import Config, HonourList
from dashboard.access.gate import inner, needs
from dashboard.usecases.desk import Desk
from dashboard.usecases.honours.barring import barred_by
from dashboard.usecases.honours.drawn import Bar, Drawn, Group, Line, QuarterFigure
from dashboard.usecases.honours.figures import DIVISIONS, Told, told_of
from dashboard.usecases.honours.year import Year, scheme_of, year_of
from loaders.store.followreading import follow_pulse
from loaders.store.readers import polars_schema
from metrics.honours import EVENTS, FIGURES, honours, missed, with_places

_GROUPS = {DIVISIONS: ("处室", "Divisions")}


@needs("results")
def honour_list(desk: Desk, code: str, year: int) -> Drawn | None:
    """A list of a year as it stands by the newest releases; None for a list that the config does not have."""
    rule = desk.config.honours.of(code)
    return None if rule is None else drawn_by(desk, rule, year)


@inner
def drawn_by(desk: Desk, rule: HonourList, year: int) -> Drawn:
    """A list of a year by a rule, which may be an older one than the config has; worked out again when a release or a
    step of an assignment came, and each day."""
    stands = (follow_pulse(desk.engine), desk.local(desk.now()).date())
    place = ("honours", rule.model_dump_json(), year)
    return desk.while_it_stands(place, stands, lambda _before: _draw(desk.whole, rule, year))


def _draw(desk: Desk, rule: HonourList, year: int) -> Drawn:
    releases = year_of(desk, rule, year)
    told, bars = told_of(rule, releases), barred_by(desk, rule, releases)
    rows = _rows(rule, told, bars)
    figures: dict[tuple[str, str], list[QuarterFigure]] = {}
    for one in told:
        figures.setdefault((one.group, one.unit), []).append(one.figure)
    config = _config(desk, releases)
    groups = [
        _group(config, rule, releases, code, [row for row in rows if row["group"] == code], figures, bars)
        for code in _in_order(config, rule, releases, {row["group"] for row in rows})
    ]
    return Drawn(
        rule=rule,
        year=year,
        releases=releases.releases,
        schemes={quarter: scheme_of(edition, quarter).code for quarter, edition in releases.editions.items()},
        missing=releases.missing,
        left_out=releases.left_out,
        groups=tuple(groups),
    )


def _rows(rule: HonourList, told: tuple[Told, ...], bars: Mapping[str, tuple[Bar, ...]]) -> list[dict[str, Any]]:
    """HONOURS as rows."""
    frame = _frame([one.row for one in told], FIGURES)
    figures = frame if rule.over == "regions" else with_places(frame)
    events = [{"unit": unit, "exclusion": bar.exclusion} for unit, every in bars.items() for bar in every]
    return honours(figures, _frame(events, EVENTS), rule).to_native().collect().to_dicts()


def _frame(rows: list[dict[str, Any]], schema: Schema) -> nw.LazyFrame[pl.LazyFrame]:
    return nw.from_native(pl.DataFrame(rows, schema=polars_schema(schema), orient="row").lazy())


def _config(desk: Desk, year: Year) -> Config:
    """The config of the newest release: its names are those of the year."""
    return year.editions[max(year.editions)].desk.config if year.editions else desk.config


def _in_order(config: Config, rule: HonourList, year: Year, found: set[str]) -> list[str]:
    """The groups as the list has them, sections in the order of the scheme."""
    schemes = [scheme_of(edition, quarter) for quarter, edition in year.editions.items()]
    sections = list(dict.fromkeys(section.code for scheme in schemes for section in scheme.sections))
    every = [f"{code}/{section}" for code in rule.places for section in sections] if rule.over == "sections" else []
    return [code for code in (*every, *rule.places) if code in found]


def _group(
    config: Config,
    rule: HonourList,
    year: Year,
    code: str,
    rows: list[dict[str, Any]],
    figures: Mapping[tuple[str, str], list[QuarterFigure]],
    bars: Mapping[str, tuple[Bar, ...]],
) -> Group:
    peers, _, section = code.partition("/")
    name, name_en = _names(config, year, peers, section)
    lines = tuple(_line(config, rule, row, figures[code, row["unit"]], bars.get(row["unit"], ())) for row in rows)
    return Group(code=code, name=name, name_en=name_en, places=rule.places[peers], lines=lines)


def _names(config: Config, year: Year, peers: str, section: str) -> tuple[str, str]:
    group = config.group.get(peers)
    name, name_en = (group.name, group.name_en) if group else _GROUPS.get(peers, (peers, peers))
    for quarter in sorted(year.editions, reverse=True):
        for known in scheme_of(year.editions[quarter], quarter).sections:
            if known.code == section:
                return f"{known.name}（{name}）", f"{known.name_en} ({name_en})"
    return name, name_en


def _line(
    config: Config, rule: HonourList, row: Mapping[str, Any], figures: list[QuarterFigure], bars: tuple[Bar, ...]
) -> Line:
    unit = config.region.get(row["unit"]) or config.division.get(row["unit"])
    return Line(
        code=row["unit"],
        name=unit.name if unit else row["unit"],
        name_en=unit.name_en if unit else row["unit"],
        state=row["state"],
        place=row["place"],
        measures={measure: row[measure] for measure in rule.measures},
        line=row["line"],
        gap=row["gap"],
        unmet=missed(rule, row),
        bars=bars,
        figures=tuple(figures),
    )
