import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from config.reading import load_config
from loaders.checking.compare import compare
from loaders.checking.history import History
from loaders.intake.outcome import Intake, ValueRow
from tests.conftest import REPOSITORY
from tests.unit.checking.files import CITIES, NOW, QUARTERS, column, file_of, reported

HUNAN = load_config(REPOSITORY / "config")
CODES = ("elderly_beds", "dibao_recipients", "home_adaptations", "lottery_sales", "charity_trusts")
SIZE = {"elderly_beds": 1200, "dibao_recipients": 24_000, "home_adaptations": 240, "lottery_sales": 800}
Plausible = tuple[list[ValueRow], History]


@st.composite
def plausible(draw: st.DrawFn) -> Plausible:
    chance = random.Random(draw(st.integers(0, 10_000)))
    quarters = [*QUARTERS[-draw(st.integers(1, 7)) :], NOW]
    past: dict[tuple[str, str], dict[str, float | None]] = {}
    rows: list[ValueRow] = []
    for letter, code in zip("BCDEF", CODES, strict=True):
        now: dict[str, float | None] = {}
        for city in CITIES:
            size, growth = SIZE.get(code, 9) * chance.uniform(0.5, 2), chance.uniform(0.99, 1.02)
            cumulative = HUNAN.indicator[code].measure == "ytd_cumulative"
            values: dict[str, float | None] = {}
            for place, period in enumerate(quarters):
                share = int(period[5:]) / 12 if cumulative else 1.0
                values[period] = float(round(size * growth**place * share * chance.uniform(0.97, 1.03)))
            now[city] = values.pop(NOW)
            past[city, code] = values
        rows += column(HUNAN, code, now, letter)
    return rows, reported(HUNAN, past)


def scaled(row: ValueRow, times: int) -> ValueRow:
    value = (row.value or 0.0) * times
    return replace(row, value=value, text=f"{value:.0f}", read=f"{value:.0f}")


@settings(max_examples=40, deadline=None)
@given(given_=plausible())
def test_plausible_figures_give_no_finding(given_: Plausible) -> None:
    rows, history = given_

    assert compare(file_of(rows), history, HUNAN) == ()


@settings(max_examples=40, deadline=None)
@given(given_=plausible(), place=st.integers(0, len(CITIES) * len(CODES) - 1))
def test_a_figure_times_ten_thousand_is_exactly_that_unit_slip(given_: Plausible, place: int) -> None:
    rows, history = given_
    place = place if (rows[place].value or 0) > 0 else 0

    found = compare(file_of([*rows[:place], scaled(rows[place], 10_000), *rows[place + 1 :]]), history, HUNAN)

    assert [(one.cell, one.places["times"]) for one in found] == [(rows[place].cell, "10000")]
    assert found[0].rule in ("unit_slip", "places_slip")


@settings(max_examples=40, deadline=None)
@given(given_=plausible(), places=st.sets(st.integers(0, 60), max_size=6), order=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(given_: Plausible, places: set[int], order: random.Random) -> None:
    rows, history = given_
    changed = [scaled(one, 7) if n in places else one for n, one in enumerate(rows)]
    turned = order.sample(changed, len(changed))

    assert compare(file_of(turned), history, HUNAN) == compare(file_of(changed), history, HUNAN)


@settings(max_examples=40, deadline=None)
@given(given_=plausible(), unit=st.sampled_from(["元", "千元", "亿元"]))
def test_the_unit_in_which_a_column_is_printed_does_not_matter(given_: Plausible, unit: str) -> None:
    rows, history = given_
    factor = HUNAN.reading.units["万元"][1] / HUNAN.reading.units[unit][1]
    turned = [_printed_in(one, unit, factor) if one.unit == "万元" else one for one in rows]

    assert compare(file_of(turned), history, HUNAN) == ()


def _printed_in(row: ValueRow, unit: str, factor: float) -> ValueRow:
    value = (row.value or 0.0) * factor
    return replace(row, unit=unit, value=value, text=f"{value:.4f}", read=f"{value:.4f}")


@settings(max_examples=40, deadline=None)
@given(given_=plausible())
def test_without_history_and_with_an_empty_file_there_is_nothing_to_say(given_: Plausible) -> None:
    rows, history = given_

    assert compare(Intake(None), history, HUNAN) == ()
    assert compare(file_of(rows), History(), HUNAN) == ()
