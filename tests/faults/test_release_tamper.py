import json
import random
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from config.model import Config
from config.wording import translator
from dashboard.releasing import recomputing, verifying
from dashboard.releasing.manifest import canonical_json, sums
from dashboard.releasing.verifying import Verdict, verify_folder, verify_release
from loaders.store.database import migrate, open_engine, writing
from loaders.store.sets import read_set, sha256
from tests.frozen import copied, corrected, released, small_desk

CHINESE = translator()
FILES = (
    "SHA256SUMS",
    "config/config.json",
    "config/schemes/hunan_2026.json",
    "difference/items.parquet",
    "difference/ranking.parquet",
    "difference/summary.json",
    "difference/values.parquet",
    "inputs/submissions.json",
    "inputs/values.parquet",
    "manifest.json",
    "record.json",
    "results/boards.parquet",
    "results/gaps.parquet",
    "results/improvements.parquet",
    "results/intervals.parquet",
    "results/items.parquet",
    "results/lists.parquet",
    "results/measures.parquet",
    "results/nodes.parquet",
    "results/ranking.parquet",
    "results/recast.parquet",
)
CHANGES = {
    "quarter": "2026Q3",
    "revision": 7,
    "manifest_sha256": "f" * 64,
    "made_by": "他人",
    "reason": "没有理由",
    "made_at": "2026-01-01 00:00:00",
}


@dataclass(frozen=True)
class Frozen:
    folder: Path
    first: str
    second: str


@pytest.fixture(scope="module")
def frozen(hunan: Config, tmp_path_factory: pytest.TempPathFactory) -> Frozen:
    folder = tmp_path_factory.mktemp("frozen")
    engine = open_engine(f"sqlite:///{folder / 'store.db'}")
    migrate(engine)
    desk = small_desk(folder, engine, hunan)
    first = released(desk).release.id
    corrected(desk, 1.0)
    second = released(desk, reason="勘误").release.id
    engine.dispose()
    return Frozen(folder, first, second)


@pytest.fixture
def both(frozen: Frozen, tmp_path: Path) -> Path:
    return copied(frozen.folder / "releases", tmp_path / "releases")


def said(verdict: Verdict) -> str:
    return "\n".join(fault.text(CHINESE) for fault in verdict.faults)


def named(verdict: Verdict) -> set[str]:
    return {str(fault.places.get("file")) for fault in verdict.faults}


def flip(file: Path, place: int) -> None:
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(bytes(content))


def rewritten(folder: Path, manifest: dict[str, object]) -> None:
    (folder / "manifest.json").write_bytes(canonical_json(manifest))
    files = {path: content for path, content in read_set(folder).items() if path != "SHA256SUMS"}
    (folder / "SHA256SUMS").write_bytes(sums(files))


def test_the_files_below_are_all_that_a_revision_has(both: Path, frozen: Frozen) -> None:
    assert set(read_set(both / frozen.second)) == set(FILES)
    assert verify_folder(both / frozen.second).faults == ()


@pytest.mark.parametrize("file", FILES)
def test_one_flipped_bit_in_any_file_is_found(both: Path, frozen: Frozen, file: str) -> None:
    changed = both / frozen.second / file
    flip(changed, random.Random(file).randrange(changed.stat().st_size))

    verdict = verify_folder(both / frozen.second)

    assert verdict.faults
    assert file in said(verdict)


@pytest.mark.parametrize("file", FILES)
def test_a_lost_file_is_found(both: Path, frozen: Frozen, file: str) -> None:
    (both / frozen.second / file).unlink()

    verdict = verify_folder(both / frozen.second, frozen.second)

    assert verdict.faults
    assert file in named(verdict) or verifying.NO_FOLDER in {fault.message for fault in verdict.faults}


def test_a_file_that_does_not_belong_is_found(both: Path, frozen: Frozen) -> None:
    (both / frozen.first / "results" / "notes.txt").write_text("?", encoding="utf-8")

    assert named(verify_folder(both / frozen.first)) == {"results/notes.txt"}


def test_every_fault_is_told_at_once(both: Path, frozen: Frozen) -> None:
    folder = both / frozen.first
    flip(folder / "results" / "items.parquet", 100)
    flip(folder / "inputs" / "values.parquet", 100)
    (folder / "config" / "config.json").unlink()
    (folder / "draft.docx").write_bytes(b"")

    verdict = verify_folder(folder)

    assert named(verdict) == {"results/items.parquet", "inputs/values.parquet", "config/config.json", "draft.docx"}
    assert [note.message for note in verdict.notes] == [recomputing.NOT_COMPUTED]


def test_results_that_were_rewritten_with_their_hashes_do_not_survive_computing_anew(
    both: Path, frozen: Frozen
) -> None:
    folder, other = both / frozen.first, both / frozen.second
    forged = (other / "results" / "items.parquet").read_bytes()
    (folder / "results" / "items.parquet").write_bytes(forged)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["files"]["results/items.parquet"] = {"sha256": sha256(forged), "size": len(forged)}
    rewritten(folder, manifest)

    messages = {fault.message for fault in verify_folder(folder).faults}

    assert messages == {recomputing.OTHER_FIGURES, verifying.OTHER_ID}


def test_a_difference_that_was_rewritten_with_its_hash_is_found(both: Path, frozen: Frozen) -> None:
    folder = both / frozen.second
    forged = (folder / "difference" / "values.parquet").read_bytes()
    (folder / "difference" / "items.parquet").write_bytes(forged)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["files"]["difference/items.parquet"] = {"sha256": sha256(forged), "size": len(forged)}
    rewritten(folder, manifest)

    faults = verify_folder(folder).faults

    assert {fault.message for fault in faults} == {recomputing.OTHER_DIFFERENCE, verifying.OTHER_ID}


def test_another_release_under_the_name_is_found(both: Path, frozen: Frozen) -> None:
    verdict = verify_folder(both / frozen.first, frozen.second)

    assert [fault.message for fault in verdict.faults] == [verifying.OTHER_RELEASE]


def test_a_changed_row_of_the_database_is_found(engine: Engine, hunan: Config, tmp_path: Path) -> None:
    desk = small_desk(tmp_path, engine, hunan, ("elderly_care",))
    made = released(desk)
    assert verify_release(desk, made.release.id).faults == ()
    on_sqlite = engine.dialect.name == "sqlite"
    with writing(engine) as session:
        session.execute(text(f"DROP TRIGGER {'release_no_update' if on_sqlite else 'release_no_change ON release'}"))

    for column, value in CHANGES.items():
        with writing(engine) as session:
            former = session.execute(text(f'SELECT {column} FROM "release"')).scalar_one()
            session.execute(text(f'UPDATE "release" SET {column} = :value'), {"value": value})
        (fault,) = verify_release(desk, made.release.id).faults
        with writing(engine) as session:
            session.execute(text(f'UPDATE "release" SET {column} = :value'), {"value": former})
        in_manifest = column in ("quarter", "revision", "manifest_sha256")
        assert fault.message == (verifying.OTHER_ROW if in_manifest else verifying.OTHER_RECORD), column
        assert fault.places.get("column", column) == column


def test_a_release_without_its_row_is_found(engine: Engine, hunan: Config, tmp_path: Path) -> None:
    desk = small_desk(tmp_path, engine, hunan, ("elderly_care",))

    assert [fault.message for fault in verify_release(desk, "2026Q2-r1-00000000").faults] == [
        verifying.NOT_REGISTERED,
        verifying.NO_FOLDER,
    ]


def test_a_changed_raw_file_and_a_changed_submission_are_found(engine: Engine, hunan: Config, tmp_path: Path) -> None:
    desk = small_desk(tmp_path, engine, hunan, ("elderly_care",))
    made = released(desk)
    with writing(engine) as session:
        session.execute(text("UPDATE raw_file SET content = :other"), {"other": b"other"})

    changed = verify_release(desk, made.release.id).faults

    assert [fault.message for fault in changed] == [verifying.OTHER_RAW] * 2
    with writing(engine) as session:
        one, other = session.execute(text("SELECT sha256 FROM raw_file ORDER BY sha256")).scalars()
        session.execute(text("UPDATE submission SET sha256 = :one WHERE sha256 = :other"), {"one": one, "other": other})
    faults = verify_release(desk, made.release.id).faults
    assert [fault.message for fault in faults].count(verifying.OTHER_SUBMISSION) == 1
