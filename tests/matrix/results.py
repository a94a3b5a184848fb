from collections.abc import Callable, Iterable, Mapping

from config.model import Quarter
from dashboard.access.gate import NotAllowed
from dashboard.releasing.reading import Edition, open_edition
from dashboard.usecases.boards import board
from dashboard.usecases.book import Book, open_book
from dashboard.usecases.bottom_lines import bottom_line_alarms
from dashboard.usecases.cases import case_quarters, highlight_cases
from dashboard.usecases.climbing import climbs
from dashboard.usecases.desk import Desk
from dashboard.usecases.direction import direction, target_gaps
from dashboard.usecases.doubts import doubts
from dashboard.usecases.file_report import file_report, files
from dashboard.usecases.holding import held
from dashboard.usecases.indicator_peers import peers
from dashboard.usecases.indicator_report import indicator_report, inputs_of, periods_of
from dashboard.usecases.ledgers.lines import ledger_lines as of_kind
from dashboard.usecases.ledgers.lines import line_history
from dashboard.usecases.ledgers.reading import Line
from dashboard.usecases.neighbours import neighbours
from dashboard.usecases.packing import may_pack, pack_contents
from dashboard.usecases.prospects import prospects
from dashboard.usecases.quality import reporting_quality
from dashboard.usecases.rank_moves import rank_move
from dashboard.usecases.red_black import red_black
from dashboard.usecases.region_report import region_report
from dashboard.usecases.revisions import revisions
from dashboard.usecases.shortfalls import shortfalls
from dashboard.usecases.standing_boards import LEVEL, standing_board
from dashboard.usecases.tasks import key_tasks, own_tasks, rectifications
from dashboard.usecases.values import Wanted, values_frame
from dashboard.usecases.variation import histories, variation
from loaders.store import readers
from tests.matrix.probes import Probe
from tests.matrix.seats import BELOW, FOREIGN, LINE, OTHER, OWN
from tests.matrix.world import OF_FOREIGN, OF_LINE, OPEN, RATIO_OF_FOREIGN, RATIO_OF_LINE, RELEASED, STATISTIC, World
from tests.matrix.world import UNITS as UNIT_CODES

OTHERS_COUNTY = "430202"
REGIONS = {"own": OWN, "below": BELOW, "foreign": OTHER}
MEANS: Mapping[str, frozenset[str]] = {
    "all": frozenset({"released", "any", "own", "below", "line", "foreign"}),
    "line": frozenset({"released", "any", "line"}),
    "below": frozenset({"released", "any", "own", "below"}),
    "own": frozenset({"released", "any", "own"}),
    "released": frozenset({"released"}),
}
EVERY = frozenset({"released", "own", "below", "line", "foreign"})
UNITS = frozenset({"released", "own", "below", "foreign"})
OF_UNITS: Mapping[str, frozenset[str]] = {
    "all": frozenset(UNIT_CODES),
    "line": frozenset({"line"}),
    "below": frozenset({"own", "below"}),
    "released": frozenset(),
}


def figures(book: Book) -> set[str]:
    def has(region: str, code: str) -> bool:
        return bool(book.rows("measures", indicator=code, quarter=OPEN, region_code=region))

    seen = {place for place, region in REGIONS.items() if has(region, OF_FOREIGN)}
    return seen | ({"line"} if has(OTHER, OF_LINE) else set())


def opened_book(world: World, at: Desk) -> set[str]:
    return figures(open_book(at))


def opened_edition(world: World, at: Desk) -> set[str]:
    told = open_edition(at, RELEASED).book.rows("measures", indicator=OF_FOREIGN, region_code=OTHER)
    return figures(open_edition(at, OPEN).book) | ({"released"} if told else set())


def groups(world: World) -> dict[str, str]:
    return {place: world.desk.config.region[region].peer_group for place, region in REGIONS.items()}


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


def of_indicator(world: World, at: Desk) -> set[str]:
    now, then = open_edition(at, OPEN), open_edition(at, RELEASED)

    def told(edition: Edition, code: str, quarter: str) -> set[str]:
        lines = indicator_report(edition.desk, edition.book, code, quarter).lines
        return {line.region_code for line in lines if line.value is not None}

    seen = {place for place, region in REGIONS.items() if region in told(now, OF_FOREIGN, OPEN)}
    seen |= {"line"} if OTHER in told(now, OF_LINE, OPEN) else set()
    return seen | ({"released"} if OTHER in told(then, OF_FOREIGN, RELEASED) else set())


def among_peers(world: World, at: Desk) -> set[str]:
    now, then = open_edition(at, OPEN), open_edition(at, RELEASED)

    def told(edition: Edition, code: str, quarter: str) -> set[str]:
        report = indicator_report(edition.desk, edition.book, code, quarter)
        found = [peers(edition.desk, edition.book, report, level) for level in ("prefecture", "county")]
        return {line.region_code for one in found for line in one.known}

    seen = {place for place, region in REGIONS.items() if region in told(now, OF_FOREIGN, OPEN)}
    seen |= {"line"} if OTHER in told(now, OF_LINE, OPEN) else set()
    return seen | ({"released"} if OTHER in told(then, OF_FOREIGN, RELEASED) else set())


def doubted(world: World, at: Desk) -> set[str]:
    now, month = open_edition(at, OPEN), Quarter(OPEN).last_month
    pairs = ((STATISTIC, month), (OF_LINE, OPEN), (OF_FOREIGN, OPEN))
    reports = [indicator_report(now.desk, now.book, code, period) for code, period in pairs]
    return world.places({one.receipt for report in reports for one in doubts(now.desk, now.book, report)})


def revised_figures(world: World, at: Desk) -> set[str]:
    told = {(code, one.region_code, one.period) for code in (OF_LINE, OF_FOREIGN) for one in revisions(at, code)}
    now, then = Quarter(OPEN).last_month, Quarter(RELEASED).last_month
    wanted = {
        "below": (OF_FOREIGN, BELOW, now),
        "foreign": (OF_FOREIGN, OTHERS_COUNTY, now),
        "line": (OF_LINE, OTHERS_COUNTY, now),
        "released": (OF_FOREIGN, OTHERS_COUNTY, then),
    }
    return {place for place, one in wanted.items() if one in told}


def inputs(world: World, at: Desk) -> set[str]:
    now, then = open_edition(at, OPEN), open_edition(at, RELEASED)
    config = world.desk.config

    def told(edition: Edition, code: str, quarter: str, region: str) -> bool:
        return bool(inputs_of(edition.desk, edition.book, config.indicator[code], quarter, region))

    seen = {place for place, region in REGIONS.items() if told(now, RATIO_OF_FOREIGN, OPEN, region)}
    seen |= {"line"} if told(now, RATIO_OF_LINE, OPEN, OTHER) else set()
    return seen | ({"released"} if told(then, RATIO_OF_FOREIGN, RELEASED, OTHER) else set())


def periods(world: World, at: Desk) -> set[str]:
    known = {quarter for code in (OF_LINE, OF_FOREIGN) for quarter in periods_of(at, open_book(at), code)}
    return ({"any"} if OPEN in known else set()) | ({"released"} if RELEASED in known else set())


def quarters_of_cases(world: World, at: Desk) -> set[str]:
    known = case_quarters(at)
    return ({"any"} if OPEN in known else set()) | ({"released"} if RELEASED in known else set())


def cases(world: World, at: Desk) -> set[str]:
    found = (
        case.title
        for quarter in (OPEN, RELEASED)
        for edition in (open_edition(at, quarter),)
        for case in highlight_cases(edition.desk, edition.book, quarter, "zh_CN")
    )
    return {title.removeprefix("案例 ") for title in found}


def ledger_lines(at: Desk, draw: Callable[[Edition, str], Iterable[Line]]) -> set[str]:
    found = (line.title for quarter in (OPEN, RELEASED) for line in draw(open_edition(at, quarter), quarter))
    return {title.removeprefix("台账 ") for title in found}


def tasks(world: World, at: Desk) -> set[str]:
    return ledger_lines(at, lambda edition, quarter: key_tasks(edition.desk, edition.book, quarter))


def lines_of_ledgers(world: World, at: Desk) -> set[str]:
    kinds = ("key_tasks", "rectifications")
    return set[str]().union(
        *(
            ledger_lines(at, lambda edition, quarter: of_kind(edition.desk, edition.book, quarter, kind))  # noqa: B023
            for kind in kinds
        )
    )


def lines_over_quarters(world: World, at: Desk) -> set[str]:
    def drawn(edition: Edition, quarter: str) -> Iterable[Line]:
        lines = of_kind(edition.desk, edition.book, quarter, "key_tasks")
        return [one for line in lines for one in line_history(edition.desk, edition.book, quarter, line)]

    return ledger_lines(at, drawn)


def tasks_of_regions(world: World, at: Desk) -> set[str]:
    def drawn(edition: Edition, quarter: str) -> Iterable[Line]:
        codes = at.config.region
        return [one for code in codes for one in own_tasks(edition.desk, edition.book, quarter, code)]

    return ledger_lines(at, drawn)


def mending(world: World, at: Desk) -> set[str]:
    return ledger_lines(at, lambda edition, quarter: rectifications(edition.desk, edition.book, quarter))


def lying_behind(world: World, at: Desk) -> set[str]:
    def drawn(edition: Edition, quarter: str) -> Iterable[Line]:
        found = shortfalls(edition.desk, edition.book, quarter)
        return (*found.tasks, *found.mending)

    return ledger_lines(at, drawn)


def promised(world: World, at: Desk) -> set[str]:
    def drawn(edition: Edition, quarter: str) -> Iterable[Line]:
        found = direction(edition.desk, edition.book, quarter)
        return [one.task for one in (*found.province, *found.regions)]

    return ledger_lines(at, drawn)


def alarmed(world: World, at: Desk) -> set[str]:
    now, then = open_edition(at, OPEN), open_edition(at, RELEASED)
    counties = {"below": BELOW, "foreign": OTHERS_COUNTY}
    seen = {one.region for one in bottom_line_alarms(now.desk, now.book, OPEN)}
    told = {one.region for one in bottom_line_alarms(then.desk, then.book, RELEASED)}
    found = {place for place, region in counties.items() if region in seen}
    return found | ({"released"} if OTHERS_COUNTY in told else set())


def gaps(world: World, at: Desk) -> set[str]:
    now, then, config = open_edition(at, OPEN), open_edition(at, RELEASED), world.desk.config

    def most(edition: Edition, quarter: str, place: str, *, of_line: bool) -> int:
        found = target_gaps(edition.desk, edition.book, quarter, groups(world)[place])
        return max(
            (one.units for one in found if (config.indicator[one.indicator].owner == LINE) == of_line), default=0
        )

    seen = {place for place in ("own", "below") if most(now, OPEN, place, of_line=False)}
    seen |= {"foreign"} if most(now, OPEN, "foreign", of_line=False) > 1 else set()
    seen |= {"line"} if most(now, OPEN, "foreign", of_line=True) > 1 else set()
    return seen | ({"released"} if most(then, RELEASED, "foreign", of_line=False) > 1 else set())


def climbed(world: World, at: Desk) -> set[str]:
    def climbs_of(quarter: str) -> bool:
        edition = open_edition(at, quarter)
        return any(climbs(edition.desk, edition.book, quarter, region) for region in (OTHER, OWN, "430300"))

    return {place for place, quarter in (("foreign", OPEN), ("released", RELEASED)) if climbs_of(quarter)}


def near(world: World, at: Desk) -> set[str]:
    now, then = open_edition(at, OPEN), open_edition(at, RELEASED)
    seen = {place for place, region in REGIONS.items() if neighbours(now.desk, now.book, OPEN, region) is not None}
    return seen | ({"released"} if neighbours(then.desk, then.book, RELEASED, OTHER) is not None else set())


def varied(world: World, at: Desk) -> set[str]:
    def known(quarter: str, code: str, region: str) -> bool:
        edition, indicator = open_edition(at, quarter), world.desk.config.indicator[code]
        found = variation(edition.desk, edition.book, indicator, quarter, region)
        return any(one.value is not None and one.quarter == quarter for one in found.moments)

    seen = {place for place, region in REGIONS.items() if known(OPEN, RATIO_OF_FOREIGN, region)}
    seen |= {"line"} if known(OPEN, RATIO_OF_LINE, OTHER) else set()
    return seen | ({"released"} if known(RELEASED, RATIO_OF_FOREIGN, OTHER) else set())


def through_time(world: World, at: Desk) -> set[str]:
    def known(quarter: str, code: str) -> set[str]:
        edition, indicator = open_edition(at, quarter), world.desk.config.indicator[code]
        found = histories(edition.desk, edition.book, indicator, quarter)
        return {region for region, one in found.items() if one.values[-1] is not None}

    seen = {place for place, region in REGIONS.items() if region in known(OPEN, OF_FOREIGN)}
    seen |= {"line"} if OTHER in known(OPEN, OF_LINE) else set()
    return seen | ({"released"} if OTHER in known(RELEASED, OF_FOREIGN) else set())


def numbers(world: World) -> dict[str, int]:
    found = {place: world.submission(place).id or 0 for place in world.receipts if place != "other"}
    told = [one.id or 0 for one in readers.submissions(world.desk.engine, RELEASED) if one.submitter == FOREIGN]
    return {**found, "released": told[-1]}


def listed_files(world: World, at: Desk) -> set[str]:
    known = {number for number, _ in files(at, open_book(at))}
    return {place for place, number in numbers(world).items() if number in known}


def opened_files(world: World, at: Desk) -> set[str]:
    def opens(number: int) -> bool:
        try:
            return bool(file_report(at, open_book(at), number).lines)
        except KeyError:
            return False

    return {place for place, number in numbers(world).items() if opens(number)}


def packed(world: World, at: Desk) -> set[str]:
    now, then = open_edition(at, OPEN), open_edition(at, RELEASED)
    pairs = (("foreign", now), ("released", then))
    return {place for place, edition in pairs if may_pack(edition.desk, edition.book)}


def pack(world: World, at: Desk) -> set[str]:
    def writes(quarter: str) -> bool:
        edition = open_edition(at, quarter)
        try:
            return bool(pack_contents(edition.desk, edition.book, quarter).groups)
        except NotAllowed:
            return False

    return {place for place, quarter in (("foreign", OPEN), ("released", RELEASED)) if writes(quarter)}


def quality(world: World, at: Desk) -> set[str]:
    units = {"own": OWN, "line": LINE, "foreign": OTHER}
    known = {one.unit for one in reporting_quality(at, OPEN)}
    return {place for place, unit in units.items() if unit in known}


def values(world: World, at: Desk) -> set[str]:
    frame = values_frame(at, Wanted())
    told = set(frame.select("region_code", "indicator_code", "quarter").iter_rows())
    wanted = {
        "own": (OWN, STATISTIC, OPEN),
        "below": (BELOW, STATISTIC, OPEN),
        "foreign": (OTHER, STATISTIC, OPEN),
        "line": (OTHER, OF_LINE, OPEN),
        "released": ("430202", OF_FOREIGN, RELEASED),
    }
    return {place for place, one in wanted.items() if one in told}


READING = "dashboard.releasing.reading."
USE = "dashboard.usecases."
RESULTS: Mapping[str, Probe] = {
    f"{READING}open_edition": Probe(EVERY, MEANS, opened_edition),
    f"{USE}book.open_book": Probe(EVERY - {"released"}, MEANS, opened_book),
    f"{USE}boards.board": Probe(UNITS, MEANS, lambda world, at: in_groups(world, at, of_board)),
    f"{USE}holding.held": Probe(UNITS, MEANS, lambda world, at: in_groups(world, at, of_held)),
    f"{USE}standing_boards.standing_board": Probe(
        UNITS, MEANS, lambda world, at: in_groups(world, at, of_standing_board)
    ),
    f"{USE}red_black.red_black": Probe(frozenset({"released", "foreign"}), MEANS, listed),
    f"{USE}region_report.region_report": Probe(EVERY, MEANS, regions),
    f"{USE}prospects.prospects": Probe(UNITS, MEANS, prospective),
    f"{USE}rank_moves.rank_move": Probe(UNITS - {"released"}, MEANS, moved),
    f"{USE}indicator_report.indicator_report": Probe(EVERY, MEANS, of_indicator),
    f"{USE}indicator_peers.peers": Probe(EVERY, MEANS, among_peers),
    f"{USE}doubts.doubts": Probe(frozenset(UNIT_CODES), OF_UNITS, doubted),
    f"{USE}revisions.revisions": Probe(EVERY - {"own"}, MEANS, revised_figures),
    f"{USE}indicator_report.inputs_of": Probe(EVERY, MEANS, inputs),
    f"{USE}indicator_report.periods_of": Probe(frozenset({"released", "any"}), MEANS, periods),
    f"{USE}cases.case_quarters": Probe(frozenset({"released", "any"}), MEANS, quarters_of_cases),
    f"{USE}cases.highlight_cases": Probe(EVERY, MEANS, cases),
    f"{USE}tasks.key_tasks": Probe(EVERY, MEANS, tasks),
    f"{USE}ledgers.lines.ledger_lines": Probe(EVERY, MEANS, lines_of_ledgers),
    f"{USE}ledgers.lines.line_history": Probe(EVERY, MEANS, lines_over_quarters),
    f"{USE}tasks.own_tasks": Probe(EVERY, MEANS, tasks_of_regions),
    f"{USE}tasks.rectifications": Probe(EVERY, MEANS, mending),
    f"{USE}shortfalls.shortfalls": Probe(EVERY, MEANS, lying_behind),
    f"{USE}direction.direction": Probe(EVERY, MEANS, promised),
    f"{USE}direction.target_gaps": Probe(EVERY, MEANS, gaps),
    f"{USE}bottom_lines.bottom_line_alarms": Probe(UNITS - {"own"}, MEANS, alarmed),
    f"{USE}climbing.climbs": Probe(frozenset({"released", "foreign"}), MEANS, climbed),
    f"{USE}neighbours.neighbours": Probe(UNITS, MEANS, near),
    f"{USE}variation.variation": Probe(EVERY, MEANS, varied),
    f"{USE}variation.histories": Probe(EVERY, MEANS, through_time),
    f"{USE}file_report.files": Probe(EVERY, MEANS, listed_files),
    f"{USE}file_report.file_report": Probe(EVERY, MEANS, opened_files),
    f"{USE}packing.may_pack": Probe(frozenset({"released", "foreign"}), MEANS, packed),
    f"{USE}packing.pack_contents": Probe(frozenset({"released", "foreign"}), MEANS, pack),
    f"{USE}quality.reporting_quality": Probe(frozenset({"own", "line", "foreign"}), MEANS, quality),
    f"{USE}values.values_frame": Probe(EVERY, MEANS, values),
}
