from collections.abc import Callable, Mapping

from dashboard.usecases.appeals.asking import NO_ITEM, ask, withdraw
from dashboard.usecases.appeals.deciding import give_opinion
from dashboard.usecases.appeals.evidence import evidence_content
from dashboard.usecases.appeals.listing import appeals_in_sight, what_followed
from dashboard.usecases.desk import Desk
from loaders.store.appealreading import kept_appeals
from loaders.store.appeals import NO_REASON
from loaders.store.refusals import StepRefused
from loaders.store.released import newest_release
from tests.matrix.probes import Probe
from tests.matrix.seats import BELOW, OTHER, OWN
from tests.matrix.world import RELEASED, World

EVERY = frozenset({"own", "below", "foreign", "line"})
MEANS: Mapping[str, frozenset[str]] = {
    "all": EVERY,
    "line": frozenset({"line"}),
    "below": frozenset({"own", "below"}),
    "own": frozenset({"own"}),
}
REGIONS = {"own": OWN, "below": BELOW, "foreign": OTHER}


def each(reached: Callable[[World, Desk, str], bool]) -> Probe:
    return Probe(EVERY, MEANS, lambda world, at: {place for place in EVERY if reached(world, at, world.appeals[place])})


def refused_for(act: Callable[[], object], message: str) -> bool:
    try:
        act()
    except StepRefused as refused:
        return refused.message == message
    return False


def listed(world: World, at: Desk) -> set[str]:
    numbers = {line.number for line in appeals_in_sight(at)}
    return {place for place, number in world.appeals.items() if number in numbers}


def asks(world: World, at: Desk) -> set[str]:
    release = newest_release(world.desk.engine, RELEASED)
    assert release is not None

    def reached(region: str) -> bool:
        return refused_for(lambda: ask(at, RELEASED, release.id, region, "items", [], "某"), NO_ITEM)

    return {place for place, region in REGIONS.items() if reached(region)}


def opened(world: World, at: Desk, number: str) -> bool:
    kept = next(one for one in kept_appeals(world.desk.engine) if one.appeal.number == number)
    try:
        return evidence_content(at, number, kept.files[0].sha256).startswith(b"%PDF")
    except StepRefused:
        return False


def followed(world: World, at: Desk, number: str) -> bool:
    return number in {line.number for line in appeals_in_sight(at)} and what_followed(at, number) is None


USE = "dashboard.usecases.appeals."
APPEALED: Mapping[str, Probe] = {
    f"{USE}listing.appeals_in_sight": Probe(EVERY, MEANS, listed),
    f"{USE}listing.what_followed": each(followed),
    f"{USE}evidence.evidence_content": each(opened),
    f"{USE}asking.ask": Probe(EVERY - {"line"}, MEANS, asks),
    f"{USE}asking.withdraw": each(lambda world, at, number: refused_for(lambda: withdraw(at, number, " "), NO_REASON)),
    f"{USE}deciding.give_opinion": each(
        lambda world, at, number: refused_for(lambda: give_opinion(at, number, " "), NO_REASON)
    ),
}
