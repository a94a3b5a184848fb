import json
import os
import threading
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.demo.published.build import FOLDER, build_published
from dashboard.usecases import inbox as inboxes
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.inbox import Inbox, dropped, unit_of
from dashboard.watching import keep_watching, only_watcher, sweep, watched
from loaders.intake.filename import plain_name
from loaders.store import readers

FILES = FOLDER / "files"
HENGYANG = next(file for file in FILES.iterdir() if file.name.startswith("衡阳市"))
SICHUAN = next(file for file in FILES.iterdir() if file.name.startswith("四川省"))
PLAIN = FILES / "民政事业统计季报表_2020年3月.csv"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    build_published(tmp_path / "workspace", empty=True)
    return open_desk(tmp_path / "workspace")


@pytest.fixture
def inbox(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Inbox:
    monkeypatch.setattr(inboxes, "STANDS_STILL", 0.0)
    monkeypatch.setattr(inboxes, "PATIENCE", 0.0)
    desk.workspace.inbox.mkdir()
    return Inbox(desk, desk.workspace.inbox)


def drop(inbox: Inbox, name: str, content: bytes) -> Path:
    file = inbox.folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    return file


def names(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def test_a_file_is_received_and_lies_beside_its_receipt(inbox: Inbox) -> None:
    drop(inbox, HENGYANG.name, HENGYANG.read_bytes())

    swept = inbox.sweep()

    kept = inbox.folder / "received" / "2023Q2" / HENGYANG.name
    receipt = json.loads((kept.parent / f"{HENGYANG.name}.receipt.json").read_text(encoding="utf-8"))
    assert (swept.received, swept.returned, swept.waiting) == (1, 0, 0)
    assert kept.read_bytes() == HENGYANG.read_bytes()
    assert receipt["receipt"] == "JP-2023Q2-000001"
    [submission] = readers.submissions(inbox.desk.engine)
    assert (submission.channel, submission.file_name) == ("folder", HENGYANG.name)


def test_a_bad_file_is_returned_with_what_to_mend_in_chinese(inbox: Inbox) -> None:
    drop(inbox, "坏.xlsx", HENGYANG.read_bytes()[:2000])

    swept = inbox.sweep()

    returned = inbox.folder / "returned"
    text = (returned / "坏.xlsx.findings.txt").read_text(encoding="utf-8-sig")
    report = json.loads((returned / "坏.xlsx.findings.json").read_text(encoding="utf-8"))
    assert (swept.received, swept.returned) == (0, 1)
    assert "未接收" in text
    assert "【错误】" in text
    assert [finding["rule"] for finding in report["findings"]] == ["file_damaged"]
    assert names(inbox.folder) == {
        f"returned/坏.xlsx{ending}" for ending in ("", ".findings.txt", ".findings.json", ".findings.xlsx")
    }


def test_a_name_that_is_taken_is_numbered_and_nothing_is_overwritten(inbox: Inbox) -> None:
    contents = [HENGYANG.read_bytes() + b"\0" * number for number in (0, 1, 0)]
    for content in contents:
        drop(inbox, HENGYANG.name, content)
        inbox.sweep()

    folder = inbox.folder / "received" / "2023Q2"
    kept = [folder / f"{HENGYANG.stem}{number}.xlsx" for number in ("", " (2)", " (3)")]
    assert [file.read_bytes() for file in kept] == contents
    assert len(names(folder)) >= 6


def test_a_name_as_long_as_names_can_be_keeps_its_ending(inbox: Inbox) -> None:
    name = "表" * 83 + ".xlsx"
    for content in (HENGYANG.read_bytes(), HENGYANG.read_bytes() + b"\0"):
        drop(inbox, name, content)
        inbox.sweep()

    kept = [file.name for file in (inbox.folder / "received" / "2023Q2").iterdir() if file.suffix == ".xlsx"]
    assert len(kept) == 2
    assert {row.file_name for row in readers.submissions(inbox.desk.engine)} == {plain_name(name)}


def test_the_command_takes_in_what_is_there_and_ends(inbox: Inbox, tmp_path: Path) -> None:
    folder = tmp_path / "交换"
    folder.mkdir()
    (folder / HENGYANG.name).write_bytes(HENGYANG.read_bytes())

    said = CliRunner().invoke(app, ["watch", "--once", "-w", str(inbox.desk.workspace.folder), "--folder", str(folder)])

    assert said.exit_code == 0
    assert "JP-2023Q2-000001" in said.stdout
    assert (folder / "received" / "2023Q2" / HENGYANG.name).exists()


def test_lock_files_and_half_downloads_and_links_are_passed_over(inbox: Inbox, tmp_path: Path) -> None:
    for name in (
        "~$表.xlsx",
        ".~lock.表.xlsx#",
        "表.xlsx.tmp",
        "~WRL0001.tmp",
        "表.xlsx.part",
        "Thumbs.db",
        ".DS_Store",
    ):
        drop(inbox, name, b"x")
    (inbox.folder / "链接.xlsx").symlink_to(HENGYANG)

    assert dropped(inbox.folder) == []


def test_what_was_saved_first_is_taken_first(inbox: Inbox) -> None:
    for age, name in enumerate(("c.xlsx", "b.xlsx", "a.xlsx")):
        os.utime(drop(inbox, name, b"x"), (1000 + age, 1000 + age))

    assert [file.name for file in dropped(inbox.folder)] == ["c.xlsx", "b.xlsx", "a.xlsx"]


def test_a_file_that_grows_is_not_read_before_it_stands_still(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inboxes, "STANDS_STILL", 0.2)
    content = HENGYANG.read_bytes()
    sweeps = []
    for end in range(2000, len(content) + 2000, 2000):
        drop(inbox, HENGYANG.name, content[:end])
        sweeps.append(inbox.sweep())
        time.sleep(0.05)
    early = names(inbox.folder)
    time.sleep(0.2)
    last = inbox.sweep()

    assert {swept.waiting for swept in sweeps} == {1}
    assert early == {HENGYANG.name}
    assert last.received == 1


def test_a_copy_that_pauses_half_way_is_not_returned_as_damaged(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inboxes, "PATIENCE", 30.0)
    content = HENGYANG.read_bytes()
    drop(inbox, HENGYANG.name, content[: len(content) // 2])

    paused = inbox.sweep()
    drop(inbox, HENGYANG.name, content)
    whole = inbox.sweep()

    assert (paused.waiting, paused.returned) == (1, 0)
    assert whole.received == 1


def test_a_units_subfolder_says_the_region_and_takes_no_other_units_files(inbox: Inbox) -> None:
    drop(inbox, f"530000/{PLAIN.name}", PLAIN.read_bytes())
    drop(inbox, f"四川省/{SICHUAN.name}", SICHUAN.read_bytes())
    drop(inbox, f"四川省/{HENGYANG.name}", HENGYANG.read_bytes())
    drop(inbox, f"其他/{HENGYANG.name}", HENGYANG.read_bytes())

    swept = inbox.sweep()

    refused = json.loads((inbox.folder / "returned" / f"{HENGYANG.name}.findings.json").read_text(encoding="utf-8"))
    assert (swept.received, swept.returned) == (3, 1)
    assert "other_unit" in [finding["rule"] for finding in refused["findings"]]
    assert {row.submitter for row in readers.submissions(inbox.desk.engine)} == {"530000", "510000", "430400"}
    assert unit_of(inbox.desk, "四川省") == ("510000", "510000")


def test_a_database_that_does_not_answer_leaves_the_file_where_it_is(inbox: Inbox) -> None:
    drop(inbox, HENGYANG.name, HENGYANG.read_bytes())
    with inbox.desk.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE stored_value RENAME TO elsewhere")

    refused = inbox.sweep()
    with inbox.desk.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO stored_value")
    at_once = inbox.sweep()
    later = Inbox(inbox.desk, inbox.folder).sweep()

    assert (refused.waiting, refused.returned) == (1, 0)
    assert at_once.waiting == 1
    assert later.received == 1


def test_a_file_that_is_too_large_is_returned_unread(inbox: Inbox) -> None:
    file = inbox.folder / "大.xlsx"
    with file.open("wb") as sparse:
        sparse.truncate(5 * 1024**3)

    swept = inbox.sweep()

    assert swept.returned == 1
    assert "file_too_large" in (inbox.folder / "returned" / "大.xlsx.findings.json").read_text(encoding="utf-8")


def test_one_files_trouble_holds_up_no_other(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    take_in = inboxes.take_in

    def fall(desk: Desk, name: str, content: bytes, **how: str) -> object:
        if name == "a.xlsx":
            raise ZeroDivisionError
        return take_in(desk, name, content, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(inboxes, "take_in", fall)
    drop(inbox, "a.xlsx", b"x")
    drop(inbox, HENGYANG.name, HENGYANG.read_bytes())

    swept = inbox.sweep()

    assert (swept.received, swept.waiting) == (1, 1)
    assert (inbox.folder / "a.xlsx").exists()


def test_a_sweep_that_did_something_is_recorded_and_an_idle_one_is_not(inbox: Inbox) -> None:
    drop(inbox, HENGYANG.name, HENGYANG.read_bytes())
    for _ in range(3):
        sweep(inbox)

    runs = readers.job_runs(inbox.desk.engine)

    assert [(run.job, run.places) for run in runs] == [("inbox", {"received": 1, "returned": 0})]


@pytest.mark.parametrize("polling", [False, True])
def test_a_watcher_takes_in_what_comes_while_it_runs(inbox: Inbox, polling: bool) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=keep_watching, args=(inbox, stop), kwargs={"polling": polling})
    thread.start()
    time.sleep(0.5)
    drop(inbox, HENGYANG.name, HENGYANG.read_bytes())
    kept = inbox.folder / "received" / "2023Q2" / HENGYANG.name
    for _ in range(100):
        if not kept.exists():
            time.sleep(0.1)
    stop.set()
    thread.join(10)

    assert kept.exists()
    assert not thread.is_alive()


def test_the_clock_watches_the_inbox_of_its_workspace(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inboxes, "STANDS_STILL", 0.0)
    with watched(desk):
        for _ in range(50):
            if not desk.workspace.inbox.exists():
                time.sleep(0.05)
        (desk.workspace.inbox / HENGYANG.name).write_bytes(HENGYANG.read_bytes())
        for _ in range(100):
            if not readers.submissions(desk.engine):
                time.sleep(0.1)

    assert [row.channel for row in readers.submissions(desk.engine)] == ["folder"]
    assert "inbox" not in [thread.name for thread in threading.enumerate()]


def test_a_second_watcher_of_a_folder_waits_until_the_first_ends(inbox: Inbox) -> None:
    stop, second = threading.Event(), threading.Event()

    def standby() -> None:
        with only_watcher(inbox, stop) as mine:
            if mine:
                second.set()

    with only_watcher(inbox, stop) as mine:
        thread = threading.Thread(target=standby)
        thread.start()
        waited = not second.wait(0.3)

    assert mine
    assert waited
    assert second.wait(5)
    thread.join()


def test_the_workspace_may_name_another_inbox(tmp_path: Path) -> None:
    build_published(tmp_path / "workspace", empty=True)
    with (tmp_path / "workspace" / "workspace.toml").open("a", encoding="utf-8") as file:
        file.write("inbox = '../交换'\n")

    assert open_desk(tmp_path / "workspace").workspace.inbox == tmp_path / "交换"


def test_a_single_sweep_ends_where_somebody_else_watches(inbox: Inbox) -> None:
    stop = threading.Event()
    command = ["watch", "--once", "-w", str(inbox.desk.workspace.folder), "--folder", str(inbox.folder)]

    with only_watcher(inbox, stop):
        said = CliRunner().invoke(app, command)

    assert (said.exit_code, said.output.strip()) == (0, "收件箱正由另一个进程监视，文件由它接收。")
