import datetime as dt

import pytest

from config.wording import translator
from dashboard.parts.meeting_list import list_title
from dashboard.usecases.meetings.reports import MeetingLine


def line(day: int, stage: str) -> MeetingLine:
    return MeetingLine(str(day), f"会议{day}", "点评会", "2026Q3", dt.date(2026, 10, day), stage)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([], "还没有筹备会议"),
        ([line(3, "ended"), line(9, "ended")], "会议9已于2026-10-09召开"),
        ([line(3, "ended"), line(21, "prepared"), line(20, "prepared")], "下一次：会议20，2026-10-20"),
        ([line(3, "ended"), line(20, "prepared"), line(21, "running")], "会议21正在进行"),
    ],
)
def test_the_list_is_headed_by_the_meeting_that_matters_now(found: list[MeetingLine], said: str) -> None:
    assert list_title(found, translator("zh_CN")) == said
