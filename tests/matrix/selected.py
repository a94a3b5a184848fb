import datetime as dt
import hashlib
import itertools
from collections.abc import Callable, Mapping

from dashboard.usecases.desk import Desk
from dashboard.usecases.selection.alike import alike_entered
from dashboard.usecases.selection.confirming import replicate
from dashboard.usecases.selection.drafting import suggestions
from dashboard.usecases.selection.entering import enter, quota_left, send_again, units_to_enter, withdraw
from dashboard.usecases.selection.files import entered_file, entered_picture
from dashboard.usecases.selection.reports import entered_cases, entered_quarters
from loaders.intake.outcome import HighlightRow
from loaders.store.refusals import StepRefused
from tests.matrix.probes import Probe
from tests.matrix.seats import LINE, OTHER, OWN
from tests.matrix.world import CONFIRMED_IN, World, chosen_case, sent
from tests.unit.dashboard.chosen import PICTURE, wanted_case

UNITS: Mapping[str, str] = {"own": OWN, "other": OTHER, "line": LINE}
MEANS: Mapping[str, frozenset[str]] = {"all": frozenset(UNITS), "own": frozenset({"own"})}
QUARTER, DRAFTED = "2025Q2", "2024Q4"
SHA256 = hashlib.sha256(PICTURE[1]).hexdigest()
DAY = dt.date(2025, 1, 1)


def done(do: Callable[[], object]) -> bool:
    try:
        return do() is None or True
    except StepRefused:
        return False


def places(reached: Callable[[World, Desk, str], bool]) -> Probe:
    return Probe(frozenset(UNITS), MEANS, lambda world, at: {place for place in UNITS if reached(world, at, place)})


def each(do: Callable[[Desk, str], object], quarter: str = QUARTER) -> Probe:
    def reached(world: World, at: Desk, place: str) -> bool:
        return done(lambda: do(at, chosen_case(world.desk, UNITS[place], quarter)))

    return places(reached)


def entered(world: World, at: Desk, place: str) -> bool:
    unit, number = UNITS[place], next(COUNT)
    quarter, region = f"2025Q{1 + 3 * (number % 2)}", OTHER if unit == LINE else unit
    return done(lambda: enter(at, wanted_case(quarter=quarter, unit=unit, region=region, title=f"案例{number}")))


COUNT = itertools.count()


def listed(world: World, at: Desk, place: str) -> bool:
    number = chosen_case(world.desk, UNITS[place], QUARTER)
    return number in {one.number for one in entered_cases(at, QUARTER)}


def suggested(world: World, at: Desk, place: str) -> bool:
    unit = UNITS[place]
    case = HighlightRow(f"草稿 {place}", OTHER if unit == LINE else unit, LINE, "做法", "成效", "", "表", "B3")
    sent(world.desk, unit, DRAFTED, case)
    return any(one.title == case.title for one in suggestions(at, DRAFTED))


def listed_quarter(world: World, at: Desk, place: str) -> bool:
    quarter = {"own": "2024Q1", "other": "2024Q2", "line": "2024Q3"}[place]
    chosen_case(world.desk, UNITS[place], quarter)
    return quarter in entered_quarters(at)


USE = "dashboard.usecases.selection."
SELECTED: Mapping[str, Probe] = {
    f"{USE}entering.enter": places(entered),
    f"{USE}entering.send_again": each(lambda at, number: send_again(at, number, "补充")),
    f"{USE}entering.withdraw": each(withdraw),
    f"{USE}entering.units_to_enter": places(lambda world, at, place: UNITS[place] in units_to_enter(at)),
    f"{USE}entering.quota_left": places(lambda world, at, place: quota_left(at, QUARTER, UNITS[place]) != (0, 0)),
    f"{USE}confirming.replicate": each(lambda at, number: replicate(at, number, "430300", DAY), CONFIRMED_IN),
    f"{USE}reports.entered_cases": places(listed),
    f"{USE}reports.entered_quarters": places(listed_quarter),
    f"{USE}files.entered_file": each(lambda at, number: entered_file(at, number, SHA256)),
    f"{USE}files.entered_picture": places(
        lambda world, at, place: entered_picture(at, chosen_case(world.desk, UNITS[place], QUARTER), SHA256) is not None
    ),
    f"{USE}drafting.suggestions": places(suggested),
    f"{USE}alike.alike_entered": each(alike_entered),
}
