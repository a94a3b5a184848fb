import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.bottom_lines import alarm, question

FIGURES = st.none() | st.floats(-1e6, 1e6, allow_nan=False)
SHAPE = {"kind": pl.String(), "value": pl.Float64(), "previous": pl.Float64(), "at_least": pl.Float64()}


def rings(kind: str, value: float | None, previous: float | None = None, at_least: float | None = None) -> bool:
    row = {"kind": kind, "value": value, "previous": previous, "at_least": at_least}
    asked = nw.from_native(pl.DataFrame([row], schema=SHAPE))
    return bool(asked.select(alarm()).to_native()["alarm"].item())


def naive(kind: str, value: float | None, previous: float | None, at_least: float | None) -> bool:
    if value is None:
        return False
    below = at_least is not None and at_least - value > 1e-9
    if kind == "standard":
        return below or (previous is not None and previous - value > 1e-9)
    if kind == "coverage":
        return below
    return value > 1e-9


@pytest.mark.parametrize(
    ("kind", "value", "previous", "at_least", "told"),
    [
        ("standard", 654.0, 675.0, None, True),
        ("standard", 675.0, 675.0, None, False),
        ("standard", 690.0, 675.0, None, False),
        ("standard", 654.0, None, None, False),
        ("standard", 654.0, 650.0, 660.0, True),
        ("standard", 660.0, 650.0, 660.0, False),
        ("recipients", 1.0, 100.0, None, False),
        ("coverage", 94.9, None, 95.0, True),
        ("coverage", 95.0, None, 95.0, False),
        ("coverage", None, 80.0, 95.0, False),
        ("event", 1.0, None, None, True),
        ("event", 0.0, 3.0, None, False),
        ("event", None, None, None, False),
    ],
)
def test_a_bottom_line_is_crossed_or_not(
    kind: str, value: float | None, previous: float | None, at_least: float | None, *, told: bool
) -> None:
    assert rings(kind, value, previous, at_least) is told


@given(st.sampled_from(["standard", "coverage", "event"]), FIGURES, FIGURES, FIGURES)
def test_it_is_what_a_plain_reading_says(
    kind: str, value: float | None, previous: float | None, at_least: float | None
) -> None:
    close = [abs((value or 0.0) - (other or 0.0)) for other in (previous, at_least, 0.0)]
    if all(gap == 0 or gap > 1e-6 for gap in close):
        assert rings(kind, value, previous, at_least) is naive(kind, value, previous, at_least)


def asks(kind: str, value: float | None, previous: float | None, falls_by: float | None, *, moved: bool | None) -> bool:
    row = {"kind": kind, "value": value, "previous": previous, "falls_by": falls_by, "moved": moved}
    shape = {"kind": pl.String(), "value": pl.Float64(), "previous": pl.Float64(), "falls_by": pl.Float64()}
    asked = nw.from_native(pl.DataFrame([row], schema={**shape, "moved": pl.Boolean()}))
    return bool(asked.select(question()).to_native()["question"].item())


@pytest.mark.parametrize(
    ("value", "previous", "moved", "told"),
    [
        (95.0, 100.0, False, True),
        (95.1, 100.0, False, False),
        (80.0, 100.0, True, False),
        (80.0, 100.0, None, False),
        (None, 100.0, False, False),
        (80.0, None, False, False),
        (0.0, 0.0, False, False),
    ],
)
def test_fewer_recipients_are_asked_about_where_no_standard_moved(
    value: float | None, previous: float | None, *, moved: bool | None, told: bool
) -> None:
    assert asks("recipients", value, previous, 5.0, moved=moved) is told
    assert asks("standard", value, previous, 5.0, moved=moved) is False


@given(FIGURES, FIGURES, st.floats(0.1, 50), st.sampled_from([True, False, None]))
def test_the_question_is_what_a_plain_reading_says(
    value: float | None, previous: float | None, falls_by: float, moved: bool | None
) -> None:
    if value is None or previous is None or abs(value - previous * (1 - falls_by / 100)) > 1e-6:
        plain = (
            value is not None
            and previous is not None
            and previous > 0
            and moved is False
            and (previous - value) * 100 >= falls_by * previous
        )
        assert asks("recipients", value, previous, falls_by, moved=moved) is plain
