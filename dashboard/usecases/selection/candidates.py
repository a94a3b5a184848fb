"""What the figures suggest as highlights: most improved of a group, first time in the top band, a special cause for the
better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import narwhals as nw
import polars as pl

from config.model import Config, Indicator, Quarter
from dashboard.access.gate import inner
from dashboard.releasing.reading import open_edition, released_quarters
from dashboard.usecases.boards import last_quarters
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.earlier import released_book
from dashboard.usecases.rounding import half_up
from loaders.store.readers import polars_schema
from metrics.control import SERIES, control

Why = Literal["most_improved", "first_in_band", "special_cause"]
FEWEST_PEERS = 5
MOST = 12


@dataclass(frozen=True)
class Candidate:
    """What the figures of a region suggest: the indicator with its printed figures, or the band that was reached."""

    why: Why
    region: str
    region_name: str
    indicator: str = ""
    name: str = ""
    before: str = ""
    after: str = ""
    ranked: int = 0
    group: str = ""
    band: str = ""


@inner
def candidates(desk: Desk, quarter: str, locale: str = "zh_CN") -> tuple[Candidate, ...]:
    """What the figures in sight suggest for own regions and own indicators; for the office, for prefectures."""
    if not desk.sight.has("results", "present"):
        return ()
    edition = open_edition(desk, quarter)
    config, book = edition.desk.config, edition.book
    regions, owners = _concerned(desk)
    found = [
        *_first_in_band(desk, config, book, quarter, regions, locale),
        *_most_improved(config, book, quarter, regions, owners, locale),
        *_special(config, book, quarter, regions, locale),
    ]
    return tuple(found[:MOST])


@inner
def _concerned(desk: Desk) -> tuple[frozenset[str], frozenset[str]]:
    """The regions and the divisions whose figures are looked at."""
    if desk.sight.whole("select"):
        below = desk.config.children.get(desk.config.province.top, ())
        return frozenset(region.code for region in below), frozenset()
    return desk.sight.regions("enter"), desk.sight.divisions("enter")


def _most_improved(
    config: Config, book: Book, quarter: str, regions: frozenset[str], owners: frozenset[str], locale: str
) -> Iterator[Candidate]:
    """The unit of each group whose indicator improved most, alone, among at least FEWEST_PEERS units."""
    before = str(Quarter(quarter).shift(-1))
    for one in config.indicators:
        if one.direction == "neutral" or one.computed:
            continue
        known = _figures(book.whole, one, [before, quarter])
        seen = {row["region_code"] for row in book.rows("measures", indicator=one.code, quarter=quarter)}
        for group in config.groups:
            found = _best(config, one, known, group.code, (before, quarter))
            if found is None or found[0] not in seen:
                continue
            region, ranked = found
            if region in regions or one.owner in owners:
                figures = known[region, before], known[region, quarter]
                yield _candidate("most_improved", config, one, region, figures, locale, ranked, group.label(locale))


def _best(
    config: Config, indicator: Indicator, known: Mapping[tuple[str, str], float], group: str, quarters: tuple[str, str]
) -> tuple[str, int] | None:
    before, after = quarters
    sign = -1.0 if indicator.direction == "lower" else 1.0
    changes = {
        one.code: sign * (known[one.code, after] - known[one.code, before])
        for one in config.regions
        if one.peer_group == group and (one.code, after) in known and (one.code, before) in known
    }
    if len(changes) < FEWEST_PEERS:
        return None
    best = max(changes.values())
    first = [code for code, change in changes.items() if change == best]
    return (first[0], len(changes)) if best > 0 and len(first) == 1 else None


@inner
def _first_in_band(
    desk: Desk, config: Config, book: Book, quarter: str, regions: frozenset[str], locale: str
) -> Iterator[Candidate]:
    """Regions in the top band that were in it in no earlier released quarter, where there is one."""
    quarters = sorted(one for one in released_quarters(desk) if one < quarter)
    earlier = [(one, before) for one in quarters if (before := released_book(desk, one)) is not None]
    if not config.schemes or not earlier:
        return
    top = max(config.scheme_for(Quarter(quarter))[0].bands, key=lambda band: band.at_least, default=None)
    rows = book.rows("ranking", quarter=quarter, region_code=sorted(regions)) if top else ()
    held = (
        {row["region_code"] for one, before in earlier for row in before.rows("ranking", quarter=one, band=top.code)}
        if top
        else set()
    )
    for row in rows:
        if top is not None and row["band"] == top.code and row["region_code"] not in held:
            name = config.region[row["region_code"]].label(locale)
            yield Candidate("first_in_band", row["region_code"], name, band=top.label(locale))


def _special(config: Config, book: Book, quarter: str, regions: frozenset[str], locale: str) -> Iterator[Candidate]:
    """Figures outside their natural limits, or after a jump, for the better."""
    quarters = list(last_quarters(quarter))
    known = {one.code: one for one in config.indicators if one.direction != "neutral" and not one.computed}
    rows = book.rows("measures", quarter=quarters, region_code=sorted(regions))
    told = [row for row in rows if row["indicator"] in known and row[_column(known[row["indicator"]])] is not None]
    series = [
        {
            "region_code": row["region_code"],
            "series": row["indicator"],
            "quarter": row["quarter"],
            "value": row[_column(known[row["indicator"]])],
        }
        for row in told
    ]
    frame = pl.DataFrame(series, schema=polars_schema(SERIES), orient="row")
    values = {(row["region_code"], row["series"], row["quarter"]): row["value"] for row in series}
    before = str(Quarter(quarter).shift(-1))
    for row in nw.to_native(control(nw.from_native(frame.lazy()))).collect().to_dicts():
        indicator = known[row["series"]]
        earlier = values.get((row["region_code"], row["series"], before))
        if row["quarter"] != quarter or earlier is None or not (row["outside"] or row["jump"]):
            continue
        if (row["value"] > earlier) == (indicator.direction == "higher") and row["value"] != earlier:
            yield _candidate("special_cause", config, indicator, row["region_code"], (earlier, row["value"]), locale)


def _candidate(
    why: Why,
    config: Config,
    indicator: Indicator,
    region: str,
    figures: tuple[float, float],
    locale: str,
    ranked: int = 0,
    group: str = "",
) -> Candidate:
    unit = indicator.unit_en if locale == "en" else indicator.unit
    before, after = (f"{half_up(value, indicator.decimals):,}{unit}" for value in figures)
    name = config.region[region].label(locale)
    return Candidate(why, region, name, indicator.code, indicator.label(locale), before, after, ranked, group)


def _figures(book: Book, indicator: Indicator, quarters: list[str]) -> dict[tuple[str, str], float]:
    column, rows = _column(indicator), book.rows("measures", indicator=indicator.code, quarter=quarters)
    found: dict[tuple[str, str], Any] = {(row["region_code"], row["quarter"]): row[column] for row in rows}
    return {key: value for key, value in found.items() if value is not None}


def _column(indicator: Indicator) -> str:
    return "quarter_value" if indicator.measure == "ytd_cumulative" else "value"
