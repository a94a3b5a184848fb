"""How what was handed in stands: passed, confirmed, or returned with the reason and what to do."""

from __future__ import annotations

from typing import cast

from config.wording import Say, mark
from dashboard.parts.dossier import returned_words
from dashboard.parts.markup import element, show
from dashboard.parts.review_list import review_sign
from dashboard.parts.session import desk, locale
from dashboard.usecases.review import State
from dashboard.usecases.slips import Slip
from dashboard.usecases.submissions import submission_status

NEXT = mark("Mend the file and choose it again on this page: it comes in as a correction.")
CORRECTED = mark("Corrected by {receipt}")


def sent_back(slip: Slip) -> bool:
    """True for a submission that was sent back, whole or in part, and was not corrected since."""
    status = submission_status(desk(), slip.number, locale())
    return status is not None and bool(status.returns) and not status.corrected_by


def why_sent_back(receipt: str, words: Say) -> None:
    """Who sent a submission back last, and why; nothing where nobody did."""
    status = submission_status(desk(), receipt, locale())
    if status is not None and status.returns:
        reason = element("q", status.returns[0].reason)
        show(element("div", returned_words(status, words), reason, css="jp-caution"))


def standing_of_receipt(slip: Slip, words: Say) -> None:
    """The state of a submission above its receipt; of a returned one who said why, and the next step."""
    status = submission_status(desk(), slip.number, locale())
    if status is None:
        return
    lines = [element("p", words(mark("State")), " ", review_sign(cast(State, status.delivery.state), words))]
    if status.corrected_by:
        lines.append(element("p", words(CORRECTED, receipt=status.corrected_by)))
    elif status.returns:
        reason = element("q", status.returns[0].reason)
        lines.append(element("div", returned_words(status, words), reason, element("p", words(NEXT)), css="jp-caution"))
    show(element("div", *lines, css="jp-standing"))
