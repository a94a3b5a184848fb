"""What is stored, as it was printed, with where it came from: the one exit of the data pool."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl
from sqlalchemy import Engine

from config.model import Config, Quarter
from config.wording import mark
from dashboard.access.gate import needs
from dashboard.usecases.desk import Desk
from dashboard.usecases.in_sight import InSight, in_sight, months_of
from loaders.store.outward import OUTWARD, outward_values

COLUMNS = (
    "region_code",
    "period",
    "official_code",
    "indicator",
    "measure",
    "column_role",
    "value",
    "unit",
    "status",
    "source_file",
)
"""The columns that every form has first: the contract of `jiping values --csv`."""
PROVENANCE = (
    "region",
    "quarter",
    "indicator_code",
    "sheet",
    "cell",
    "read",
    "receipt",
    "submitter",
    "submitter_name",
    "sha256",
    "received_at",
    "channel",
    "state",
    "late",
    "invented",
    "publisher",
    "published",
    "source_url",
    "source_note",
)
_KEY = ("region_code", "period", "indicator_code", "column_role")
_ASIDE = ("submission_id", "region_code", "period")
QUARTER_UNKNOWN = mark("{text} is no quarter; write one such as 2026Q2.")
INDICATOR_UNKNOWN = mark("{text} is no indicator or statistic of this workspace.")
REGION_UNKNOWN = mark("{text} is no region code of this workspace.")


class ValuesProblem(Exception):
    """What was asked for cannot be given out; `code` names the rule, `message` and `places` say why."""

    def __init__(self, code: str, message: str, **places: object) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.places = places


@dataclass(frozen=True)
class Wanted:
    """Which values: of a quarter `YYYYQn` (or one month `YYYY-MM`), of some codes, of a region; all where empty."""

    quarter: str = ""
    indicators: tuple[str, ...] = ()
    region: str = ""
    month: str = ""

    def months(self) -> tuple[str, ...]:
        """The months that are meant."""
        if self.month:
            return (self.month,)
        return months_of(self.quarter) if self.quarter else ()


def wanted_of(config: Config, quarter: str = "", indicator: str = "", region: str = "") -> Wanted:
    """What somebody asks for in words: an indicator by its code or its printed name.

    Raises ValuesProblem for what the workspace does not know: a silent empty table would say that nothing came.
    """
    try:
        asked = str(Quarter(quarter)) if quarter else ""
    except ValueError:
        raise ValuesProblem("quarter_unknown", QUARTER_UNKNOWN, text=quarter[:40]) from None
    if region and region not in config.region:
        raise ValuesProblem("region_unknown", REGION_UNKNOWN, text=region[:40])
    return Wanted(asked, _codes(config, indicator) if indicator else (), region)


@needs("results", "present", "submissions")
def values_frame(desk: Desk, wanted: Wanted) -> pl.DataFrame:
    """The newest values in the order of the files: COLUMNS, PROVENANCE and `text`, the number as it was printed.

    Who does not see everything before its release gets the newest values of the own regions, figures and files, and of
    the rest those that were released, as they were then. `value` is a number, null where there is none (`status` says
    why); `received_at` is in UTC. The frame belongs to the caller: two threads never share one.
    """
    sees = in_sight(desk)
    asked = (desk.engine, wanted.months(), wanted.indicators, wanted.region)
    frame = outward_values(*asked) if sees is None else _in_sight(sees, *asked)
    config = desk.config
    regions = {region.code: region.name for region in config.regions}
    units = regions | {division.code: division.name for division in config.divisions}
    month = pl.col("period").str.slice(5).cast(pl.Int64)
    quarter = pl.col("period").str.slice(0, 4) + "Q" + ((month + 2) // 3).cast(pl.String)
    codes = frame.get_column("indicator_code").unique().to_list()
    return frame.with_columns(
        indicator=_named("indicator_code", {code: config.item_name(code) for code in codes}),
        region=_named("region_code", regions),
        submitter_name=_named("submitter", units),
        quarter=quarter,
    ).select(*COLUMNS, "text", *PROVENANCE)


def _in_sight(sees: InSight, engine: Engine, months: Sequence[str], codes: Sequence[str], region: str) -> pl.DataFrame:
    own = outward_values(engine, months, codes, region).filter(
        pl.col("region_code").is_in(sees.regions)
        | pl.col("indicator_code").is_in(sees.figures)
        | pl.col("submitter").is_in(sees.senders)
    )
    behind = [(months_of(quarter), tuple(numbers)) for quarter, numbers in sees.told.behind.items()]
    released = outward_values(engine, months, codes, region, behind)
    aside = [
        (number, code, month)
        for quarter, numbers in sees.told.behind.items()
        for number, codes_aside in numbers.items()
        for code in codes_aside
        for month in months_of(quarter)
    ]
    gone = pl.DataFrame(aside, schema={name: OUTWARD[name] for name in _ASIDE}, orient="row")
    every = pl.concat([own, released.join(gone, on=_ASIDE, how="anti", maintain_order="left")])
    return every.unique(_KEY, keep="first", maintain_order=True).sort("submission_id", maintain_order=True)


def wanted_on_page(config: Config, period: str, code: str = "") -> Wanted:
    """The values behind a page's quarter or month and, when one is named, its indicator (a code)."""
    item = config.indicator.get(code)
    codes = (code, item.numerator, item.denominator) if item and item.is_ratio else (code,)
    quarter, month = (period, "") if "Q" in period else ("", period)
    return Wanted(quarter, codes if code else (), month=month)


def contract_rows(frame: pl.DataFrame, columns: tuple[str, ...] = COLUMNS) -> Iterator[tuple[object, ...]]:
    """The rows as CSV has them: `value` is the text with the printed decimals, empty if missing."""
    printed = frame.with_columns(
        pl.col("received_at").dt.strftime("%Y-%m-%dT%H:%M:%SZ"),
        pl.col("late", "invented").cast(pl.String),
        value="text",
    )
    return printed.select(columns).iter_rows()


def _named(column: str, names: dict[str, str]) -> pl.Expr:
    return pl.col(column).replace_strict(names, default=pl.col(column), return_dtype=pl.String)


def _codes(config: Config, indicator: str) -> tuple[str, ...]:
    """The codes behind a code or a name; of a ratio, which nobody reports, those of its numerator and denominator."""
    names = [(item.code, item.name) for item in config.indicators]
    names += [(statistic.code, statistic.name) for statistic in config.statistics]
    named = [code for code, name in names if indicator in (code, name)]
    if not named:
        raise ValuesProblem("indicator_unknown", INDICATOR_UNKNOWN, text=indicator[:40])
    known = [config.indicator.get(code) for code in named]
    parts = [code for item in known if item and item.is_ratio for code in (item.numerator, item.denominator)]
    return tuple(dict.fromkeys([*named, *parts]))
