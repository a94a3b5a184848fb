import pytest

from dashboard.access.gate import NotAllowed
from dashboard.usecases.assignments import refusing
from dashboard.usecases.assignments.acting import evidence_file, send_evidence
from dashboard.usecases.desk import Desk
from loaders.intake.evidence import EvidenceRefused
from loaders.store.auditreading import Asked, events
from tests.people import checker, leader, person, submitter
from tests.unit.dashboard.assigned import (
    CITY,
    LINE,
    MADE,
    OFFICE,
    OTHER,
    PICTURE,
    after,
    closed,
    handed_out,
    refused,
    seen,
    sent,
    sent_back,
)


def test_evidence_is_sent_by_the_owner_looked_at_by_another_and_closes(desk: Desk) -> None:
    number = handed_out(desk)
    sent(desk, number, after(3))
    sent_back(desk, number, after(4), checker(LINE))
    returned = seen(desk, number, after(4))
    sent(desk, number, after(5))
    closed(desk, number, after(6))

    found = seen(desk, number, after(60))

    assert (returned.state, returned.light) == ("returned", "yellow")
    assert (found.state, found.light, found.overdue) == ("closed", "", False)
    assert [step.action for step in found.steps] == ["sent", "returned", "sent", "closed"]
    assert [step.post_name for step in found.steps] == ["长沙市", "养老服务处", "长沙市", "办公室"]
    actions = [event.action for event in events(desk.engine, Asked(action="assignment"))]
    assert actions[::-1] == [f"assignment.{act}" for act in ("made", "sent", "returned", "sent", "closed")]


def test_nothing_closes_before_evidence_was_sent_and_nobody_closes_their_own(desk: Desk) -> None:
    number = handed_out(desk)
    both = person("两职", ("submitter", CITY), ("office", ""))
    assert refused(closed, desk, number, after(1)) == refusing.NOT_SENT
    sent(desk, number, after(2))

    assert refused(closed, desk, number, after(3), both) == refusing.OWN
    assert refused(closed, desk, number, after(3), checker("social_affairs")) == refusing.UNKNOWN
    with pytest.raises(NotAllowed):
        closed(desk, number, after(3), submitter(CITY))
    with pytest.raises(NotAllowed):
        closed(desk, number, after(3), leader())
    assert seen(desk, number, after(3)).state == "sent"


def test_the_office_does_not_look_at_what_the_office_owes(desk: Desk) -> None:
    number = handed_out(desk, owner="office", division="planning_finance")
    sent(desk, number, after(1), "office")

    assert refused(closed, desk, number, after(2)) == refusing.NOT_IN_CHARGE
    closed(desk, number, after(2), checker("planning_finance"))
    assert seen(desk, number, after(2)).closed


def test_files_come_back_to_who_sees_the_assignment_and_to_nobody_else(desk: Desk) -> None:
    number = handed_out(desk)
    sent(desk, number, after(1))
    (file,) = seen(desk, number, after(1)).steps[0].files

    assert evidence_file(desk.of(checker(LINE)), number, file.sha256) == PICTURE[1]
    assert refused(evidence_file, desk.of(submitter(OTHER)), number, file.sha256) == refusing.UNKNOWN
    assert refused(evidence_file, desk.of(OFFICE), number, "0" * 64) == refusing.UNKNOWN
    (noted,) = events(desk.engine, Asked(action="file.downloaded"))
    assert (noted.subject, noted.after["sha256"]) == (number, file.sha256)


def test_a_file_that_is_not_taken_keeps_nothing_of_what_came_with_it(desk: Desk) -> None:
    number = handed_out(desk)

    with pytest.raises(EvidenceRefused):
        send_evidence(desk.of(submitter(CITY)), number, "已完成", [PICTURE, ("a.exe", b"MZ")])

    assert seen(desk, number, MADE).steps == ()
    assert refused(send_evidence, desk.of(submitter(CITY)), number, "已完成", []) == refusing.NO_FILE
    assert refused(send_evidence, desk.of(submitter(CITY)), number, " ", [PICTURE]) == refusing.NO_NOTE
    assert refused(send_evidence, desk.of(submitter(OTHER)), number, "已完成", [PICTURE]) == refusing.UNKNOWN
