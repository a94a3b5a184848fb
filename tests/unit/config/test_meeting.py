import tomllib
from pathlib import Path

import pytest

from config.model import Meetings
from config.reading import check_config, load_config
from tests.conftest import REPOSITORY
from tests.unit.config.test_supervision import copied

FILE = REPOSITORY / "config" / "meeting.toml"


def test_the_shipped_file_writes_every_rule_as_it_is_without_the_file() -> None:
    assert Meetings.model_validate(tomllib.loads(FILE.read_text("utf-8"))) == Meetings()


def test_a_workspace_without_the_file_has_the_same_rules(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "meeting.toml").unlink()

    assert load_config(folder).meeting == Meetings()


FAULTS = [
    ('roles = ["leader"]', 'roles = ["leader", "head"]', "ballot_class[2].roles", "The role head votes in two classes"),
    ("weight = 0.4", "weight = 0.5", "ballot_class", "add up to 1.1, not to 1"),
    ('code = "plan"', 'code = "results"', "criterion", "The code results stands here twice."),
    ("full_marks = 10", "full_marks = 0", "criterion[1].full_marks", "must be"),
    ('name = "现场观摩"', 'name = ""', "kind[4].part[1].name", "The part has no name"),
    ("minutes = 8", "minutes = 0", "kind[1].part[2].minutes", "must be at least 1"),
]


@pytest.mark.parametrize(("was", "becomes", "key", "message"), FAULTS)
def test_faults_are_named_by_file_and_key(tmp_path: Path, was: str, becomes: str, key: str, message: str) -> None:
    file = copied(tmp_path) / "meeting.toml"
    file.write_text(file.read_text("utf-8").replace(was, becomes, 1), "utf-8")

    config, problems = check_config(file.parent)

    assert config is None
    (problem,) = problems
    assert (problem.file, problem.key) == ("meeting.toml", key)
    assert message in problem.sentence("en")
