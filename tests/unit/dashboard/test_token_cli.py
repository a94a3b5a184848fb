import subprocess
import sys
from pathlib import Path

import pytest

from config.workspace import REPOSITORY, write_workspace
from dashboard.usecases.desk import open_desk
from loaders.store.tokens import token_of


def token(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dashboard.cli", "token", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=REPOSITORY)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    write_workspace(tmp_path, REPOSITORY / "config")
    return tmp_path


def test_a_token_is_made_listed_and_revoked(workspace: Path) -> None:
    made = token("make", "平台", "--unit", "430400", "-w", workspace)
    listed = token("list", "-w", workspace)
    revoked = token("revoke", "平台", "-w", workspace)
    afterwards = token("list", "-w", workspace)

    secret = made.stdout.strip()
    assert (made.returncode, secret[:3]) == (0, "jp_")
    assert "不再显示" in made.stderr
    assert "衡阳市" in listed.stdout
    assert secret not in listed.stdout
    assert revoked.returncode == 0
    assert "停用" in afterwards.stdout
    assert token_of(open_desk(workspace).engine, secret) is None


def test_what_cannot_be_made_or_revoked_ends_in_a_sentence(workspace: Path) -> None:
    answers = [
        token("make", "平台", "--unit", "火星", "-w", workspace),
        token("make", "  ", "-w", workspace),
        token("revoke", "没有", "-w", workspace),
    ]

    assert [answer.returncode for answer in answers] == [2, 2, 2]
    assert all(answer.stdout == "" and answer.stderr.count("\n") == 1 for answer in answers)
