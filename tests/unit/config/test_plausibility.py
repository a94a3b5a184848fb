import shutil
import tomllib
from pathlib import Path

from pydantic import BaseModel

from config.model import Plausibility
from config.reading import check_config, load_config
from tests.conftest import REPOSITORY

FILE = REPOSITORY / "config" / "plausibility.toml"


def keys(model: BaseModel) -> set[str]:
    return {
        f"{name}.{key}" if isinstance(value, BaseModel) else name
        for name, value in ((name, getattr(model, name)) for name in type(model).model_fields)
        for key in (keys(value) if isinstance(value, BaseModel) else [""])
    }


def written(data: dict[str, object]) -> set[str]:
    nested = {name: value for name, value in data.items() if isinstance(value, dict) and value}
    return {name for name in data if name not in nested} | {
        f"{name}.{key}" for name, table in nested.items() for key in table
    }


def test_the_shipped_file_writes_every_threshold_as_it_is_without_the_file() -> None:
    data = tomllib.loads(FILE.read_text("utf-8"))

    assert Plausibility.model_validate(data) == Plausibility()
    assert written(data) == keys(Plausibility())


def test_a_workspace_without_the_file_has_the_same_thresholds_and_writes_only_what_differs(tmp_path: Path) -> None:
    folder = tmp_path / "config"
    shutil.copytree(REPOSITORY / "config", folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "locale"))
    (folder / "plausibility.toml").unlink()
    assert load_config(folder).plausibility == Plausibility()

    (folder / "plausibility.toml").write_text('[exempt]\nown_history = ["petition_events"]\n', "utf-8")

    config, problems = check_config(folder)
    assert problems == ()
    assert config is not None
    assert config.plausibility == Plausibility(exempt={"own_history": ("petition_events",)})
