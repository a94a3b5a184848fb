from collections.abc import Callable, Mapping
from unittest.mock import patch

from dashboard.releasing.kept import DAMAGED
from dashboard.releasing.remarks import ReleaseProblem
from dashboard.usecases.desk import Desk
from dashboard.usecases.honours.confirming import confirmed_list, honour_lists
from dashboard.usecases.honours.drawn import Drawn
from dashboard.usecases.honours.listing import honour_list
from dashboard.usecases.honours.people import (
    NO_NAME,
    name,
    nominating_units,
    people,
    person_file,
    withdraw,
)
from dashboard.usecases.honours.year import damaged_quarters, honour_years
from loaders.intake.evidence import Evidence
from loaders.store.database import writing
from loaders.store.honourreading import confirmed_lists, kept_people
from loaders.store.honours import NO_REASON, Nominee, confirm_list, name_person
from loaders.store.refusals import StepRefused
from loaders.store.steps import Signed
from tests.matrix.appealed import refused_for
from tests.matrix.probes import Probe
from tests.matrix.seats import BELOW, OTHER, OWN
from tests.matrix.world import OPEN, PICTURE, RELEASED, World

YEAR = 2026
LIST = "regions"
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


TOLD = frozenset({"released", "open"})
OF_RELEASES: Mapping[str, frozenset[str]] = {"all": TOLD, "released": frozenset({"released"})}


def read(drawn: Drawn | None) -> set[str]:
    quarters = {"released": RELEASED, "open": OPEN}
    return {place for place, quarter in quarters.items() if drawn is not None and quarter in drawn.releases}


def confirmed(world: World, at: Desk) -> set[str]:
    drawn, by = honour_list(world.desk, LIST, YEAR), Signed("某人", world.desk.now(), "test", "office")
    assert drawn is not None
    if not confirmed_lists(world.desk.engine):
        with writing(world.desk.engine) as session:
            confirm_list(session, LIST, YEAR, drawn.releases, drawn.content, by, "", invented=True)
    found = confirmed_list(at, LIST, YEAR)
    return read(found.drawn if found else None)


def damaged(_: World, at: Desk) -> set[str]:
    with patch(
        "dashboard.usecases.honours.year.open_edition", side_effect=ReleaseProblem(DAMAGED, release="", file="")
    ):
        return {"released" for _ in damaged_quarters(at, YEAR)}


LISTS = "dashboard.usecases.honours."
USE = f"{LISTS}people."
HONOURED: Mapping[str, Probe] = {
    f"{LISTS}listing.honour_list": Probe(TOLD, OF_RELEASES, lambda _, at: read(honour_list(at, LIST, YEAR))),
    f"{LISTS}confirming.confirmed_list": Probe(TOLD, OF_RELEASES, confirmed),
    f"{LISTS}confirming.honour_lists": Probe(
        TOLD, OF_RELEASES, lambda _, at: {"released" for one in honour_lists(at, YEAR) if one.code == LIST}
    ),
    f"{LISTS}year.honour_years": Probe(
        TOLD, OF_RELEASES, lambda _, at: {"released" for year in honour_years(at) if year == YEAR}
    ),
    f"{LISTS}year.damaged_quarters": Probe(TOLD, OF_RELEASES, damaged),
    f"{USE}people": Probe(EVERY, MEANS, listed),
    f"{USE}name": Probe(EVERY, MEANS, names),
    f"{USE}nominating_units": Probe(EVERY, MEANS, units),
    f"{USE}withdraw": each(lambda world, at, number: refused_for(lambda: withdraw(at, number, " "), NO_REASON)),
    f"{USE}person_file": each(opened),
}
