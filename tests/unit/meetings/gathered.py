import datetime as dt

from dashboard.access.person import Person
from dashboard.usecases.desk import Desk
from dashboard.usecases.meetings.preparing import prepare_meeting
from dashboard.usecases.meetings.reports import ItemLine, MeetingReport, meeting_report
from dashboard.usecases.meetings.running import open_ballot, open_item, start_meeting
from tests.people import checker, head, leader, of_office, person

OFFICE, LEADER, SECOND = of_office(), leader(), person("钱副厅长", ("leader", ""))
CARE, AFFAIRS, CITY = checker("elderly_care"), checker("social_affairs", "王处"), head("430100")
DAY = dt.date(2026, 10, 20)
SCORES = {"results": 9.0, "problems": 8.0, "plan": 7.0}


def prepared(desk: Desk, kind: str = "quarterly_review", quarter: str = "2026Q3") -> str:
    return prepare_meeting(desk.of(OFFICE), kind, quarter, DAY)


def key_of(desk: Desk, number: str, unit: str) -> str:
    return next(one.key for one in seen(desk, number).items if one.unit == unit)


def on_stage(desk: Desk, number: str, unit: str, *, ballot: bool = True) -> str:
    office = desk.of(OFFICE)
    if seen(desk, number).stage == "prepared":
        start_meeting(office, number)
    key = key_of(desk, number, unit)
    open_item(office, number, key)
    if ballot:
        open_ballot(office, number, key)
    return key


def seen(desk: Desk, number: str, by: Person = OFFICE) -> MeetingReport:
    return meeting_report(desk.of(by), number)


def item_seen(desk: Desk, number: str, key: str, by: Person = OFFICE) -> ItemLine:
    found = seen(desk, number, by).of(key)
    assert found is not None
    return found
