import hashlib
from collections.abc import Callable, Mapping

from dashboard.usecases.assignments.acting import close, evidence_file, reopen, send_back, send_evidence
from dashboard.usecases.assignments.escalations import escalations
from dashboard.usecases.assignments.reports import assignment, assignments
from dashboard.usecases.desk import Desk
from loaders.store.refusals import StepRefused
from tests.matrix.probes import Probe
from tests.matrix.seats import LINE
from tests.matrix.sent import MEANS
from tests.matrix.world import ASKED, PICTURE, UNITS, World, handed_out

SHA256 = hashlib.sha256(PICTURE).hexdigest()
FILES = [("照片.png", PICTURE)]


def done(do: Callable[[], object]) -> bool:
    try:
        return do() is None or True
    except StepRefused:
        return False


def each(do: Callable[[World, Desk, str], object]) -> Probe:
    def look(world: World, at: Desk) -> set[str]:
        return {place for place in UNITS if done(lambda: do(world, at, handed_out(world.desk, place)))}  # noqa: B023

    return Probe(frozenset(UNITS), MEANS, look)


def opened_again(world: World, at: Desk, number: str) -> None:
    close(world.desk, number)
    reopen(at, number, "反弹")


def listed(world: World, at: Desk) -> set[str]:
    titles = {one.title for one in assignments(at)}
    return {place for place in UNITS if f"交办 {place}" in titles}


def found(world: World, at: Desk) -> set[str]:
    return {place for place in UNITS if assignment(at, handed_out(world.desk, place)) is not None}


def followed(world: World, at: Desk) -> set[str]:
    units = {**ASKED, "line": LINE}
    for place in UNITS:
        handed_out(world.desk, place, 90, owner=units[place], division="planning_finance", title="旧")
    seen = {one.unit for one in escalations(at)}
    return {place for place, unit in units.items() if unit in seen}


USE = "dashboard.usecases.assignments."
ASSIGNED: Mapping[str, Probe] = {
    f"{USE}reports.assignments": Probe(frozenset(UNITS), MEANS, listed),
    f"{USE}reports.assignment": Probe(frozenset(UNITS), MEANS, found),
    f"{USE}escalations.escalations": Probe(frozenset(UNITS), MEANS, followed),
    f"{USE}acting.evidence_file": each(lambda world, at, number: evidence_file(at, number, SHA256)),
    f"{USE}acting.send_evidence": each(lambda world, at, number: send_evidence(at, number, "已办", FILES)),
    f"{USE}acting.send_back": each(lambda world, at, number: send_back(at, number, "补正")),
    f"{USE}acting.close": each(lambda world, at, number: close(at, number)),
    f"{USE}acting.reopen": each(opened_again),
}
