import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from config.model import Config, Quarter
from dashboard.usecases.ledgers.lighting import lights_of
from metrics.pacing import Pace, expected_share, pace_of

shares = st.integers(0, 100)
milestones = st.lists(shares, min_size=4, max_size=4).map(lambda found: "/".join(map(str, sorted(found))))
quarters = st.integers(1, 4).map(lambda number: Quarter.of(2026, number))
TODAY = dt.date(2026, 10, 15)
days = st.one_of(st.none(), st.integers(-200, 200))


@settings(max_examples=40, deadline=None)
@given(quarters, milestones, st.integers(0, 400), st.integers(1, 200))
def test_a_line_that_has_reached_its_milestone_is_never_behind(
    hunan: Config, quarter: Quarter, own: str, done: int, target: int
) -> None:
    fields = {"done": str(done), "target": str(target), "milestones": own}

    pace = pace_of(hunan.ledger["practical_matters"], fields, quarter, TODAY)
    (light,) = lights_of([pace])

    assert (light == "yellow") == (pace.behind > 0)
    if done / target >= expected_share(quarter, own):
        assert light == ""


@settings(max_examples=40, deadline=None)
@given(quarters, milestones, shares, shares)
def test_more_done_never_gives_a_graver_light(quarter: Quarter, own: str, one: int, other: int) -> None:
    less, more = sorted((one, other))
    expected = expected_share(quarter, own)

    first, second = lights_of([Pace(False, None, share / 100, expected) for share in (less, more)])

    assert not (first == "" and second == "yellow")


@settings(max_examples=40, deadline=None)
@given(milestones)
def test_milestones_ask_for_no_less_as_the_year_goes_on(own: str) -> None:
    asked = [expected_share(Quarter.of(2026, number), own) for number in range(1, 5)]

    assert asked == sorted(asked)


@settings(max_examples=40, deadline=None)
@given(days, st.integers(0, 100), st.booleans())
def test_red_is_past_its_day_and_blue_is_near_it(left: int | None, soon: int, closed: bool) -> None:
    (light,) = lights_of([Pace(closed, None if closed else left, None, None)], soon)

    overdue = not closed and left is not None and left < 0
    near = not closed and left is not None and 0 <= left <= soon
    assert light == ("red" if overdue else "blue" if near else "")
