"""Acting on submissions: approve, confirm, return (one or many at once), answer a warning, extend a deadline."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from config.model import Config
from config.wording import DEFAULT_LOCALE, mark, translator
from dashboard.access.gate import needs
from dashboard.usecases.belonging import seen
from dashboard.usecases.desk import Desk
from dashboard.usecases.names import name_of_submitter
from dashboard.usecases.posts import OFFICE, must_be_the_office, must_be_theirs, must_hold, post_name
from dashboard.usecases.signing import signed, signed_by_sender
from loaders.store import life
from loaders.store.database import writing
from loaders.store.refusals import NOT_LATER, UNKNOWN, StepRefused
from loaders.store.steps import Signed, known
from loaders.store.tables import Submission

_LOG = logging.getLogger("jiping")
Act = Literal["approved", "confirmed", "returned"]
UNANSWERED = mark("The database did not answer; nothing was changed. Try again in a moment.")
NO_UNIT = mark("{unit} is no division or region of this workspace.")
NO_WINDOW = mark("{quarter} is not in the calendar, so it has no deadline.")
NO_REGION = mark("{region} is no region of this workspace.")


@dataclass(frozen=True)
class Done:
    """What became of one submission: the step was taken, or it was refused with a sentence."""

    receipt: str
    unit: str
    action: Act
    refused: str = ""


@needs("check", "confirm")
def review(
    desk: Desk,
    action: Act,
    receipts: Iterable[str],
    post: str = "",
    *,
    reason: str = "",
    regions: Sequence[str] = (),
    locale: str = DEFAULT_LOCALE,
) -> tuple[Done, ...]:
    """Take one step for each submission, each in a transaction of its own: one that is refused hinders no other.

    The person at the desk acts in a post (a division's code). Raises NotAllowed for one that they do not hold.

    A return needs its reason, which the submitter reads; with `regions` (codes) only they are returned, and what is
    left of the submission can be approved.
    """
    must_hold(desk, post)
    return tuple(_one(desk, action, receipt, post, reason, regions, locale) for receipt in receipts)


@needs("submit")
def answer(desk: Desk, receipt: str, reasons: Mapping[str, str]) -> bool:
    """Keep reasons for warnings (by Finding.key); False where they were all given before.

    Raises StepRefused, as for an unknown receipt where the person does not send for the unit.
    """
    with writing(desk.engine) as session:
        if not desk.sight.unit("submit", life.unit_of(known(session, receipt))):
            raise StepRefused(UNKNOWN, receipt=receipt)
        return life.answer(session, receipt, signed_by_sender(desk), reasons) is not None


@needs("confirm")
def extend(desk: Desk, quarter: str, unit: str, until: dt.datetime, reason: str, post: str = OFFICE) -> None:
    """Grant a unit (a division's or a region's code) a deadline of its own, in local time; also afterwards.

    Raises StepRefused unless it is the office, the unit is one, and the time later than the window's end.
    """
    must_hold(desk, post)
    must_be_the_office(post)
    if unit not in desk.config.division and unit not in desk.config.region:
        raise StepRefused(NO_UNIT, unit=unit)
    try:
        closes = desk.config.calendar.window(quarter).closes
    except KeyError:
        raise StepRefused(NO_WINDOW, quarter=quarter) from None
    if until <= closes:
        raise StepRefused(NOT_LATER, closes=f"{closes:%Y-%m-%d %H:%M}")
    with writing(desk.engine) as session:
        life.extend(session, quarter, unit, desk.aware(until), signed(desk, post), reason)


def region_codes(config: Config, written: Iterable[str]) -> tuple[str, ...]:
    """Regions by code or by name as codes. Raises StepRefused for one that is none, or whose name several bear."""
    return tuple(_region_code(config, text) for text in written)


def refusal(config: Config, refused: StepRefused, locale: str) -> str:
    """Why a step was refused, with the names of the regions, posts and units that it names by code."""
    say, places = translator(locale), dict[str, Any](refused.places)
    for name, label in (("regions", name_of_submitter), ("owners", post_name)):
        if name in places:
            places[name] = say(mark(", ")).join(label(config, code, locale) for code in places[name])
    for name in ("post", "office"):
        if name in places:
            places[name] = post_name(config, places[name], locale)
    if "actor" in places:
        places["actor"] = name_of_submitter(config, places["actor"], locale)
    return say(refused.message, **places)


def _one(
    desk: Desk,
    action: Act,
    receipt: str,
    post: str,
    reason: str,
    regions: Sequence[str],
    locale: str,
) -> Done:
    unit = ""
    try:
        with writing(desk.engine) as session:
            submission = _seen(desk, known(session, receipt))
            unit = name_of_submitter(desk.config, life.unit_of(submission), locale)
            must_be_theirs(desk.config, post, action, submission)
            _take(session, action, receipt, signed(desk, post), reason, regions)
    except StepRefused as refused:
        return Done(receipt, unit, action, refusal(desk.config, refused, locale))
    except DBAPIError:
        _LOG.exception("%s was not %s", receipt, action)
        return Done(receipt, unit, action, translator(locale)(UNANSWERED))
    return Done(receipt, unit, action)


def _take(session: Session, action: Act, receipt: str, by: Signed, reason: str, regions: Sequence[str]) -> None:
    if action == "returned":
        life.send_back(session, receipt, by, reason, regions)
    else:
        (life.approve if action == "approved" else life.confirm)(session, receipt, by, reason)


def _seen(desk: Desk, submission: Submission) -> Submission:
    """A submission that the person sees; another one is unknown to them."""
    if not seen(desk, [submission]):
        raise StepRefused(UNKNOWN, receipt=submission.receipt)
    return submission


def _region_code(config: Config, text: str) -> str:
    if text in config.region:
        return text
    named = [region.code for region in config.regions if text in (region.name, region.name_en)]
    if len(named) != 1:
        raise StepRefused(NO_REGION, region=text)
    return named[0]
