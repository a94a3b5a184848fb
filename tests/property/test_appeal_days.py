import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from config.model import Calendar
from config.workdays import Workdays

moments = st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2027, 6, 1))
lengths = st.integers(1, 60)
days = st.sets(st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31)), max_size=5)


def calendar(length: int, unit: str = "calendar") -> Calendar:
    given = {"timezone": "Asia/Shanghai", "first": "2024Q1", "last": "2027Q4", "opens_day": 1, "closes_day": 15}
    return Calendar.model_validate(given | {"appeal_days": length, "decision_days": length, "appeal_days_are": unit})


@given(moments, lengths)
@settings(max_examples=60, deadline=None)
def test_what_existing_workspaces_say_stays_the_same(moment: dt.datetime, length: int) -> None:
    plain = calendar(length)
    as_before = (moment + dt.timedelta(days=length)).replace(hour=23, minute=59, second=59, microsecond=0)

    assert plain.appeals_close("2025Q4", moment) == plain.decision_due(moment) == as_before
    assert plain.days_left(moment.date(), as_before.date()) == length


@given(moments, lengths, days, days)
@settings(max_examples=60, deadline=None)
def test_working_days_are_counted_one_by_one(
    moment: dt.datetime, length: int, off: set[dt.date], on: set[dt.date]
) -> None:
    workdays, working = Workdays(frozenset(off - on), frozenset(on)), calendar(length, "working")

    closes = working.appeals_close("2025Q4", moment, workdays)

    passed = [moment.date() + dt.timedelta(days=n) for n in range(1, (closes.date() - moment.date()).days + 1)]
    assert sum(workdays.works(day) for day in passed) == length
    assert workdays.works(closes.date())
    assert closes.time() == dt.time(23, 59, 59)
    assert closes >= calendar(length).appeals_close("2025Q4", moment)
    assert working.days_left(moment.date(), closes.date(), workdays) == length
    assert working.days_left(closes.date(), closes.date(), workdays) == 0
    assert working.days_left(closes.date() + dt.timedelta(days=1), closes.date(), workdays) < 0
