from collections.abc import Mapping

from dashboard.access.gate import NotAllowed
from dashboard.releasing.reading import open_edition
from dashboard.usecases.book import open_book
from dashboard.usecases.desk import Desk
from dashboard.usecases.file_report import file_report, files
from dashboard.usecases.packing import may_pack, pack_contents
from dashboard.usecases.quality import reporting_quality
from loaders.store import readers
from tests.matrix.probes import Probe
from tests.matrix.reach import EVERY, MEANS
from tests.matrix.seats import FOREIGN, LINE, OTHER, OWN
from tests.matrix.world import OPEN, RELEASED, World


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


USE = "dashboard.usecases."
FILED: Mapping[str, Probe] = {
    f"{USE}file_report.files": Probe(EVERY, MEANS, listed_files),
    f"{USE}file_report.file_report": Probe(EVERY, MEANS, opened_files),
    f"{USE}packing.may_pack": Probe(frozenset({"released", "foreign"}), MEANS, packed),
    f"{USE}packing.pack_contents": Probe(frozenset({"released", "foreign"}), MEANS, pack),
    f"{USE}quality.reporting_quality": Probe(frozenset({"own", "line", "foreign"}), MEANS, quality),
}
