"""What leaves the system, in the audit trail: results before their release, values and files always."""

from __future__ import annotations

from typing import Any, Literal

from dashboard.access.gate import everyone, inner
from dashboard.usecases.desk import Desk
from dashboard.usecases.recording import note_alone
from loaders.store.readers import raw_file
from loaders.store.refusals import FILE_LOST, StepRefused

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


@inner
def given_out(desk: Desk, number: str, sha256: str, **said: Any) -> bytes:
    """The bytes of a file that was sent with something (by its number), noted as taken out.

    Whether the person may have it is the caller's to see to. Raises StepRefused where the bytes are not there.
    """
    content = raw_file(desk.engine, sha256)
    if content is None:
        raise StepRefused(FILE_LOST)
    record_download(desk, "file", number, sha256=sha256, **said)
    return content
