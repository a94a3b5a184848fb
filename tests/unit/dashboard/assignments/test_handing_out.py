from typing import Any

import pytest

from dashboard.access.gate import NotAllowed
from dashboard.access.person import Person
from dashboard.usecases.assignments import refusing
from dashboard.usecases.assignments.making import assign, units_to_ask
from dashboard.usecases.assignments.reports import assignment, assignments
from dashboard.usecases.desk import Desk
from tests.people import checker, head, leader, of_office, person, submitter
from tests.unit.dashboard.assigned import (
    CITY,
    COUNTY,
    LINE,
    MADE,
    OFFICE,
    OTHER,
    after,
    handed_out,
    refused,
    seen,
    sent,
    wanted,
)

AUDITOR = person("审计员", ("auditor", ""))
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"title": " "}, refusing.NO_TITLE),
    ({"demand": ""}, refusing.NO_DEMAND),
    ({"owner": "430000"}, refusing.NO_OWNER),
    ({"owner": "nobody"}, refusing.NO_OWNER),
    ({"co_owners": (CITY,)}, refusing.NO_OWNER),
    ({"owner": LINE}, refusing.NO_DIVISION),
    ({"days": 251}, refusing.WRONG_DAYS),
    ({"quarter": "2199Q1"}, refusing.NO_QUARTER),
    ({"recovers": True}, refusing.NO_INDICATOR),
    ({"indicator": "cremation_rate", "bound": float("nan")}, refusing.NO_INDICATOR),
]


@pytest.mark.parametrize(("changes", "message"), WRONG)
def test_what_is_missing_is_said_and_nothing_is_handed_out(desk: Desk, changes: dict[str, Any], message: str) -> None:
    assert refused(assign, desk.of(OFFICE), wanted(**changes)) == message
    assert assignments(desk.of(OFFICE)) == ()


def test_only_the_office_and_leaders_hand_out_and_the_province_itself_is_not_asked(desk: Desk) -> None:
    for someone in (submitter(CITY), head(CITY), checker(LINE), AUDITOR):
        with pytest.raises(NotAllowed):
            assign(desk.of(someone), wanted())

    assert seen(desk, handed_out(desk, by=leader()), MADE).made_by == "赵厅长"
    assert "430000" not in units_to_ask(desk.of(leader()))


def test_everyone_sees_what_is_theirs(desk: Desk) -> None:
    city, county = handed_out(desk), handed_out(desk, owner=COUNTY, division="social_affairs")
    other = handed_out(desk, owner=OTHER, co_owners=(COUNTY,), division=LINE)

    def numbers(someone: Person) -> set[str]:
        return {one.number for one in assignments(desk.of(someone))}

    assert numbers(leader()) == numbers(of_office()) == numbers(AUDITOR) == {city, county, other}
    assert numbers(head(CITY)) == {city, county, other}
    assert numbers(head(OTHER)) == {other}
    assert numbers(submitter(CITY)) == {city}
    assert numbers(submitter(COUNTY)) == {county, other}
    assert numbers(checker(LINE)) == {city, other}
    assert numbers(checker("social_affairs")) == {county}
    assert assignment(desk.of(submitter(OTHER)), city) is None


def test_what_someone_may_do_is_offered_to_them_alone(desk: Desk) -> None:
    number = handed_out(desk)

    before = {one.name: seen(desk, number, after(1), one).acts for one in (submitter(CITY), head(CITY), OFFICE)}
    sent(desk, number, after(1))
    later = {one.name: seen(desk, number, after(2), one).acts for one in (leader(), checker(LINE), AUDITOR)}

    assert before == {"陈报送": {"sent"}, "何局长": {"sent"}, "王五": set()}
    assert later == {"赵厅长": set(), "李四": {"returned", "closed"}, "审计员": set()}
