"""After the scoring: the office confirms cases or leaves them out; where a confirmed one is taken up is added later."""

from __future__ import annotations

import datetime as dt

from config.model import RECOGNITIONS
from dashboard.access.gate import inner, needs
from dashboard.usecases.desk import Desk
from dashboard.usecases.posts import OFFICE
from dashboard.usecases.selection import refusing
from dashboard.usecases.selection.belonging import found_in, known, must_be_allowed, post_of
from dashboard.usecases.selection.standings import scores
from dashboard.usecases.signing import signed
from loaders.store.database import writing
from loaders.store.highlighting import take_case_step
from loaders.store.refusals import StepRefused
from metrics.selecting import CaseAction


@needs("select")
def confirm(desk: Desk, number: str, reason: str = "", level: str = "") -> None:
    """Confirm a case as a highlight, at a level of recognition (the one entered when empty).

    Raises StepRefused; one that is not on the shortlist needs a reason.
    """
    if level and level not in RECOGNITIONS:
        raise StepRefused(refusing.NO_KIND)
    _decide(desk, number, "confirmed", reason, level)


@needs("select")
def decline(desk: Desk, number: str, reason: str = "") -> None:
    """Leave a case out. Raises StepRefused; one that is on the shortlist needs a reason."""
    _decide(desk, number, "declined", reason)


@needs("select", "enter")
def replicate(desk: Desk, number: str, region: str, since: dt.date, note: str = "") -> None:
    """复制推广: a confirmed case was taken up in another region, from a day on; the office adds it, or the case's unit.

    Raises StepRefused.
    """
    one = known(desk, number)
    config = desk.config
    if region not in config.region or region in (one.entry.region_code, config.province.top):
        raise StepRefused(refusing.NO_PLACE)
    if since > desk.local(desk.now()).date():
        raise StepRefused(refusing.NO_DATE)
    with writing(desk.engine) as session:
        kept = found_in(desk, session, number)
        must_be_allowed(kept, "replicated")
        said = {"region": region, "since": since.isoformat()}
        take_case_step(session, kept.entry, "replicated", signed(desk, post_of(desk, kept)), note, said=said)


@inner
def on_shortlist(desk: Desk, quarter: str) -> frozenset[str]:
    """The numbers of the cases of a closed round that are on the shortlist by their adjusted places."""
    size = desk.config.highlights.shortlist.size
    return frozenset(
        number for number, row in scores(desk, quarter).cases.items() if row["rank"] and row["rank"] <= size
    )


def _decide(desk: Desk, number: str, action: CaseAction, reason: str, level: str = "") -> None:
    with writing(desk.engine) as session:
        one = found_in(desk, session, number)
        must_be_allowed(one, action)
        listed = number in on_shortlist(desk, one.entry.quarter)
        if listed != (action == "confirmed") and not reason.strip():
            raise StepRefused(refusing.WHY_DEVIATE, number=number)
        said = {"level": level or one.texts["level"], "listed": listed} if action == "confirmed" else {"listed": listed}
        take_case_step(session, one.entry, action, signed(desk, OFFICE), reason, said=said)
