"""The invented lines of the other kinds: practical matters, pilots, projects, visits, activities, letters."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

from config.model import Config, Quarter
from dashboard.demo.workbooks import Cell
from metrics.pacing import expected_share

Invented = dict[str, Any]
Lines = list[list[Cell]]
MATTERS = (
    *("实事项目", "实施地区", "目标数", "累计完成数", "计量单位", "季度节点", "计划资金（万元）", "到位资金（万元）"),
    *("存在问题", "责任处室"),
)
PILOTS = ("试点名称", "试点级别", "试点地区", "起始时间", "结束时间", "试点状态", "试点成效", "存在问题")
PROJECTS = (
    *("项目名称", "建设地点", "总投资（万元）", "今年计划投资（万元）", "今年完成投资（万元）", "季度节点", "形象进度"),
    *("计划完工", "项目状态", "存在问题"),
)
VISITS = ("督导内容", "联系片区", "督导组", "督导地区", "督导日期", "发现问题数", "解决问题数", "主要问题", "解决时限")
ACTIVITIES = ("活动名称", "类别", "开展地区", "开展月份", "开展次数", "惠及人次", "典型故事")
PROPOSALS = (
    *("编号", "建议提案标题", "类别", "提出人", "办前联系", "办中联系", "办后联系", "答复时限", "答复日期", "是否满意"),
    "办理情况",
)
PETITIONS = ("编号", "信访事项", "类别", "来件人", "地区", *PROPOSALS[4:])


def matters(config: Config, one: Invented, quarter: Quarter, division: str) -> Lines:
    """A practical matter: the province's line, and one for each prefecture where it is broken down."""
    whole = [_matter(one, quarter, division, None, 1.0, one["pace"])]
    if not one.get("broken_down"):
        return whole
    prefectures = [region for region in config.regions if region.level == config.province.scored_levels[0]]
    chances = [random.Random(f"{one['title']} {region.code}") for region in prefectures]
    return whole + [
        _matter(
            one, quarter, division, region.name, chance.uniform(0.7, 1.3) / len(prefectures), chance.gauss(1.05, 0.13)
        )
        for region, chance in zip(prefectures, chances, strict=True)
    ]


def _matter(one: Invented, quarter: Quarter, division: str, region: str | None, part: float, pace: float) -> list[Cell]:
    target, money = max(round(one["target"] * part), 1), round(one["money"] * part, 2)
    share = min(expected_share(quarter, one["milestones"]) * pace, 1.0)
    came = round(money * min(quarter.time_progress + 0.15, 1.0), 2)
    problem = one["problem"] if pace < 1 and region is None else None
    return [
        *(one["title"], region, float(target), float(round(target * share)), one["measure"], one["milestones"]),
        *(money, came, problem, division),
    ]


def pilots(config: Config, one: Invented, quarter: Quarter, _division: str) -> Lines:
    """A pilot from the quarter in which it began to the one in which it was accepted."""
    began, accepted = Quarter.of_month(one["since"]), one["accepted"]
    if quarter < began or (accepted and quarter > accepted):
        return []
    state = "已验收" if quarter == accepted else "筹备" if quarter == began else "实施中"
    told = one["result"] if quarter > began else None
    named = [one["title"], one["level"], config.region[one["region"]].name, one["since"], one["until"]]
    return [[*named, state, told, one["problem"] or None]]


def projects(config: Config, one: Invented, quarter: Quarter, _division: str) -> Lines:
    """A project in the years for which investment is planned, until the quarter in which it was completed."""
    planned, completed = one["planned"].get(str(quarter.year)), one.get("completed", "")
    if planned is None or (completed and quarter > completed):
        return []
    first = min(map(int, one["planned"]))
    stage = one["stages"][min((quarter.year - first) * 4 + quarter.number - 1, len(one["stages"]) - 1)]
    share = 1.0 if quarter == completed else min(expected_share(quarter, one["milestones"]) * one["pace"], 1.0)
    state = "完工" if quarter == completed else "前期" if stage in ("可研批复", "选址确定") else "在建"
    named = [one["title"], config.region[one["region"]].name, float(one["total"]), float(planned)]
    return [
        [*named, round(planned * share, 1), one["milestones"], stage, one["due"], state, one["problem"] or None],
    ]


def visits(config: Config, one: Invented, quarter: Quarter, _division: str) -> Lines:
    """A visit from its quarter on, until all that it found is solved."""
    since, solved = _quarters(one["quarter"], quarter), one["solved"]
    if since < 0 or (since > 0 and solved[min(since, len(solved)) - 1] >= one["found"]):
        return []
    told = solved[min(since, len(solved) - 1)]
    where = config.region[one["region"]].name
    named = [one["title"], one["zone"], one["group"], where, one["day"]]
    return [[*named, float(one["found"]), float(told), one["problems"], one["due"]]]


def activities(config: Config, one: Invented, quarter: Quarter, _division: str) -> Lines:
    """An activity in some of the prefectures, with other counts in each; the story is told by one of them."""
    prefectures = [region for region in config.regions if region.level == config.province.scored_levels[0]]
    chance = random.Random(f"{one['title']} {quarter}")
    places = chance.sample(prefectures, 5)
    lines: Lines = []
    for number, region in enumerate(places):
        size = chance.uniform(0.6, 1.4)
        month = f"{quarter.year}-{quarter.number * 3 - chance.randrange(3):02d}"
        counts = [float(round(one["times"] * size)), float(round(one["people"] * size))]
        lines.append([one["title"], one["kind"], region.name, month, *counts, one["story"] if number == 0 else None])
    return lines


def proposals(_config: Config, one: Invented, quarter: Quarter, _division: str) -> Lines:
    """A proposal from the quarter in which it came to the one after its reply."""
    if not _pending(one, quarter):
        return []
    return [[one["number"], one["title"], one["kind"], one["sender"], *_handled(one, quarter)]]


def petitions(config: Config, one: Invented, quarter: Quarter, _division: str) -> Lines:
    """A petition from the quarter in which it came to the one after its reply."""
    if not _pending(one, quarter):
        return []
    named = [one["number"], one["title"], one["kind"], one["sender"], config.region[one["region"]].name]
    return [[*named, *_handled(one, quarter)]]


def _handled(one: Invented, quarter: Quarter) -> list[Cell]:
    before, during, after, replied = (_by(one[key], quarter) for key in ("before", "during", "after", "replied"))
    return [before, during, after, one["due"], replied, one["satisfied"] if after else None, one["outcome"]]


def _by(day: str, quarter: Quarter) -> str | None:
    """A day where it is told by the end of the quarter."""
    return day if day and day[:7] <= quarter.last_month else None


def _pending(one: Invented, quarter: Quarter) -> bool:
    came = Quarter.of_month(one["received"][:7])
    done = Quarter.of_month(one["after"][:7]) if one["after"] else None
    return came <= quarter and (done is None or quarter <= done)


def _quarters(first: str, last: Quarter) -> int:
    """How many quarters lie between two; negative where the first is later."""
    begun = Quarter(first)
    return (last.year - begun.year) * 4 + last.number - begun.number


KINDS: Mapping[str, tuple[str, str, tuple[str, ...], Callable[[Config, Invented, Quarter, str], Lines]]] = {
    "practical_matter": ("为民办实事", "为民办实事台账", MATTERS, matters),
    "pilot": ("试点", "试点台账", PILOTS, pilots),
    "project": ("重大项目库", "重大项目库", PROJECTS, projects),
    "visit": ("分片督导", "分片联系督导台账", VISITS, visits),
    "warm_heart": ("四百暖心", "四百暖心活动台账", ACTIVITIES, activities),
    "five_micro": ("五微活动", "五微活动台账", ACTIVITIES, activities),
    "proposal": ("建议提案", "建议提案办理台账", PROPOSALS, proposals),
    "petition": ("信访事项", "信访事项办理台账", PETITIONS, petitions),
}
"""By the table of ledgers.toml: the sheet, what its title calls it, its heads, and how its lines come about."""
