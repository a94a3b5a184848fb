"""Whose a submission is, and so who may see it and who may send it: every use case of submissions asks here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from config.model import Config, Severity
from config.wording import DEFAULT_LOCALE
from dashboard.access.gate import inner
from dashboard.access.rights import Right
from dashboard.usecases.desk import Desk
from dashboard.usecases.names import name_of_submitter
from dashboard.usecases.posts import owners
from loaders.examine import Read, Within
from loaders.intake.outcome import Finding, Intake, Told
from loaders.store.readers import submission_by_receipt
from loaders.store.steps import unit_of
from loaders.store.tables import Submission

OTHER_UNIT = "other_unit"
"""The rule of a file that another unit reports."""
NAMELESS = "—"
"""What stands for a unit that a file does not name."""


@inner
def sees(desk: Desk, kind: str, unit: str) -> bool:
    """True when the person sees what a unit (a code) handed in of a kind.

    Own units and, for a head, the regions below; a reviewer also the forms that bring a figure of the division.
    """
    if desk.sight.unit("submissions", unit):
        return True
    checking = desk.sight.divisions("check")
    return bool(checking) and not checking.isdisjoint(owners(desk.config, kind, unit))


@inner
def seen(desk: Desk, submissions: Iterable[Submission]) -> list[Submission]:
    """Of some submissions those that the person sees, in their order."""
    return [one for one in submissions if sees(desk, one.kind, unit_of(one))]


@inner
def seen_by_receipt(desk: Desk, receipt: str) -> Submission | None:
    """The submission with a receipt's number; None when there is none, and when the person does not see it."""
    found = submission_by_receipt(desk.engine, receipt)
    return found if found is not None and seen(desk, [found]) else None


@inner
def units_to_send(desk: Desk) -> frozenset[str] | None:
    """The codes of the units whose files the person may send; None for all of them."""
    if desk.sight.whole("submit"):
        return None
    return desk.sight.regions("submit") | desk.sight.divisions("submit")


@inner
def read_own(desk: Desk) -> Read:
    """How files are read for the person: of one that another unit reports only that is told (other_unit, an error).

    What such a file holds is left out, so that nothing of it is held against what is stored.
    """
    units = units_to_send(desk)
    if units is None:
        return desk.read

    def read(name: str, content: bytes, config: Config, told: Told) -> Intake:
        intake = desk.read(name, content, config, told)
        return intake if _is_own(intake, units, config) else _foreign(intake, units, config)

    return read


@inner
def within(desk: Desk, right: Right) -> Within | None:
    """Which stored figures (region, code) the person's files are held against: of own regions and those below, and
    of what own divisions are in charge of; None for all of them."""
    if desk.sight.whole(right):
        return None
    regions = frozenset[str]().union(*(desk.config.below(code) for code in desk.sight.regions(right)))
    codes = _codes(desk.config, desk.sight.divisions(right))
    return _any_of(regions, codes)


def _any_of(regions: frozenset[str], codes: frozenset[str]) -> Callable[[str, str], bool]:
    return lambda region, code: region in regions or code in codes


def _codes(config: Config, divisions: frozenset[str]) -> frozenset[str]:
    """The indicators of divisions, what their ratios are made of, and the statistics that say the same."""
    own = [indicator for indicator in config.indicators if indicator.owner in divisions]
    codes = {code for one in own for code in (one.code, one.numerator, one.denominator) if code}
    return frozenset(codes | {s.code for s in config.statistics if s.indicator in codes})


def _is_own(intake: Intake, units: frozenset[str], config: Config) -> bool:
    """True for a file of one of the units, one that asks for its region, and one that is refused for itself."""
    if intake.submitter:
        return intake.submitter in units
    if "region" in intake.asks:
        return not units.isdisjoint(config.region)
    return intake.refused


def _foreign(intake: Intake, units: frozenset[str], config: Config) -> Intake:
    names = [name_of_submitter(config, code, DEFAULT_LOCALE) for code in sorted(units)]
    sender = name_of_submitter(config, intake.submitter, DEFAULT_LOCALE) or NAMELESS
    finding = Finding(OTHER_UNIT, Severity.ERROR, places={"name": sender, "unit": "、".join(names) or NAMELESS})
    return replace(intake, rows=(), highlights=(), entries=(), unmatched=(), asks=(), findings=(finding,))
