import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from dashboard.access.person import Person
from dashboard.usecases.desk import Desk
from dashboard.usecases.selection.balloting import score_case
from dashboard.usecases.selection.checking import close_scoring, open_scoring, pass_case
from dashboard.usecases.selection.entering import WantedCase, enter
from loaders.store.refusals import StepRefused
from tests.people import of_office, person, submitter

QUARTER, CITY, OTHER, COUNTY, LINE = "2026Q3", "430100", "430200", "430121", "elderly_care"
OFFICE = of_office()
JUDGES = tuple(person(f"评委{number}", ("judge", "")) for number in range(4))


def picture_of(width: int = 40, height: int = 30, kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, kind)
    return buffer.getvalue()


PICTURE = ("现场.png", picture_of())


def wanted_case(**changes: Any) -> WantedCase:
    terms: dict[str, Any] = {
        "quarter": QUARTER,
        "unit": CITY,
        "region": COUNTY,
        "title": "长沙县：把食堂办到家门口",
        "what_was_done": "盘活闲置校舍，集体出场地、社会组织运营。",
        "effect": "覆盖率由46%提高到73%。",
        "line": LINE,
    }
    return WantedCase(**(terms | changes))


def entered(desk: Desk, files: tuple[tuple[str, bytes], ...] = (), **changes: Any) -> str:
    unit = changes.get("unit", CITY)
    return enter(desk.of(submitter(unit)), wanted_case(**changes), files)


def passed(desk: Desk, files: tuple[tuple[str, bytes], ...] = (), **changes: Any) -> str:
    number = entered(desk, files, **changes)
    pass_case(desk.of(OFFICE), number)
    return number


def ballot(desk: Desk, judge: Person, number: str, *points: int) -> None:
    score_case(desk.of(judge), number, dict(zip(("innovation", "effect", "spread"), points, strict=True)))


def closed_round(desk: Desk, marks: dict[str, int], quarter: str = QUARTER) -> None:
    open_scoring(desk.of(OFFICE), quarter)
    for judge in JUDGES[:3]:
        for number, points in marks.items():
            ballot(desk, judge, number, points, points, points)
    close_scoring(desk.of(OFFICE), quarter)


def refusal(do: Callable[[], object]) -> str:
    with pytest.raises(StepRefused) as refused:
        do()
    return refused.value.message
