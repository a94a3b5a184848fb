"""The invented ledgers of the demonstration: key tasks that move on with the year, problems until they are closed."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from config.model import Config, Quarter, Region
from dashboard.demo.kinds import KINDS
from dashboard.demo.workbooks import NUMERALS, Cell, Sheet
from metrics.pacing import expected_share

FILE = Path(__file__).parent / "ledgers.toml"
TASK_HEADS = (
    (
        "序号",
        "重点工作",
        "实施地区",
        "年度目标",
        "进展情况",
        "完成进度（%）",
        "问题和困难",
        "下季度打算",
        "责任处室",
        "五年目标",
        "季度节点",
        "责任人",
    ),
    (
        "序号",
        "重点任务",
        "所在地区",
        "全年目标",
        "完成情况",
        "完成率（%）",
        "存在问题",
        "下一步打算",
        "牵头处室",
        "十四五目标",
        "分季度目标",
        "负责人",
    ),
)
MENDING_HEADS = ("序号", "问题来源", "问题", "所在地区", "整改措施", "整改时限", "进展", "佐证材料")
BEHIND = 0.97
"""The pace below which a task names what holds it up."""


def ledger_sheets(config: Config, division: str, quarter: Quarter, seed: int) -> list[Sheet]:
    """The ledger sheets of a division's workbook for a quarter; none where nothing is invented for it."""
    name = config.division[division].name
    heads = random.Random(f"{seed} ledger {division}").choice(TASK_HEADS)
    tasks = [line for task in _invented("task", division) for line in _lines(config, task, quarter, name)]
    mending = [
        _mending(config, one, quarter)
        for one in _invented("rectification", division)
        if one["begins"] <= quarter and (not one["closes"] or quarter <= one["closes"])
    ]
    written = f"{name}{quarter.year}年第{NUMERALS[quarter.number - 1]}季度"
    return [
        *([_sheet("重点工作", f"{written}重点工作台账", heads, tasks)] if tasks else []),
        *([_sheet("整改台账", f"{written}整改台账", MENDING_HEADS, mending)] if mending else []),
        *_other_kinds(config, division, quarter, written),
    ]


def _other_kinds(config: Config, division: str, quarter: Quarter, written: str) -> Iterator[Sheet]:
    """The sheets of the kinds that kinds.py knows, as far as a division has lines of them."""
    name = config.division[division].name
    for kind, (sheet, title, heads, invent) in KINDS.items():
        lines = [line for one in _invented(kind, division) for line in invent(config, one, quarter, name)]
        if lines:
            yield _sheet(sheet, f"{written}{title}", ("序号", *heads), lines)


@lru_cache(maxsize=1)
def _content() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _invented(kind: str, division: str) -> list[dict[str, Any]]:
    return [entry for entry in _content()[kind] if entry["division"] == division]


def _sheet(name: str, title: str, heads: tuple[str, ...], lines: list[list[Cell]]) -> Sheet:
    sheet = Sheet(name, [[title, *([None] * (len(heads) - 1))], list(heads)])
    sheet.merged.append((0, 0, len(heads) - 1))
    sheet.rows += [[float(number), *line] for number, line in enumerate(lines, 1)]
    return sheet


def _lines(config: Config, task: dict[str, Any], quarter: Quarter, division: str) -> list[list[Cell]]:
    """The line of the province and, where the task is broken down, one for each county, at a pace of its own."""
    whole = _task(task, quarter, division)
    if not task.get("by_county"):
        return [whole]
    counties = [region for region in config.regions if region.level == config.province.scored_levels[-1]]
    return [whole, *(_task(_part(task, county, len(counties)), quarter, division, county.name) for county in counties)]


def _part(task: dict[str, Any], county: Region, counties: int) -> dict[str, Any]:
    """What a county has to do of a task: its share of the target, and what holds it up if anything does."""
    chance = random.Random(f"{task['title']} {county.code}")
    target = max(round(task["target"] / counties * chance.uniform(0.6, 1.4)), 4)
    return {
        **task,
        "target": target,
        "goal": f"全年完成 {target:,} {task['unit']}",
        "pace": min(max(chance.gauss(task["pace"] + 0.15, 0.16), 0.35), 1.3),
        "problem": chance.choice(task["county_problems"]),
        "plan": chance.choice(task["county_plans"]),
    }


def _task(task: dict[str, Any], quarter: Quarter, division: str, region: str | None = None) -> list[Cell]:
    luck = random.Random(f"{task['title']} {quarter}{region or ''}").uniform(-0.04, 0.04)
    share = min(expected_share(quarter, task.get("milestones", "")) * (task["pace"] + luck), 1.0)
    done = round(task["target"] * share)
    progress = f"截至{quarter.number * 3}月底，已完成{done:,}{task['unit']}。"
    behind = task["pace"] + luck < BEHIND
    return [
        task["title"],
        region,
        task["goal"],
        progress,
        round(100 * done / task["target"], 1),
        task["problem"] if behind else "无突出困难。",
        _plan(task["plan"], quarter, luck),
        division,
        task.get("five_years") if region is None else None,
        task.get("milestones"),
        task.get("owner") if region is None else None,
    ]


def _plan(plan: str, quarter: Quarter, luck: float) -> str:
    """The plan in the words of the quarter; some write what they wrote last time."""
    if luck > 0.02:
        return plan
    return f"{('开展专项督导，', '按月调度，', '抓收尾攻坚，', '开好头，')[quarter.number - 1]}{plan}"


def _mending(config: Config, one: dict[str, Any], quarter: Quarter) -> list[Cell]:
    due = Quarter.of_month(one["due"][:7])
    if quarter == one["closes"]:
        state = "已销号"
    elif quarter >= due and one["closes"]:
        state = "已完成待销号"
    else:
        state = "整改中"
    evidence = one["evidence"] if quarter >= due else None
    region = config.region[one["region"]].name if one.get("region") else None
    return [one["source"], one["problem"], region, one["measure"], one["due"], state, evidence]
