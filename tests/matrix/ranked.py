from collections.abc import Callable, Mapping

from dashboard.releasing.reading import Edition, open_edition
from dashboard.usecases.boards import board
from dashboard.usecases.climbing import climbs
from dashboard.usecases.desk import Desk
from dashboard.usecases.holding import held
from dashboard.usecases.neighbours import neighbours
from dashboard.usecases.prospects import prospects
from dashboard.usecases.rank_moves import rank_move
from dashboard.usecases.red_black import red_black
from dashboard.usecases.region_report import region_report
from dashboard.usecases.standing_boards import LEVEL, standing_board
from tests.matrix.probes import Probe
from tests.matrix.reach import EVERY, MEANS, REGIONS, UNITS, groups
from tests.matrix.seats import LINE, OTHER, OWN
from tests.matrix.world import OPEN, RELEASED, World


def in_groups(world: World, at: Desk, regions_of: Callable[[Edition, str, str], set[str]]) -> set[str]:
    now, then = open_edition(at, OPEN), open_edition(at, RELEASED)
    seen = {place for place, group in groups(world).items() if REGIONS[place] in regions_of(now, OPEN, group)}
    return seen | ({"released"} if OTHER in regions_of(then, RELEASED, groups(world)["foreign"]) else set())


def of_board(edition: Edition, quarter: str, group: str) -> set[str]:
    return {row.region_code for row in board(edition.desk, edition.book, quarter, group).rows}


def of_held(edition: Edition, quarter: str, group: str) -> set[str]:
    return set(held(edition.desk, edition.book, quarter, group))


def of_standing_board(edition: Edition, quarter: str, group: str) -> set[str]:
    return {row.region_code for row in standing_board(edition.desk, edition.book, quarter, group, LEVEL).rows}


def listed(world: World, at: Desk) -> set[str]:
    own = world.desk.config.below(OWN)

    def others(quarter: str) -> bool:
        edition = open_edition(at, quarter)
        lists = [red_black(edition.desk, edition.book, quarter, group) for group in set(groups(world).values())]
        units = [one for found in lists for item in found.items for one in (*item.red, *item.black)]
        return any(one.code not in own for one in units)

    return ({"foreign"} if others(OPEN) else set()) | ({"released"} if others(RELEASED) else set())


def regions(world: World, at: Desk) -> set[str]:
    now, then = open_edition(at, OPEN), open_edition(at, RELEASED)
    found = {place: region_report(now.desk, now.book, OPEN, region) for place, region in REGIONS.items()}
    seen = {place for place, one in found.items() if one is not None and one.row.published is not None}
    of_line = found["foreign"]
    if of_line is not None and any(line.item.owner == LINE and line.value is not None for line in of_line.items):
        seen.add("line")
    told = region_report(then.desk, then.book, RELEASED, OTHER)
    return seen | ({"released"} if told is not None and told.row.rank is not None else set())


def prospective(world: World, at: Desk) -> set[str]:
    now, then = open_edition(at, OPEN), open_edition(at, RELEASED)
    seen = {place for place, region in REGIONS.items() if prospects(now.desk, now.book, OPEN, region) is not None}
    return seen | ({"released"} if prospects(then.desk, then.book, RELEASED, OTHER) is not None else set())


def moved(world: World, at: Desk) -> set[str]:
    now, then = open_edition(at, OPEN), open_edition(at, RELEASED)
    return {p for p, region in REGIONS.items() if rank_move(now.desk, now.book, then.book, OPEN, region) is not None}


def climbed(world: World, at: Desk) -> set[str]:
    def climbs_of(quarter: str) -> bool:
        edition = open_edition(at, quarter)
        return any(climbs(edition.desk, edition.book, quarter, region) for region in (OTHER, OWN, "430300"))

    return {place for place, quarter in (("foreign", OPEN), ("released", RELEASED)) if climbs_of(quarter)}


def near(world: World, at: Desk) -> set[str]:
    now, then = open_edition(at, OPEN), open_edition(at, RELEASED)
    seen = {place for place, region in REGIONS.items() if neighbours(now.desk, now.book, OPEN, region) is not None}
    return seen | ({"released"} if neighbours(then.desk, then.book, RELEASED, OTHER) is not None else set())


USE = "dashboard.usecases."
RANKED: Mapping[str, Probe] = {
    f"{USE}boards.board": Probe(UNITS, MEANS, lambda world, at: in_groups(world, at, of_board)),
    f"{USE}holding.held": Probe(UNITS, MEANS, lambda world, at: in_groups(world, at, of_held)),
    f"{USE}standing_boards.standing_board": Probe(
        UNITS, MEANS, lambda world, at: in_groups(world, at, of_standing_board)
    ),
    f"{USE}red_black.red_black": Probe(frozenset({"released", "foreign"}), MEANS, listed),
    f"{USE}region_report.region_report": Probe(EVERY, MEANS, regions),
    f"{USE}prospects.prospects": Probe(UNITS, MEANS, prospective),
    f"{USE}rank_moves.rank_move": Probe(UNITS - {"released"}, MEANS, moved),
    f"{USE}climbing.climbs": Probe(frozenset({"released", "foreign"}), MEANS, climbed),
    f"{USE}neighbours.neighbours": Probe(UNITS, MEANS, near),
}
