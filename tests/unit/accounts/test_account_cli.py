import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from config.workspace import REPOSITORY, write_workspace
from dashboard.access.passwords import matches
from dashboard.account_cli import see_to_accounts
from dashboard.usecases.desk import open_desk
from loaders.store.accounts import account_of
from loaders.store.database import reading
from tests.unit.accounts.desks import actions, events, held
from tests.unit.accounts.lists import workbook


def account(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dashboard.cli", "account", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=REPOSITORY)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    write_workspace(tmp_path / "w", REPOSITORY / "config")
    return tmp_path / "w"


def kept_password(workspace: Path, login: str) -> str:
    with reading(open_desk(workspace).engine) as session:
        known = account_of(session, login)
        assert known is not None
        return known.password


def test_an_account_lives_by_the_command(workspace: Path) -> None:
    made = account("make", "li.si", "李四", "--post", "局长：衡阳", "--post", "submitter:430400", "-w", workspace)
    reset = account("reset", "li.si", "-w", workspace)
    ended = account("post", "li.si", "局长:衡阳市", "--end", "-w", workspace)
    account("deactivate", "li.si", "-w", workspace)
    listed = account("list", "-w", workspace)
    record = json.loads(account("list", "--json", "-w", workspace).stdout)

    engine = open_desk(workspace).engine
    assert [answer.returncode for answer in (made, reset, ended)] == [0, 0, 0], (
        made.stderr + reset.stderr + ended.stderr
    )
    assert made.stdout != reset.stdout
    assert matches(kept_password(workspace, "li.si"), reset.stdout.strip())
    assert "不再显示" in made.stderr
    assert "李四  填报人（衡阳市）" in listed.stdout
    assert "已停用" in listed.stdout
    assert record[0]["posts"] == [{"role": "submitter", "unit": "430400"}]
    assert held(engine, "li.si") == [("submitter", "430400")]
    assert actions(engine) == ["account.made", "password.reset", "post.ended", "account.changed"]
    assert {event.channel for event in events(engine)} == {"command"}
    assert all(event.login.startswith("server:") for event in events(engine))


def test_what_cannot_be_done_ends_in_a_sentence(workspace: Path) -> None:
    answers = [
        account("make", "li.si", "李四", "--post", "总管", "-w", workspace),
        account("make", "li.si", "李四", "--post", "局长:火星", "-w", workspace),
        account("make", "李四", "李四", "--post", "审计", "-w", workspace),
        account("reset", "nobody", "-w", workspace),
    ]

    assert [answer.returncode for answer in answers] == [2, 2, 2, 2]
    assert all(answer.stdout == "" and answer.stderr.count("\n") == 1 for answer in answers)


def test_a_list_is_imported_and_comes_out_again(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "名单.xlsx"
    file.write_bytes(workbook(("wangwu", "王五", "填报人", "宁乡县"), ("wangwu", "", "局长", "宁乡市")))

    checked = account("import", file, "--check", "-w", workspace)
    taken = account("import", file, "-w", workspace)
    exported = account("export", "-w", workspace)

    assert "＋ 新建  wangwu  王五  填报人（宁乡市）  局长（宁乡市）" in checked.stdout
    rows = list(csv.DictReader(io.StringIO(taken.stdout)))
    assert matches(kept_password(workspace, "wangwu"), rows[0]["一次性密码"])
    assert "新建 1 个" in taken.stderr
    assert [(row["登录名"], row["角色"], row["单位"]) for row in csv.DictReader(io.StringIO(exported.stdout))] == [
        ("wangwu", "填报人", "宁乡市"),
        ("wangwu", "局长", "宁乡市"),
    ]


def test_a_list_with_faults_is_refused_with_its_cells(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "名单.xlsx"
    file.write_bytes(workbook(("wangwu", "王五", "填报人", "火星"), ("a b", "甲", "局长", "衡阳市")))

    refused = account("import", file, "-w", workspace)

    assert refused.returncode == 2
    assert refused.stdout == ""
    assert [line.split("  ")[0] for line in refused.stderr.splitlines()[:2]] == ["账号 D2", "账号 A3"]


def test_the_first_start_prints_one_administrator_once(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    see_to_accounts(workspace)
    first = capsys.readouterr().out
    see_to_accounts(workspace)
    again = capsys.readouterr().out

    password = first.split("一次性密码：")[1].split()[0]
    assert matches(kept_password(workspace, "admin"), password)
    assert again == ""
