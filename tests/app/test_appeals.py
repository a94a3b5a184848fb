from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access.person import Person
from dashboard.usecases.appeals import deciding
from dashboard.usecases.appeals.asking import ask
from dashboard.usecases.appeals.listing import appeals_in_sight
from dashboard.usecases.desk import Desk
from loaders.store.released import newest_release
from tests.app.conftest import Open, text_of
from tests.app.province import QUARTERS, made_up_workspace
from tests.frozen import INDICATOR, corrected, released
from tests.people import checker, head, leader, of_office

EARLIER, NEWEST = QUARTERS[-2:]
REGION = "430121"
HEAD, OFFICE = head(REGION), of_office()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = made_up_workspace(tmp_path, (EARLIER, NEWEST))
    released(made, EARLIER)
    return made


def asked(desk: Desk) -> str:
    release = newest_release(desk.engine, EARLIER)
    assert release is not None
    return ask(desk.of(HEAD), EARLIER, release.id, REGION, "items", [INDICATOR], "漏填一位")


def part(open_page: Open, desk: Desk, person: Person = HEAD, quarter: str = EARLIER) -> AppTest:
    return open_page(desk, "region", person, region=REGION, quarter=quarter, part="appeal", lang="en")


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_a_head_sends_an_appeal_and_sees_how_it_stands(desk: Desk, open_page: Open) -> None:
    app = part(open_page, desk)
    assert "None was sent for this quarter." in text_of(app)
    app.multiselect[0].select(INDICATOR)
    app.text_area[0].input("漏填一位")
    app.button("appeal_ask").click().run()
    app.button("appeal_send_now").click().run()

    (line,) = appeals_in_sight(desk.of(HEAD))
    shown = text_of(app)
    assert not app.exception
    assert (line.state, line.reason, line.region) == ("open", "漏填一位", REGION)
    assert "The appeal is with the office" in shown
    assert line.number in shown
    assert "Withdraw …" in labels(app)


def test_an_appeal_without_its_reason_is_not_sent(desk: Desk, open_page: Open) -> None:
    app = part(open_page, desk)
    app.button("appeal_ask").click().run()
    app.button("appeal_send_now").click().run()

    assert "Write the reason" in text_of(app)
    assert appeals_in_sight(desk.of(HEAD)) == ()


def test_before_the_release_there_is_nothing_to_ask_for(desk: Desk, open_page: Open) -> None:
    app = part(open_page, desk, quarter=NEWEST)

    assert "is not released yet; a review can be asked for when it is." in text_of(app)
    assert "Send the appeal …" not in labels(app)


def test_before_the_release_the_page_leads_to_the_form_of_the_quarter_before(desk: Desk, open_page: Open) -> None:
    app = part(open_page, desk, quarter=NEWEST)
    app.button("appeal_before").click().run()

    assert not app.exception
    assert app.query_params["quarter"] == EARLIER
    assert "Send the appeal …" in labels(app)


def test_when_the_time_is_over_the_page_says_since_when(
    desk: Desk, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = desk.workspace.folder
    monkeypatch.setattr("config.model.calendar.Calendar.appeals_close", lambda _self, _quarter, opens, *_: opens)

    app = part(open_page, desk)

    assert folder.is_dir()
    assert "The time to ask for a review of" in text_of(app)
    assert "appeal_before" not in {button.key for button in part(open_page, desk, quarter=NEWEST).button}
    assert "Send the appeal …" not in labels(app)


@pytest.mark.parametrize("person", [leader(), OFFICE, checker("elderly_care"), head("430200")])
def test_the_part_is_for_the_regions_own_people(desk: Desk, open_page: Open, person: Person) -> None:
    number = asked(desk)

    app = part(open_page, desk, person)

    assert not app.exception
    assert "Send the appeal …" not in labels(app)
    assert number not in text_of(app)


def test_the_office_decides_beside_the_list(desk: Desk, open_page: Open) -> None:
    number = asked(desk)
    app = open_page(desk, "appeals", OFFICE, lang="en")
    assert "Appeals: 1 to be decided" in text_of(app)
    app.text_area[0].input("同意更正")
    app.button(f"accept_{number}").click().run()
    app.button(f"appeal_yes_{number}").click().run()

    (line,) = appeals_in_sight(desk.of(OFFICE))
    assert not app.exception
    assert line.state == "accepted"
    assert f"{number} is accepted" in text_of(app)
    assert [label for label in labels(app) if label.startswith(("Accept", "Reject"))] == []


def test_the_division_gives_its_opinion_and_does_not_decide(desk: Desk, open_page: Open) -> None:
    number = asked(desk)
    app = open_page(desk, "appeals", checker("elderly_care"), lang="en")
    assert "Accept …" not in labels(app)
    app.text_area[0].input("属实")
    app.button(f"opinion_{number}").click().run()
    app.button(f"appeal_yes_{number}").click().run()

    (line,) = appeals_in_sight(desk.of(OFFICE))
    assert [(step.action, step.reason) for step in line.steps][1:] == [("opinion", "属实")]


def test_the_office_names_the_accepted_appeal_with_the_correction(desk: Desk, open_page: Open) -> None:
    number = asked(desk)
    deciding.decide(desk.of(OFFICE), number, "同意更正", accepted=True)
    waiting = text_of(open_page(desk, "release", OFFICE, quarter=EARLIER, lang="en"))
    assert f"Accepted appeals wait for corrected figures: {number}" in waiting
    corrected(desk, 0.0, EARLIER)

    app = open_page(desk, "release", OFFICE, quarter=EARLIER, lang="en")
    app.text_input("release_reason").input("更正").run()
    app.button("release_ask").click().run()
    app.button("release_now").click().run()

    newest = newest_release(desk.engine, EARLIER)
    assert newest is not None
    assert (newest.revision, newest.reason) == (2, f"更正（申诉{number}）")
    decided = text_of(part(open_page, desk))
    assert "What the correction changed" in decided
    assert newest.id in decided


def test_a_page_without_appeals_says_how_one_comes_about(desk: Desk, open_page: Open) -> None:
    app = open_page(desk, "appeals", OFFICE, lang="en")

    assert "No appeal was sent yet" in text_of(app)
    assert "No appeal is open" in text_of(app)


def test_a_stranger_to_an_appeal_sees_none(desk: Desk, open_page: Open) -> None:
    number = asked(desk)

    app = open_page(desk, "appeals", head("430200"), appeal=number, lang="en")

    assert number not in text_of(app)
