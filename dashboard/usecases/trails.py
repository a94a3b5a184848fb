"""The audit trail (审计留痕) as it is read: who did what to which submission, when, why, and by which way in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from config.model import Config
from config.wording import Say, mark
from dashboard.access.gate import inner, needs
from dashboard.usecases.belonging import seen_by_receipt, sees
from dashboard.usecases.desk import Desk
from dashboard.usecases.names import name_of_submitter
from dashboard.usecases.posts import post_name
from loaders.store import readers
from loaders.store.lifetables import Step
from loaders.store.tables import Submission
from loaders.store.trail import steps_in, steps_of

ACTIONS = {
    "submitted": mark("handed in"),
    "answered": mark("explained"),
    "returned": mark("sent back"),
    "approved": mark("passed by the division"),
    "confirmed": mark("confirmed by the office"),
    "extended": mark("granted more time"),
}
CHANNELS = {
    "page": mark("on the page"),
    "command": mark("by the command"),
    "folder": mark("by the watched folder"),
    "api": mark("by the interface"),
    "demonstration": mark("by the demonstration"),
    "published": mark("from published figures"),
}


@dataclass(frozen=True)
class TrailLine:
    """One step in a reader's language, local times. `receipt` is empty for a step that is about a unit alone.

    `regions` names those that the step is about (all when empty); `corrects` is the receipt that a submission corrects,
    `answers` how many reasons came with it, `until` the end of an extension.
    """

    at: dt.datetime
    quarter: str
    receipt: str
    unit: str
    action: str
    actor: str
    post: str
    channel: str
    reason: str
    regions: tuple[str, ...]
    corrects: str
    answers: int
    until: dt.datetime | None


@needs("submissions", "trail")
def trail_of(desk: Desk, receipt: str, locale: str) -> tuple[TrailLine, ...] | None:
    """The steps of one submission, the first one first; None when there is none that the person sees.

    Whoever reads the audit trail sees the steps of every submission.
    """
    everything = desk.whole if desk.sight.has("trail") else desk
    submission = seen_by_receipt(everything, receipt)
    return None if submission is None else trail_of_submission(desk, submission, locale)


@inner
def trail_of_submission(desk: Desk, submission: Submission, locale: str) -> tuple[TrailLine, ...]:
    """The steps of a submission in hand, the first one first."""
    steps = steps_of(desk.engine, submission.id or 0)
    return tuple(_line(desk, step, submission.receipt, locale) for step in steps)


@needs("submissions", "trail")
def trail_in(desk: Desk, quarter: str, locale: str) -> tuple[TrailLine, ...]:
    """Every step of a quarter that the person sees, the first one first."""
    return tuple(_line(desk, step, receipt, locale) for step, receipt in _steps_seen(desk, quarter))


@needs("submissions", "trail")
def trail_records(desk: Desk, quarter: str) -> list[dict[str, Any]]:
    """Every step of a quarter that the person sees for another program: codes as they are kept, times in UTC."""
    return [_record(step, receipt) for step, receipt in _steps_seen(desk, quarter)]


@inner
def step_records(desk: Desk, submission: Submission) -> list[dict[str, Any]]:
    """The steps of one submission for another program, the first one first."""
    return [_record(step, submission.receipt) for step in steps_of(desk.engine, submission.id or 0)]


def latest(lines: Iterable[TrailLine], action: str) -> TrailLine | None:
    """The newest step of a kind; None when there is none."""
    return next((line for line in reversed(tuple(lines)) if line.action == action), None)


def actor_words(line: TrailLine) -> str:
    """Who took a step: the post and the name."""
    return " ".join(part for part in (line.post, line.actor) if part)


def step_words(line: TrailLine, words: Say) -> str:
    """What a step says beside who took it: regions, corrected receipt, number of reasons, new deadline."""
    parts = [
        words(mark("only {regions}"), regions=words(mark(", ")).join(line.regions)) if line.regions else "",
        words(mark("corrects {receipt}"), receipt=line.corrects) if line.corrects else "",
        words(mark("with reasons for {count} reminders"), count=line.answers) if line.answers else "",
        words(mark("until {until}"), until=f"{line.until:%Y-%m-%d %H:%M}") if line.until else "",
    ]
    return words(mark("; ")).join(part for part in parts if part)


def _steps_seen(desk: Desk, quarter: str) -> list[tuple[Step, str]]:
    """The steps about submissions and units that the person sees; all for whoever reads the audit trail."""
    steps = list(steps_in(desk.engine, quarter))
    if desk.sight.has("trail") or desk.sight.whole("submissions"):
        return steps
    kinds = {one.receipt: one.kind for one in readers.submissions(desk.engine, quarter)}
    return [(step, receipt) for step, receipt in steps if sees(desk, kinds.get(receipt, ""), step.unit)]


def _line(desk: Desk, step: Step, receipt: str, locale: str) -> TrailLine:
    config, until = desk.config, step.places.get("until")
    return TrailLine(
        at=desk.local(step.at),
        quarter=step.quarter,
        receipt=receipt,
        unit=name_of_submitter(config, step.unit, locale),
        action=step.action,
        actor=name_of_submitter(config, step.actor, locale),
        post=post_name(config, step.places.get("post", ""), locale),
        channel=step.channel,
        reason=step.reason,
        regions=_names(config, step.regions, locale),
        corrects=step.places.get("corrects", ""),
        answers=step.places.get("answers", 0),
        until=desk.local(dt.datetime.fromisoformat(until)) if until else None,
    )


def _names(config: Config, regions: Iterable[str], locale: str) -> tuple[str, ...]:
    return tuple(name_of_submitter(config, region, locale) for region in regions)


def _record(step: Step, receipt: str) -> dict[str, Any]:
    return {
        "at": step.at.astimezone(dt.UTC).isoformat(),
        "quarter": step.quarter,
        "receipt": receipt or None,
        "unit": step.unit,
        "action": step.action,
        "actor": step.actor,
        "channel": step.channel,
        "reason": step.reason,
        "regions": step.regions,
        **{name: step.places.get(name) for name in ("post", "corrects", "answers", "until")},
    }
