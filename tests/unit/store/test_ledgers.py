import datetime as dt

from sqlalchemy import Engine

from config.model import Config
from loaders.collect import collect
from loaders.store.ledgers import ledger_entries
from tests.unit.intake.workbooks import Value, xlsx_sheets

NOW = dt.datetime(2026, 11, 22, 8, 30, tzinfo=dt.UTC)
HEADS = ["重点工作", "进展情况", "完成进度（%）"]


def hand_in(engine: Engine, config: Config, *lines: list[Value], quarter: str = "三") -> None:
    grid = [[f"养老服务处2026年第{quarter}季度重点工作台账"], HEADS, *lines]
    receipt = collect(engine, config, "台账.xlsx", xlsx_sheets({"重点工作": grid}), now=NOW)
    assert receipt.outcome == "accepted", receipt.findings


def test_of_each_line_the_newest_submission_counts(engine: Engine, hunan: Config) -> None:
    hand_in(engine, hunan, ["老年食堂", "已建 200 个", 40], ["家庭适老化改造", "已改 1 万户", 50], quarter="二")
    hand_in(engine, hunan, ["老年食堂", "已建 300 个", 60], ["家庭适老化改造", "已改 2 万户", 70])
    hand_in(engine, hunan, ["老年食堂", "已建 380 个", 76])

    lines = ledger_entries(engine, "2026Q3", "key_tasks", "elderly_care")

    entries = [line.LedgerEntry for line in lines]
    assert [(entry.title, entry.fields["progress"]) for entry in entries] == [
        ("家庭适老化改造", "已改 2 万户"),
        ("老年食堂", "已建 380 个"),
    ]
    assert {line.Submission.submitter for line in lines} == {"elderly_care"}
    assert len(ledger_entries(engine)) == 4
    assert ledger_entries(engine, submitter="social_affairs") == []
