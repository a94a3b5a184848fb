"""In which post a person acts on a submission: the owning division checks (初审), the office confirms (终审)."""

from __future__ import annotations

from config.model import Config
from config.wording import mark, translator
from dashboard.access.gate import NotAllowed, everyone, inner
from dashboard.usecases.desk import Desk
from loaders.store.refusals import StepRefused
from loaders.store.steps import Action
from loaders.store.tables import Submission

OFFICE = "office"
"""The division that opens windows, confirms and extends; its code among the divisions."""
OFFICE_NAME = mark("Office")
NOT_THEIRS = mark("{post} does not take this step for {receipt}: {owners} checks it, {office} confirms it.")
NOT_THE_OFFICE = mark("Only {office} grants an extension.")
_OF_OFFICE: frozenset[Action] = frozenset({"returned", "confirmed", "extended"})
_OF_OWNER: frozenset[Action] = frozenset({"returned", "approved"})


def posts(config: Config, locale: str) -> dict[str, str]:
    """The posts that act, by code with their names: the office, then the divisions that own a figure, in order."""
    owning = {indicator.owner for indicator in config.indicators} or {division.code for division in config.divisions}
    divisions = sorted(config.divisions, key=lambda division: division.order)
    codes = (OFFICE, *(division.code for division in divisions if division.code in owning - {OFFICE}))
    return {code: post_name(config, code, locale) for code in codes}


@everyone
def acting_posts(desk: Desk, locale: str) -> dict[str, str]:
    """The posts in which the person at the desk acts on submissions, by code with their names, in the same order."""
    checking, confirms = desk.sight.divisions("check"), desk.sight.has("confirm")
    every = posts(desk.config, locale)
    return {code: name for code, name in every.items() if (confirms if code == OFFICE else code in checking)}


@inner
def must_hold(desk: Desk, post: str) -> None:
    """Raise NotAllowed for a post that the person does not hold; only whoever runs the command acts without one."""
    if not desk.person.operator and post not in acting_posts(desk, "en"):
        raise NotAllowed("check", "confirm")


def post_name(config: Config, post: str, locale: str) -> str:
    """The name of a post; empty for none."""
    division = config.division.get(post)
    if division is not None:
        return division.label(locale)
    return translator(locale)(OFFICE_NAME) if post == OFFICE else post


def owners(config: Config, kind: str, submitter: str) -> tuple[str, ...]:
    """The divisions that check a submission: the one whose workbook it is, else those that own a figure of the form.

    Where the form's statistics are nobody's, every division that acts.
    """
    if submitter in config.division:
        return (submitter,)
    brought = {config.indicator[s.indicator].owner for s in config.statistics if s.indicator in config.indicator}
    acting = [code for code in posts(config, "en") if code != OFFICE]
    return tuple(code for code in acting if code in brought) or tuple(acting)


def may(config: Config, post: str, action: Action, kind: str, submitter: str) -> bool:
    """True when a post takes a step for a submission of a kind and submitter."""
    if not post or (post == OFFICE and action in _OF_OFFICE):
        return True
    return action in _OF_OWNER and post in owners(config, kind, submitter)


def must_be_theirs(config: Config, post: str, action: Action, submission: Submission) -> None:
    """Raise StepRefused for a step of a post that does not take it."""
    if not may(config, post, action, submission.kind, submission.submitter):
        checking = owners(config, submission.kind, submission.submitter)
        raise StepRefused(NOT_THEIRS, receipt=submission.receipt, post=post, owners=list(checking), office=OFFICE)


def must_be_the_office(post: str) -> None:
    """Raise StepRefused unless the office acts."""
    if post not in ("", OFFICE):
        raise StepRefused(NOT_THE_OFFICE, office=OFFICE)
