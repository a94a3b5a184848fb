import datetime as dt
from pathlib import Path

from config.workspace import REPOSITORY, write_workspace
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.selection import refusing
from dashboard.usecases.selection.confirming import confirm, decline, replicate
from dashboard.usecases.selection.files import ballot_file, confirmed_file, wall_picture
from dashboard.usecases.selection.reports import entered_cases, wall
from tests.people import head, leader, of_office, submitter
from tests.unit.dashboard.chosen import (
    CITY,
    COUNTY,
    JUDGES,
    OFFICE,
    OTHER,
    PICTURE,
    QUARTER,
    closed_round,
    passed,
    refusal,
)


def state_of(desk: Desk, number: str) -> str:
    cases = entered_cases(desk.of(OFFICE), QUARTER)
    return next(one.state for one in cases if one.number == number)


def test_a_confirmed_case_is_on_the_wall_with_its_picture_and_where_it_was_taken_up(desk: Desk) -> None:
    number = passed(desk, (PICTURE,), level="province")
    closed_round(desk, {number: 8})
    confirm(desk.of(OFFICE), number)
    today = desk.local(desk.now()).date()
    replicate(desk.of(OFFICE), number, OTHER, today, "照此办理")
    replicate(desk.of(submitter(CITY)), number, "430300", today)

    (case,) = wall(desk.of(submitter(OTHER)))

    assert (case.place, case.level, case.state, case.steps) == (1, "province", "confirmed", ())
    assert {one.region for one in case.taken_up} == {"株洲市", "湘潭市"}
    assert case.picture is not None
    assert (wall_picture(desk.of(head(OTHER)), number, case.picture.sha256) or b"").startswith(b"\xff\xd8\xff")
    assert confirmed_file(desk.of(head(OTHER)), number, case.picture.sha256) == PICTURE[1]


def test_what_is_not_confirmed_is_on_no_wall_and_its_files_are_not_given_out(desk: Desk) -> None:
    number = passed(desk, (PICTURE,))
    sha256 = entered_cases(desk.of(OFFICE), QUARTER)[0].files[0].sha256

    assert wall(desk.of(leader())) == ()
    assert wall_picture(desk.of(leader()), number, sha256) is None
    assert refusal(lambda: confirmed_file(desk.of(leader()), number, sha256)) == refusing.UNKNOWN
    assert refusal(lambda: ballot_file(desk.of(JUDGES[0]), number, sha256)) == refusing.UNKNOWN


def test_deviating_from_the_shortlist_needs_a_reason(tmp_path: Path) -> None:
    write_workspace(tmp_path, REPOSITORY / "config", invented=True)
    desk = open_desk(tmp_path)
    rules = desk.config.highlights.model_copy(
        update={"shortlist": desk.config.highlights.shortlist.model_copy(update={"size": 1})}
    )
    desk = Desk(desk.workspace, desk.config.model_copy(update={"highlights": rules}), desk.engine)
    best, second = passed(desk, title="一"), passed(desk, title="二", unit=OTHER, region=OTHER)
    closed_round(desk, {best: 9, second: 6})
    office = desk.of(of_office())

    assert refusal(lambda: confirm(office, second)) == refusing.WHY_DEVIATE
    assert refusal(lambda: decline(office, best)) == refusing.WHY_DEVIATE
    confirm(office, second, "填补空白")
    decline(office, best, "成效待核实")

    assert {state_of(desk, best), state_of(desk, second)} == {"declined", "confirmed"}
    assert wall(office)[0].why_confirmed == "填补空白"


def test_a_case_is_taken_up_elsewhere_and_not_in_the_future(desk: Desk) -> None:
    number = passed(desk)
    closed_round(desk, {number: 8})
    confirm(desk.of(OFFICE), number)
    tomorrow = desk.local(desk.now()).date() + dt.timedelta(days=1)

    assert refusal(lambda: replicate(desk.of(OFFICE), number, COUNTY, dt.date(2026, 1, 1))) == refusing.NO_PLACE
    assert refusal(lambda: replicate(desk.of(OFFICE), number, OTHER, tomorrow)) == refusing.NO_DATE
