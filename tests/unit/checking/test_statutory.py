import pytest

from config.model import Config
from loaders.checking.compare import compare
from tests.unit.checking.files import CITY, NOW, file_of, reported, row, rules, tuned

FORM, TABLE = "total_spending", "civil_affairs_spending"


@pytest.mark.parametrize(("own", "other"), [(FORM, TABLE), (TABLE, FORM)])
def test_form_and_table_must_say_the_same_whichever_comes_first(hunan: Config, own: str, other: str) -> None:
    history = reported(hunan, {(CITY, other): {NOW: 40_442.35}})

    (finding,) = compare(file_of([row(hunan, CITY, own, 40_502.4)]), history, hunan)

    assert (finding.rule, finding.severity, finding.cell) == ("statutory_differs", "warning", "B2")
    assert (finding.places["other"], finding.places["who"]) == ("40442.35", "养老服务处")
    assert rules(hunan, [row(hunan, CITY, own, "40442.4")], history) == []
    assert rules(hunan, [row(hunan, CITY, own, 404_423_500, unit="元")], history) == []
    assert rules(tuned(hunan, tolerance=0.01), [row(hunan, CITY, own, 40_502.4)], history) == []


def test_another_month_and_another_region_are_another_figure(hunan: Config) -> None:
    history = reported(hunan, {(CITY, TABLE): {"2026-06": 30_000}, ("430200", TABLE): {NOW: 20_000}})

    assert rules(hunan, [row(hunan, CITY, FORM, 60_000)], history) == []
