from collections.abc import Mapping

from config.model import Quarter
from dashboard.releasing.reading import Edition, open_edition
from dashboard.usecases.book import Book, open_book
from dashboard.usecases.bottom_lines import bottom_line_alarms
from dashboard.usecases.desk import Desk
from dashboard.usecases.direction import target_gaps
from dashboard.usecases.doubts import doubts
from dashboard.usecases.indicator_peers import peers
from dashboard.usecases.indicator_report import indicator_report, inputs_of, periods_of
from dashboard.usecases.revisions import revisions
from dashboard.usecases.values import Wanted, values_frame
from dashboard.usecases.variation import histories, variation
from tests.matrix.probes import Probe
from tests.matrix.reach import EVERY, MEANS, OF_UNITS, OTHERS_COUNTY, REGIONS, UNITS, groups
from tests.matrix.seats import BELOW, LINE, OTHER, OWN
from tests.matrix.world import OF_FOREIGN, OF_LINE, OPEN, RATIO_OF_FOREIGN, RATIO_OF_LINE, RELEASED, STATISTIC, World
from tests.matrix.world import UNITS as UNIT_CODES


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
FIGURED: Mapping[str, Probe] = {
    f"{READING}open_edition": Probe(EVERY, MEANS, opened_edition),
    f"{USE}book.open_book": Probe(EVERY - {"released"}, MEANS, opened_book),
    f"{USE}indicator_report.indicator_report": Probe(EVERY, MEANS, of_indicator),
    f"{USE}indicator_peers.peers": Probe(EVERY, MEANS, among_peers),
    f"{USE}doubts.doubts": Probe(frozenset(UNIT_CODES), OF_UNITS, doubted),
    f"{USE}revisions.revisions": Probe(EVERY - {"own"}, MEANS, revised_figures),
    f"{USE}indicator_report.inputs_of": Probe(EVERY, MEANS, inputs),
    f"{USE}indicator_report.periods_of": Probe(frozenset({"released", "any"}), MEANS, periods),
    f"{USE}direction.target_gaps": Probe(EVERY, MEANS, gaps),
    f"{USE}bottom_lines.bottom_line_alarms": Probe(UNITS - {"own"}, MEANS, alarmed),
    f"{USE}variation.variation": Probe(EVERY, MEANS, varied),
    f"{USE}variation.histories": Probe(EVERY, MEANS, through_time),
    f"{USE}values.values_frame": Probe(EVERY, MEANS, values),
}
