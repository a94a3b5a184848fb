import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from config.model import Config
from dashboard.releasing.making import Made
from dashboard.releasing.results import result_frames
from dashboard.releasing.verifying import verify_release
from dashboard.usecases.desk import Desk
from loaders.store.database import migrate, open_engine
from loaders.store.sets import read_set, sha256
from tests.conftest import REPOSITORY
from tests.frozen import EARLIER, QUARTER, released, small_desk


def without_record(folder: Path) -> dict[str, bytes]:
    return {path: content for path, content in read_set(folder).items() if path not in ("record.json", "SHA256SUMS")}


def test_a_release_holds_inputs_config_and_results_with_their_hashes(desk: Desk, first: Made) -> None:
    files = read_set(first.folder)
    manifest = json.loads(files["manifest.json"])

    assert sorted(manifest["files"]) == [
        "config/config.json",
        "config/schemes/hunan_2026.json",
        "inputs/submissions.json",
        "inputs/values.parquet",
        *(f"results/{name}.parquet" for name in sorted(result_frames(files))),
    ]
    assert {path: sha256(files[path]) for path in manifest["files"]} == {
        path: known["sha256"] for path, known in manifest["files"].items()
    }
    assert manifest["scheme"]["sha256"] == manifest["files"]["config/schemes/hunan_2026.json"]["sha256"]
    assert first.release.id == f"{QUARTER}-r1-{sha256(files['manifest.json'])[:8]}"
    assert {submission["quarter"] for submission in json.loads(files["inputs/submissions.json"])} == {EARLIER, QUARTER}
    assert {"measures", "items", "nodes", "ranking"} <= set(result_frames(files))


def test_the_sums_are_checked_by_sha256sum_itself(first: Made) -> None:
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=first.folder, capture_output=True, check=False
    )

    assert checked.returncode == 0, checked.stdout


def test_the_same_inputs_in_another_workspace_are_the_same_bytes(hunan: Config, tmp_path: Path) -> None:
    sets = []
    for name in ("one", "two"):
        engine = open_engine(f"sqlite:///{tmp_path / name / 'store.db'}")
        migrate(engine)
        sets.append(released(small_desk(tmp_path / name, engine, hunan)))
        engine.dispose()

    assert sets[0].release.id == sets[1].release.id
    assert without_record(sets[0].folder) == without_record(sets[1].folder)


def test_sqlite_and_postgresql_give_the_same_bytes(
    desk: Desk, first: Made, hunan: Config, engine: Engine, tmp_path: Path
) -> None:
    other = released(small_desk(tmp_path / "other", engine, hunan))

    assert other.release.id == first.release.id
    assert without_record(other.folder) == without_record(first.folder)
    assert (
        verify_release(
            replace(desk, engine=engine, workspace=replace(desk.workspace, folder=tmp_path / "other")),
            (other.release.id),
        ).faults
        == ()
    )


@pytest.mark.parametrize("threads", ["1", "2", "5"])
def test_another_process_computes_the_same_bytes(first: Made, threads: str) -> None:
    program = (
        "import sys; from pathlib import Path; from loaders.store.sets import read_set, sha256\n"
        "from dashboard.releasing.inputs import thaw; from dashboard.releasing.results import result_files\n"
        f"files = result_files(thaw('{QUARTER}', read_set(Path(sys.argv[1]))))\n"
        "print(*(f'{path} {sha256(content)}' for path, content in files.items()), sep='\\n')"
    )
    environment = {
        **os.environ,
        "POLARS_MAX_THREADS": threads,
        "PYTHONHASHSEED": threads,
        "PYTHONPATH": str(REPOSITORY),
    }
    command = [sys.executable, "-c", program, str(first.folder)]

    told = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, cwd=REPOSITORY)

    known = json.loads((first.folder / "manifest.json").read_bytes())["files"]
    frozen = {f"{path} {mark['sha256']}" for path, mark in known.items() if path.startswith("results/")}
    assert set(told.stdout.splitlines()) == frozen
