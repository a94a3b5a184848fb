import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from loaders.store import moment
from loaders.store.moment import ask_anew, asked_lately, asked_once, one_moment


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    ask_anew()
    yield
    ask_anew()


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    began = time.monotonic()

    def at(seconds: float) -> None:
        monkeypatch.setattr(time, "monotonic", lambda: began + seconds)

    at(0)
    return at


def on_another_page(ask: Callable[[], int]) -> int:
    def page() -> int:
        with one_moment():
            return asked_lately("how far", ask)

    with ThreadPoolExecutor(1) as other:
        return other.submit(page).result()


def test_a_page_asks_once_and_who_draws_none_asks_each_time() -> None:
    asked = count()
    outside = [asked_once("how far", lambda: next(asked)), asked_lately("how far", lambda: next(asked))]
    with one_moment():
        inside = [asked_once("how far", lambda: next(asked)) for _ in range(3)]

    assert (outside, inside) == ([0, 1], [2, 2, 2])


def test_what_concerns_everyone_serves_the_pages_of_a_moment(stopped: Callable[[float], None]) -> None:
    asked = count()
    seen = [on_another_page(lambda: next(asked)) for _ in range(3)]
    stopped(moment.LONGEST + 0.01)

    assert seen == [0, 0, 0]
    assert on_another_page(lambda: next(asked)) == 1


def test_a_page_of_its_own_is_asked_for_itself() -> None:
    asked = count()
    with one_moment():
        mine = asked_once("who", lambda: next(asked))

    def page() -> int:
        with one_moment():
            return asked_once("who", lambda: next(asked))

    with ThreadPoolExecutor(1) as other:
        assert (mine, other.submit(page).result()) == (0, 1)


@pytest.mark.usefixtures("stopped")
def test_nothing_from_before_a_write_is_said_after_it() -> None:
    asked = count()
    first = on_another_page(lambda: next(asked))
    ask_anew()
    second = on_another_page(lambda: next(asked))

    def overtaken() -> int:
        answer = next(asked)
        ask_anew()
        return answer

    ask_anew()
    assert (first, second, on_another_page(overtaken)) == (0, 1, 2)
    assert on_another_page(lambda: next(asked)) == 3
