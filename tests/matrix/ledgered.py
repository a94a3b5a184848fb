from collections.abc import Callable, Iterable, Mapping

from dashboard.releasing.reading import Edition, open_edition
from dashboard.usecases.cases import case_quarters, highlight_cases
from dashboard.usecases.desk import Desk
from dashboard.usecases.direction import direction
from dashboard.usecases.ledgers.lines import ledger_lines as of_kind
from dashboard.usecases.ledgers.lines import line_history
from dashboard.usecases.ledgers.reading import Line
from dashboard.usecases.shortfalls import shortfalls
from dashboard.usecases.tasks import key_tasks, own_tasks, rectifications
from tests.matrix.probes import Probe
from tests.matrix.reach import EVERY, MEANS
from tests.matrix.world import OPEN, RELEASED, World


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


USE = "dashboard.usecases."
LEDGERED: Mapping[str, Probe] = {
    f"{USE}cases.case_quarters": Probe(frozenset({"released", "any"}), MEANS, quarters_of_cases),
    f"{USE}cases.highlight_cases": Probe(EVERY, MEANS, cases),
    f"{USE}tasks.key_tasks": Probe(EVERY, MEANS, tasks),
    f"{USE}ledgers.lines.ledger_lines": Probe(EVERY, MEANS, lines_of_ledgers),
    f"{USE}ledgers.lines.line_history": Probe(EVERY, MEANS, lines_over_quarters),
    f"{USE}tasks.own_tasks": Probe(EVERY, MEANS, tasks_of_regions),
    f"{USE}tasks.rectifications": Probe(EVERY, MEANS, mending),
    f"{USE}shortfalls.shortfalls": Probe(EVERY, MEANS, lying_behind),
    f"{USE}direction.direction": Probe(EVERY, MEANS, promised),
}
