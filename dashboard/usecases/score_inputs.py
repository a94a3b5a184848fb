"""The files that `jiping score` reads: values, regions and what came before; every fault of a file at once, by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from config.model import Scheme, Status
from config.wording import mark

VALUE_COLUMNS = ("region_code", "quarter", "indicator", "value", "status")
_NEEDED = VALUE_COLUMNS[:4]
_QUARTER = r"^\d{4}Q[1-4]$"
_NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"

NOT_TEXT = mark("{file} is neither UTF-8 nor GB18030 text; save it as CSV (UTF-8).")
NO_ROWS = mark("{file} has no rows under its header.")
COLUMN_MISSING = mark("{file}, line 1: the column {column} is missing; found {found}.")
BLANK = mark("{file}, line {line}: {column} is empty.")
BAD_QUARTER = mark("{file}, line {line}: {value} is no quarter; write for instance 2026Q3.")
BAD_NUMBER = mark("{file}, line {line}: {value} is no number; write digits with a point, without separators.")
BAD_STATUS = mark("{file}, line {line}: the status {value} is unknown; the statuses are {known}.")
VALUE_AND_REASON = mark("{file}, line {line}: there is a value, {value}, but the status says {status}; leave one out.")
VALUE_LACKING = mark("{file}, line {line}: the status says reported but there is no value.")
TWICE = mark("{file}, line {line}: {key} was given in an earlier line already.")
NOT_IN_REGIONS = mark("{file}, line {line}: the region {value} is not in the regions file.")
UNKNOWN_GROUP = mark("{file}, line {line}: the scheme has no peer group {value}; it has {known}.")
NO_UNITS = mark("{file}: no region is in a peer group of the scheme ({known}).")
GROUPS_NEEDED = mark("The scheme has several peer groups ({known}); say in a regions file which region is in which.")
NOTHING_READ = mark("{file} holds none of the indicators that the scheme reads: {known}.")

Sentence = tuple[str, Mapping[str, object]]


class InputFaults(Exception):
    """What is wrong with the input files: marked sentences with what fills them."""

    def __init__(self, faults: Iterable[Sentence]) -> None:
        super().__init__("input files have faults")
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Table:
    """A CSV file as text columns with the line of each row."""

    name: str
    rows: pl.DataFrame

    def has(self, *columns: str) -> bool:
        """True when the file has the columns."""
        return set(columns) <= set(self.rows.columns)

    def at(self, faulty: pl.Expr, sentence: str, **named: str) -> Iterator[Sentence]:
        """The sentence for each row where `faulty` holds; `named` maps its places to columns."""
        for row in self.rows.filter(faulty).to_dicts():
            yield sentence, {"file": self.name, "line": row["line"], **{key: row[col] for key, col in named.items()}}


def read_table(path: Path, needed: tuple[str, ...]) -> Table:
    """A CSV file in UTF-8 or GB18030; InputFaults when it is no text, lacks a needed column or has no rows."""
    content = path.read_bytes()
    text = _decoded(content)
    if text is None:
        raise InputFaults([(NOT_TEXT, {"file": path.name})])
    if not text.strip():
        raise InputFaults([(NO_ROWS, {"file": path.name})])
    rows = pl.read_csv(text.encode(), infer_schema=False, truncate_ragged_lines=True)
    rows = rows.rename({name: name.strip() for name in rows.columns}).with_columns(pl.all().str.strip_chars())
    found = ", ".join(rows.columns)
    lacking = [name for name in needed if name not in rows.columns]
    if lacking:
        raise InputFaults((COLUMN_MISSING, {"file": path.name, "column": name, "found": found}) for name in lacking)
    if rows.is_empty():
        raise InputFaults([(NO_ROWS, {"file": path.name})])
    return Table(path.name, rows.with_row_index("line", 2))


def _decoded(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def read_values(path: Path) -> pl.DataFrame:
    """A values file (region_code, quarter, indicator, value, and status if it likes) as those five columns and line.

    A row without a value and a status is not_reported. InputFaults with every fault of the file.
    """
    table = read_table(path, _NEEDED)
    if not table.has("status"):
        table = Table(table.name, table.rows.with_columns(status=pl.lit(None, pl.String)))
    table = Table(table.name, table.rows.with_columns(pl.col(*VALUE_COLUMNS).replace("", None)))
    faults = list(_value_faults(table))
    if faults:
        raise InputFaults(faults)
    value = pl.col("value").cast(pl.Float64)
    given = pl.when(value.is_null()).then(pl.lit(Status.NOT_REPORTED.value)).otherwise(pl.lit(Status.REPORTED.value))
    rows = table.rows.with_columns(value=value, status=pl.coalesce("status", given))
    return rows.select(*VALUE_COLUMNS, "line")


def _value_faults(table: Table) -> Iterator[Sentence]:
    known, value, status = [str(status) for status in Status], pl.col("value"), pl.col("status")
    for column in _NEEDED[:3]:
        for sentence, places in table.at(pl.col(column).is_null(), BLANK):
            yield sentence, {**places, "column": column}
    yield from table.at(~pl.col("quarter").str.contains(_QUARTER), BAD_QUARTER, value="quarter")
    number = value.str.contains(_NUMBER) & value.cast(pl.Float64, strict=False).is_finite().fill_null(False)
    yield from table.at(~number, BAD_NUMBER, value="value")
    for sentence, places in table.at(~status.is_in(known), BAD_STATUS, value="status"):
        yield sentence, {**places, "known": ", ".join(known)}
    missing = status.is_in(known) & (status != Status.REPORTED.value)
    yield from table.at(missing & value.is_not_null(), VALUE_AND_REASON, value="value", status="status")
    yield from table.at((status == Status.REPORTED.value) & value.is_null(), VALUE_LACKING)
    key = pl.concat_str("region_code", "quarter", "indicator", separator=" ")
    keyed = Table(table.name, table.rows.with_columns(key=key))
    yield from keyed.at(pl.col("key").is_not_null() & ~pl.col("key").is_first_distinct(), TWICE, key="key")


def read_regions(path: Path | None, values: pl.DataFrame, scheme: Scheme) -> pl.DataFrame:
    """REGIONS from a regions file (region_code, peer_group, and if it likes parent_code, level), or from the values.

    Without a file every region of the values is in the scheme's one peer group. A region with an empty peer_group is
    not ranked. InputFaults with every fault.
    """
    known = ", ".join(scheme.groups)
    if path is None:
        if len(scheme.groups) != 1:
            raise InputFaults([(GROUPS_NEEDED, {"known": known})])
        codes = values.select(pl.col("region_code").unique().sort())
        return codes.with_columns(parent_code=pl.lit(""), level=pl.lit(""), peer_group=pl.lit(scheme.groups[0]))
    table = read_table(path, ("region_code", "peer_group"))
    faults = [*_region_faults(table, scheme.groups), *_strangers(table, values)]
    if faults:
        raise InputFaults(faults)
    rows = table.rows
    absent = [pl.lit("").alias(name) for name in ("parent_code", "level") if name not in rows.columns]
    rows = rows.with_columns(*absent)
    return rows.select(pl.col("region_code", "parent_code", "level", "peer_group").fill_null(""))


def _region_faults(table: Table, groups: tuple[str, ...]) -> Iterator[Sentence]:
    known, code, group = ", ".join(groups), pl.col("region_code"), pl.col("peer_group").fill_null("")
    for sentence, places in table.at(code.fill_null("") == "", BLANK):
        yield sentence, {**places, "column": "region_code"}
    yield from table.at(code.is_not_null() & ~code.is_first_distinct(), TWICE, key="region_code")
    for sentence, places in table.at(~group.is_in([*groups, ""]), UNKNOWN_GROUP, value="peer_group"):
        yield sentence, {**places, "known": known}
    if table.rows.filter(group.is_in(groups)).is_empty():
        yield NO_UNITS, {"file": table.name, "known": known}


def _strangers(table: Table, values: pl.DataFrame) -> Iterator[Sentence]:
    strange = values.filter(~pl.col("region_code").is_in(table.rows["region_code"].to_list()))
    first = strange.group_by("region_code", maintain_order=True).agg(pl.col("line").first())
    for code, line in first.rows():
        yield NOT_IN_REGIONS, {"file": "--values", "line": line, "value": code}
