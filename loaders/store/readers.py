"""The only places that read: tables -> rows for a page, or long frames for the metrics."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from typing import Any

import polars as pl
from sqlalchemy import Engine, Row, func
from sqlmodel import col, select

from config.frames import REGIONS, VALUES, conform
from config.model import Config
from loaders.store.database import reading
from loaders.store.tables import (
    Highlight,
    JobRun,
    RawFile,
    Scoring,
    StoredFinding,
    StoredValue,
    Submission,
    WindowEvent,
)

_KEY = (StoredValue.region_code, StoredValue.period, StoredValue.indicator, StoredValue.column_role)
SCORING_FRAMES = ("measures", "items", "nodes", "ranking")


def current_values(engine: Engine, *, only_current_role: bool = False) -> Sequence[Row[Any]]:
    """The newest value of each (region, period, indicator, column role), with its submission's source columns."""
    place = func.row_number().over(partition_by=_KEY, order_by=col(StoredValue.submission_id).desc())
    newest = select(col(StoredValue.id).label("id"), place.label("place"))
    if only_current_role:
        newest = newest.where(StoredValue.column_role == "current")
    numbered = newest.subquery()
    source = (Submission.file_name, Submission.publisher, Submission.published, Submission.source_url, Submission.source_note)
    query = (
        select(*StoredValue.__table__.columns, *source)  # type: ignore[attr-defined]
        .join(numbered, numbered.c.id == StoredValue.id)
        .join(Submission, col(Submission.id) == StoredValue.submission_id)
        .where(numbered.c.place == 1)
        .order_by(StoredValue.submission_id, col(StoredValue.id))
    )
    with reading(engine) as session:
        return session.execute(query).all()


def values_frame(engine: Engine, config: Config) -> pl.LazyFrame:
    """The current values as config.frames.VALUES: catalogue codes, the catalogue's units, quarter ends only.

    A statistic of a form stands for the indicator that it is linked to, unless a division reported that itself.
    """
    entries = [
        entry | {"linked": row.indicator not in config.indicator}
        for row in current_values(engine, only_current_role=True)
        if (entry := _value_entry(row, config)) is not None
    ]
    frame = pl.DataFrame(entries, schema={**_polars(VALUES), "linked": pl.Boolean}, orient="row")
    own_first = frame.sort("linked").unique(["region_code", "quarter", "indicator"], keep="first", maintain_order=True)
    return conform(own_first.lazy(), VALUES)


def regions_frame(config: Config) -> pl.LazyFrame:
    """The regions as config.frames.REGIONS."""
    rows = [(r.code, r.parent_code, r.level, r.peer_group) for r in config.regions]
    return pl.LazyFrame(rows, schema=_polars(REGIONS), orient="row")


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


def findings(engine: Engine, submission_id: int) -> Sequence[StoredFinding]:
    """The findings of a submission in the order of the file."""
    query = select(StoredFinding).where(StoredFinding.submission_id == submission_id).order_by(col(StoredFinding.id))
    with reading(engine) as session:
        return session.exec(query).all()


def raw_file(engine: Engine, sha256: str) -> bytes | None:
    """The bytes of a kept file, as they came."""
    with reading(engine) as session:
        kept = session.get(RawFile, sha256)
        return None if kept is None else kept.content


def highlights(engine: Engine, quarter: str = "") -> Sequence[Row[Any]]:
    """Highlight cases with their submission; of one submitter and quarter only the newest submission that has any."""
    latest = (
        select(func.max(Highlight.submission_id))
        .join(Submission, col(Submission.id) == Highlight.submission_id)
        .group_by(Submission.submitter, Submission.quarter)
    )
    query = (
        select(Highlight, Submission)
        .join(Submission, col(Submission.id) == Highlight.submission_id)
        .where(col(Highlight.submission_id).in_(latest))
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
    """The hash of what a score depends on: every submission by id and file hash, and the config."""
    with reading(engine) as session:
        rows = session.execute(select(Submission.id, Submission.sha256).order_by(col(Submission.id))).all()
    text = config_fingerprint + "".join(f"\n{number} {sha256}" for number, sha256 in rows)
    return hashlib.sha256(text.encode()).hexdigest()


def scoring(engine: Engine, input_hash: str) -> Scoring | None:
    """The computed frames of an input state, if they are kept."""
    with reading(engine) as session:
        return session.get(Scoring, input_hash)


def scoring_frames(kept: Scoring) -> dict[str, pl.DataFrame]:
    """The frames of a scoring by name (measures, items, nodes, ranking)."""
    return {name: pl.read_parquet(io.BytesIO(getattr(kept, name))) for name in SCORING_FRAMES}


def as_parquet(frame: pl.DataFrame) -> bytes:
    """A frame as Parquet bytes, the same bytes for the same frame."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", statistics=False)
    return buffer.getvalue()


def _value_entry(row: Row[Any], config: Config) -> dict[str, Any] | None:
    statistic = config.statistic.get(row.indicator)
    indicator = config.indicator.get(statistic.indicator if statistic else row.indicator)
    year, month = row.period.split("-")
    if indicator is None or int(month) % 3:
        return None
    return {
        "region_code": row.region_code,
        "quarter": f"{year}Q{int(month) // 3}",
        "indicator": indicator.code,
        "value": None if row.value is None else row.value * _factor(row.unit, indicator.unit, config),
        "status": row.status,
        "submission_id": row.submission_id,
        "sheet": row.sheet,
        "cell": row.cell,
    }


def _factor(printed: str, wanted: str, config: Config) -> float:
    units = config.reading.units
    if printed == wanted or printed not in units or wanted not in units or units[printed][0] != units[wanted][0]:
        return 1.0
    return units[printed][1] / units[wanted][1]


def _polars(schema: Any) -> dict[str, Any]:
    types = {"String": pl.String, "Float64": pl.Float64, "Int64": pl.Int64}
    return {name: types[dtype.__name__] for name, dtype in schema.items()}
