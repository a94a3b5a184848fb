import shutil
from pathlib import Path

import pytest

from config.reading import check_config
from tests.conftest import REPOSITORY

SCHEME = "schemes/hunan_2026.toml"
DAMAGES = {
    "a target of zero": (SCHEME, "target = { value = 60 }", "target = { value = 0 }", "target"),
    "a target that is no number": (SCHEME, "target = { value = 60 }", "target = { value = nan }", "target.value"),
    "an endless goalpost": (SCHEME, "low = 560, high = 720", "low = -inf, high = 720", "parameters.low"),
    "tier points above full marks": (SCHEME, "bounds = [[98, 2],", "bounds = [[98, 9],", "parameters.bounds"),
    "a window with a zone": (
        "calendar.toml",
        "opens = 2026-10-08T09:00:00",
        "opens = 2026-10-08T09:00:00+08:00",
        "opens",
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REPOSITORY / "config", tmp_path / "config", ignore=shutil.ignore_patterns("*.py")))


@pytest.mark.parametrize("damage", DAMAGES)
def test_numbers_that_would_turn_a_ranking_are_refused(folder: Path, damage: str) -> None:
    name, right, wrong, key = DAMAGES[damage]
    text = (folder / name).read_text(encoding="utf-8")
    assert right in text
    (folder / name).write_text(text.replace(right, wrong), encoding="utf-8")

    _, problems = check_config(folder)

    assert {problem.file for problem in problems} == {name}
    assert all(key in problem.key for problem in problems), [problem.line() for problem in problems]


def test_a_wrong_day_does_not_hide_a_wrong_time_zone(folder: Path) -> None:
    text = (folder / "calendar.toml").read_text(encoding="utf-8")
    text = text.replace("closes_day = 15", "closes_day = 31").replace("Asia/Shanghai", "Asia/Xiangxi")
    (folder / "calendar.toml").write_text(text, encoding="utf-8")

    _, problems = check_config(folder)

    assert {problem.key for problem in problems} == {"closes_day", "timezone"}
