import datetime as dt
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.meeting import Item
from metrics.meeting_acts import Act, Action, after, allowed, meet

START = dt.datetime(2026, 10, 20, tzinfo=dt.UTC)
AGENDA = tuple(Item(f"i{n}", f"议题{n}", unit=unit, vote=bool(unit)) for n, unit in enumerate(("", "a", "b")))
KEYS = ("", "i0", "i1", "i2", "nowhere")
SAID = st.fixed_dictionaries(
    {
        "class": st.sampled_from(("A", "B", "")),
        "scores": st.dictionaries(st.sampled_from(("results", "plan")), st.floats(0, 10), max_size=2),
        "own": st.lists(st.sampled_from(("a", "b")), max_size=1),
        "text": st.text(max_size=4),
        "who": st.sampled_from(("zhao", "")),
        "comment": st.integers(1, 12),
        "assignment": st.just("JB-2026-0001"),
        "key": st.sampled_from(("n1", "n2", "i1", "")),
    }
)
ONE = st.tuples(
    st.sampled_from(get_args(Action)),
    st.sampled_from(KEYS),
    st.sampled_from(("zhao", "qian", "")),
    st.integers(0, 90),
    SAID,
)


@st.composite
def happened(draw: st.DrawFn) -> list[Act]:
    moment, acts = START, []
    begins = [("started", "", "zhao", 0, {})] if draw(st.booleans()) else []
    for number, (action, item, login, seconds, said) in enumerate([*begins, *draw(st.lists(ONE, max_size=14))], 1):
        moment += dt.timedelta(seconds=seconds)
        acts.append(Act(number, moment, action, item, login, "某人", said))
    return acts


@settings(max_examples=150)
@given(happened())
def test_any_beginning_of_what_happened_is_a_valid_state(acts: list[Act]) -> None:
    for length in range(len(acts) + 1):
        meeting = meet(AGENDA, acts[:length])
        keys = [one.key for one in meeting.items]
        running = [key for key, clock in meeting.clocks.items() if clock.since is not None]

        assert len(keys) == len(set(keys))
        assert {one.key for one in AGENDA} <= set(keys)
        assert (meeting.item in keys) == (meeting.began is not None)
        assert set(running) <= {meeting.item}
        assert meeting.stage == "running" or not running
        assert set(meeting.votes) <= set(meeting.polls) <= {one.key for one in meeting.items if one.vote}
        assert meeting.stage != "ended" or "open" not in meeting.polls.values()
        assert all(clock.ran >= 0 for clock in meeting.clocks.values())


@settings(max_examples=150)
@given(happened())
def test_reading_it_again_or_going_on_from_where_it_was_gives_the_same(acts: list[Act]) -> None:
    half = meet(AGENDA, acts[: len(acts) // 2])
    for one in acts[len(acts) // 2 :]:
        half = after(half, one)

    assert half == meet(AGENDA, acts) == meet(AGENDA, list(acts))


@settings(max_examples=150)
@given(happened())
def test_what_is_not_allowed_changes_nothing_and_no_vote_is_on_an_own_unit(acts: list[Act]) -> None:
    meeting = meet(AGENDA, ())
    counted: set[tuple[str, str]] = set()
    for one in acts:
        fits, then = allowed(meeting, one), after(meeting, one)
        assert fits or then == meeting
        if fits and one.action == "voted":
            item = meeting.of(one.item)
            assert item is not None
            assert item.unit not in one.said["own"]
            assert meeting.poll(one.item) == "open"
            counted.add((one.item, one.login))
        meeting = then

    assert {(item, login) for item, votes in meeting.votes.items() for login in votes} == counted
