import pytest

from dashboard.usecases.desk import Desk
from dashboard.usecases.selection import refusing
from dashboard.usecases.selection.alike import alike_confirmed, alike_entered
from dashboard.usecases.selection.checking import return_case
from dashboard.usecases.selection.confirming import confirm
from dashboard.usecases.selection.entering import enter, quota_left, send_again, withdraw
from dashboard.usecases.selection.files import entered_file
from dashboard.usecases.selection.reports import entered_cases
from loaders.intake.evidence import EvidenceRefused
from loaders.intake.pictures import thumbnail
from tests.people import head, leader, submitter
from tests.unit.dashboard.chosen import (
    CITY,
    OFFICE,
    OTHER,
    PICTURE,
    QUARTER,
    closed_round,
    entered,
    passed,
    picture_of,
    refusal,
    wanted_case,
)


def test_a_unit_enters_within_its_quota_and_a_withdrawn_case_gives_its_place_back(desk: Desk) -> None:
    at = desk.of(submitter(CITY))
    first = entered(desk, title="一")
    entered(desk, title="二")

    assert refusal(lambda: entered(desk, title="三")) == refusing.OVER_QUOTA
    withdraw(at, first)
    entered(desk, title="三")

    assert quota_left(at, QUARTER, CITY) == (2, 2)


FAULTS = [
    ({"unit": OTHER}, refusing.NOT_OWN),
    ({"title": " "}, refusing.NO_TITLE),
    ({"effect": ""}, refusing.NO_TEXT),
    ({"region": "430202"}, refusing.NO_REGION),
    ({"line": "nothing"}, refusing.NO_LINE),
    ({"kind": "person"}, refusing.NO_KIND),
    ({"quarter": "1999Q1"}, refusing.NO_QUARTER),
]


@pytest.mark.parametrize(("changes", "message"), FAULTS)
def test_what_is_missing_is_said(desk: Desk, changes: dict[str, str], message: str) -> None:
    assert refusal(lambda: enter(desk.of(submitter(CITY)), wanted_case(**changes))) == message


def test_a_file_that_is_no_picture_is_refused_and_nothing_is_kept(desk: Desk) -> None:
    with pytest.raises(EvidenceRefused):
        entered(desk, (("照片.png", b"\x89PNG\r\n\x1a\n nothing"),))

    assert entered_cases(desk.of(OFFICE), QUARTER) == ()


def test_the_office_sends_back_with_a_reason_and_the_unit_mends_it(desk: Desk) -> None:
    number, at = entered(desk), desk.of(submitter(CITY))
    assert refusal(lambda: return_case(desk.of(OFFICE), number, " ")) == refusing.NO_REASON
    return_case(desk.of(OFFICE), number, "成效要有数据")

    send_again(at, number, "已补充", [PICTURE], {"effect": "覆盖率提高27个百分点。"})

    (case,) = entered_cases(at, QUARTER)
    assert (case.state, case.effect, case.picture is not None) == ("entered", "覆盖率提高27个百分点。", True)
    assert [step.action for step in case.steps] == ["sent", "returned", "sent"]


def test_another_unit_sees_and_does_nothing(desk: Desk) -> None:
    number, other = entered(desk, (PICTURE,)), desk.of(submitter(OTHER))
    sha256 = entered_cases(desk.of(OFFICE), QUARTER)[0].files[0].sha256

    assert entered_cases(other, QUARTER) == ()
    assert refusal(lambda: withdraw(other, number)) == refusing.UNKNOWN
    assert refusal(lambda: entered_file(other, number, sha256)) == refusing.UNKNOWN
    assert refusal(lambda: alike_entered(other, number)) == refusing.UNKNOWN
    assert entered_file(desk.of(head(CITY)), number, sha256) == PICTURE[1]


def test_a_recycled_case_stands_beside_the_earlier_one(desk: Desk) -> None:
    number = passed(desk, quarter="2026Q2")
    closed_round(desk, {number: 8}, "2026Q2")
    confirm(desk.of(OFFICE), number)
    again = entered(desk, unit=OTHER, region=OTHER, title="株洲市：把食堂办到家门口")
    fresh = entered(desk, title="别的", what_was_done="完全不同的另一件事情。")

    (found,) = alike_entered(desk.of(OFFICE), again)

    assert (found.number, found.likeness) == (number, 1.0)
    assert alike_entered(desk.of(OFFICE), fresh) == ()
    assert alike_confirmed(desk.of(leader()), number) == ()


def test_a_thumbnail_is_small_plain_and_upright() -> None:
    small = thumbnail(picture_of(2000, 1000, "JPEG"), 640)

    assert small.startswith(b"\xff\xd8\xff")
    assert len(small) < 20_000
    with pytest.raises(EvidenceRefused):
        thumbnail(b"\x89PNG\r\n\x1a\n", 640)
