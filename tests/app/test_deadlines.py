import datetime as dt
from pathlib import Path

import pytest

from config.model import Config
from config.wording import translator
from config.workspace import Workspace
from dashboard.parts.deadlines import left_at, span
from dashboard.usecases.desk import Desk
from dashboard.usecases.windows import deadline, local_now
from loaders.store.database import open_engine

WORDS = translator("zh_CN")


class StoppedDesk(Desk):
    moment = dt.datetime(2026, 10, 14, 12, tzinfo=dt.UTC)

    def now(self) -> dt.datetime:
        return self.moment


@pytest.mark.parametrize(
    ("quarter", "state", "words", "css"),
    [
        ("2026Q3", "open", "截止还有 1 天 3 小时", "jp-soon"),
        ("2026Q2", "closed", "已截止 90 天 20 小时，仍可报送，将标注逾期", "jp-alarm"),
        ("2026Q4", "upcoming", "78 天 4 小时后开放", "jp-same"),
    ],
)
def test_a_deadline_is_said_with_its_state(
    quarter: str, state: str, words: str, css: str, hunan: Config, tmp_path: Path
) -> None:
    by_rule = hunan.model_copy(update={"calendar": hunan.calendar.model_copy(update={"windows": ()})})
    desk = StoppedDesk(Workspace(tmp_path, tmp_path, "sqlite://"), by_rule, open_engine("sqlite://"))

    window = deadline(desk, quarter)

    assert window is not None
    assert window.state == state
    assert left_at(window, local_now(desk), WORDS) == f'<span class="{css}">{words}</span>'


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (dt.timedelta(days=1, hours=4, minutes=59), "1 天 4 小时"),
        (dt.timedelta(hours=4, minutes=20), "4 小时 20 分"),
        (dt.timedelta(minutes=9, seconds=59), "9 分钟"),
        (dt.timedelta(seconds=-5), "0 分钟"),
    ],
)
def test_a_length_of_time_is_said_in_its_two_largest_units(length: dt.timedelta, words: str) -> None:
    assert span(length, WORDS) == words


def test_a_quarter_outside_the_calendar_has_no_window(hunan: Config, tmp_path: Path) -> None:
    desk = StoppedDesk(Workspace(tmp_path, tmp_path, "sqlite://"), hunan, open_engine("sqlite://"))

    assert deadline(desk, "1999Q1") is None
