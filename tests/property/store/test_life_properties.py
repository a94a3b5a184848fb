import itertools
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from config.model import Quarter
from loaders.store import life
from loaders.store.counting import set_asides
from loaders.store.database import migrate, open_engine, writing
from loaders.store.readers import current_values, submission_by_receipt
from loaders.store.refusals import StepRefused
from loaders.store.steps import MOVES
from loaders.store.trail import steps_of
from tests.unit.store.lives import DIVISION, handed_in

REGIONS = ("430121", "430181", "430182")
FRESH = itertools.count()
handing_in = st.tuples(st.just("submitted"), st.dictionaries(st.sampled_from(REGIONS), st.integers(1, 9), min_size=1))
stepping = st.tuples(
    st.sampled_from(["approved", "confirmed", "returned"]),
    st.tuples(st.integers(0, 3), st.sets(st.sampled_from(REGIONS), max_size=2)),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('life') / 'store.db'}")
    migrate(engine)
    yield engine
    engine.dispose()


class Expected:
    def __init__(self, figures: dict[str, int]) -> None:
        self.figures, self.state, self.aside = figures, "submitted", set[str]()

    @property
    def left(self) -> set[str]:
        return set() if self.state == "returned" else set(self.figures) - self.aside

    def step(self, action: str, regions: set[str]) -> bool:
        if (self.state, action) not in MOVES:
            return False
        if action == "returned" and regions:
            if not regions <= self.left:
                return False
            if self.left - regions:
                self.aside |= regions
                return True
        self.state = MOVES[self.state, action]
        return True


def take(store: Engine, action: str, receipt: str, regions: set[str]) -> bool:
    try:
        with writing(store) as session:
            if action == "returned":
                life.send_back(session, receipt, DIVISION, "有误", sorted(regions))
            else:
                (life.approve if action == "approved" else life.confirm)(session, receipt, DIVISION)
    except StepRefused:
        return False
    return True


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=handing_in, rest=st.lists(st.one_of(handing_in, stepping, stepping), max_size=14))
def test_the_trail_tells_the_state_and_the_newest_that_is_not_returned_counts(
    store: Engine, first: tuple[str, dict[str, int]], rest: list[tuple[str, object]]
) -> None:
    quarter = Quarter("2000Q1").shift(next(FRESH))
    lives: list[tuple[str, Expected]] = []
    for action, what in (first, *rest):
        if isinstance(what, dict):
            lives.append((handed_in(store, what, quarter=quarter), Expected(what)))
            continue
        number, regions = what
        receipt, expected = lives[number % len(lives)]
        assert take(store, action, receipt, regions) == expected.step(action, regions)

    for receipt, expected in lives:
        kept = submission_by_receipt(store, receipt)
        assert kept is not None
        steps = steps_of(store, kept.id or 0)
        assert (steps[0].action, kept.state) == ("submitted", expected.state)
        moved = [step.action for step in steps if not step.regions]
        assert moved[-1] == kept.state
        assert all((before, after) in MOVES for before, after in itertools.pairwise(moved))
        told = {region for step in steps for region in step.regions}
        assert set(set_asides(store, [kept.id or 0]).get(kept.id or 0, ())) == told == expected.aside
    counting = {row.region_code: row.value for row in current_values(store) if row.period == quarter.last_month}
    newest = {region: one.figures[region] for _, one in lives for region in one.left}
    assert counting == newest
