import datetime as dt

from dashboard.usecases.assignments import refusing
from dashboard.usecases.assignments.acting import reopen
from dashboard.usecases.desk import Desk
from tests.unit.dashboard.assigned import OFFICE, after, at, closed, handed_out, refused, seen, sent, sent_back


def test_the_due_date_skips_the_holidays_and_counts_the_working_weekend(desk: Desk) -> None:
    made = dt.datetime(2026, 9, 24, 2, 0, tzinfo=dt.UTC)

    found = seen(desk, handed_out(desk, made, days=7), made)

    assert (found.due, found.days_left) == (dt.date(2026, 10, 12), 7)


def test_lights_come_on_by_the_share_of_working_days_and_red_the_day_after(desk: Desk) -> None:
    number = handed_out(desk, days=10)

    shown = {day: seen(desk, number, after(day)) for day in (0, 6, 7, 9, 10, 13, 14)}

    assert {day: one.light for day, one in shown.items()} == {
        0: "", 6: "", 7: "blue", 9: "blue", 10: "yellow", 13: "yellow", 14: "red",
    }  # fmt: skip
    assert (shown[13].days_left, shown[14].days_left, shown[14].overdue) == (0, -1, True)
    assert shown[0].coming[0] == ("blue", dt.date(2026, 9, 14))


def test_time_stands_still_while_evidence_is_looked_at(desk: Desk) -> None:
    number = handed_out(desk, days=5)
    sent(desk, number, after(3))

    waiting = seen(desk, number, after(60))
    sent_back(desk, number, after(61))
    back = seen(desk, number, after(61))

    assert (waiting.light, waiting.overdue) == ("blue", False)
    assert (back.light, back.days_left) == ("yellow", 3)


def test_a_closed_one_is_opened_again_with_a_time_of_its_own(desk: Desk) -> None:
    number = handed_out(desk)
    sent(desk, number, after(1))
    closed(desk, number, after(2))
    with at(after(30)):
        reopen(desk.of(OFFICE), number, "问题反弹")

    found = seen(desk, number, after(30))

    assert (found.state, found.reopened, found.days_left, len(found.runs)) == ("open", True, 10, 2)
    assert refused(closed, desk, number, after(31)) == refusing.NOT_SENT
