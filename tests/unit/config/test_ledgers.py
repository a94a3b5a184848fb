from pathlib import Path

import pytest

from config.model import Config
from config.reading import check_config
from tests.unit.config.test_faults import Damage, damage, folder

__all__ = ["damage", "folder"]
TASKS = "ledgers/key_tasks.toml"
MENDING = "ledgers/rectifications.toml"


def test_the_ledgers_come_in_the_order_of_their_sheets(hunan: Config) -> None:
    assert list(hunan.ledger) == ["key_tasks", "rectifications"]
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
        (TASKS, 'closed_field = "done_share"', 'closed_field = "plan"', "closed_field", "choice or percent"),
        (TASKS, '["100"]', '["all"]', "closed_values[1]", "all is none of the values"),
        (MENDING, '["closed"]', '["done"]', "closed_values[1]", "done is none of the values"),
        (TASKS, 'type = "percent"', 'type = "share"', "fields[5].type", "Expected one of"),
        (TASKS, 'type = "percent"', 'type = "region"', "fields[5].type", "one region at most"),
        (TASKS, 'type = "percent"', 'type = "choice"', "fields[5].choices", "has choices"),
        (TASKS, 'code = "done_share"', 'code = "progress"', "fields[5].code", "stands twice"),
        (TASKS, '"完成率", ', '"完成情况", ', "fields[5].aliases", "The head 完成情况 stands twice"),
        (TASKS, 'shown_beside = "progress"', 'shown_beside = "now"', "fields[7].shown_beside", "no field now"),
        (TASKS, 'shown_as = "上季度所报打算"\n', "", "fields[7].shown_beside", "Only a field with shown_as"),
        (TASKS, 'shown_as = "上季度所报打算"', 'shown_as = "完成率"', "fields[7].aliases", "The head 完成率"),
        (TASKS, "longest = 120", "longest = 0", "fields[1].longest", "at least 1"),
        (TASKS, "required = true", "must = true", "fields[1].must", "not known here"),
        (MENDING, 'name = "整改中"', 'name = "未启动"', "fields[6].choices[2].name", "The name 未启动 stands twice"),
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
