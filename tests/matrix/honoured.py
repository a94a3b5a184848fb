from collections.abc import Callable, Mapping

from dashboard.usecases.desk import Desk
from dashboard.usecases.honours.people import (
    NO_NAME,
    name,
    nominating_units,
    people,
    person_file,
    withdraw,
)
from loaders.intake.evidence import Evidence
from loaders.store.database import writing
from loaders.store.honourreading import kept_people
from loaders.store.honours import NO_REASON, Nominee, name_person
from loaders.store.refusals import StepRefused
from loaders.store.steps import Signed
from tests.matrix.appealed import refused_for
from tests.matrix.probes import Probe
from tests.matrix.seats import BELOW, OTHER, OWN
from tests.matrix.world import PICTURE, World

YEAR = 2026
REGIONS: Mapping[str, str] = {"own": OWN, "below": BELOW, "foreign": OTHER}
EVERY = frozenset(REGIONS)
MEANS: Mapping[str, frozenset[str]] = {
    "all": EVERY,
    "line": EVERY,
    "below": frozenset({"own", "below"}),
    "own": frozenset({"own"}),
    "released": frozenset(),
}


def nominated(world: World, place: str) -> str:
    title = f"推荐 {place}"
    for kept in kept_people(world.desk.engine):
        if kept.person.name == title:
            return kept.person.number
    nominee = Nominee(YEAR, REGIONS[place], title, "院", "事迹", invented=True)
    by = Signed("某人", world.desk.now(), "test", REGIONS[place], login="someone")
    with writing(world.desk.engine) as session:
        return name_person(session, nominee, by, [Evidence("照片.png", PICTURE)], 50).number


def each(reached: Callable[[World, Desk, str], bool]) -> Probe:
    return Probe(
        EVERY, MEANS, lambda world, at: {place for place in EVERY if reached(world, at, nominated(world, place))}
    )


def listed(world: World, at: Desk) -> set[str]:
    numbers = {place: nominated(world, place) for place in EVERY}
    seen = {line.number for line in people(at, YEAR)}
    return {place for place, number in numbers.items() if number in seen}


def names(_world: World, at: Desk) -> set[str]:
    return {
        place
        for place, unit in REGIONS.items()
        if refused_for(lambda: name(at, YEAR, unit, " ", "", ""), NO_NAME)  # noqa: B023
    }


def units(_world: World, at: Desk) -> set[str]:
    known = nominating_units(at)
    return {place for place, unit in REGIONS.items() if unit in known}


def opened(world: World, at: Desk, number: str) -> bool:
    kept = next(one for one in kept_people(world.desk.engine) if one.person.number == number)
    try:
        return person_file(at, number, kept.files[0].sha256) == PICTURE
    except StepRefused:
        return False


USE = "dashboard.usecases.honours.people."
HONOURED: Mapping[str, Probe] = {
    f"{USE}people": Probe(EVERY, MEANS, listed),
    f"{USE}name": Probe(EVERY, MEANS, names),
    f"{USE}nominating_units": Probe(EVERY, MEANS, units),
    f"{USE}withdraw": each(lambda world, at, number: refused_for(lambda: withdraw(at, number, " "), NO_REASON)),
    f"{USE}person_file": each(opened),
}
