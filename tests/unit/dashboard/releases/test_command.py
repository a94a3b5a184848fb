from pathlib import Path

import pytest
from typer.testing import CliRunner

from config.workspace import write_workspace
from dashboard.release_cli import release_app
from dashboard.releasing.remarks import ReleaseProblem
from dashboard.usecases.desk import open_desk
from loaders.store.released import releases
from tests.app.province import made_up_workspace
from tests.conftest import REPOSITORY
from tests.frozen import EARLIER, QUARTER, corrected


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    made_up_workspace(tmp_path / "work", (EARLIER, QUARTER)).engine.dispose()
    return tmp_path / "work"


def test_the_command_makes_lists_compares_and_proves(workspace: Path) -> None:
    runner = CliRunner()

    def run(*words: str) -> tuple[int, str]:
        told = runner.invoke(release_app, [*words, "--workspace", str(workspace)], catch_exceptions=False)
        return told.exit_code, told.output

    assert run("make", QUARTER, "--by", "张三")[0] == 0
    desk = open_desk(workspace)
    corrected(desk, 9_999.0)
    code, said = run("make", QUARTER, "--reason", "勘误")
    second, first = (release.id for release in releases(desk.engine))

    assert (code, first in said and second in said) == (0, True)
    listed = run("list")[1].splitlines()
    assert [(second in listed[0], "勘误" in listed[0]), (first in listed[1], "张三" in listed[1])] == [(True, True)] * 2
    assert "长沙县" in run("diff", first, second)[1]
    assert run("verify")[0] == 0
    (workspace / "releases" / first / "record.json").unlink()
    code, said = run("verify", first)
    assert (code, "record.json" in said) == (1, True)
    assert run("verify", second, "--folder", str(workspace / "releases" / second))[0] == 0
    assert run("verify", second, "--folder", str(workspace / "releases" / first))[0] == 1


def test_the_command_refuses_in_a_sentence(tmp_path: Path) -> None:
    write_workspace(tmp_path, REPOSITORY / "config")

    for words in (["make", "2026"], ["make", "2026Q1"], ["diff", "a", "b"]):
        told = CliRunner().invoke(release_app, [*words, "--workspace", str(tmp_path)])
        assert isinstance(told.exception, ReleaseProblem)


def test_an_empty_list_says_so(tmp_path: Path) -> None:
    write_workspace(tmp_path, REPOSITORY / "config")

    told = CliRunner().invoke(release_app, ["list", "--workspace", str(tmp_path)])

    assert told.exit_code == 0
    assert told.output.count("\n") == 1
