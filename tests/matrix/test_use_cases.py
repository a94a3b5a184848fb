import pytest

from dashboard.access.gate import NotAllowed
from tests.gated import UseCase, gated
from tests.matrix.appealed import APPEALED
from tests.matrix.assigned import ASSIGNED
from tests.matrix.figured import FIGURED
from tests.matrix.filed import FILED
from tests.matrix.honoured import HONOURED
from tests.matrix.ledgered import LEDGERED
from tests.matrix.managed import MANAGED
from tests.matrix.probes import Probe
from tests.matrix.ranked import RANKED
from tests.matrix.seats import REFUSED, SEATS
from tests.matrix.selected import SELECTED
from tests.matrix.sending import SENDING_PROBES
from tests.matrix.sent import SENT
from tests.matrix.tables import read
from tests.matrix.world import World

TABLE = read("en", "cases")
CASES = gated()
PROBES: dict[str, Probe] = {
    **APPEALED,
    **RANKED,
    **FIGURED,
    **LEDGERED,
    **FILED,
    **SENT,
    **SENDING_PROBES,
    **MANAGED,
    **ASSIGNED,
    **HONOURED,
    **SELECTED,
}


def refused_at_the_gate(use_case: UseCase, world: World, seat: str) -> bool:
    try:
        use_case(world.at(seat), no_such_argument=True)
    except NotAllowed:
        return True
    except TypeError:
        return False
    raise AssertionError("the use case takes any argument")


def test_every_use_case_has_a_row_and_every_row_is_a_use_case() -> None:
    assert set(TABLE) == set(CASES)
    assert len(CASES) > 90


def test_every_use_case_that_reaches_further_for_some_is_tried_out() -> None:
    uneven = {name for name, cells in TABLE.items() if not set(cells) <= {"all", "yes", REFUSED}}

    assert uneven <= set(PROBES) <= set(CASES)


@pytest.mark.parametrize("name", sorted(set(CASES) - set(PROBES)))
def test_a_use_case_lets_in_whom_its_row_names(world: World, name: str) -> None:
    cells = dict(zip(SEATS, TABLE.get(name, ()), strict=True))

    for seat, cell in cells.items():
        assert refused_at_the_gate(CASES[name], world, seat) == (cell == REFUSED), seat
    assert not refused_at_the_gate_of_the_operator(CASES[name], world)


@pytest.mark.parametrize("name", sorted(PROBES))
def test_a_use_case_reaches_as_far_as_its_row_says(world: World, name: str) -> None:
    cells = dict(zip(SEATS, TABLE.get(name, ()), strict=True))
    probe = PROBES[name]

    seen = {seat: probe.seen(world, world.at(seat)) for seat in SEATS}

    assert seen == {seat: probe.meant(cell) for seat, cell in cells.items()}
    assert not refused_at_the_gate_of_the_operator(CASES[name], world)


def refused_at_the_gate_of_the_operator(use_case: UseCase, world: World) -> bool:
    try:
        use_case(world.desk, no_such_argument=True)
    except TypeError:
        return False
    except NotAllowed:
        return True
    return False
