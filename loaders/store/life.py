"""The only writers of a submission's life: each takes an open writing session, whose transaction is the caller's.

A step that the state does not allow raises StepRefused before anything is changed; writers queue, so of two reviewers
at once the second is told what the first did.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from loaders.store.answers import keep_answers, must_be_warnings
from loaders.store.lifetables import Extension, SetAside, Step
from loaders.store.refusals import ASIDE_ALREADY, NO_REASON, NOT_IN_IT, StepRefused
from loaders.store.steps import OPEN, Signed, keep_step, keep_unit_step, known, move, open_one, unit_of, written
from loaders.store.tables import StoredValue, Submission


def hand_over(session: Session, submission: Submission, by: Signed, reasons: Mapping[str, str]) -> Step:
    """The first step of a submission that was just kept: what it corrects, and the reasons given for its warnings.

    Where nobody is named the unit itself acts; `login` and `address` as Signed has them.
    """
    signed = replace(by, actor=by.actor or unit_of(submission), at=submission.received_at)
    corrected, answers = earlier(session, submission), keep_answers(session, submission, signed, reasons)
    places: dict[str, Any] = {"corrects": corrected.receipt} if corrected else {}
    return keep_step(
        session, submission, "submitted", signed, places=places | ({"answers": answers} if answers else {})
    )


def earlier(session: Session, submission: Submission) -> Submission | None:
    """The submission that this one corrects: the newest earlier one of the same kind, unit and period."""
    before = _alike(submission).where(col(Submission.id) < submission.id)
    return session.exec(before.order_by(col(Submission.id).desc())).first()


def later(session: Session, submission: Submission) -> Submission | None:
    """The submission that corrects this one; None while there is none."""
    return session.exec(
        _alike(submission).where(col(Submission.id) > submission.id).order_by(col(Submission.id))
    ).first()


def approve(session: Session, receipt: str, signed: Signed, remark: str = "") -> Step:
    """初审通过: submitted -> approved."""
    return move(session, known(session, receipt), "approved", signed, remark)


def confirm(session: Session, receipt: str, signed: Signed, remark: str = "") -> Step:
    """终审确认: approved -> confirmed, which is final."""
    return move(session, known(session, receipt), "confirmed", signed, remark)


def send_back(session: Session, receipt: str, signed: Signed, reason: str, regions: Sequence[str] = ()) -> Step:
    """退回: the whole submission, or of it the named regions, whose values there do not count from now on.

    The last regions that were left are the whole submission.
    """
    submission, named = open_one(session, receipt, "returned"), sorted(set(regions))
    _must_be_given(reason)
    if not named or not _left(session, submission, named):
        return move(session, submission, "returned", signed, reason)
    session.add_all(SetAside(submission_id=submission.id or 0, region_code=region) for region in named)
    return keep_step(session, submission, "returned", signed, reason, named)


def answer(session: Session, receipt: str, signed: Signed, reasons: Mapping[str, str]) -> Step | None:
    """补充说明: reasons for warnings, by Finding.key; None where every one of them was given before."""
    submission = open_one(session, receipt, "answered")
    _must_be_given(*reasons.values())
    must_be_warnings(session, submission, set(reasons))
    return note_reasons(session, submission, signed, reasons)


def note_reasons(session: Session, submission: Submission, signed: Signed, reasons: Mapping[str, str]) -> Step | None:
    """The same for a submission in hand: what is no warning, is blank, or was said before is left out."""
    count = keep_answers(session, submission, signed, reasons) if submission.state in OPEN else 0
    return keep_step(session, submission, "answered", signed, places={"answers": count}) if count else None


def extend(session: Session, quarter: str, unit: str, until: dt.datetime, signed: Signed, reason: str) -> Step:
    """延期: a later deadline (aware) for one unit; the caller, who knows the calendar, sees that it is later."""
    _must_be_given(reason)
    granted = select(Extension).where(Extension.quarter == quarter, Extension.unit == unit)
    last = session.exec(granted.order_by(col(Extension.id).desc())).first()
    before = {"until": last.until.astimezone(dt.UTC).isoformat()} if last else {}
    session.add(
        Extension(quarter=quarter, unit=unit, until=until, reason=written(reason), actor=signed.actor, at=signed.at)
    )
    places = {"until": until.astimezone(dt.UTC).isoformat()}
    return keep_unit_step(session, quarter, unit, "extended", signed, reason, places, before)


def _alike(submission: Submission) -> SelectOfScalar[Submission]:
    """The submissions of the same kind, unit and period."""
    own = col(Submission.region_code if submission.kind == "statutory_form" else Submission.submitter)
    same = (Submission.kind == submission.kind, Submission.period == submission.period)
    return select(Submission).where(*same, own == unit_of(submission))


def _must_be_given(*reasons: str) -> None:
    if not reasons or not all(reason.strip() for reason in reasons):
        raise StepRefused(NO_REASON)


def _left(session: Session, submission: Submission, named: Sequence[str]) -> set[str]:
    """The regions that are left when the named ones are set aside; StepRefused for one that is not there to be."""
    codes = select(StoredValue.region_code).where(StoredValue.submission_id == submission.id).distinct()
    gone = select(SetAside.region_code).where(SetAside.submission_id == submission.id)
    there, aside, wanted = set(session.exec(codes)), set(session.exec(gone)), set(named)
    if wanted - there:
        raise StepRefused(NOT_IN_IT, receipt=submission.receipt, regions=sorted(wanted - there))
    if wanted & aside:
        raise StepRefused(ASIDE_ALREADY, receipt=submission.receipt, regions=sorted(wanted & aside))
    return there - aside - wanted
