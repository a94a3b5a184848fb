import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest

from dashboard.access.person import Person
from dashboard.usecases.assignments.acting import close, send_back, send_evidence
from dashboard.usecases.assignments.making import Wanted, assign
from dashboard.usecases.assignments.reports import AssignmentReport, assignment
from dashboard.usecases.desk import Desk
from loaders.store.refusals import StepRefused
from tests.people import of_office, submitter

CITY, OTHER, COUNTY, LINE = "430100", "430200", "430121", "elderly_care"
PICTURE = ("现场.png", b"\x89PNG\r\n\x1a\n picture")
MADE = dt.datetime(2026, 9, 7, 2, 0, tzinfo=dt.UTC)
OFFICE = of_office()


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    with patch.object(Desk, "now", lambda _: moment):
        yield


def after(days: int) -> dt.datetime:
    return MADE + dt.timedelta(days=days)


def wanted(**changes: Any) -> Wanted:
    terms: dict[str, Any] = {
        "title": "补齐护理型床位",
        "demand": "年底前达到55%",
        "owner": CITY,
        "quarter": "2026Q2",
        "division": LINE,
    }
    return Wanted(**(terms | changes))


def handed_out(desk: Desk, moment: dt.datetime = MADE, by: Person = OFFICE, **changes: Any) -> str:
    with at(moment):
        return assign(desk.of(by), wanted(**changes))


def sent(desk: Desk, number: str, moment: dt.datetime, unit: str = CITY) -> None:
    with at(moment):
        send_evidence(desk.of(submitter(unit)), number, "已完成", [PICTURE])


def sent_back(desk: Desk, number: str, moment: dt.datetime, by: Person = OFFICE) -> None:
    with at(moment):
        send_back(desk.of(by), number, "材料不全")


def closed(desk: Desk, number: str, moment: dt.datetime, by: Person = OFFICE) -> None:
    with at(moment):
        close(desk.of(by), number)


def seen(desk: Desk, number: str, moment: dt.datetime, by: Person = OFFICE) -> AssignmentReport:
    with at(moment):
        found = assignment(desk.of(by), number)
    assert found is not None
    return found


def refused(act: Any, *arguments: Any) -> str:
    with pytest.raises(StepRefused) as caught:
        act(*arguments)
    return caught.value.message
