from config.model import Config
from loaders.checking.compare import compare
from loaders.checking.history import History
from tests.unit.checking.files import CITIES, QUARTERS, column, file_of, reported, rules

CODES = ("elderly_beds", "elderly_in_difficulty", "dibao_recipients", "children_registered")


def moving(hunan: Config, quarters: int = 7) -> History:
    figures = {
        (region, code): {period: 1000.0 + 17 * place + 31 * n + 7 * m for m, period in enumerate(QUARTERS[-quarters:])}
        for place, region in enumerate(CITIES)
        for n, code in enumerate(CODES)
    }
    return reported(hunan, figures)


def copied(hunan: Config, history: History, of: dict[str, int]) -> list[tuple[str, str]]:
    rows = []
    for letter, code in zip("BCDE", CODES, strict=True):
        place = CODES.index(code)
        last = {region: history.series(region, code)["2026-06"].value or 0.0 for region in CITIES}
        now = {region: value if place < of.get(region, 0) else value + 9 for region, value in last.items()}
        rows += column(hunan, code, dict(now), letter)
    return rules(hunan, rows, history)


def test_a_region_whose_figures_all_stand_is_told_once_with_its_cells(hunan: Config) -> None:
    assert copied(hunan, moving(hunan), {"430200": 4, "430400": 3}) == [
        ("region_unchanged", "B3"),
        ("region_unchanged", "B5"),
    ]


def test_one_or_two_figures_that_stand_are_nothing(hunan: Config) -> None:
    assert copied(hunan, moving(hunan), {"430200": 2, "430400": 1}) == []


def test_a_whole_workbook_that_was_copied_forward_is_told_once(hunan: Config) -> None:
    history = moving(hunan, quarters=1)
    rows = [
        one
        for letter, code in zip("BC", CODES, strict=False)
        for one in column(hunan, code, {city: history.series(city, code)["2026-06"].value for city in CITIES}, letter)
    ]

    (finding,) = compare(file_of(rows), history, hunan)

    assert (finding.rule, finding.severity, finding.cell) == ("file_unchanged", "warning", "B2")
    assert (finding.places["count"], finding.places["total"], finding.places["period"]) == (28, 28, "2026-06")


def test_what_never_moves_and_what_is_small_is_not_counted(hunan: Config) -> None:
    still = reported(hunan, {(region, code): dict.fromkeys(QUARTERS, 1000.0) for region in CITIES for code in CODES})
    small = reported(hunan, {(region, code): {"2026-06": 12.0} for region in CITIES for code in CODES})

    assert copied(hunan, still, dict.fromkeys(CITIES, 4)) == []
    assert copied(hunan, small, dict.fromkeys(CITIES, 4)) == []


def test_figures_of_an_older_quarter_are_no_copy_of_the_last(hunan: Config) -> None:
    history = moving(hunan)
    rows = [
        one
        for letter, code in zip("BCDE", CODES, strict=True)
        for one in column(hunan, code, {"430200": history.series("430200", code)["2026-03"].value}, letter)
    ]

    assert rules(hunan, rows, history) == []


def test_rates_with_decimals_do_not_repeat_by_chance_and_whole_ones_do(hunan: Config) -> None:
    codes = ("low_income_check_rate", "temporary_assistance_timely_rate", "marriage_pass_rate")

    def found(value: float) -> list[str]:
        history = reported(hunan, {(city, code): {"2026-06": value} for city in CITIES for code in codes})
        rows = [
            one
            for letter, code in zip("BCD", codes, strict=True)
            for one in column(hunan, code, dict.fromkeys(CITIES, value), letter)
        ]
        return [rule for rule, _ in rules(hunan, rows, history)]

    assert (found(97.35), found(100)) == (["file_unchanged"], [])


def test_a_copied_region_is_told_beside_what_else_its_first_cell_has(hunan: Config) -> None:
    history = moving(hunan)
    rows = [
        one
        for letter, code in zip("BCDE", CODES, strict=True)
        for one in column(hunan, code, {"430200": history.series("430200", code)["2026-06"].value}, letter)
    ]
    below = {(region.code, CODES[0]): {"2026-09": 900.0} for region in hunan.children["430200"]}
    with_sum = History({**history.figures, **reported(hunan, below).figures})
    assert rules(hunan, rows, with_sum) == [("sum_differs", "B2"), ("region_unchanged", "C2")]
