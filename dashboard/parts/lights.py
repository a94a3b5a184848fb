"""亮灯: the light of a task as sign, word and colour, and how far it has come beside the time that has passed."""

from __future__ import annotations

from config.wording import Say, mark
from dashboard.parts.markup import Html, element
from dashboard.parts.numbers import MISSING, figure, per_cent
from dashboard.usecases.tasks import KeyTask, Mending

WORDS = {
    "red": ("●", mark("overdue"), "jp-alarm"),
    "yellow": ("▲", mark("behind"), "jp-soon"),
    "blue": ("○", mark("due soon"), "jp-up"),
}


def task_light(task: KeyTask, words: Say) -> Html:
    """How a key task stands: done, on time, behind, or nothing said."""
    lit = bool(task.light) and not task.done
    css = "jp-up" if task.done else WORDS[task.light][2] if lit else "jp-status"
    return element("b" if lit else "span", light_words(task, words), css=css)


def light_words(task: KeyTask, words: Say) -> str:
    """The light of a key task as sign and word, for where there is no colour."""
    if task.done:
        return words(mark("✓ done"))
    if task.light:
        sign, word, _ = WORDS[task.light]
        return f"{sign} {words(word)}"
    return words(mark("no figure") if task.done_share is None else mark("✓ on time"))


def mending_light(one: Mending, words: Say) -> Html:
    """How a rectification stands: closed, overdue by days, due soon, or within its time."""
    if one.closed:
        return element("span", words(mark("✓ closed")), css="jp-up")
    if one.light == "red" and one.days_left is not None:
        return element("b", words(mark("● overdue by {days} days"), days=figure(-one.days_left, 0)), css="jp-alarm")
    if one.light == "blue":
        return element("span", words(mark("○ {days} days left"), days=one.days_left), css="jp-soon")
    return element("span", words(mark("within time")), css="jp-status")


def progress_bar(task: KeyTask, words: Say) -> Html:
    """What was done of the year's target as a bar, with a line where time progress stands."""
    return share_bar(task.done_share, task.time_progress, late=task.light == "yellow", words=words)


def share_bar(done: float | None, expected: float | None, *, late: bool, words: Say) -> Html:
    """A share of a target as a bar, with a line where it should be by now if that is known."""
    if done is None:
        return element("span", MISSING)
    share = min(max(done, 0.0), 1.0)
    timed = expected is not None
    said = (
        words(mark("{done} done, time progress {time}"), done=per_cent(done), time=per_cent(expected, 0))
        if timed
        else words(mark("{done} done"), done=per_cent(done))
    )
    drawn = element("i", style=f"--share:{share:.1%}" + (f";--time:{expected:.1%}" if timed else ""))
    css = "jp-bar" + (" jp-timed" if timed else "") + (" jp-late" if late else "")
    return element("span", element("b", per_cent(done)), drawn, css=css, title=said, role="img", aria_label=said)


def points_behind(task: KeyTask) -> str:
    """How far behind time progress, in percentage points."""
    return figure(-task.behind * 100, 1) if task.behind else MISSING
