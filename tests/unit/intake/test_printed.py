from decimal import Decimal

import pytest

from config.model import Config, Status
from loaders.intake.cells import Cell
from loaders.intake.formats import Format, exact, format_of, plain_text, printed
from loaders.intake.gazetteer import gazetteer_of
from loaders.intake.numbers import read_amount
from loaders.intake.periods import is_only_period, read_month_name, read_period, shift_month
from loaders.intake.words import key_of


@pytest.mark.parametrize(
    ("shown", "number", "unit"),
    [
        ("1,407", "1407", ""),
        ("69,436.3", "69436.3", ""),
        ("105.00", "105.00", ""),
        ("１２，３４５．６", "12345.6", ""),
        ("1 234 567", "1234567", ""),
        ("'123", "123", ""),
        ("(12)", "-12", ""),
        ("－5", "-5", ""),
        ("+7", "7", ""),
        (".5", "0.5", ""),
        ("85.5％", "85.5", "%"),
        ("3.2万人", "3.2", "万人"),
        ("3.2万", "3.2", "万人"),
        ("1,200 人", "1200", "人"),
        ("1.2E+03", "1200", ""),
        ("￥5,000元", "5000", ""),
    ],
)
def test_printed_numbers(hunan: Config, shown: str, number: str, unit: str) -> None:
    amount = read_amount(Cell(1, 1, "text", shown), hunan.reading, "人")

    assert (amount.text, amount.unit, amount.fault) == (number, unit, None)


@pytest.mark.parametrize(
    "shown", ["约100", "12-15", "1,23", "1.2.3", "NaN", "-inf", "1e400", "12个半", "三百", "1e-999999999", "9" * 200]
)
def test_what_is_no_number(hunan: Config, shown: str) -> None:
    assert read_amount(Cell(1, 1, "text", shown), hunan.reading, "人").fault == "not_a_number"


@pytest.mark.parametrize(
    ("shown", "status", "doubtful"),
    [
        ("—", Status.NOT_REPORTED, False),
        (" / ", Status.NOT_APPLICABLE, False),
        ("／", Status.NOT_APPLICABLE, False),
        ("无", Status.NOT_REPORTED, True),
        ("***", Status.WITHHELD, False),
    ],
)
def test_marks(hunan: Config, shown: str, status: Status, doubtful: bool) -> None:
    amount = read_amount(Cell(1, 1, "text", shown), hunan.reading)

    assert (amount.number, amount.status, amount.doubtful) == (None, status, doubtful)


@pytest.mark.parametrize(
    ("value", "code", "shown", "text"),
    [
        (18907.0, "#,##0.0", "18,907.0", "18907.0"),
        (0.1 + 0.2, "General", "0.3", "0.3"),
        (34.567, "0.0", "34.567", "34.567"),
        (0.1234, "0.00%", "12.34%", "12.34"),
        (-1234.5, "#,##0.00", "-1,234.50", "-1234.50"),
        (1e15, "General", "1000000000000000", "1000000000000000"),
    ],
)
def test_number_cells_keep_their_printed_decimals(
    hunan: Config, value: float, code: str, shown: str, text: str
) -> None:
    form = format_of(code)
    number = exact(value)

    cell = Cell(1, 1, "number", printed(number, form), number, form.decimals, form.percent)

    assert (cell.text, read_amount(cell, hunan.reading).text) == (shown, text)


@pytest.mark.parametrize("code", ["yyyy-mm-dd", 'yyyy"年"m"月"', "[$-804]m/d/yyyy", "h:mm"])
def test_date_formats(code: str) -> None:
    assert format_of(code).date


@pytest.mark.parametrize("code", ["General", "0.00", '0.0"万元"', "[Red]0", "@", "#,##0;[Red]-#,##0"])
def test_formats_that_are_no_dates(code: str) -> None:
    assert format_of(code) == Format(format_of(code).decimals, "," in code, unit="万元" if "万元" in code else "")


def test_plain_text_has_no_exponent() -> None:
    assert plain_text(Decimal("1E+3"), 1) == "1000.0"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2023年6月", "2023-06"),
        ("2022年09月报", "2022-09"),
        ("2021年2季度民政统计数据", "2021-06"),
        ("2023年第二季度", "2023-06"),
        ("统计时间：2024年12月", "2024-12"),
        ("2025Q3", "2025-09"),
        ("二〇二五年三季度", "2025-09"),
        ("二○二四年十二月", "2024-12"),
        ("2025年1-9月", "2025-09"),
        ("2025年1月—9月", "2025-09"),
        ("2023年衡阳市第二季度社会服务统计季报", "2023-06"),
        ("２０２３年第２季度", "2023-06"),
        ("2025年上半年", "2025-06"),
        ("202509", "2025-09"),
        ("2025-09-30", "2025-09"),
        ("2022年社会服务统计3月份报表", "2022-03"),
    ],
)
def test_periods(text: str, period: str) -> None:
    read = read_period(text)

    assert read is not None
    assert read.text == period


@pytest.mark.parametrize("text", ["第三季度", "2025年度考核", "2024-2025年", "430400000000", "2025年13月", ""])
def test_texts_without_a_period(text: str) -> None:
    assert read_period(text) is None


def test_periods_that_stand_alone() -> None:
    assert is_only_period("（2025年第三季度）")
    assert not is_only_period("2025年第三季度养老服务情况表")


def test_months_as_heads() -> None:
    assert [read_month_name(text) for text in ("九月份", "2022年9月末", "上年9月", "数量")] == [
        (None, 9),
        (2022, 9),
        (-1, 9),
        None,
    ]
    assert [shift_month("2024-01", step) for step in (-1, -12, 11)] == ["2023-12", "2023-01", "2024-12"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("其中：（1）儿童福利", "儿童福利"),
        ("                A 城市低保累计支出", "城市低保累计支出"),
        ("II 城市低保临时补贴", "城市低保临时补贴"),
        ("A贫困家庭儿童", "贫困家庭儿童"),
        ("(一)乡级行政区划", "（一）乡级行政区划"),
        ("脱贫（享受政策）人员", "脱贫(享受政策)人员"),
        ("革命“五老”人员", "革命五老人员"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


def test_regions_by_what_is_printed(hunan: Config) -> None:
    gazetteer = gazetteer_of(hunan)

    coded = [gazetteer.coded(text) for text in ("430400", "430400000000", "430124", "'430100", "430100.0")]
    named = [gazetteer.named(text) for text in ("长　沙　市", "湖南省长沙市", "宁乡县", "湘西", "湖南省长沙市岳麓区")]

    assert [region.code for region in coded if region] == ["430400", "430400", "430182", "430100", "430100"]
    assert [[region.code for region in found] for found in named] == [
        ["430100"],
        ["430100"],
        ["430182"],
        ["433100"],
        ["430104"],
    ]


def test_regions_in_a_title(hunan: Config) -> None:
    gazetteer = gazetteer_of(hunan)

    found = [
        gazetteer.mentioned(text)
        for text in ("2023年湖南省衡阳市第二季度季报", "长沙市与株洲市对比表", "民政统计季报表")
    ]

    assert [[region.code for region in regions] for regions in found] == [["430400"], ["430100", "430200"], []]
