"""The office's part before and around the scoring: the first check (初审), opening and closing the round."""

from __future__ import annotations

from dashboard.access.gate import needs
from dashboard.usecases.desk import Desk
from dashboard.usecases.posts import OFFICE
from dashboard.usecases.selection import refusing
from dashboard.usecases.selection.belonging import found_in, must_be_allowed
from dashboard.usecases.selection.standings import all_chosen, phases
from dashboard.usecases.signing import signed
from loaders.store.database import writing
from loaders.store.highlighting import take_case_step, turn_round
from loaders.store.highlightreading import choice_in
from loaders.store.refusals import StepRefused
from metrics.selecting import CaseAction


@needs("select")
def pass_case(desk: Desk, number: str, remark: str = "") -> None:
    """合格: let a case go on to be scored. Raises StepRefused."""
    _take(desk, number, "passed", remark)


@needs("select")
def return_case(desk: Desk, number: str, reason: str) -> None:
    """退回: send a case back to its unit with the reason. Raises StepRefused."""
    if not reason.strip():
        raise StepRefused(refusing.NO_REASON)
    _take(desk, number, "returned", reason)


@needs("select")
def open_scoring(desk: Desk, quarter: str) -> None:
    """Open the scoring of a quarter: from now on nothing is entered. Raises StepRefused while cases wait to be checked,
    or where none has passed."""
    with writing(desk.engine) as session:
        kept = choice_in(session)
        own = [one for one in all_chosen(desk.config, kept) if one.entry.quarter == quarter]
        waiting = sum(one.state == "entered" for one in own)
        if phases(kept).get(quarter, "collecting") != "collecting":
            raise StepRefused(refusing.NOT_COLLECTING)
        if waiting:
            raise StepRefused(refusing.WAITING, count=waiting)
        if not any(one.state == "passed" for one in own):
            raise StepRefused(refusing.NONE_PASSED)
        turn_round(session, quarter, "opened", signed(desk, OFFICE))


@needs("select")
def close_scoring(desk: Desk, quarter: str) -> None:
    """Close the scoring of a quarter for good; only now its results can be seen. Raises StepRefused."""
    with writing(desk.engine) as session:
        if phases(choice_in(session)).get(quarter, "collecting") != "scoring":
            raise StepRefused(refusing.NOT_SCORING)
        turn_round(session, quarter, "closed", signed(desk, OFFICE))


def _take(desk: Desk, number: str, action: CaseAction, reason: str) -> None:
    with writing(desk.engine) as session:
        one = found_in(desk, session, number)
        must_be_allowed(one, action)
        take_case_step(session, one.entry, action, signed(desk, OFFICE), reason)
