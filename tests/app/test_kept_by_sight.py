import datetime as dt
import sys
from collections.abc import Callable, Hashable
from typing import Any

import pytest

from dashboard.access.person import Person, Post
from dashboard.navigation import may_open
from dashboard.parts import chart
from dashboard.usecases import standing_state
from dashboard.usecases.book import Book, open_book
from dashboard.usecases.desk import Desk
from dashboard.usecases.sources import sources_of
from tests.app.conftest import Open
from tests.app.province import QUARTERS

RELEASED, OPEN = QUARTERS[-2:]
NOW = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
OWN, OTHER = "430100", "430200"
PEOPLE = (
    Person("zhao", "赵厅长", (Post("leader"),)),
    Person("he", "何局长", (Post("head", OWN),)),
    Person("li", "李四", (Post("reviewer", "elderly_care"),)),
    Person("chen", "陈报送", (Post("submitter", OWN),)),
    Person("he2", "贺局长", (Post("head", OTHER),)),
)
PLACES = (
    ("home", {}),
    ("ranking", {"group": "prefectures"}),
    ("ranking", {"group": "prefectures", "board": "composite"}),
    ("region", {"region": OWN}),
    ("region", {"region": OTHER, "part": "up"}),
    ("indicator", {"view": "indicator", "indicator": "home_adaptations"}),
    ("highlights", {}),
    ("shortfalls", {"part": "black"}),
    ("direction", {"part": "targets", "group": "prefectures"}),
    ("progress", {}),
    ("review", {}),
)
Keep = Callable[..., Any]


def drawn_again(keep: Keep, met: list[Hashable]) -> Keep:
    def kept_and_drawn(owner: Any, key: Hashable, draw: Callable[[], Any], **how: Any) -> Any:
        drawn: list[Any] = []
        kept = keep(owner, key, lambda: drawn.append(draw()) or drawn[0], **how)
        if not drawn and key != "door":
            met.append(key)
            assert draw() == kept, f"{key} is kept for who sees something else"
        return kept

    return kept_and_drawn


@pytest.fixture
def met(monkeypatch: pytest.MonkeyPatch) -> list[Hashable]:
    found: list[Hashable] = []
    monkeypatch.setattr(Desk, "now", lambda _desk: NOW)
    monkeypatch.setattr(Book, "drawn", drawn_again(Book.drawn, found))
    monkeypatch.setattr(Desk, "once", drawn_again(Desk.once, found))
    for keep in (standing_state.as_it_stands, chart.once_drawn):
        again = drawn_again(keep, found)
        for module in [one for name, one in sys.modules.items() if name.startswith("dashboard.")]:
            if getattr(module, keep.__name__, None) is keep:
                monkeypatch.setattr(module, keep.__name__, again)
    return found


@pytest.mark.parametrize(("name", "query"), PLACES, ids=lambda one: one if isinstance(one, str) else "-".join(one))
def test_what_is_kept_is_what_would_be_drawn_for_the_one_who_asks(
    half_released: Desk, open_page: Open, met: list[Hashable], name: str, query: dict[str, str]
) -> None:
    for quarter in (RELEASED, OPEN):
        for someone in PEOPLE:
            asked = {"quarter": quarter, "period": quarter, "lang": "zh", **query}
            shown = open_page(half_released, name, someone, **asked)
            assert not shown.exception, (name, someone.name)

    assert len(met) > sum(may_open(half_released.of(someone), name) for someone in PEOPLE)


def test_a_report_that_forgets_whose_it_is_is_found_out(half_released: Desk, met: list[Hashable]) -> None:
    leader, submitter = half_released.of(PEOPLE[0]), half_released.of(PEOPLE[3])
    book = open_book(leader)

    book.drawn("forgetful", lambda: open_book(leader).scope)
    with pytest.raises(AssertionError, match="forgetful"):
        book.drawn("forgetful", lambda: open_book(submitter).scope)
    assert sources_of(leader, book) == sources_of(submitter, book)


@pytest.mark.parametrize("someone", PEOPLE[1:], ids=lambda one: one.login)
def test_what_stands_is_of_those_who_see_the_same(half_released: Desk, someone: Person) -> None:
    asked: list[str] = []

    def told(person: Person) -> str:
        desk = half_released.of(person)
        return standing_state.as_it_stands(desk, "whose", lambda: asked.append(person.login) or person.login)

    first = [told(person) for person in (PEOPLE[0], someone)]

    assert first == [PEOPLE[0].login, someone.login]
