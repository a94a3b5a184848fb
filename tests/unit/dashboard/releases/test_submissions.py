import json

import pytest

from config.wording import translator
from dashboard.releasing import making
from dashboard.releasing.making import Made
from dashboard.releasing.reading import open_edition
from dashboard.releasing.remarks import ReleaseProblem
from dashboard.releasing.verifying import verify_release
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.packing import pack_contents
from loaders.store import readers
from loaders.store.database import writing
from loaders.store.life import approve, confirm, send_back
from loaders.store.steps import Signed
from tests.frozen import EARLIER, QUARTER, REGION, corrected, released

CHINESE = translator()


def text_of(made: Made) -> list[str]:
    return [warning.text(CHINESE) for warning in made.warnings]


def test_a_release_tells_who_is_missing_and_that_figures_are_invented(first: Made) -> None:
    said = text_of(first)

    assert any("社会事务处" in line and "长沙市" in line for line in said)
    assert making.INVENTED in [warning.message for warning in first.warnings]


def test_a_release_warns_of_an_earlier_quarter_whose_data_have_changed_since(desk: Desk) -> None:
    earlier = released(desk, EARLIER)
    corrected(desk, 77.0, EARLIER)

    made = released(desk)

    assert [w.places for w in made.warnings if w.message == making.BEHIND] == [
        {"quarter": EARLIER, "release": earlier.release.id}
    ]


def returned(desk: Desk, number: int, *regions: str) -> str:
    one = readers.submission(desk.engine, number)
    assert one is not None
    with writing(desk.engine) as session:
        send_back(session, one.receipt, Signed("王五", one.received_at, "test", "office"), "有误", regions)
    return one.receipt


def test_a_release_warns_of_what_the_office_has_not_confirmed(desk: Desk, first: Made) -> None:
    (waiting,) = (w for w in first.warnings if w.message == making.UNCONFIRMED)
    assert waiting.places == {"count": 2, "names": "社会救助处、养老服务处"}

    for one in readers.submissions(desk.engine, QUARTER):
        with writing(desk.engine) as session:
            signed = Signed("王五", one.received_at, "test")
            approve(session, one.receipt, signed)
            confirm(session, one.receipt, signed)
    corrected(desk, 9_999.0)
    second = released(desk, reason="勘误")

    (waiting,) = (w for w in second.warnings if w.message == making.UNCONFIRMED)
    assert waiting.places == {"count": 1, "names": "养老服务处"}


def test_approving_puts_no_release_behind(desk: Desk, first: Made) -> None:
    for one in readers.submissions(desk.engine, QUARTER):
        with writing(desk.engine) as session:
            approve(session, one.receipt, Signed("李四", one.received_at, "test"))

    assert not open_edition(desk, QUARTER).behind
    with pytest.raises(ReleaseProblem) as refused:
        released(desk, reason="再发一次")
    assert refused.value.remark.message == making.UNCHANGED
    assert first.release.id


def test_what_is_returned_after_a_release_puts_it_behind_and_is_not_in_the_next(desk: Desk) -> None:
    number = corrected(desk, 9_999.0) or 0
    made = released(desk)
    frozen = pack_contents(*edition_of(desk), QUARTER)

    receipt = returned(desk, number)

    assert open_edition(desk, QUARTER).behind
    assert pack_contents(*edition_of(desk), QUARTER) == frozen
    second = released(desk, reason="退回一份")
    names = json.loads((second.folder / "inputs" / "submissions.json").read_bytes())
    assert receipt not in [one["receipt"] for one in names]
    assert [verify_release(desk, one.release.id).faults for one in (made, second)] == [(), ()]


def test_a_region_that_was_set_aside_is_frozen_as_such(desk: Desk, first: Made) -> None:
    one = next(one for one in readers.submissions(desk.engine, QUARTER) if one.submitter == "elderly_care")
    returned(desk, one.id or 0, REGION)
    assert open_edition(desk, QUARTER).behind

    second = released(desk, reason="退回一县")

    names = json.loads((second.folder / "inputs" / "submissions.json").read_bytes())
    assert [(entry["receipt"], entry["set_aside"]) for entry in names if "set_aside" in entry] == [
        (one.receipt, [REGION])
    ]
    assert not open_edition(desk, QUARTER).behind
    assert verify_release(desk, second.release.id).faults == ()
    assert verify_release(desk, first.release.id).faults == ()


def edition_of(desk: Desk) -> tuple[Desk, Book]:
    edition = open_edition(desk, QUARTER)
    return edition.desk, edition.book
