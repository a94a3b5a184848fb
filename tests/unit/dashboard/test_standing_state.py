import datetime as dt
import time
from itertools import count
from pathlib import Path

import pytest

from config.model import Config
from config.workspace import Workspace
from dashboard.parts import chart
from dashboard.parts.theme import DARK, LIGHT
from dashboard.usecases import standing_state
from dashboard.usecases.collection import collection
from dashboard.usecases.desk import Desk
from dashboard.usecases.scoring import input_hash
from dashboard.usecases.standing_state import as_it_stands
from loaders.store.database import migrate, open_engine
from loaders.store.moment import asked_lately, one_moment
from loaders.store.pulse import pulse
from tests.app.province import division_rows, submit
from tests.people import Reviewer, checker, extend, head, leader, of_office

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


def test_it_is_drawn_again_when_a_window_turns_and_when_a_day_begins(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk.config.calendar.window(QUARTER)
    second = dt.timedelta(seconds=1)
    seen = []
    for local in (
        window.opens - second,
        window.opens,
        window.opens + dt.timedelta(minutes=9),
        window.closes,
        window.closes + second,
    ):
        monkeypatch.setattr(Desk, "now", lambda _, at=local: desk.aware(at))
        seen.append((as_it_stands(desk, "key", object), collection(desk, QUARTER, "zh_CN").window))
    drawn, windows = zip(*seen, strict=True)

    assert [one.state for one in windows if one] == ["upcoming", "open", "open", "open", "closed"]
    assert len({id(one) for one in drawn}) == 4
    assert drawn[1] is drawn[2]


def test_it_is_drawn_again_when_the_longer_window_of_a_unit_closes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    window, longer = desk.config.calendar.window(QUARTER), dt.timedelta(hours=2)
    monkeypatch.setattr(Desk, "now", lambda _: desk.aware(window.closes))
    extend(desk, QUARTER, "430100", window.closes + longer, "停电", Reviewer("王五", "office"))
    states = []
    for since in (dt.timedelta(hours=1), longer, longer + dt.timedelta(seconds=1)):
        monkeypatch.setattr(Desk, "now", lambda _, at=window.closes + since: desk.aware(at))
        states.append(next(one.state for one in collection(desk, QUARTER, "zh_CN").units if one.code == "430100"))

    assert states == ["awaited", "awaited", "missing"]


def test_it_is_drawn_again_after_ten_minutes_at_the_latest(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    began = time.monotonic()
    before = as_it_stands(desk, "key", object)
    monkeypatch.setattr(time, "monotonic", lambda: began + standing_state.LONGEST)

    assert as_it_stands(desk, "key", object) is not before


def test_nothing_that_was_asked_before_is_kept_under_what_it_stands_on(desk: Desk) -> None:
    asked = count()
    with one_moment():
        before = asked_lately("releases", lambda: next(asked))
        stands = pulse(desk.engine)
        drawn = desk.while_it_stands("report", stands, lambda _: asked_lately("releases", lambda: next(asked)))

    assert (before, drawn) == (0, 1)


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
