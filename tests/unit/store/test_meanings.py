import datetime as dt

from sqlalchemy import Engine

from config.model import Config, Severity
from loaders.collect import Receipt, collect
from loaders.examine import examine
from loaders.intake.outcome import NOTHING, Told
from loaders.store.meanings import meanings_of
from loaders.store.steps import Signed
from tests.unit.intake.workbooks import Value, xlsx

NOW = dt.datetime(2026, 11, 22, 8, 30, tzinfo=dt.UTC)
SAID = Told(
    meanings=(("column", "能护的床", "nursing_beds"), ("column", "麻将桌数", NOTHING), ("region", "潭城", "430300"))
)


def workbook(quarter: str, heads: tuple[str, ...] = ("养老机构床位", "能护的床（张）", "麻将桌数")) -> bytes:
    top: list[list[Value]] = [[f"2025年{quarter}养老服务情况表"], ["填报单位：养老服务处"], ["地区", *heads]]
    return xlsx([*top, ["长沙市", 1200, 700, 9], ["潭城", 600, 250, 3]])


def long_workbook(quarter: str) -> bytes:
    top: list[list[Value]] = [[f"2025年{quarter}养老服务情况表"], ["填报单位：养老服务处"], ["地区", "指标", "数值"]]
    return xlsx([*top, ["长沙市", "能护的床", 700], ["潭城", "能护的床", 250]])


def hand_in(engine: Engine, config: Config, content: bytes, told: Told | None = None) -> Receipt:
    return collect(engine, config, "q.xlsx", content, now=NOW, told=told, by=Signed("tian", NOW, "page"))


def figures(receipt: Receipt) -> set[tuple[str, str, str]]:
    return {(row.region_code, row.indicator, row.text) for row in receipt.intake.rows}


EXPECTED = {
    ("430100", "elderly_beds", "1200"),
    ("430100", "nursing_beds", "700"),
    ("430300", "elderly_beds", "600"),
    ("430300", "nursing_beds", "250"),
}


def test_what_was_said_once_is_remembered_for_the_next_quarter(engine: Engine, hunan: Config) -> None:
    asked = hand_in(engine, hunan, workbook("第二季度"))
    answered = hand_in(engine, hunan, workbook("第二季度"), SAID)

    later = hand_in(engine, hunan, workbook("第三季度"))

    assert asked.outcome == "rejected"
    assert {one.key for one in asked.intake.unmatched} == {"能护的床", "麻将桌数", "潭城"}
    assert figures(answered) == figures(later) == EXPECTED
    assert sorted((f.rule, f.severity) for f in later.findings) == [
        ("file_unchanged", Severity.WARNING),
        *[("meaning_applied", Severity.NOTE)] * 3,
    ]
    assert later.intake.unmatched == ()


def test_meanings_hold_in_another_layout_of_the_submitter(engine: Engine, hunan: Config) -> None:
    hand_in(engine, hunan, workbook("第二季度"), SAID)

    later = hand_in(engine, hunan, long_workbook("第三季度"))

    assert figures(later) == {("430100", "nursing_beds", "700"), ("430300", "nursing_beds", "250")}


def test_what_is_told_now_goes_before_what_is_remembered(engine: Engine, hunan: Config) -> None:
    hand_in(engine, hunan, workbook("第二季度"), SAID)
    heads = ("养老机构未整改隐患数", "能护的床（张）", "麻将桌数")

    told = Told(meanings=(("column", "能护的床", "elderly_beds"),))
    again = examine(engine, hunan, "q.xlsx", workbook("第三季度", heads), now=NOW, told=told)

    assert ("430100", "elderly_beds", "700") in {(r.region_code, r.indicator, r.text) for r in again.rows}
    assert meanings_of(engine, "elderly_care")["column", "能护的床"] == "nursing_beds"


def test_meanings_of_one_division_say_nothing_to_another(engine: Engine, hunan: Config) -> None:
    hand_in(engine, hunan, workbook("第二季度"), SAID)
    other = xlsx(
        [
            ["2025年第三季度社会救助情况表"],
            ["填报单位：社会救助处"],
            ["地区", "低保对象人数"],
            ["长沙市", 4],
            ["潭城", 5],
        ]
    )

    assert {one.key for one in hand_in(engine, hunan, other).intake.unmatched} == {"潭城"}


def test_another_meaning_of_the_same_bytes_is_another_submission(engine: Engine, hunan: Config) -> None:
    content = workbook("第二季度", ("养老机构床位", "能护的床", "麻将桌数"))
    mended = Told(meanings=(("column", "能护的床", "elderly_in_difficulty"), *SAID.meanings[1:]))

    first, other = hand_in(engine, hunan, content, SAID), hand_in(engine, hunan, content, mended)
    again = hand_in(engine, hunan, content)

    assert ("430100", "elderly_in_difficulty", "700") in figures(other)
    assert first.receipt != other.receipt == again.receipt
