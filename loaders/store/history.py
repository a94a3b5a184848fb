"""What a file is compared with, read from the store in two queries: the deliveries that count, and their figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from operator import itemgetter

from sqlalchemy import Connection, Engine
from sqlmodel import col, select

from config.model import Config
from loaders.checking.history import History, Known, codes_compared, factor_between, months_compared, unit_of
from loaders.intake.outcome import Intake
from loaders.store.lifetables import SetAside
from loaders.store.tables import StoredValue, Submission

_FIGURE = (
    col(StoredValue.submission_id),
    col(StoredValue.region_code),
    col(StoredValue.indicator),
    col(StoredValue.period),
    col(StoredValue.value),
    col(StoredValue.text),
    col(StoredValue.unit),
    col(StoredValue.status),
    col(StoredValue.sheet),
    col(StoredValue.cell),
)


def history_for(
    engine: Engine, config: Config, intake: Intake, within: Callable[[str, str], bool] | None = None
) -> History:
    """The newest figures from `config.plausibility.quarters` before the file to its own month, of all regions.

    What was returned does not count; an earlier submission's figure does again. Figures in a unit that is not their
    indicator's are left out, and so are those of a (region, code) that is not `within`.
    """
    codes, (first, last) = codes_compared(intake, config), months_compared(intake, config)
    if not codes or not first:
        return History()
    query = select(*_FIGURE).where(  # type: ignore[call-overload]
        StoredValue.column_role == "current",
        col(StoredValue.indicator).in_(codes),
        col(StoredValue.period).between(first, last),
    )
    with engine.connect() as connection:
        counted, aside = _counted(connection, first)
        rows = sorted(connection.execute(query).all(), key=itemgetter(0))
    factors, figures = _factors(codes, config), defaultdict[tuple[str, str], dict[str, Known]](dict)
    for number, region, code, period, value, text, unit, status, sheet, cell in rows:
        source, factor = counted.get(number), factors.get((code, unit))
        if source is None or factor is None or (aside and (number, region) in aside):
            continue
        if within is not None and not within(region, code):
            continue
        scaled = None if value is None else value * factor
        figures[region, code][period] = Known(scaled, text, unit, status, sheet, cell, *source)
    return History(figures)


def _factors(codes: Iterable[str], config: Config) -> dict[tuple[str, str], float]:
    """What turns a printed unit into the unit of each code, for the units of its kind."""
    wanted = [(code, unit_of(code, config)) for code in codes]
    units = [(code, unit, wish) for code, wish in wanted for unit in {wish, *config.reading.units}]
    found = ((code, unit, factor_between(unit, wish, config.reading)) for code, unit, wish in units)
    return {(code, unit): factor for code, unit, factor in found if factor is not None}


def _counted(connection: Connection, first: str) -> tuple[dict[int, tuple[str, str]], set[tuple[int, str]]]:
    """Receipt and submitter of the submissions that were not returned, and the (submission, region)s set aside."""
    query = (
        select(Submission.id, Submission.receipt, Submission.submitter, SetAside.region_code)
        .outerjoin(SetAside, col(SetAside.submission_id) == col(Submission.id))
        .where(col(Submission.period) >= first, Submission.state != "returned")
    )
    rows = connection.execute(query).all()
    counted = {number: (receipt, submitter) for number, receipt, submitter, _ in rows}
    return counted, {(number, region) for number, _, _, region in rows if region is not None}
