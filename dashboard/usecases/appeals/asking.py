"""Asking for a review, and taking it back: acts of the region's own people."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import mark
from dashboard.access.gate import needs
from dashboard.usecases.appeals.belonging import seen_one
from dashboard.usecases.appeals.evidence import MOST_BYTES, MOST_FILES
from dashboard.usecases.appeals.window import must_be_open
from dashboard.usecases.desk import Desk
from dashboard.usecases.signing import signed
from loaders.intake.evidence import taken
from loaders.store import appeals
from loaders.store.appeals import About, Asked
from loaders.store.database import writing
from loaders.store.refusals import StepRefused
from loaders.store.released import newest_release

NO_ITEM = mark("Choose what is to be reviewed: the place, or at least one scored item.")
NOT_YOURS = mark("Only the region itself asks for a review of its results.")
NOT_SCORED = mark("{region} has no score of its own in {quarter}.")


@needs("appeal")
def ask(
    desk: Desk,
    quarter: str,
    release_id: str,
    region: str,
    about: About,
    items: Sequence[str],
    reason: str,
    *,
    held: str = "",
    files: Sequence[tuple[str, bytes]] = (),
) -> str:
    """Ask for a review of a region's place, or of items (codes), of the release that the person looks at; its number.

    Raises StepRefused for a region that is not the person's, where the time is over, something is missing or the same
    was asked already, and EvidenceRefused for a file that is not taken; then nothing is kept.
    """
    if region not in desk.sight.regions("appeal"):
        raise StepRefused(NOT_YOURS)
    owners = _owners(desk, quarter, region, about, items)
    evidence = taken(files, MOST_FILES, MOST_BYTES)
    wanted = tuple(items) if about == "items" else ()
    asked = Asked(quarter, release_id, region, about, wanted, owners, held)
    with writing(desk.engine) as session:
        must_be_open(desk, quarter, release_id)
        return appeals.ask(session, asked, signed(desk), reason, evidence).number


@needs("appeal")
def withdraw(desk: Desk, number: str, reason: str) -> None:
    """Take an appeal back before it is decided; StepRefused for one of another region, as if there were none."""
    if seen_one(desk, number).appeal.region_code not in desk.sight.regions("appeal"):
        raise StepRefused(appeals.UNKNOWN, appeal=number)
    with writing(desk.engine) as session:
        appeals.take(session, number, "withdrawn", signed(desk), reason)


def _owners(desk: Desk, quarter: str, region: str, about: About, items: Sequence[str]) -> tuple[str, ...]:
    """The divisions in charge of what is asked for, in the scheme's order; nobody's but the office's is a place."""
    known = desk.config.region.get(region)
    if known is None or not known.peer_group or not desk.config.schemes or newest_release(desk.engine, quarter) is None:
        raise StepRefused(NOT_SCORED, region=known.name if known else region, quarter=quarter)
    if about == "rank":
        return ()
    owners = {item.code: item.owner for item in desk.config.scheme_for(quarter)[0].items}
    if not items or not set(items) <= set(owners):
        raise StepRefused(NO_ITEM)
    return tuple(dict.fromkeys(owners[item] for item in owners if item in items))
