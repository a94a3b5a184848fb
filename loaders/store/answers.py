"""What submitters say to the warnings of their files (补充说明); of one finding the newest answer holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from config.model import Severity
from loaders.store.lifetables import Answer
from loaders.store.refusals import NOT_A_WARNING, StepRefused
from loaders.store.steps import Signed, written
from loaders.store.tables import StoredFinding, Submission


def keep_answers(session: Session, submission: Submission, signed: Signed, reasons: Mapping[str, str]) -> int:
    """Keep the reasons (by Finding.key) that say something new of a warning; how many there were."""
    new = 0
    for finding in warnings_of(session, submission) if reasons else ():
        reason = written(reasons.get(key_of_finding(finding), ""))
        query = select(Answer).where(Answer.finding_id == finding.id).order_by(col(Answer.id).desc())
        before = session.exec(query).first()
        if reason and (before is None or before.reason != reason):
            session.add(Answer(finding_id=finding.id or 0, reason=reason, actor=signed.actor, at=signed.at))
            new += 1
    return new


def must_be_warnings(session: Session, submission: Submission, keys: set[str]) -> None:
    """Raise StepRefused unless every key is that of a warning of the submission."""
    if not keys <= {key_of_finding(finding) for finding in warnings_of(session, submission)}:
        raise StepRefused(NOT_A_WARNING, receipt=submission.receipt)


def warnings_of(session: Session, submission: Submission) -> Sequence[StoredFinding]:
    """The findings of a submission that want a reason."""
    own = select(StoredFinding).where(StoredFinding.submission_id == submission.id)
    return session.exec(own.where(StoredFinding.severity == Severity.WARNING)).all()


def key_of_finding(finding: StoredFinding) -> str:
    """Finding.key of a finding that was kept."""
    return f"{finding.rule} {finding.sheet} {finding.cell}"
