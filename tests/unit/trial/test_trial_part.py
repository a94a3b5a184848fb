import datetime as dt
import re
from dataclasses import replace

import pytest

from config.wording import translator
from dashboard.parts.trial import headline, trial_of
from dashboard.usecases.trial import Trial
from dashboard.usecases.trial_division import DivisionTrial, GroupMoves, Mean, Mover
from dashboard.usecases.trial_late import LateCost, LateDay
from dashboard.usecases.trial_region import ItemMove, Place, RegionTrial, SectionMove
from dashboard.usecases.windows import Deadline

WORDS = translator("zh_CN")
NOW = Place(79.34, 9, 11, "合格", 0.9, 1, 1.18, 8, 0.66, "良好")
THEN = Place(86.1, 6, 12, "良好", 1.0, 2, 0.31, 5, 3.9, "优秀")
ITEM = ItemMove("a", "<b>床位</b>", "养老", 3, "%", 2, None, 65.37, 0.0, 2.5, 0.5, "满分 3 分，得 2.50 分。")
REGION = RegionTrial("430400", "衡阳市", "市州组", 14, NOW, THEN, (SectionMove("s", "养老", 15, 9.0, 8.5),), (ITEM,), 1)
OPEN = Deadline("2026Q3", "open", dt.datetime(2026, 10, 8), dt.datetime(2026, 10, 15))
SEEN = OPEN.closes - dt.timedelta(days=1, hours=4)
DAYS = (LateDay(0, 30.0, None), LateDay(1, 29.0, None), LateDay(4, 25.0, 84.2))
LATE = LateCost(OPEN, False, 30.0, DAYS, SEEN)
MOVER = Mover("430102", "芙蓉区", replace(NOW, rank=None), THEN)
GROUP = GroupMoves("districts", "市辖区组", 36, 30, 34, 5, 0, (MOVER,), (), tuple((f"县{n}", 0.5) for n in range(10)))
TRIAL = Trial("2026Q3", "评估办法", False, 100, 2, 0.6, REGION, None, LATE)
DIVISION = replace(TRIAL, region=None, division=DivisionTrial((Mean("s", "养老", 15, 1, 9.0, 2, 9.5),), (), (GROUP,)))


def text_of(found: Trial) -> str:
    return re.sub(r"<[^>]*>", " ", trial_of(found, WORDS))


def region(**then: object) -> Trial:
    return replace(TRIAL, region=replace(REGION, then=replace(THEN, **then)))


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (TRIAL, "试算：86.10 分，第 6–8 名"),
        (region(ranked_units=14), "试算：86.10 分，第 6 名（共 14 个）"),
        (region(rank=None, coverage_share=0.5), "试算：86.10 分，暂不排名：数据不足（完整率 50.0%，低于 60%）"),
        (region(published=None, rank=None, coverage_share=0), "试算：这份文件没有计分的数据"),
        (DIVISION, "试算：5 个地区加分，0 个地区减分"),
        (replace(DIVISION, division=DivisionTrial((), (), (replace(GROUP, gaining=0),))), "试算：各地区得分不变"),
    ],
)
def test_the_headline_is_the_answer(found: Trial, sentence: str) -> None:
    assert headline(found, WORDS) == sentence


def test_a_region_is_told_now_and_then_with_sign_and_word() -> None:
    shown = text_of(TRIAL)

    assert "仅本次报送人可见，不代表最终结果" in shown
    assert re.search(r"得分\s+79\.34\s+86\.10\s+▲ \+6\.76", shown)
    assert re.search(r"名次\s+9 / 11\s+6 / 12\s+▲3 进位", shown)
    assert re.search(r"等次\s+合格\s+良好\s+▲ 升等", shown)
    assert re.search(r"养老\s+9\.00\s+8\.50\s+▼ −0\.50", shown)
    assert "市州组 14 个单位中已有 12 个可排名" in shown
    assert "满分 3 分，得 2.50 分。" in shown
    assert "<b>床位</b>" not in trial_of(TRIAL, WORDS)


def test_waiting_is_told_day_by_day_with_the_time_that_is_left() -> None:
    shown = text_of(TRIAL)

    assert "截止还有 1 天 4 小时" in shown
    assert re.search(
        r"按时\s+30\.00\s+逾期 1 天\s+29\.00\s+−1\.00\s+逾期 4 天及以上\s+25\.00\s+−5\.00 总分 84\.20", shown
    )


@pytest.mark.parametrize(
    ("late", "sentence"),
    [
        (LateCost(OPEN, True, 30.0, DAYS[:1], SEEN), "本单位首次报送已按时，重新报送不因逾期扣分。"),
        (
            LateCost(OPEN, True, 30.0, (LateDay(2, 28.0, None),), SEEN),
            "本单位首次报送已逾期 2 天，重新报送不再因逾期扣分。",
        ),
        (LateCost(OPEN, False, 30.0, (LateDay(9, 25.0, None),), SEEN), "已逾期 9 天，交付分已扣完，请尽快报送。"),
    ],
)
def test_where_waiting_costs_nothing_more_one_sentence_says_so(late: LateCost, sentence: str) -> None:
    assert sentence in text_of(replace(TRIAL, late=late))


def test_a_division_sees_its_items_whom_it_moves_and_who_stays_without_a_place() -> None:
    shown = text_of(DIVISION)

    assert "市辖区组：5 个加分，0 个减分；36 个单位中 34 个可排名" in shown
    assert re.search(r"芙蓉区\s+79\.34\s+86\.10\s+▲ \+6\.76\s+—\s+6\s+—", shown)
    assert "数据完整率不足 60%、暂不排名：县0（50%）、" in shown
    assert "县7（50%）等，另有 2 个" in shown


def test_a_file_without_items_that_move_says_so() -> None:
    assert "这份文件不改变该地区的任何评分项。" in text_of(replace(TRIAL, region=replace(REGION, items=()), late=None))


def test_a_scheme_of_another_time_is_said() -> None:
    assert "按《评估办法》试算（该办法当季尚未施行）" in text_of(replace(TRIAL, back_cast=True))
