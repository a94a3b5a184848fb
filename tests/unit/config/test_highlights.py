import tomllib
from pathlib import Path

import pytest

from config.model import Highlights
from config.reading import check_config, load_config
from tests.conftest import REPOSITORY
from tests.unit.config.test_plausibility import keys, written
from tests.unit.config.test_supervision import copied

FILE = REPOSITORY / "config" / "highlights.toml"


def test_the_shipped_file_writes_every_rule_as_it_is_without_the_file() -> None:
    data = tomllib.loads(FILE.read_text("utf-8"))

    assert Highlights.model_validate(data) == Highlights()
    assert written(data) >= keys(Highlights())


def test_a_workspace_without_the_file_has_the_same_rules(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "highlights.toml").unlink()

    assert load_config(folder).highlights == Highlights()


FAULTS = [
    ("weight = 40", "weight = 45", "judging.criteria", "add up to 105"),
    ('code = "spread"', 'code = "effect"', "judging.criteria", "stands there twice"),
    ("province = 1.0", "province = -1.0", "bonus.levels", "a bonus is not negative"),
    ("size = 5", "size = 0", "shortlist.size", "must be at least 1"),
]


@pytest.mark.parametrize(("good", "bad", "key", "says"), FAULTS)
def test_a_fault_is_named_by_file_and_key(tmp_path: Path, good: str, bad: str, key: str, says: str) -> None:
    folder = copied(tmp_path)
    file = folder / "highlights.toml"
    file.write_text(file.read_text("utf-8").replace(good, bad, 1), "utf-8")

    config, problems = check_config(folder)

    assert config is None
    (problem,) = problems
    assert (problem.file, problem.key) == ("highlights.toml", key)
    assert says in problem.sentence("en")


def test_the_scheme_of_the_documents_is_one(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    for name in ("highlights.md", "highlights.zh-CN.md"):
        snippet = (REPOSITORY / "docs" / name).read_text("utf-8").partition("```toml\n")[2].partition("```")[0]
        file = folder / "schemes" / "hunan_2026.toml"
        whole = (REPOSITORY / "config" / "schemes" / "hunan_2026.toml").read_text("utf-8")
        file.write_text(f"{whole}\n{snippet}", "utf-8")

        assert any("highlight_bonus" in scheme.indicators for scheme in load_config(folder).schemes)
