import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.model import Config, Severity
from loaders.intake.outcome import Finding, Intake, Told
from loaders.intake.read import read_submission
from loaders.turns import Busy, Turns
from loaders.workshop import reader
from loaders.workshop.workshop import Workshop
from tests.conftest import REPOSITORY
from tests.unit.intake.workbooks import PREFECTURES, elderly, text, xlsx

GOOD = xlsx(elderly(PREFECTURES))
SECONDS = 1.0


@pytest.fixture(scope="module")
def workshop(hunan: Config) -> Iterator[Workshop]:
    usual = reader._COMMAND
    reader._COMMAND = (sys.executable, "-P", "-s", "-X", "utf8", str(Path(__file__).with_name("bad_reader.py")))
    opened = Workshop(hunan, processes=2, seconds=SECONDS, megabytes=100)
    opened.warm()
    yield opened
    opened.close()
    reader._COMMAND = usual


def rules(intake: Intake) -> list[str]:
    return [finding.rule for finding in intake.findings]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split()[2] != "Z"
    except OSError:
        return False


def test_a_reader_gives_what_reading_here_gives(workshop: Workshop, hunan: Config) -> None:
    for name, content, told in (("a.xlsx", GOOD, Told()), ("b.csv", text([[1, 2]]), Told(region_code="430100"))):
        assert workshop.read(name, content, hunan, told) == read_submission(name, content, hunan, told)


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("hang", "file_too_slow"),
        ("spin", "file_too_slow"),
        ("eat", "file_too_heavy"),
        ("nibble", "file_too_heavy"),
        ("crash", "file_breaks_reader"),
        ("leave", "file_breaks_reader"),
        ("fail", "file_breaks_reader"),
        ("forge", "file_breaks_reader"),
        ("number", "file_breaks_reader"),
        ("write", "file_breaks_reader"),
    ],
)
def test_what_ends_a_reader_is_a_finding_and_the_next_file_is_read(
    workshop: Workshop, hunan: Config, name: str, rule: str
) -> None:
    began = time.monotonic()
    intake = workshop.read(name, GOOD, hunan, Told())
    took = time.monotonic() - began

    assert rules(intake) == [rule]
    assert intake.refused
    assert intake.findings[0].message()
    assert took < SECONDS + 1
    assert len(workshop.read("a.xlsx", GOOD, hunan, Told()).rows) == 6


def test_an_endless_answer_is_not_waited_for(workshop: Workshop, hunan: Config) -> None:
    assert rules(workshop.read("flood", GOOD, hunan, Told())) == ["file_too_heavy"]


def test_what_a_library_prints_is_no_answer_and_blocks_nothing(workshop: Workshop, hunan: Config) -> None:
    for _ in range(3):
        workshop.read("chatter", GOOD, hunan, Told())

    assert len(workshop.read("a.xlsx", GOOD, hunan, Told()).rows) == 6


def test_a_reader_is_replaced_after_its_share_of_files(workshop: Workshop, hunan: Config) -> None:
    before = {one._process.pid for one in workshop._readers if one._process}

    answers = [workshop.read("a.xlsx", GOOD, hunan, Told()) for _ in range(25)]

    assert {len(answer.rows) for answer in answers} == {6}
    assert {one._process.pid for one in workshop._readers if one._process} != before


def test_others_are_served_while_one_file_hangs(workshop: Workshop, hunan: Config) -> None:
    with ThreadPoolExecutor(4) as pool:
        hung = pool.submit(workshop.read, "hang", GOOD, hunan, Told())
        time.sleep(0.1)
        began = time.monotonic()
        others = list(pool.map(lambda _: workshop.read("a.xlsx", GOOD, hunan, Told()), range(8)))
        took = time.monotonic() - began

    assert {len(other.rows) for other in others} == {6}
    assert took < SECONDS
    assert rules(hung.result()) == ["file_too_slow"]


def test_a_file_that_only_waits_for_the_processor_has_three_times_as_long(
    workshop: Workshop, hunan: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_processor_seconds", lambda _pid: 0.0)
    began = time.monotonic()

    spun = workshop.read("spin", GOOD, hunan, Told())

    assert rules(spun) == ["file_too_slow"]
    assert 3 * SECONDS - 0.1 < time.monotonic() - began < 3 * SECONDS + 1


@pytest.mark.usefixtures("workshop")
def test_only_a_copy_may_write_files_while_it_is_made(hunan: Config) -> None:
    single = Workshop(hunan, processes=1, seconds=10)
    findings = [Finding("negative", Severity.ERROR, "Sheet", "B3", "-1", {"expected": "x"})]

    copy = single.annotate("a.xlsx", GOOD, findings, "zh_CN", {})
    afterwards = rules(single.read("write", GOOD, hunan, Told()))
    single.close()

    assert copy is not None
    assert copy[1].startswith(b"PK")
    assert afterwards == ["file_breaks_reader"]


def test_another_config_is_refused(workshop: Workshop, hunan: Config) -> None:
    with pytest.raises(ValueError, match="its own config"):
        workshop.read("a.xlsx", GOOD, hunan.model_copy(), Told())


def test_a_closed_workshop_leaves_no_process_behind(hunan: Config) -> None:
    workshop = Workshop(hunan, processes=1)
    workshop.warm()
    pid = workshop._readers[0]._process.pid

    workshop.close()

    assert not alive(pid)


def test_readers_end_when_the_app_is_killed() -> None:
    app = (
        "from loaders.workshop.workshop import Workshop; from config.reading import load_config; import pathlib, time\n"
        "w = Workshop(load_config(pathlib.Path('config'))); w.warm()\n"
        "print(*(r._process.pid for r in w._readers), flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", app], cwd=REPOSITORY, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        readers = [int(pid) for pid in process.stdout.readline().split()]
        process.kill()
    until = time.monotonic() + 5
    while any(map(alive, readers)) and time.monotonic() < until:
        time.sleep(0.05)

    assert len(readers) >= 2
    assert not any(map(alive, readers))


def test_a_reader_loads_no_database_no_frames_and_no_screen() -> None:
    heavy = ("polars", "sqlalchemy", "sqlmodel", "streamlit", "pandas", "numpy", "openpyxl", "plotly")
    asked = f"import sys, loaders.workshop.child; print([name for name in {heavy} if name in sys.modules])"

    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=REPOSITORY, capture_output=True, text=True, check=True, env=dict(os.environ)
    )

    assert told.stdout.strip() == "[]"


def test_turns_are_taken_in_the_order_of_asking() -> None:
    turns, served, first = Turns(["one"], longest=10, patience=5), list[int](), threading.Event()

    def wait(number: int) -> None:
        with turns.turn():
            served.append(number)

    with ThreadPoolExecutor(5) as pool, turns.turn():
        for number in range(5):
            pool.submit(wait, number)
            while len(turns._waiting) <= number:
                first.wait(0.005)

    assert served == [0, 1, 2, 3, 4]


def test_who_finds_too_many_waiting_or_waits_too_long_is_sent_away() -> None:
    turns = Turns(["one"], longest=1, patience=0.2)

    with turns.turn(), ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(turns.turn().__enter__)
        while not turns._waiting:
            time.sleep(0.005)
        with pytest.raises(Busy), turns.turn():
            pass
        with pytest.raises(Busy):
            waiting.result()


def test_a_busy_workshop_says_so(hunan: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop = Workshop(hunan, processes=1)
    monkeypatch.setattr(workshop, "_turns", Turns(list[reader.Reader](), longest=0, patience=0))

    assert rules(workshop.read("a.xlsx", GOOD, hunan, Told())) == ["reader_busy"]


def test_a_reader_that_does_not_start_is_not_the_files_fault(hunan: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_COMMAND", (sys.executable, "-c", "raise SystemExit(3)"))
    workshop = Workshop(hunan, processes=1)

    assert rules(workshop.read("a.xlsx", GOOD, hunan, Told())) == ["reader_busy"]
