import datetime as dt
import shutil
import tomllib
from pathlib import Path

import pytest

from config.model import Supervision
from config.reading import check_config, load_config
from config.workdays import Workdays
from tests.conftest import REPOSITORY
from tests.unit.config.test_plausibility import keys, written

FILE = REPOSITORY / "config" / "supervision.toml"


def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "config"
    shutil.copytree(REPOSITORY / "config", folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "locale"))
    return folder


def test_the_shipped_file_writes_every_rule_as_it_is_without_the_file() -> None:
    data = tomllib.loads(FILE.read_text("utf-8"))

    assert Supervision.model_validate(data) == Supervision()
    assert written(data) == keys(Supervision())


def test_a_workspace_without_the_file_has_the_same_rules(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "supervision.toml").unlink()

    assert load_config(folder).supervision == Supervision()


FAULTS = [
    ("yellow_from = 0.8", "yellow_from = 0.4", "lights.yellow_from", "Yellow begins at 0.4, before blue does at 0.5."),
    ("days = 20", "days = 0", "due.days", "must be at least 1"),
    ("{lights}件交办事项亮黄灯", "{lamps}件", "escalation.letter", "The text names {lamps}"),
    ("提醒函：{unit}", "提醒函：{unit", "escalation.letter", "The braces of the text do not match."),
    (
        "days_off = []\nworking_days = []",
        "days_off = [2027-02-11]\nworking_days = [2027-02-11]",
        "due.working_days",
        "2027-02-11 stands among the days off too.",
    ),
    ("red_after", "red_before", "lights.red_before", "This key is not known here"),
    ("letter_points = -1.0", "letter_points = 1.0", "escalation.letter_points", "must be at most 0"),
]


@pytest.mark.parametrize(("was", "becomes", "key", "message"), FAULTS)
def test_faults_are_named_by_file_and_key(tmp_path: Path, was: str, becomes: str, key: str, message: str) -> None:
    folder = copied(tmp_path)
    file = folder / "supervision.toml"
    file.write_text(file.read_text("utf-8").replace(was, becomes, 1), "utf-8")

    config, problems = check_config(folder)

    assert config is None
    (problem,) = problems
    assert (problem.file, problem.key) == ("supervision.toml", key)
    assert message in problem.sentence("en")


OFF = [dt.date(2026, 10, day) for day in range(1, 8)] + [dt.date(2026, 2, day) for day in range(15, 24)]
WORKING = [dt.date(2026, 9, 20), dt.date(2026, 10, 10), dt.date(2026, 2, 14), dt.date(2026, 2, 28)]


def test_the_public_calendar_has_the_holidays_and_the_make_up_days() -> None:
    days = Workdays()

    assert not any(days.works(day) for day in OFF)
    assert all(days.works(day) for day in WORKING)
    assert days.after(dt.date(2026, 9, 30), 1) == dt.date(2026, 10, 8)
    assert days.between(dt.date(2026, 9, 30), dt.date(2026, 10, 8)) == 1
    assert days.between(dt.date(2026, 10, 8), dt.date(2026, 9, 30)) == -1


def test_the_department_may_say_otherwise_of_a_day() -> None:
    days = Workdays(frozenset({dt.date(2027, 2, 11)}), frozenset({dt.date(2027, 2, 20)}))

    assert not days.works(dt.date(2027, 2, 11))
    assert days.works(dt.date(2027, 2, 20))
    assert Workdays().works(dt.date(2027, 2, 11))
