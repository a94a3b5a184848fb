import datetime as dt
import re
from pathlib import Path

import pytest

from config.workspace import REPOSITORY, write_workspace
from dashboard.jobs import FAILED, JOBS, NOTHING, WINDOWS, tend_windows
from dashboard.usecases.clockwork import MISSED, clockwork
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.windows import window_lines
from loaders.store.database import writing
from loaders.store.tables import JobRun
from loaders.store.writers import keep_job_run
from tests.app.conftest import Open, text_of


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    write_workspace(tmp_path, REPOSITORY / "config")
    return open_desk(tmp_path)


def ran(desk: Desk, job: str, ago: float, outcome: str = "idle", message: str = NOTHING, **places: object) -> None:
    moment = desk.now() - dt.timedelta(seconds=ago)
    with writing(desk.engine) as session:
        run = JobRun(job=job, started_at=moment, finished_at=moment, outcome=outcome, message=message, places=places)
        keep_job_run(session, run)


def all_ran(desk: Desk) -> None:
    for job in JOBS:
        ran(desk, job.code, ago=1)


def title_of(shown: str) -> str:
    title = re.search(r'jp-headline">([^<]*)<', shown)
    assert title is not None
    return title[1]


def test_the_clock_is_alive_while_a_job_ran_within_three_intervals(desk: Desk) -> None:
    windows, drafts, scores, _ = JOBS
    ran(desk, scores.code, ago=MISSED * scores.every - 2)
    just_started = clockwork(desk)
    ran(desk, scores.code, ago=MISSED * scores.every + 1)
    ran(desk, windows.code, ago=MISSED * windows.every + 1)
    ran(desk, drafts.code, ago=MISSED * drafts.every + 1)

    stopped = clockwork(desk)

    assert just_started.alive
    assert [job.alive for job in just_started.jobs] == [False, False, True, False]
    assert [job.due is None for job in just_started.jobs] == [True, True, False, True]
    assert not stopped.alive


def test_a_job_that_missed_its_time_is_marked_while_the_clock_runs(desk: Desk, open_page: Open) -> None:
    windows, drafts, scores, _ = JOBS
    ran(desk, windows.code, ago=MISSED * windows.every + 1)
    ran(desk, drafts.code, ago=1)
    ran(desk, scores.code, ago=1)

    shown = text_of(open_page(desk, "clock"))

    assert title_of(shown).startswith("时钟正常运行")
    assert shown.count("未按时运行") == 1


def test_a_job_shows_its_last_run_and_the_last_that_did_something(desk: Desk) -> None:
    ran(desk, "windows", ago=30, outcome="done", message=WINDOWS, opened=2, closed=1)
    ran(desk, "windows", ago=1)

    line = clockwork(desk).jobs[0]

    assert line.outcome == "idle"
    assert line.did is not None
    assert line.last is not None
    assert (line.last - line.did).total_seconds() == pytest.approx(29, abs=1)
    assert line.did_places == {"opened": 2, "closed": 1}


def test_windows_stand_planned_beside_recorded_up_to_the_next_that_opens(desk: Desk) -> None:
    tend_windows(desk)

    lines = window_lines(desk)

    current = desk.current_quarter()
    by_quarter = {line.deadline.quarter: line for line in lines}
    assert [line.deadline.quarter for line in lines] == sorted(by_quarter, reverse=True)
    assert max(by_quarter) == current.shift(1)
    assert by_quarter[current].opened is not None
    assert by_quarter[current.shift(1)].opened is None
    assert by_quarter[desk.config.calendar.first].closed is not None


def test_clock_page_says_that_the_clock_runs(desk: Desk, open_page: Open) -> None:
    all_ran(desk)

    shown = text_of(open_page(desk, "clock"))

    assert title_of(shown).startswith(f"时钟正常运行：{len(JOBS)} 项任务，上次运行于 ")
    assert "按日历开放和截止每个季度的报送窗口" in shown
    assert "make run" not in shown


def test_clock_page_says_how_to_start_a_clock_that_never_ran(desk: Desk, open_page: Open) -> None:
    shown = text_of(open_page(desk, "clock"))

    assert title_of(shown).startswith("时钟没有运行")
    assert f"jiping clock --workspace {desk.workspace.folder}" in shown
    assert shown.count("尚未运行") == len(JOBS)


def test_clock_page_names_a_job_that_failed(desk: Desk, open_page: Open) -> None:
    all_ran(desk)
    ran(desk, "scores", ago=0.5, outcome="failed", message=FAILED, reason="OperationalError")

    shown = text_of(open_page(desk, "clock"))

    assert title_of(shown) == "时钟正在运行，但有 1 项任务上次未完成"
    assert "✕ 未完成（OperationalError）" in shown
