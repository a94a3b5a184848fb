from collections.abc import Callable, Iterable, Mapping

from config.wording import translator
from dashboard.usecases.collection import collection
from dashboard.usecases.deliveries import delivered, deliveries, opened_delivery, raw_bytes, standing_deliveries
from dashboard.usecases.desk import Desk
from dashboard.usecases.posts import OFFICE
from dashboard.usecases.receipts import (
    annotated_content,
    raw_content,
    submission_of,
    submission_record,
    submission_records,
)
from dashboard.usecases.region_submissions import region_submissions
from dashboard.usecases.review import review_desk
from dashboard.usecases.reviewing import answer, extend, review
from dashboard.usecases.source_cells import cell_in_workbook, open_to_reader
from dashboard.usecases.submissions import moved_since_last_quarter, submission_status
from dashboard.usecases.trails import trail_in, trail_of, trail_records
from dashboard.usecases.unanswered import unanswered
from loaders.store.refusals import NO_REASON, NOT_LATER, UNKNOWN, StepRefused
from tests.matrix.probes import Look, Probe
from tests.matrix.seats import LINE
from tests.matrix.world import OPEN, UNITS, World

ZH = "zh_CN"
MEANS: Mapping[str, frozenset[str]] = {
    "all": frozenset(UNITS),
    "line": frozenset({"line"}),
    "below": frozenset({"own", "below"}),
    "own": frozenset({"own"}),
}


def listing(receipts: Callable[[Desk], Iterable[str]]) -> Probe:
    return Probe(frozenset(UNITS), MEANS, lambda world, at: world.places(set(receipts(at))))


def each(reached: Callable[[World, Desk, str], bool]) -> Probe:
    return Probe(frozenset(UNITS), MEANS, lambda world, at: {one for one in UNITS if reached(world, at, one)})


def delivery_raw(world: World, at: Desk, place: str) -> bool:
    ((_, delivery),) = delivered(world.desk, [world.submission(place)], ZH)
    return raw_bytes(at, delivery) is not None


def not_unknown(act: Callable[[], object]) -> bool:
    try:
        return bool(act()) or True
    except KeyError:
        return False
    except StepRefused as refused:
        return refused.message != UNKNOWN


def reviewed(world: World, at: Desk, place: str) -> bool:
    post = LINE if any(held.role == "reviewer" for held in at.person.posts) else OFFICE
    (done,) = review(at, "returned", [world.receipts[place]], post)
    return done.refused == translator()(NO_REASON)


def extended(world: World, at: Desk, place: str) -> bool:
    closes = at.config.calendar.window(OPEN).closes
    try:
        extend(at, OPEN, UNITS[place], closes, "试")
    except StepRefused as refused:
        return refused.message == NOT_LATER
    return False


def receipts_by_region(at: Desk) -> Iterable[str]:
    for region in at.config.region:
        found = region_submissions(at, OPEN, region)
        yield from (unit.delivery.receipt for unit in found.units if unit.delivery)


def listing_of_world(opened: Callable[[Desk, Iterable[str]], Iterable[str]]) -> Probe:
    look: Look = lambda world, at: world.places(set(opened(at, world.receipts.values())))  # noqa: E731
    return Probe(frozenset(UNITS), MEANS, look)


USE = "dashboard.usecases."
SENT: Mapping[str, Probe] = {
    f"{USE}unanswered.unanswered": listing(lambda at: (one.delivery.receipt for one in unanswered(at, OPEN))),
    f"{USE}collection.collection": listing(
        lambda at: [unit.delivery.receipt for unit in collection(at, OPEN, ZH).units if unit.delivery]
    ),
    f"{USE}deliveries.deliveries": listing(lambda at: [one.receipt for one in deliveries(at, ZH)]),
    f"{USE}deliveries.standing_deliveries": listing(
        lambda at: [one.receipt for one in standing_deliveries(at, OPEN, ZH)]
    ),
    f"{USE}deliveries.opened_delivery": each(
        lambda world, at, place: opened_delivery(at, world.submission(place).id or 0, ZH) is not None
    ),
    f"{USE}deliveries.raw_bytes": each(delivery_raw),
    f"{USE}receipts.submission_records": listing(lambda at: [one["receipt"] for one in submission_records(at, "", ZH)]),
    f"{USE}receipts.submission_record": each(
        lambda world, at, place: not_unknown(lambda: submission_record(at, world.submission(place), ZH))
    ),
    f"{USE}receipts.submission_of": each(lambda world, at, place: submission_of(at, world.receipts[place]) is not None),
    f"{USE}receipts.raw_content": each(lambda world, at, place: raw_content(at, world.submission(place)) is not None),
    f"{USE}receipts.annotated_content": each(
        lambda world, at, place: not_unknown(lambda: annotated_content(at, world.submission(place), ZH))
    ),
    f"{USE}review.review_desk": listing(lambda at: [one.key for one in review_desk(at, OPEN, ZH).lines]),
    f"{USE}region_submissions.region_submissions": Probe(
        frozenset({"own", "other"}), MEANS, lambda world, at: world.places(set(receipts_by_region(at)))
    ),
    f"{USE}source_cells.open_to_reader": listing_of_world(open_to_reader),
    f"{USE}source_cells.cell_in_workbook": each(
        lambda world, at, place: cell_in_workbook(at, world.receipts[place], "表", "A1") is not None
    ),
    f"{USE}submissions.submission_status": each(
        lambda world, at, place: submission_status(at, world.receipts[place], ZH) is not None
    ),
    f"{USE}submissions.moved_since_last_quarter": each(
        lambda world, at, place: moved_since_last_quarter(at, world.receipts[place], ZH) is not None
    ),
    f"{USE}trails.trail_of": each(lambda world, at, place: trail_of(at, world.receipts[place], ZH) is not None),
    f"{USE}trails.trail_in": listing(lambda at: [one.receipt for one in trail_in(at, OPEN, ZH)]),
    f"{USE}trails.trail_records": listing(lambda at: [str(one["receipt"]) for one in trail_records(at, OPEN)]),
    f"{USE}reviewing.review": each(reviewed),
    f"{USE}reviewing.answer": each(lambda world, at, place: not_unknown(lambda: answer(at, world.receipts[place], {}))),
    f"{USE}reviewing.extend": each(extended),
}
