import datetime as dt
from typing import get_args

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from config.model import Supervision
from metrics.computed import computed_rows
from metrics.escalating import DEDUCTION, Owned, deductions, quarter_lights, taken
from metrics.following import GRAVITY, Action, Happening, Standing, Terms, follow
from metrics.lights import consequences
from tests.unit.metrics import builders as build

RULES = Supervision()
START = dt.datetime(2026, 3, 2, 9)
MADE = START.date()
DUE = RULES.due.workdays.after(MADE, 20)
OWNERS = frozenset({"430100", "elderly_care"})
POSTS = ("430100", "elderly_care", "office", "social_affairs")
QUARTERS = ("2025Q4", "2026Q1", "2026Q2", "2026Q3")

happenings = st.builds(
    lambda minutes, action, login, post, quarter, meets: Happening(
        START + dt.timedelta(minutes=minutes), action, login, post, quarter, meets
    ),
    st.integers(0, 200 * 24 * 60),
    st.sampled_from(get_args(Action)),
    st.sampled_from(["zhang", "li", "wang"]),
    st.sampled_from(POSTS),
    st.sampled_from(QUARTERS),
    st.sampled_from([True, False, None]),
)
histories = st.lists(happenings, max_size=25).map(lambda found: sorted(found, key=lambda one: one.at))
terms = st.builds(
    lambda closes_by, watched: Terms(MADE, DUE, OWNERS, closes_by, watched or closes_by == "indicator", "2025Q4"),
    st.sampled_from(["evidence", "indicator"]),
    st.booleans(),
)
LAST = (START + dt.timedelta(days=260)).date()


@given(terms, histories)
def test_nothing_closes_without_its_condition_and_nobody_closes_their_own(asked: Terms, told: list[Happening]) -> None:
    for count, one in enumerate(told, 1):
        before = follow(asked, told[: count - 1], one.at.date(), RULES)
        after = follow(asked, told[:count], one.at.date(), RULES)
        if before.state == "closed" or after.state != "closed":
            continue
        assert one.action == "closed"
        assert one.post not in OWNERS
        sent = [other for other in told[: count - 1] if other.action == "sent"]
        if asked.closes_by == "evidence":
            assert before.state == "sent"
            assert one.login != sent[-1].login
        else:
            read = [other for other in told[: count - 1] if other.action == "read"]
            newest = max(other.quarter for other in read)
            assert [other for other in read if other.quarter == newest][-1].meets


@given(terms, histories, st.integers(0, 220), st.integers(0, 40))
def test_lights_only_worsen_with_time_while_open(asked: Terms, told: list[Happening], day: int, more: int) -> None:
    first, later = MADE + dt.timedelta(days=day), MADE + dt.timedelta(days=day + more)
    known = [one for one in told if one.at.date() <= first]

    before, after = follow(asked, known, first, RULES), follow(asked, known, later, RULES)

    assert GRAVITY.index(after.light) >= GRAVITY.index(before.light)
    assert after.state == before.state


@settings(deadline=None)
@given(terms, histories)
def test_what_came_on_stays_told(asked: Terms, told: list[Happening]) -> None:
    whole = follow(asked, told, LAST, RULES)
    for day in range(0, 260, 13):
        then = follow(asked, told, MADE + dt.timedelta(days=day), RULES)
        for run, later in zip(then.runs, whole.runs, strict=False):
            assert later.lit[: len(run.lit)] == run.lit


@given(terms, histories)
def test_within_a_run_lights_are_in_order_of_time_and_gravity(asked: Terms, told: list[Happening]) -> None:
    for run in follow(asked, told, LAST, RULES).runs:
        assert [one.on for one in run.lit] == sorted({one.on for one in run.lit})
        assert [GRAVITY.index(one.light) for one in run.lit] == sorted({GRAVITY.index(one.light) for one in run.lit})
        assert all(one.on >= run.began and (run.closed is None or one.on <= run.closed) for one in run.lit)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["430100", "430200"]), terms, histories), max_size=6))
def test_deductions_add_up_and_every_point_is_explained(every: list[tuple[str, Terms, list[Happening]]]) -> None:
    owned = [
        Owned(f"J{number}", unit, follow(asked, told, LAST, RULES)) for number, (unit, asked, told) in enumerate(every)
    ]
    found, escalation = deductions(owned, RULES.escalation), RULES.escalation
    shown = [
        {"unit": one.unit, "quarter": quarter, "light": light}
        for one in owned
        for quarter, light in quarter_lights(one.standing).items()
    ]
    frame = pl.DataFrame(shown, schema={"unit": pl.String, "quarter": pl.String, "light": pl.String})
    oracle = build.rows(consequences(build.nw.from_native(frame.lazy())), "unit", "quarter", "consequence", "points")

    assert {(one.unit, one.quarter, one.consequence, one.points) for one in found} == set(oracle)
    standings = {one.number: one for one in owned}
    for one in found:
        light = "red" if one.consequence == "interview" else "yellow"
        assert all(quarter_lights(standings[number].standing)[one.quarter] == light for number in one.assignments)
        each = escalation.interview_points if light == "red" else escalation.letter_points
        assert one.points == each * (len(one.assignments) // (1 if light == "red" else escalation.yellows))
    sums = taken(found)
    rows = computed_rows(DEDUCTION, sums, ["430100", "430200"], ["2026Q1", "2026Q2", "2026Q3", "2026Q4"])
    assert sum(float(str(row["value"])) for row in rows) == sum(sums.values()) == -sum(one.points for one in found)


def test_every_state_is_reached() -> None:
    def stands(*told: Happening) -> Standing:
        return follow(Terms(MADE, DUE, OWNERS), told, MADE, RULES)

    sent = Happening(START, "sent", "zhang", "430100")
    assert stands().state == "open"
    assert stands(sent).state == "sent"
    assert stands(sent, Happening(START, "returned", "li", "office")).state == "returned"
    assert stands(sent, Happening(START, "closed", "li", "office")).state == "closed"
