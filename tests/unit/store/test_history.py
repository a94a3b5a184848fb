import datetime as dt

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session

from config.model import Config, Status
from loaders.checking.history import History
from loaders.collect import Receipt, collect
from loaders.intake.outcome import Intake
from loaders.intake.read import read_submission
from loaders.store.database import writing
from loaders.store.history import history_for
from loaders.store.lifetables import SetAside
from loaders.store.tables import Submission
from tests.unit.intake.test_statutory_form import form
from tests.unit.intake.workbooks import Grid, Value, elderly, xlsx

NOW = dt.datetime(2026, 11, 22, 8, 30, tzinfo=dt.UTC)
QUARTERS = {"2025Q1": "一", "2025Q2": "二", "2025Q3": "三", "2025Q4": "四"}
CITIES = {"长沙市": 1200, "株洲市": 800, "湘潭市": 600, "衡阳市": 900, "邵阳市": 1100}
HEADS = ("地区", "养老机构床位（张）", "护理型床位（张）")


def workbook(quarter: str, figures: dict[str, tuple[Value, Value]], heads: tuple[str, ...] = HEADS) -> bytes:
    grid = elderly([[city, *values] for city, values in figures.items()], heads)
    grid[0] = [f"{quarter[:4]}年第{QUARTERS[quarter]}季度养老服务情况表"]
    return xlsx(grid)


def usual(growth: int = 0) -> dict[str, tuple[Value, Value]]:
    return {city: (beds + growth, beds // 2 + growth) for city, beds in CITIES.items()}


def hand_in(
    engine: Engine,
    config: Config,
    quarter: str,
    figures: dict[str, tuple[Value, Value]],
    heads: tuple[str, ...] = HEADS,
) -> Receipt:
    return collect(engine, config, f"{quarter}.xlsx", workbook(quarter, figures, heads), now=NOW)


def intake_of(config: Config, quarter: str) -> Intake:
    return read_submission("a.xlsx", workbook(quarter, usual()), config)


def beds(history: History, region: str = "430100") -> dict[str, float | None]:
    return {period: known.value for period, known in history.series(region, "elderly_beds").items()}


def returned(engine: Engine, receipt: Receipt, *regions: str) -> None:
    number = receipt.submission_id or 0
    with writing(engine) as session:
        if not regions:
            _submission(session, number).state = "returned"
        session.add_all(SetAside(submission_id=number, region_code=region) for region in regions)


def _submission(session: Session, number: int) -> Submission:
    found = session.get(Submission, number)
    assert found is not None
    return found


def found(receipt: Receipt) -> list[tuple[str, str]]:
    return [(one.rule, one.cell) for one in receipt.findings]


def test_a_tenthousandfold_figure_is_found_by_the_way_in_and_kept_with_the_receipt(
    engine: Engine, hunan: Config
) -> None:
    hand_in(engine, hunan, "2025Q1", usual())
    hand_in(engine, hunan, "2025Q2", usual(10))

    receipt = hand_in(engine, hunan, "2025Q3", {**usual(20), "株洲市": (8_200_000, 420)})

    assert (receipt.outcome, found(receipt)) == ("accepted_with_findings", [("places_slip", "B5")])
    (finding,) = receipt.findings
    assert finding.message() == (
        "株洲市“养老机构床位”为 8200000（张），是按 JP-2025Q2-000002 Sheet1!B5 推算应有 805 的 10000 倍。"
    )


def test_a_column_in_another_unit_says_which(engine: Engine, hunan: Config) -> None:
    hand_in(engine, hunan, "2025Q1", usual())
    heads = ("地区", "养老机构床位（万张）", "护理型床位（张）")

    receipt = hand_in(engine, hunan, "2025Q2", usual(10), heads)

    assert found(receipt) == [("unit_slip_column", "B4")]
    assert "单位像是张，不是万张" in receipt.findings[0].message()


def test_the_same_workbook_with_a_new_date_is_told_once(engine: Engine, hunan: Config) -> None:
    hand_in(engine, hunan, "2025Q1", usual())

    receipt = hand_in(engine, hunan, "2025Q2", usual())

    assert (receipt.outcome, found(receipt)) == ("accepted_with_findings", [("file_unchanged", "B4")])


def test_a_form_that_says_another_amount_than_the_divisions_table_is_told(engine: Engine, hunan: Config) -> None:
    table: Grid = [
        ["2025年第三季度经费情况表"],
        ["填报单位：规划财务处"],
        ["市州", "民政事业费支出（万元）", "民政事业费预算（万元）"],
        ["长沙市", 40_000.5, 60_000],
        ["株洲市", 30_000, 50_000],
    ]
    lines: Grid = [["（二）民政事业费累计支出", "万元", "JZH011310000", "40,100.5", None, None, None]]
    sheet = form(lines, code="430100000000", unit="长沙市")
    sheet[3][1] = "2025年9月"
    collect(engine, hunan, "a.xlsx", xlsx(table), now=NOW)

    receipt = collect(engine, hunan, "b.xlsx", xlsx(sheet), now=NOW)

    assert (receipt.outcome, found(receipt)) == ("accepted_with_findings", [("statutory_differs", "D6")])
    assert "规划财务处报送的“民政事业费支出”为 40000.5" in receipt.findings[0].message()


def test_counties_that_do_not_make_what_their_prefecture_reported_are_told(engine: Engine, hunan: Config) -> None:
    counties: dict[str, tuple[Value, Value]] = {
        region.name: (100 + n, 50 + n) for n, region in enumerate(hunan.children["430700"])
    }
    total = sum(100 + n for n in range(len(counties)))
    half = sum(50 + n for n in range(len(counties)))
    hand_in(engine, hunan, "2025Q2", {name: (beds, nursing) for name, (beds, nursing) in counties.items()})
    hand_in(engine, hunan, "2025Q3", {"常德市": (total, half), "株洲市": (800, 400)})

    receipt = hand_in(engine, hunan, "2025Q3", {**counties, "石门县": (1, 1)})

    places = [one.places for one in receipt.findings if one.rule == "county_sum_differs"]
    assert [(one["county"], one["above"], one["total"]) for one in places] == [
        ("石门县", "常德市", str(total)),
        ("石门县", "常德市", str(half)),
    ]


def test_a_plain_next_quarter_has_nothing_to_tell(engine: Engine, hunan: Config) -> None:
    hand_in(engine, hunan, "2025Q1", usual())

    receipt = hand_in(engine, hunan, "2025Q2", usual(7))

    assert (receipt.outcome, receipt.findings) == ("accepted", ())


def test_the_history_is_of_every_region_up_to_the_files_own_month(engine: Engine, hunan: Config) -> None:
    for growth, quarter in enumerate(QUARTERS):
        hand_in(engine, hunan, quarter, usual(growth))

    history = history_for(engine, hunan, intake_of(hunan, "2025Q3"))

    assert beds(history) == {"2025-03": 1200, "2025-06": 1201, "2025-09": 1202}
    assert {region for region, _ in history.figures} == {"430100", "430200", "430300", "430400", "430500"}
    known = history.series("430100", "elderly_beds")["2025-06"]
    assert (known.text, known.unit, known.status) == ("1201", "张", Status.REPORTED)
    assert (known.receipt, known.submitter, known.sheet, known.cell) == (
        "JP-2025Q2-000002",
        "elderly_care",
        "Sheet1",
        "B4",
    )


def test_the_newest_submission_counts_and_units_are_turned(engine: Engine, hunan: Config) -> None:
    hand_in(engine, hunan, "2025Q1", usual())
    hand_in(engine, hunan, "2025Q1", {"长沙市": (0.13, 500)}, ("地区", "养老机构床位（万张）", "护理型床位（张）"))

    assert beds(history_for(engine, hunan, intake_of(hunan, "2025Q2"))) == {"2025-03": pytest.approx(1300)}


def test_what_was_returned_does_not_count(engine: Engine, hunan: Config) -> None:
    hand_in(engine, hunan, "2025Q1", usual())
    second = hand_in(engine, hunan, "2025Q1", usual(50))
    third = hand_in(engine, hunan, "2025Q1", usual(90))

    returned(engine, third)
    assert beds(history_for(engine, hunan, intake_of(hunan, "2025Q2"))) == {"2025-03": 1250}

    returned(engine, second, "430100")
    history = history_for(engine, hunan, intake_of(hunan, "2025Q2"))
    assert (beds(history), beds(history, "430200")) == ({"2025-03": 1200}, {"2025-03": 850})


def test_a_history_is_as_long_as_the_workspace_says(engine: Engine, hunan: Config) -> None:
    for growth, quarter in enumerate(QUARTERS):
        hand_in(engine, hunan, quarter, usual(growth))
    short = hunan.model_copy(update={"plausibility": hunan.plausibility.model_copy(update={"quarters": 1})})

    assert set(beds(history_for(engine, short, intake_of(short, "2025Q4")))) == {"2025-09", "2025-12"}


def test_two_queries_give_the_history_and_none_a_file_without_rows(engine: Engine, hunan: Config) -> None:
    hand_in(engine, hunan, "2025Q1", usual())
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))

    assert history_for(engine, hunan, Intake(None)) == History()
    assert asked == []
    history_for(engine, hunan, intake_of(hunan, "2025Q2"))
    assert [text.split()[0] for text in asked if "SELECT" in text] == ["SELECT", "SELECT"]
