import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine

from config.model import Config
from dashboard.releasing import making
from dashboard.releasing.kept import releases_folder
from dashboard.releasing.making import make_release
from dashboard.releasing.reading import open_edition
from dashboard.releasing.verifying import verify_release
from dashboard.usecases.desk import Desk, open_desk
from loaders.store.database import migrate, open_engine
from loaders.store.released import newest_release, releases
from tests.conftest import REPOSITORY
from tests.faults.test_release_tamper import CHINESE
from tests.frozen import QUARTER, corrected, released, small_desk


def test_a_crash_before_the_row_leaves_no_release_and_the_next_one_is_the_same(
    engine: Engine, hunan: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = small_desk(tmp_path, engine, hunan, ("elderly_care",))

    def crash(*_given: object) -> None:
        raise ConnectionError("the database went away")

    monkeypatch.setattr(making, "keep_release", crash)
    with pytest.raises(ConnectionError):
        released(desk)
    (left,) = releases_folder(desk).iterdir()

    assert releases(desk.engine) == []
    assert open_edition(desk, QUARTER).release is None

    monkeypatch.undo()
    made = released(desk)

    assert made.release.id == left.name
    assert verify_release(desk, made.release.id).faults == ()


def test_a_process_killed_between_files_and_row_leaves_a_workspace_that_works(tmp_path: Path, hunan: Config) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "workspace.toml").write_text(
        f"config = '{REPOSITORY / 'config'}'\ndatabase = 'sqlite:///jiping.db'\ninvented = true\n", encoding="utf-8"
    )
    desk = open_desk(folder)
    small_desk(folder, desk.engine, hunan, ("elderly_care",))
    imports = (
        "import os, signal, sys; from pathlib import Path; from dashboard.releasing import making\n"
        "from dashboard.usecases.desk import open_desk; from config.model import Quarter\n"
        "from config.wording import translator\n"
    )
    kill = "making.keep_release = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
    make = f"making.make_release(open_desk(Path(sys.argv[1])), Quarter('{QUARTER}'), '考核办', translator())\n"

    assert ended(imports + kill + make, folder) == -signal.SIGKILL
    assert newest_release(desk.engine, QUARTER) is None
    assert len(list(releases_folder(desk).iterdir())) == 1

    assert ended(imports + make, folder) == 0
    (made,) = releases(desk.engine)
    assert [path.name for path in releases_folder(desk).iterdir()] == [made.id]
    assert verify_release(desk, made.id).faults == ()


def ended(program: str, folder: Path) -> int:
    command = [sys.executable, "-c", program, str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(command, check=False, env=environment, cwd=REPOSITORY).returncode


def test_a_revision_of_a_lost_release_is_refused_in_a_sentence(hunan: Config, tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'store.db'}")
    migrate(engine)
    desk = small_desk(tmp_path, engine, hunan, ("elderly_care",))
    first = released(desk)
    corrected(desk, 9_999.0)
    shutil.rmtree(first.folder)

    with pytest.raises(making.ReleaseProblem, match=first.release.id):
        make_release(desk, making.Quarter(QUARTER), "a", CHINESE, "勘误")

    assert [release.id for release in releases(desk.engine)] == [first.release.id]
    engine.dispose()


def test_a_desk_whose_release_is_lost_does_not_show_live_figures_instead(hunan: Config, tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'store.db'}")
    migrate(engine)
    desk: Desk = small_desk(tmp_path, engine, hunan, ("elderly_care",))
    shutil.rmtree(released(desk).folder)

    with pytest.raises(making.ReleaseProblem):
        open_edition(desk, QUARTER)
    engine.dispose()
