"""The only places that read: tables -> rows for a page, or long frames for the metrics."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl
from sqlalchemy import Engine, Row, Select, func
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from config.frames import REGIONS, VALUES, Schema, conform
from config.model import Config, Quarter, Severity
from loaders.intake.outcome import ValueRow
from loaders.store.counting import counted, set_asides, stands
from loaders.store.database import reading
from loaders.store.tables import (
    Highlight,
    JobRun,
    RawFile,
    Scoring,
    ScoringFrame,
    StoredFinding,
    StoredValue,
    Submission,
    WindowEvent,
)

_KEY = (StoredValue.region_code, StoredValue.period, StoredValue.indicator, StoredValue.column_role)
_STORED: dict[str, Any] = {
    **dict.fromkeys(("region_code", "period", "indicator", "unit"), pl.String),
    "value": pl.Float64,
    "status": pl.String,
    "submission_id": pl.Int64,
    **dict.fromkeys(("sheet", "cell"), pl.String),
}
"""The columns of stored_rows."""


def current_values(engine: Engine) -> Sequence[Row[Any]]:
    """The newest value that counts of each (region, period, indicator, column role), with its source columns."""
    source = (
        Submission.file_name,
        Submission.publisher,
        Submission.published,
        Submission.source_url,
        Submission.source_note,
    )
    query = newest_query((*StoredValue.__table__.columns, *source))  # type: ignore[attr-defined]
    with reading(engine) as session:
        return session.execute(query).all()


def values_frame(engine: Engine, config: Config, quarters: Sequence[str] = ()) -> pl.LazyFrame:
    """The current values as config.frames.VALUES: catalogue codes, the catalogue's units, quarter ends only.

    A statistic of a form stands for the indicator that it is linked to, unless a division reported that itself.
    With `quarters` only their values.
    """
    return as_values(stored_rows(engine, quarters), config)


def stored_rows(engine: Engine, quarters: Sequence[str] = ()) -> pl.DataFrame:
    """What was reported for the current period, row by row in the order it came; with `quarters` only theirs."""
    query = sa_select(*(getattr(StoredValue, name) for name in _STORED)).where(
        col(StoredValue.column_role) == "current", counted(StoredValue)
    )
    query = query.order_by(col(StoredValue.submission_id), col(StoredValue.id))
    if quarters:
        query = query.where(col(StoredValue.period).in_([Quarter(quarter).last_month for quarter in quarters]))
    with engine.connect() as connection:
        return pl.read_database(query, connection, schema_overrides=_STORED)


def rows_to_store(rows: Iterable[ValueRow], submission_id: int | None = None) -> pl.DataFrame:
    """Rows of an intake as stored_rows would give them, were they kept."""
    current = [row for row in rows if row.column_role == "current"]
    columns = {name: [getattr(row, name, submission_id) for row in current] for name in _STORED}
    return pl.DataFrame(columns, schema=_STORED)


def as_values(stored: pl.DataFrame, config: Config) -> pl.LazyFrame:
    """Rows as stored_rows gives them as config.frames.VALUES; of one figure the last row holds."""
    newest = stored.unique(["region_code", "period", "indicator"], keep="last", maintain_order=True)
    month = pl.col("period").str.slice(5).cast(pl.Int64)
    quarter = pl.col("period").str.slice(0, 4) + "Q" + (month // 3).cast(pl.String)
    catalogued = newest.lazy().filter(month % 3 == 0).with_columns(quarter=quarter)
    meant = catalogued.join(_meanings(config), on="indicator").with_columns(indicator=pl.col("meaning"))
    converted = meant.join(_factors(config), on=["unit", "wanted_unit"], how="left")
    converted = converted.with_columns(value=pl.col("value") * pl.col("factor").fill_null(1.0))
    own_first = converted.sort("linked", maintain_order=True)
    return conform(own_first.unique(["region_code", "quarter", "indicator"], keep="first", maintain_order=True), VALUES)


def regions_frame(config: Config) -> pl.LazyFrame:
    """The regions as config.frames.REGIONS."""
    rows = [(r.code, r.parent_code, r.level, r.peer_group) for r in config.regions]
    return pl.LazyFrame(rows, schema=polars_schema(REGIONS), orient="row")


def submissions(engine: Engine, quarter: str = "") -> Sequence[Submission]:
    """The submissions of a quarter (all when empty), newest first."""
    query = select(Submission).order_by(col(Submission.id).desc())
    if quarter:
        query = query.where(Submission.quarter == quarter)
    with reading(engine) as session:
        return session.exec(query).all()


def submission(engine: Engine, number: int) -> Submission | None:
    """One submission by its id."""
    with reading(engine) as session:
        return session.get(Submission, number)


def newest_of(engine: Engine, kind: str, submitter: str, period: str) -> Submission | None:
    """The newest submission of a kind, submitter and period."""
    alike = (Submission.kind == kind, Submission.submitter == submitter, Submission.period == period)
    with reading(engine) as session:
        return session.exec(select(Submission).where(*alike).order_by(col(Submission.id).desc())).first()


def submission_by_receipt(engine: Engine, receipt: str) -> Submission | None:
    """One submission by the number of its receipt."""
    with reading(engine) as session:
        return session.exec(select(Submission).where(Submission.receipt == receipt)).first()


def findings(engine: Engine, submission_id: int) -> Sequence[StoredFinding]:
    """The findings of a submission in the order of the file."""
    query = select(StoredFinding).where(StoredFinding.submission_id == submission_id).order_by(col(StoredFinding.id))
    with reading(engine) as session:
        return session.exec(query).all()


def finding_counts(engine: Engine) -> dict[tuple[int, str], int]:
    """How many findings of each severity each submission has."""
    key = (col(StoredFinding.submission_id), col(StoredFinding.severity))
    with reading(engine) as session:
        rows = session.execute(select(*key, func.count()).group_by(*key)).all()
    return {(number, severity): count for number, severity, count in rows}


def kept_counts(engine: Engine, submission: Submission) -> dict[str, int]:
    """What is kept of a submission: its `bytes`, its `highlights`, and its findings by severity."""
    found = select(col(StoredFinding.severity), func.count()).where(StoredFinding.submission_id == submission.id)
    cases = select(func.count()).select_from(Highlight).where(Highlight.submission_id == submission.id)
    with reading(engine) as session:
        counts: dict[str, int] = {str(severity): 0 for severity in Severity}
        for severity, count in session.execute(found.group_by(col(StoredFinding.severity))):
            counts[severity] = count
        counts["highlights"] = session.exec(cases).one()
        counts["bytes"] = session.exec(select(RawFile.size).where(RawFile.sha256 == submission.sha256)).first() or 0
    return counts


def raw_file(engine: Engine, sha256: str) -> bytes | None:
    """The bytes of a kept file, as they came."""
    with reading(engine) as session:
        kept = session.get(RawFile, sha256)
        return None if kept is None else kept.content


def highlights(engine: Engine, quarter: str = "", among: Sequence[int] | None = None) -> Sequence[Row[Any]]:
    """Highlight cases that count with their submission; of one submitter, quarter, region and title the newest one.

    A newer file without a case, or without the sheet, takes no case back. With `among` the newest of these submissions,
    whether or not they count by now.
    """
    key = (Submission.submitter, Submission.quarter, Highlight.region_code, Highlight.title)
    age = func.rank().over(partition_by=key, order_by=col(Highlight.submission_id).desc())
    numbered = (
        select(col(Highlight.id).label("id"), age.label("age"))
        .join(Submission, col(Submission.id) == Highlight.submission_id)
        .where(counted(Highlight) if among is None else col(Highlight.submission_id).in_(among))
        .subquery()
    )
    query = (
        select(Highlight, Submission)
        .join(Submission, col(Submission.id) == Highlight.submission_id)
        .join(numbered, numbered.c.id == Highlight.id)
        .where(numbered.c.age == 1)
        .order_by(col(Submission.quarter).desc(), col(Highlight.id))
    )
    if quarter:
        query = query.where(Submission.quarter == quarter)
    with reading(engine) as session:
        return session.execute(query).all()


def job_runs(engine: Engine, limit: int = 50) -> Sequence[JobRun]:
    """The newest job runs first."""
    with reading(engine) as session:
        return session.exec(select(JobRun).order_by(col(JobRun.id).desc()).limit(limit)).all()


def window_events(engine: Engine) -> Sequence[WindowEvent]:
    """Every opening and closing that the scheduler recorded."""
    with reading(engine) as session:
        return session.exec(select(WindowEvent).order_by(col(WindowEvent.due_at))).all()


def input_hash(engine: Engine, config_fingerprint: str) -> str:
    """The hash of what a score depends on: the config, and each submission that counts by id, file and set-asides.

    An approval changes no value, so it does not change the hash.
    """
    query = select(Submission.id, Submission.sha256).where(stands()).order_by(col(Submission.id))
    with reading(engine) as session:
        rows = session.execute(query).all()
    aside = set_asides(engine)
    lines = (" ".join((str(number), sha256, *aside.get(number, ()))) for number, sha256 in rows)
    text = "\n".join((config_fingerprint, *lines))
    return hashlib.sha256(text.encode()).hexdigest()


def scoring(engine: Engine, input_hash: str) -> Scoring | None:
    """The computed frames of an input state, if they are kept."""
    with reading(engine) as session:
        return session.get(Scoring, input_hash)


def scoring_frames(engine: Engine, input_hash: str) -> dict[str, pl.DataFrame]:
    """The frames of a kept scoring by name (measures, items, nodes, ranking, ...)."""
    with reading(engine) as session:
        kept = session.exec(select(ScoringFrame).where(ScoringFrame.input_hash == input_hash)).all()
        return {frame.name: pl.read_parquet(io.BytesIO(frame.content)) for frame in kept}


def as_parquet(frame: pl.DataFrame) -> bytes:
    """A frame as Parquet bytes, the same bytes for the same frame."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", statistics=False)
    return buffer.getvalue()


def newest_query(columns: Sequence[Any], *conditions: Any, whence: Any = None) -> Select[Any]:
    """The newest value of each (region, period, indicator, column role) with its submission, in the order of the files.

    `conditions` are on StoredValue's key columns; what counts as newest does not depend on them. `whence` is the
    condition on the submissions among which the newest is sought, in place of what counts by now.
    """
    place = func.row_number().over(partition_by=_KEY, order_by=col(StoredValue.submission_id).desc())
    numbered = (
        select(col(StoredValue.id).label("id"), place.label("place"))
        .where(counted(StoredValue) if whence is None else whence, *conditions)
        .subquery()
    )
    return (
        sa_select(*columns)
        .join(numbered, numbered.c.id == StoredValue.id)
        .join(Submission, col(Submission.id) == StoredValue.submission_id)
        .where(numbered.c.place == 1)
        .order_by(col(StoredValue.submission_id), col(StoredValue.id))
    )


def _meanings(config: Config) -> pl.LazyFrame:
    """What each stored code means in the catalogue, in which unit, and whether a form only stands for it."""
    own = [(i.code, i.code, i.unit, False) for i in config.indicators]
    linked = [(s.code, s.indicator, config.indicator[s.indicator].unit, True) for s in config.statistics if s.indicator]
    known = {entry[0] for entry in own}
    rows = [*own, *(entry for entry in linked if entry[0] not in known)]
    columns = {"indicator": pl.String, "meaning": pl.String, "wanted_unit": pl.String, "linked": pl.Boolean}
    return pl.LazyFrame(rows, schema=columns, orient="row")


def _factors(config: Config) -> pl.LazyFrame:
    """The factor from each printed unit to each unit of the same base."""
    units = config.reading.units.items()
    rows = [(a, b, fa / fb) for a, (base_a, fa) in units for b, (base_b, fb) in units if base_a == base_b and a != b]
    columns = {"unit": pl.String, "wanted_unit": pl.String, "factor": pl.Float64}
    return pl.LazyFrame(rows, schema=columns, orient="row")


def polars_schema(schema: Schema) -> dict[str, Any]:
    """A schema of config.frames in polars' types."""
    types = {"String": pl.String, "Float64": pl.Float64, "Int64": pl.Int64, "Boolean": pl.Boolean}
    return {name: types[dtype.__name__] for name, dtype in schema.items()}
