import datetime as dt
from pathlib import Path

import pytest

from config.model import Config
from config.workspace import Workspace
from dashboard.parts import chart
from dashboard.parts.theme import DARK, LIGHT
from dashboard.usecases.collection import collection
from dashboard.usecases.desk import Desk
from dashboard.usecases.scoring import input_hash
from dashboard.usecases.standing_state import as_it_stands
from loaders.store.database import migrate, open_engine
from loaders.store.pulse import pulse
from tests.app.province import division_rows, submit
from tests.people import checker, head, leader, of_office

QUARTER = "2026Q3"
NOON = dt.datetime(2026, 10, 20, 4, tzinfo=dt.UTC)


@pytest.fixture
def desk(hunan: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(Desk, "now", lambda _: NOON)
    url = f"sqlite:///{tmp_path / 'store.db'}"
    engine = open_engine(url)
    migrate(engine)
    return Desk(Workspace(tmp_path, Path("config").resolve(), url, invented=True), hunan, engine)


def test_it_is_drawn_again_when_something_was_handed_in_and_not_before(desk: Desk) -> None:
    drawn: list[str] = []

    def draw() -> int:
        drawn.append("once")
        return len(drawn)

    first = [as_it_stands(desk, "key", draw) for _ in range(3)]
    submit(desk, "elderly_care", QUARTER, tuple(division_rows(desk, "elderly_care", QUARTER)))
    second = [as_it_stands(desk, "key", draw) for _ in range(3)]

    assert (first, second) == ([1, 1, 1], [2, 2, 2])


def test_it_is_drawn_again_every_minute(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = as_it_stands(desk, "key", object)
    monkeypatch.setattr(Desk, "now", lambda _: NOON + dt.timedelta(minutes=1))

    assert as_it_stands(desk, "key", object) is not before


def test_only_people_who_see_the_same_share_what_was_drawn(desk: Desk) -> None:
    seen = {
        name: as_it_stands(desk.of(person), "key", object)
        for name, person in {
            "leader": leader(),
            "office": of_office(),
            "head": head("430100"),
            "other head": head("430200"),
            "checker": checker("elderly_care"),
        }.items()
    }

    assert len({id(one) for one in seen.values()}) == 5
    assert as_it_stands(desk.of(head("430100")), "key", object) is seen["head"]


def test_a_head_never_gets_the_collection_that_a_leader_saw_before(desk: Desk) -> None:
    every = collection(desk.of(leader()), QUARTER, "zh_CN")
    own = collection(desk.of(head("430100")), QUARTER, "zh_CN")

    assert len(every.units) == 26
    assert [unit.code for unit in own.units] == ["430100"]


def test_the_inputs_have_another_hash_after_a_submission(desk: Desk) -> None:
    before, stood = input_hash(desk), pulse(desk.engine)
    submit(desk, "elderly_care", QUARTER, tuple(division_rows(desk, "elderly_care", QUARTER)))

    assert pulse(desk.engine) != stood
    assert input_hash(desk) != before
    assert input_hash(desk) == input_hash(desk.of(leader()))


def test_a_drawing_belongs_to_its_report_and_its_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart, "locale", lambda: "zh_CN")
    monkeypatch.setattr(chart, "palette", lambda: LIGHT)
    one, other = ["report"], ["report"]

    first = chart.once_drawn(one, "map", object)
    assert chart.once_drawn(one, "map", object) is first
    assert chart.once_drawn(one, "line", object) is not first
    assert chart.once_drawn(other, "map", object) is not first
    monkeypatch.setattr(chart, "palette", lambda: DARK)
    assert chart.once_drawn(one, "map", object) is not first
