"""What leaves the system, in the audit trail: results before their release, values and files always."""

from __future__ import annotations

from typing import Any, Literal

from dashboard.access.gate import everyone
from dashboard.usecases.desk import Desk
from dashboard.usecases.recording import note_alone

What = Literal["results", "values", "file"]


@everyone
def record_download(desk: Desk, what: What, subject: str, released: bool = False, **said: Any) -> None:
    """Record that whoever sits at the desk takes something out; called just before it is given out.

    `subject` names it: a quarter, a period, the receipt of a file; `said` what else there is to know (form, scope).
    Results that were released are everyone's to read, so nothing is recorded of them. Raises
    sqlalchemy.exc.DBAPIError when the database does not take it: what is not recorded must not leave.
    """
    if what != "results" or not released:
        note_alone(desk, f"{what}.downloaded", subject, after=said)
