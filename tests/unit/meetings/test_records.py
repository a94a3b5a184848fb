import pytest

from dashboard.access.gate import NotAllowed
from dashboard.usecases.desk import Desk
from dashboard.usecases.meetings import refusing
from dashboard.usecases.meetings import running as run
from dashboard.usecases.meetings.drafting import drafted_minutes, drafted_summary
from dashboard.usecases.meetings.results import vote_faults
from dashboard.usecases.meetings.taking_part import comment, hand_out_comment, sign_in_to, vote
from tests.serving import session_of
from tests.unit.meetings.gathered import (
    CARE,
    LEADER,
    OFFICE,
    SCORES,
    item_seen,
    on_stage,
    prepared,
    seen,
)
from tests.unit.meetings.test_meetings import refused


def test_minutes_and_summary_keep_their_versions(desk: Desk) -> None:
    number, office = prepared(desk), desk.of(OFFICE)
    run.write_minutes(office, number, "i2", "第一稿")
    run.write_minutes(office, number, "i2", "第二稿")
    run.sum_up(office, number, "总结")

    assert [one.text for one in item_seen(desk, number, "i2").texts] == ["第一稿", "第二稿"]
    assert seen(desk, number).summaries[-1].text == "总结"
    assert refused(lambda: run.write_minutes(office, number, "i2", "  ")) == refusing.NO_TEXT
    assert refused(lambda: run.write_minutes(office, number, "i99", "x")) == refusing.NOT_NOW


def test_drafts_hold_the_facts_of_the_meeting(desk: Desk) -> None:
    number = prepared(desk)
    key = on_stage(desk, number, "elderly_care")
    sign_in_to(desk.of(LEADER), number)
    vote(desk.of(LEADER), number, key, SCORES)
    run.close_ballot(desk.of(OFFICE), number, key)
    comment(desk.of(LEADER), number, key, "要补齐")
    made = hand_out_comment(desk.of(LEADER), number, seen(desk, number).comments[0].number)

    minutes = "\n".join(drafted_minutes(desk.of(OFFICE), number, key))
    summary = "\n".join(drafted_summary(desk.of(OFFICE), number))

    assert "测评1票，得分80.00分" in minutes
    assert "赵厅长：要补齐" in minutes
    assert made in minutes
    assert "养老服务处80.00分" in summary
    assert "会上交办1件" in summary
    assert "到会1人，点评1条" in summary


def test_scores_that_are_not_spread_are_named_to_the_office_alone(desk: Desk) -> None:
    number = prepared(desk)
    for unit in ("elderly_care", "social_affairs"):
        key = on_stage(desk, number, unit)
        vote(desk.of(LEADER), number, key, dict.fromkeys(SCORES, 9))
        run.close_ballot(desk.of(OFFICE), number, key)

    faults = vote_faults(desk.of(OFFICE), number)

    assert len(faults) == 3
    assert all("9" in fault for fault in faults)
    with pytest.raises(NotAllowed):
        vote_faults(desk.of(LEADER), number)


def test_attendance_is_kept_with_the_class_in_which_someone_votes(desk: Desk) -> None:
    number = prepared(desk)
    sign_in_to(desk.of(LEADER), number)
    sign_in_to(desk.of(CARE), number)
    sign_in_to(desk.of(OFFICE), number)

    report = seen(desk, number, CARE)

    assert {guest.name: guest.ballot_class for guest in report.guests.values()} == {
        "赵厅长": "A",
        "李四": "B",
        "王五": "",
    }
    assert (report.there, report.signed_in, report.ballot_class) == (3, True, "B")
    assert refused(lambda: run.mark_attendance(desk.of(OFFICE), number, "nobody", True)) == refusing.NO_ONE


def test_an_attendance_marked_by_the_office_is_of_an_account(desk: Desk) -> None:
    session_of(desk, "sun", ("leader", ""), name="孙副厅长")
    number, office = prepared(desk), desk.of(OFFICE)

    run.mark_attendance(office, number, "sun", True)
    assert run.may_attend(office) == {"sun": "孙副厅长"}
    assert seen(desk, number).guests["sun"].there
    run.mark_attendance(office, number, "sun", False)
    assert not seen(desk, number).guests["sun"].there
