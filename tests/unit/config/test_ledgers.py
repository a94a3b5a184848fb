from pathlib import Path

import pytest

from config.model import Config
from config.reading import check_config
from tests.unit.config.test_faults import Damage, damage, folder

__all__ = ["damage", "folder"]
TASKS = "ledgers/key_tasks.toml"
MENDING = "ledgers/rectifications.toml"
MATTERS = "ledgers/practical_matters.toml"
MICRO = "ledgers/five_micro.toml"


def test_the_ledgers_come_in_the_order_of_their_sheets(hunan: Config) -> None:
    assert list(hunan.ledger) == [
        "key_tasks", "rectifications", "practical_matters", "pilots", "major_projects", "visits", "warm_hearts",
        "five_micro", "proposals", "petitions",
    ]  # fmt: skip
    assert [field.code for field in hunan.ledger["key_tasks"].fields if field.required] == ["task", "progress"]


@pytest.mark.parametrize(
    ("ledger", "fields", "closed"),
    [
        ("key_tasks", {"done_share": "100"}, True),
        ("key_tasks", {"done_share": "104.5"}, True),
        ("key_tasks", {"done_share": "99.5"}, False),
        ("key_tasks", {}, False),
        ("rectifications", {"state": "mended"}, False),
        ("rectifications", {"state": "closed"}, True),
        ("practical_matters", {"target": "10", "done": "10"}, True),
        ("practical_matters", {"target": "10", "done": "9.9"}, False),
        ("practical_matters", {"done": "9"}, False),
        ("visits", {"found": "0", "solved": "0"}, True),
        ("visits", {"found": "3", "solved": "2"}, False),
        ("proposals", {"replied": "2026-08-01"}, True),
        ("proposals", {}, False),
        ("warm_hearts", {"times": "5"}, False),
    ],
)
def test_a_line_is_closed_as_its_ledger_declares(
    hunan: Config, ledger: str, fields: dict[str, str], closed: bool
) -> None:
    assert hunan.ledger[ledger].is_closed(fields) is closed


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "sentence"),
    [
        (TASKS, 'code = "key_tasks"', 'code = "tasks"', "code", "key_tasks but the code says tasks"),
        (MENDING, 'name = "整改"', 'name = "重点工作"', "name", "The name 重点工作 stands twice"),
        (TASKS, 'sheet = "重点工作"', 'sheet = "重点/工作"', "sheet", "none of []"),
        (MENDING, 'sheet = "整改台账"', 'sheet = "重点工作"', "sheet", "The sheet 重点工作 stands twice"),
        (TASKS, 'title_field = "task"', 'title_field = "name"', "title_field", "no field name"),
        (TASKS, 'title_field = "task"', 'title_field = "plan"', "title_field", "must be filled in"),
        (
            TASKS,
            'closed_field = "done_share"',
            'closed_field = "plan"',
            "closed_field",
            "choice, percent, number or date",
        ),
        (TASKS, '["100"]', '["all"]', "closed_values[1]", "all is none of the values"),
        (MENDING, '["closed"]', '["done"]', "closed_values[1]", "done is none of the values"),
        (TASKS, 'type = "percent"', 'type = "share"', "fields[7].type", "Expected one of"),
        (TASKS, 'type = "percent"', 'type = "region"', "fields[7].type", "one region at most"),
        (TASKS, 'type = "percent"', 'type = "choice"', "fields[7].choices", "has choices"),
        (TASKS, 'code = "done_share"', 'code = "progress"', "fields[7].code", "stands twice"),
        (TASKS, '"完成率", ', '"完成情况", ', "fields[7].aliases", "The head 完成情况 stands twice"),
        (TASKS, 'shown_beside = "progress"', 'shown_beside = "now"', "fields[9].shown_beside", "no field now"),
        (TASKS, 'shown_as = "上季度所报打算"\n', "", "fields[9].shown_beside", "Only a field with shown_as"),
        (TASKS, 'shown_as = "上季度所报打算"', 'shown_as = "完成率"', "fields[9].aliases", "The head 完成率"),
        (TASKS, "longest = 120", "longest = 0", "fields[1].longest", "at least 1"),
        (TASKS, "required = true", "must = true", "fields[1].must", "not known here"),
        (MENDING, 'name = "整改中"', 'name = "未启动"', "fields[6].choices[2].name", "The name 未启动 stands twice"),
        (TASKS, '"milestones"\nprogress', '"milestones"\nprogresses', "progresses_field", "not known here"),
        (TASKS, 'progress_field = "done_share"\n', "", "time_progress", "needs what was done"),
        (TASKS, 'milestones_field = "milestones"\n', "", "time_progress", "needs the field that holds them"),
        (TASKS, 'progress_field = "done_share"', 'progress_field = "plan"', "progress_field", "of the type percent"),
        (MATTERS, 'target_field = "target"\n', "", "done_field", "done_field needs target_field"),
        (MATTERS, '["divisions"]', "[]", "reported_by", "Nobody reports"),
        (MICRO, '["divisions", "prefectures"]', '["prefectures"]', "divisions", "leaves divisions out"),
        (MICRO, '["grassroots_governance"]', '["nobody"]', "divisions", "no division nobody"),
        (MICRO, 'type = "month"', 'type = "month"\nunit = "次"', "fields[4].unit", "Only a number"),
        (MENDING, 'due_field = "due"', 'due_field = "state"', "due_field", "of the type date"),
        (MENDING, 'closed_values = ["closed"]\n', "", "closed_values", "closed_values is empty"),
        (MENDING, 'code = "under_way"', 'code = "closed"', "fields[6].choices[4].code", "stands twice"),
    ],
)
def test_a_fault_of_a_ledger_is_told_with_file_and_key(
    folder: Path, damage: Damage, file: str, old: str, new: str, key: str, sentence: str
) -> None:
    damage(file, old, new)

    config, problems = check_config(folder)

    assert config is None
    told = [problem.sentence("en") for problem in problems if (problem.file, problem.key) == (file, key)]
    assert any(sentence in line for line in told), [problem.line("en") for problem in problems]
