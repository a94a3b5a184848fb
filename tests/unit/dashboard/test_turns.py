import threading
from collections.abc import Callable

import pytest

from dashboard.parts import turns
from dashboard.parts.turns import long_work, my_turn

SOON = 5.0


def _draws(inside: Callable[[], object]) -> threading.Thread:
    def draw() -> None:
        with my_turn():
            inside()

    thread = threading.Thread(target=draw, daemon=True)
    thread.start()
    return thread


def test_one_page_is_drawn_at_a_time() -> None:
    drawn = threading.Event()
    with my_turn():
        other = _draws(drawn.set)
        assert not drawn.wait(0.2)

    assert drawn.wait(SOON)
    other.join(SOON)


def test_others_draw_while_a_page_does_long_work() -> None:
    drawn = threading.Event()
    with my_turn():
        with long_work():
            _draws(drawn.set).join(SOON)
            assert drawn.is_set()
        again = threading.Event()
        other = _draws(again.set)
        assert not again.wait(0.2)
    other.join(SOON)
    assert again.is_set()


def test_a_page_that_fails_gives_its_turn_back() -> None:
    with pytest.raises(ValueError, match="drawn"), my_turn():
        raise ValueError("drawn")
    with pytest.raises(ValueError, match="read"), my_turn(), long_work():
        raise ValueError("read")

    drawn = threading.Event()
    _draws(drawn.set).join(SOON)
    assert drawn.is_set()


def test_a_page_that_waited_long_enough_is_drawn_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    drawn = threading.Event()
    with my_turn():
        _draws(drawn.set).join(SOON)
        assert drawn.is_set()
        still = threading.Event()
        monkeypatch.setattr(turns, "PATIENCE", SOON)
        other = _draws(still.set)
        assert not still.wait(0.2)
    other.join(SOON)
    assert still.is_set()


def test_long_work_outside_a_page_needs_no_turn() -> None:
    with long_work():
        pass
    drawn = threading.Event()
    _draws(drawn.set).join(SOON)
    assert drawn.is_set()
