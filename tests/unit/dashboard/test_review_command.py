import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from config.workspace import REPOSITORY, write_workspace
from dashboard.cli import app
from dashboard.usecases.desk import open_desk
from tests.unit.store.lives import handed_in

QUARTER = "2026Q3"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    write_workspace(tmp_path, REPOSITORY / "config")
    return tmp_path


def test_the_command_lists_acts_extends_and_exports(workspace: Path) -> None:
    desk = open_desk(workspace)
    receipt = handed_in(desk.engine, {"430121": 1, "430181": 2})

    def run(*words: str) -> tuple[int, str]:
        told = CliRunner().invoke(app, [*words, "--workspace", str(workspace)], catch_exceptions=False)
        return told.exit_code, told.output

    assert f"待初审  养老服务处  2/1586  {receipt}" in run("review", "list", "--quarter", QUARTER)[1]
    back = ("review", "return", receipt, "--reason", "合计不符", "--by", "李四")
    assert run(*back, "--post", "elderly_care", "--region", "长沙县")[0] == 0
    assert run("review", "approve", receipt, "--by", "李四") == (0, f"{receipt}  养老服务处  初审通过\n")
    assert run("review", "approve", receipt, "--by", "赵六") == (1, f"{receipt} 已由李四审核通过。\n")
    assert run("review", "confirm", receipt, "--by", "王五", "--post", "office")[0] == 0
    until = ("--until", "2027-01-05", "--quarter", QUARTER, "--reason", "停电", "--by", "王五")
    assert "至 2027-01-05 23:59" in run("review", "extend", "430100", *until)[1]
    trail = run("review", "trail", receipt)[1]
    assert [line.split("  ")[3] for line in trail.splitlines()] == ["报送", "退回", "初审通过", "终审确认"]
    exported = json.loads(run("trail", "--quarter", QUARTER, "--json")[1])
    assert [step["action"] for step in exported] == ["submitted", "returned", "approved", "confirmed", "extended"]
    assert (exported[1]["regions"], exported[1]["reason"], exported[1]["post"]) == (
        ["430121"],
        "合计不符",
        "elderly_care",
    )
    assert exported[4]["until"] == "2027-01-05T15:59:59+00:00"


@pytest.mark.parametrize(
    "words",
    [
        ["review", "list", "--quarter", "2026"],
        ["review", "trail", "JP-0"],
        ["review", "return", "JP-0", "--reason", "错", "--region", "某县"],
        ["review", "extend", "430100", "--until", "soon", "--reason", "停电"],
        ["review", "extend", "430100", "--until", "2026-10-01", "--quarter", QUARTER, "--reason", "停电"],
    ],
)
def test_the_command_refuses_in_a_sentence(workspace: Path, words: list[str]) -> None:
    told = CliRunner().invoke(app, [*words, "--workspace", str(workspace)])

    assert told.exit_code == 2
    assert told.output.strip().endswith(("。", "。\n"))
