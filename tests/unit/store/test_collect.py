import datetime as dt
import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, text

from config.model import Config
from config.reading import load_config
from dashboard.demo.published.build import FOLDER, build_published
from loaders import collect as collecting
from loaders.collect import Provenance, Receipt, collect
from loaders.intake.outcome import Told
from loaders.store import readers, writers
from loaders.store.database import writing
from loaders.store.life import extend, send_back
from loaders.store.steps import Signed
from loaders.store.trail import steps_in

NOW = dt.datetime(2026, 11, 22, 8, 30, tzinfo=dt.UTC)
FORM = next(file for file in (FOLDER / "files").iterdir() if file.name.startswith("衡阳市"))
PLAIN = FOLDER / "files" / "民政事业统计季报表_2020年3月.csv"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Config:
    folder = tmp_path_factory.mktemp("published")
    build_published(folder, empty=True)
    return load_config(folder / "config")


def hand_in(engine: Engine, config: Config, content: bytes = b"", **others: object) -> Receipt:
    return collect(engine, config, FORM.name, content or FORM.read_bytes(), **({"now": NOW} | others))


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        tables = ("raw_file", "submission", "stored_value", "stored_finding", "highlight")
        return {table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables}


def test_an_accepted_file_is_kept_whole_with_its_receipt(engine: Engine, published: Config) -> None:
    source = Provenance("衡阳市民政局", "2023-07-04", "www.hengyang.gov.cn/mzj", "表的前一部分")

    receipt = hand_in(engine, published, channel="published", provenance=source)

    kept = readers.submission(engine, receipt.submission_id or 0)
    assert kept is not None
    assert (receipt.outcome, receipt.receipt) == ("accepted", "JP-2023Q2-000001")
    assert (kept.kind, kept.submitter, kept.period, kept.quarter) == ("statutory_form", "430400", "2023-06", "2023Q2")
    assert (kept.received_at, kept.rows, kept.publisher) == (NOW, len(receipt.intake.rows), "衡阳市民政局")
    assert kept.sha256 == hashlib.sha256(FORM.read_bytes()).hexdigest()
    assert readers.raw_file(engine, kept.sha256) == FORM.read_bytes()
    assert counts(engine)["stored_value"] == len(receipt.intake.rows)


def test_the_same_bytes_again_give_the_first_receipt(engine: Engine, published: Config) -> None:
    first, again = hand_in(engine, published), hand_in(engine, published)

    assert again.receipt == first.receipt
    assert [finding.rule for finding in again.findings] == ["already_received"]
    assert counts(engine)["submission"] == 1


def test_a_refused_file_leaves_nothing_behind(engine: Engine, published: Config) -> None:
    receipt = hand_in(engine, published, told=Told(period="2023-03"))

    assert receipt.outcome == "rejected"
    assert set(counts(engine).values()) == {0}


def test_a_quarter_whose_window_is_not_open_is_refused(engine: Engine, published: Config) -> None:
    early = dt.datetime(2023, 6, 30, 12, tzinfo=dt.UTC)

    receipt = hand_in(engine, published, now=early)

    assert receipt.outcome == "rejected"
    assert [finding.rule for finding in receipt.findings] == ["window_not_open"]
    assert set(counts(engine).values()) == {0}


def test_a_failure_in_the_middle_saves_nothing(
    engine: Engine, published: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(*arguments: object) -> None:
        writers.keep_submission(*arguments)
        raise OSError("disk full")

    monkeypatch.setattr(collecting, "keep_submission", fall)

    with pytest.raises(OSError, match="disk full"):
        hand_in(engine, published)

    assert set(counts(engine).values()) == {0}


def test_a_correction_supersedes_and_the_first_file_stays(engine: Engine, published: Config) -> None:
    told, lines = Told(region_code="530000"), PLAIN.read_bytes()
    corrected = lines.replace(b'"404,423.1"', b'"404,999.9"')
    first = collect(engine, published, PLAIN.name, lines, now=NOW, told=told)

    second = collect(engine, published, PLAIN.name, corrected, now=NOW, told=told)

    spending = [row for row in readers.current_values(engine) if row.indicator == "total_spending"]
    assert first.sha256 != second.sha256
    assert [(row.text, row.submission_id) for row in spending] == [("404999.9", second.submission_id)]
    assert readers.raw_file(engine, first.sha256) == lines
    assert counts(engine)["submission"] == 2


def test_two_writers_queue_and_both_are_kept(engine: Engine, published: Config) -> None:
    files = sorted((FOLDER / "files").glob("*.xlsx"))

    with ThreadPoolExecutor(4) as pool:
        receipts = list(pool.map(lambda file: collect(engine, published, file.name, file.read_bytes(), now=NOW), files))

    assert {receipt.outcome for receipt in receipts} == {"accepted"}
    assert len({receipt.receipt for receipt in receipts}) == len(files)


def test_the_same_file_at_once_is_kept_once_and_everyone_gets_its_receipt(engine: Engine, published: Config) -> None:
    with ThreadPoolExecutor(4) as pool:
        receipts = list(pool.map(lambda _: hand_in(engine, published), range(4)))

    assert {receipt.receipt for receipt in receipts} == {"JP-2023Q2-000001"}
    assert counts(engine)["submission"] == 1


def test_form_values_reach_the_engine_in_the_catalogues_unit(engine: Engine, published: Config, hunan: Config) -> None:
    told, in_yuan = (
        Told(region_code="430100"),
        PLAIN.read_bytes().replace("累计支出,万元".encode("gb18030"), "累计支出,亿元".encode("gb18030")),
    )
    collect(engine, published, PLAIN.name, in_yuan, now=NOW, told=told)

    frame = readers.values_frame(engine, hunan).collect()

    spending = frame.filter(frame["indicator"] == "civil_affairs_spending").to_dicts()
    assert [(row["region_code"], row["quarter"]) for row in spending] == [("430100", "2020Q1")]
    assert spending[0]["value"] == pytest.approx(404423.1 * 10_000)


def test_collecting_opens_the_trail_with_who_sent_it_and_what_it_corrects(engine: Engine, published: Config) -> None:
    told, lines = Told(region_code="530000"), PLAIN.read_bytes()
    first = collect(engine, published, PLAIN.name, lines, now=NOW, told=told, by=Signed("张三", NOW, "page"))
    corrected = lines.replace(b'"404,423.1"', b'"404,999.9"')

    second = collect(engine, published, PLAIN.name, corrected, now=NOW, told=told, channel="published")

    steps = [(step.action, step.actor, step.channel, step.places) for step, _ in steps_in(engine, "2020Q1")]
    assert steps == [
        ("submitted", "张三", "page", {}),
        ("submitted", "530000", "published", {"corrects": first.receipt}),
    ]
    assert second.receipt != first.receipt


def test_a_refused_or_repeated_file_opens_no_trail(engine: Engine, published: Config) -> None:
    hand_in(engine, published, told=Told(period="2023-03"))
    first = hand_in(engine, published)

    hand_in(engine, published)

    assert [about for _, about in steps_in(engine, "2023Q2")] == [first.receipt]


def test_returned_bytes_may_be_sent_again(engine: Engine, published: Config) -> None:
    first = hand_in(engine, published)
    with writing(engine) as session:
        send_back(session, first.receipt, Signed("王五", NOW, "page", "office"), "请核对")

    again = hand_in(engine, published)

    assert again.receipt != first.receipt
    assert [finding.rule for finding in again.findings] == []
    assert [step.places for step, about in steps_in(engine, "2023Q2") if about == again.receipt] == [
        {"corrects": first.receipt}
    ]


def test_an_extension_moves_the_deadline_of_its_unit_alone(engine: Engine, hunan: Config) -> None:
    after = dt.datetime(2025, 4, 20, tzinfo=dt.UTC)
    with writing(engine) as session:
        until = after + dt.timedelta(days=1)
        extend(session, "2025Q1", "430100", until, Signed("王五", after, "page", "office"), "停电")
    lines = PLAIN.read_bytes().replace("2020年3月".encode("gb18030"), "2025年3月".encode("gb18030"))

    def late(region: str, now: dt.datetime) -> bool:
        receipt = collect(engine, hunan, PLAIN.name, lines, now=now, told=Told(region, "2025-03"))
        assert receipt.outcome != "rejected", receipt.findings
        return receipt.late

    assert (late("430100", after), late("430200", after)) == (False, True)
    assert late("430300", dt.datetime(2025, 4, 10, tzinfo=dt.UTC)) is False
