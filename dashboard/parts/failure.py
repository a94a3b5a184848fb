"""What a reader sees when a page fails: a plain sentence that says what to do; the details go to the log."""

from __future__ import annotations

import datetime as dt
import logging

from config.problems import ConfigProblems
from config.wording import Say, mark
from config.workspace import WorkspaceProblem
from dashboard.access.gate import NotAllowed
from dashboard.parts.identity import NotSignedIn
from dashboard.parts.markup import element, show
from dashboard.parts.session import locale, say
from dashboard.parts.signed_in import show_nobody
from dashboard.releasing.remarks import ReleaseProblem

_LOG = logging.getLogger("jiping")
UNEXPECTED = mark(
    "This page cannot be shown at the moment. Nothing that was submitted is lost. "
    "Reload the page; if it happens again, tell the office the time: {time}."
)
NOT_OPEN = mark("This is not open to you")
WRONG_CONFIG = mark("The settings of this workspace have mistakes; mend them and start the app again:")


def show_failure(problem: Exception) -> bool:
    """Show a sentence instead of a stack trace; True, so that Streamlit shows nothing of its own."""
    if isinstance(problem, NotSignedIn):
        show_nobody()
        return True
    if isinstance(problem, NotAllowed):
        show_refusal(problem)
        return True
    _LOG.error("page failed", exc_info=problem)
    show(element("div", *(element("p", line) for line in _lines(problem, say())), css="jp-wrong"))
    return True


def show_refusal(refused: NotAllowed) -> None:
    """Say that the reader's posts do not allow what was asked, and nothing of whether there is such a thing."""
    show(element("div", element("b", say()(NOT_OPEN)), refused.message(locale()), css="jp-empty"))


def _lines(problem: Exception, words: Say) -> list[str]:
    if isinstance(problem, ReleaseProblem):
        return [problem.remark.text(words)]
    if isinstance(problem, WorkspaceProblem):
        return [str(problem)]
    if isinstance(problem, ConfigProblems):
        return [words(WRONG_CONFIG), *(fault.line(locale()) for fault in problem.problems)]
    return [words(UNEXPECTED, time=f"{dt.datetime.now():%Y-%m-%d %H:%M:%S}")]
