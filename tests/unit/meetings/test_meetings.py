from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.access.gate import NotAllowed
from dashboard.access.person import operator
from dashboard.usecases.assignments.reports import assignments
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.meetings import refusing
from dashboard.usecases.meetings import running as run
from dashboard.usecases.meetings.preparing import prepare_meeting
from dashboard.usecases.meetings.reports import meetings
from dashboard.usecases.meetings.taking_part import comment, hand_out_comment, sign_in_to, vote
from loaders.store.refusals import StepRefused
from loaders.store.verification import verify
from tests.people import person, submitter
from tests.unit.meetings.gathered import (
    AFFAIRS,
    CARE,
    CITY,
    DAY,
    LEADER,
    OFFICE,
    SCORES,
    SECOND,
    item_seen,
    key_of,
    on_stage,
    prepared,
    seen,
)


def refused(do: Callable[[], object]) -> str:
    with pytest.raises(StepRefused) as told:
        do()
    return told.value.message


def test_the_agenda_of_a_kind_names_its_units_in_their_order(desk: Desk) -> None:
    review = seen(desk, prepared(desk))
    opening, exchange = (seen(desk, prepared(desk, kind)) for kind in ("year_opening", "mid_year"))

    assert review.title == "2026年第三季度工作点评会"
    assert [one.title for one in review.items][:2] == ["上次会议交办事项办理情况", "社会救助处"]
    assert [one.vote for one in review.items] == [False] + [True] * 8 + [False]
    assert len(opening.items) == 2 + len(desk.config.divisions)
    assert [one.unit for one in exchange.items[8:-1]] == [
        r.code for r in desk.config.regions if r.level == "prefecture"
    ]


def test_what_is_missing_of_a_meeting_is_said(desk: Desk) -> None:
    office = desk.of(OFFICE)

    assert refused(lambda: prepare_meeting(office, "party", "2026Q3", DAY)) == refusing.NO_KIND
    assert refused(lambda: prepare_meeting(office, "mid_year", "1999Q1", DAY)) == refusing.NO_QUARTER
    assert refused(lambda: run.start_meeting(office, "HY-none")) == refusing.UNKNOWN
    assert meetings(office) == ()


def test_a_restart_shows_exactly_what_was_there(desk: Desk) -> None:
    number = prepared(desk)
    key = on_stage(desk, number, "elderly_care")
    vote(desk.of(LEADER), number, key, SCORES)
    comment(desk.of(SECOND), number, key, "床位要补齐")
    run.stop_or_go(desk.of(OFFICE), number)

    before, after = seen(desk, number), seen(open_desk(desk.workspace.folder), number)

    assert after == before
    assert not item_seen(desk, number, key).running


def test_results_stay_hidden_from_everyone_until_the_ballot_is_closed(desk: Desk) -> None:
    number = prepared(desk)
    key = on_stage(desk, number, "elderly_care")
    vote(desk.of(LEADER), number, key, SCORES)
    vote(desk.of(AFFAIRS), number, key, dict.fromkeys(SCORES, 5.0))

    for someone in (OFFICE, LEADER, CARE, CITY, operator()):
        told = item_seen(desk, number, key, someone)
        assert (told.result, told.voted) == (None, 2)
    assert item_seen(desk, number, key, LEADER).mine == SCORES
    assert item_seen(desk, number, key, OFFICE).mine == {}

    run.close_ballot(desk.of(OFFICE), number, key)

    result = item_seen(desk, number, key, CITY).result
    assert result is not None
    assert (result.votes, result.score) == (2, pytest.approx(0.6 * 80 + 0.4 * 50))
    assert [(one.code, one.score, one.votes) for one in result.classes] == [("A", 80.0, 1), ("B", 50.0, 1)]
    assert [one.score for one in result.criteria] == [pytest.approx(s) for s in (0.6 * 90 + 20, 0.6 * 80 + 20, 62.0)]


def test_without_b_votes_the_a_votes_count_alone(desk: Desk) -> None:
    number = prepared(desk)
    key = on_stage(desk, number, "elderly_care")
    vote(desk.of(LEADER), number, key, SCORES)
    run.close_ballot(desk.of(OFFICE), number, key)

    result = item_seen(desk, number, key).result

    assert result is not None
    assert result.score == pytest.approx(80.0)


def test_a_vote_may_be_changed_while_the_ballot_is_open_and_never_after(desk: Desk) -> None:
    number = prepared(desk)
    key = on_stage(desk, number, "elderly_care")
    vote(desk.of(LEADER), number, key, SCORES)
    vote(desk.of(LEADER), number, key, dict.fromkeys(SCORES, 10))
    run.close_ballot(desk.of(OFFICE), number, key)

    assert refused(lambda: vote(desk.of(LEADER), number, key, SCORES)) == refusing.NOT_OPEN
    assert refused(lambda: run.open_ballot(desk.of(OFFICE), number, key)) == refusing.WHY["ballot_opened"]
    result = item_seen(desk, number, key).result
    assert result is not None
    assert (result.votes, result.score) == (1, pytest.approx(100.0))


def test_nobody_votes_on_their_own_unit(desk: Desk) -> None:
    number = prepared(desk, "mid_year")
    division, city, other = (key_of(desk, number, unit) for unit in ("elderly_care", "430100", "430200"))
    run.start_meeting(desk.of(OFFICE), number)
    for key in (division, city, other):
        run.open_ballot(desk.of(OFFICE), number, key)

    assert refused(lambda: vote(desk.of(CARE), number, division, SCORES)) == refusing.OWN_UNIT
    assert refused(lambda: vote(desk.of(CITY), number, city, SCORES)) == refusing.OWN_UNIT
    vote(desk.of(CARE), number, other, SCORES)
    vote(desk.of(CITY), number, other, SCORES)
    assert item_seen(desk, number, other).voted == 2
    assert not item_seen(desk, number, city, CITY).may_vote
    assert item_seen(desk, number, other, CITY).may_vote


BALLOTS = [
    ({"results": 9.0}, refusing.NOT_WHOLE),
    ({**SCORES, "plan": 10.5}, refusing.OUT_OF_RANGE),
    ({**SCORES, "plan": -1.0}, refusing.OUT_OF_RANGE),
    ({**SCORES, "plan": float("nan")}, refusing.OUT_OF_RANGE),
]


@pytest.mark.parametrize(("scores", "why"), BALLOTS)
def test_a_ballot_that_is_not_whole_is_refused(desk: Desk, scores: dict[str, float], why: str) -> None:
    number = prepared(desk)
    key = on_stage(desk, number, "elderly_care")

    assert refused(lambda: vote(desk.of(LEADER), number, key, scores)) == why
    assert item_seen(desk, number, key).voted == 0


def test_a_comment_becomes_an_assignment_of_the_unit_on_stage_in_one_step(desk: Desk) -> None:
    number = prepared(desk)
    key = on_stage(desk, number, "elderly_care", ballot=False)
    comment(desk.of(LEADER), number, key, "护理型床位占比要补齐\n逐县列出时间表")
    (said,) = seen(desk, number).comments

    made = hand_out_comment(desk.of(LEADER), number, said.number)

    (handed,) = assignments(desk)
    assert (handed.number, handed.owner, handed.title) == (made, "elderly_care", "护理型床位占比要补齐")
    assert (handed.source["kind"], handed.source["meeting"], handed.division) == ("comment", number, "office")
    assert "2026年第三季度工作点评会" in handed.source["title"]
    assert seen(desk, number).comments[0].assignments == (made,)
    assert verify(desk.engine, desk.workspace.seal_file).faults == ()


def test_what_is_refused_of_an_assignment_leaves_no_trace_in_the_meeting(desk: Desk) -> None:
    number = prepared(desk)
    run.start_meeting(desk.of(OFFICE), number)
    comment(desk.of(LEADER), number, "i1", "没有承办单位")
    (said,) = seen(desk, number).comments

    with pytest.raises(StepRefused):
        hand_out_comment(desk.of(LEADER), number, said.number)

    assert refused(lambda: hand_out_comment(desk.of(LEADER), number, 999, "430100")) == refusing.NO_COMMENT
    assert assignments(desk) == ()
    assert seen(desk, number).comments[0].assignments == ()
    assert hand_out_comment(desk.of(OFFICE), number, said.number, "430100", 5)
    assert assignments(desk)[0].days == 5


def test_a_clicker_begins_the_meeting_and_turns_to_either_end(desk: Desk) -> None:
    number, office = prepared(desk), desk.of(OFFICE)
    run.turn(office, number, -1)
    places = []
    for step in (1, 1, -1, -1):
        run.turn(office, number, step)
        places.append(seen(desk, number).on)

    assert places == ["i1", "i2", "i1", "i1"]
    run.open_item(office, number, "i10")
    run.turn(office, number, 1)
    assert seen(desk, number).on == "i10"


def test_items_are_added_and_say_what_is_missing(desk: Desk) -> None:
    number, office = prepared(desk), desk.of(OFFICE)

    run.add_item(office, number, "", 5, "i1", "430100", vote=True)
    added = seen(desk, number).items[1]

    assert (added.title, added.unit, added.minutes, added.vote) == ("长沙市", "430100", 5, True)
    assert refused(lambda: run.add_item(office, number, " ", 5)) == refusing.NO_ITEM_TITLE
    assert refused(lambda: run.add_item(office, number, "议题", 0)) == refusing.NO_TIME


def test_who_takes_no_part_does_not_even_see_that_there_is_a_meeting(desk: Desk) -> None:
    number = prepared(desk)

    for do in (meetings, lambda at: comment(at, number, "i1", "x"), lambda at: sign_in_to(at, number)):
        with pytest.raises(NotAllowed):
            do(desk.of(submitter("430100")))
    for do in (lambda at: run.turn(at, number, 1), lambda at: run.end_meeting(at, number)):
        with pytest.raises(NotAllowed):
            do(desk.of(LEADER))
    with pytest.raises(NotAllowed):
        vote(desk.of(OFFICE), number, "i2", SCORES)


def test_seven_leaders_who_vote_at_once_are_all_counted(desk: Desk) -> None:
    number = prepared(desk)
    key = on_stage(desk, number, "elderly_care")
    leaders = [person(f"领导{n}", ("leader", "")) for n in range(7)]

    with ThreadPoolExecutor(7) as pool:
        list(pool.map(lambda one: vote(desk.of(one), number, key, SCORES), leaders))
    run.close_ballot(desk.of(OFFICE), number, key)

    told = item_seen(desk, number, key)
    assert told.result is not None
    assert (told.voted, told.expected, told.result.votes, told.result.score) == (7, 7, 7, pytest.approx(80.0))
    assert seen(desk, number).there == 7
    assert verify(desk.engine, desk.workspace.seal_file).faults == ()
