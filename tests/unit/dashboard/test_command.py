import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY


def jiping(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dashboard.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=REPOSITORY)


@pytest.mark.parametrize("command", ["values", "clock", "run", "load"])
def test_a_missing_workspace_ends_in_one_sentence(command: str, tmp_path: Path) -> None:
    files = ["文件.xlsx"] if command == "load" else []

    result = jiping(command, "--workspace", tmp_path / "none", *files)

    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "没有工作区" in result.stderr


@pytest.mark.parametrize("database", ["nonsense", "postgresql://127.0.0.1:1/nobody"])
def test_a_database_that_does_not_answer_leaves_no_workspace_behind(database: str, tmp_path: Path) -> None:
    result = jiping("init", "--workspace", tmp_path / "new", "--database", database)

    assert result.returncode == 2
    assert "数据库" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "new" / "workspace.toml").exists()


def test_config_check_prints_every_fault_with_file_and_key(tmp_path: Path) -> None:
    (tmp_path / "province.toml").write_text("title = 1\n", encoding="utf-8")

    result = jiping("config", "check", tmp_path)

    assert result.returncode == 1
    assert "province.toml  title" in result.stdout
    assert "calendar.toml" in result.stdout
    assert "regions/levels.toml" in result.stdout
