"""Reading what releases need of the database: the register of releases, and the submissions behind a quarter."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine
from sqlmodel import col, exists, or_, select

from config.model import Quarter
from loaders.store.counting import stands
from loaders.store.database import reading
from loaders.store.moment import asked_lately
from loaders.store.tables import Release, StoredValue, Submission


def releases(engine: Engine, quarter: str = "") -> Sequence[Release]:
    """The releases of a quarter (all when empty), the newest quarter and revision first."""
    every = asked_lately(("releases", engine), lambda: _registered(engine))
    return [release for release in every if quarter in ("", release.quarter)]


def _registered(engine: Engine) -> Sequence[Release]:
    query = select(Release).order_by(col(Release.quarter).desc(), col(Release.revision).desc())
    with reading(engine) as session:
        return session.exec(query).all()


def newest_release(engine: Engine, quarter: str) -> Release | None:
    """The release of a quarter that holds; None while there is none."""
    return next(iter(releases(engine, quarter)), None)


def registered_release(engine: Engine, release_id: str) -> Release | None:
    """One release by its id."""
    with reading(engine) as session:
        return session.get(Release, release_id)


def submissions_behind(engine: Engine, quarters: Sequence[str]) -> Sequence[Submission]:
    """The submissions that count and are of one of the quarters, or have a value of its last month, as they came."""
    months = [Quarter(quarter).last_month for quarter in quarters]
    has_value = (
        exists()
        .where(col(StoredValue.submission_id) == Submission.id)
        .where(col(StoredValue.period).in_(months), col(StoredValue.column_role) == "current")
    )
    wanted = or_(col(Submission.quarter).in_(list(quarters)), has_value)
    query = select(Submission).where(stands(), wanted).order_by(col(Submission.id))
    with reading(engine) as session:
        return session.exec(query).all()
