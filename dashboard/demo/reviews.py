"""The reviews of the demonstration: released quarters are checked and confirmed, the newest one is on its way."""

from __future__ import annotations

import datetime as dt
import random

from config.model import Quarter
from dashboard.demo.releases import DEPARTMENT
from dashboard.usecases.desk import Desk
from dashboard.usecases.posts import OFFICE, owners
from loaders.store import readers
from loaders.store.database import writing
from loaders.store.life import approve, confirm
from loaders.store.steps import Signed
from loaders.store.tables import Submission

CHECKER = "演示：审核员"
CHECKED_AFTER, CONFIRMED_AFTER = dt.timedelta(hours=1), dt.timedelta(hours=3)
"""How long after a submission came its division approved it, and the office confirmed it."""
_CHECKED, _CONFIRMED = 0.6, 0.25
"""The shares of the newest quarter's submissions that are approved already, and confirmed."""


def check_and_confirm(desk: Desk, quarter: Quarter) -> None:
    """Approve and confirm what came in for a quarter and waits for it, before it is released."""
    for submission in _waiting(desk, quarter):
        _review(desk, submission, confirmed=True)


def begin_review(desk: Desk, quarter: Quarter) -> None:
    """Approve and confirm some of a quarter's submissions, by chance, but always the same."""
    for submission in _waiting(desk, quarter):
        luck = random.Random(f"review {submission.submitter} {quarter}").random()
        if luck < _CHECKED:
            _review(desk, submission, confirmed=luck < _CONFIRMED)


def _waiting(desk: Desk, quarter: Quarter) -> list[Submission]:
    return [one for one in reversed(readers.submissions(desk.engine, quarter)) if one.state == "submitted"]


def _review(desk: Desk, submission: Submission, *, confirmed: bool) -> None:
    post = owners(desk.config, submission.kind, submission.submitter)[0]
    with writing(desk.engine) as session:
        approve(session, submission.receipt, _signed(desk, CHECKER, submission, CHECKED_AFTER, post))
        if confirmed:
            confirm(session, submission.receipt, _signed(desk, DEPARTMENT, submission, CONFIRMED_AFTER, OFFICE))


def _signed(desk: Desk, actor: str, submission: Submission, after: dt.timedelta, post: str) -> Signed:
    return Signed(actor, min(submission.received_at + after, desk.now()), "demonstration", post)
