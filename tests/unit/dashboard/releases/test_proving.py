from pathlib import Path

import polars as pl
import pytest

from config.model import Config
from config.wording import translator
from dashboard.releasing import recomputing, results
from dashboard.releasing.making import Made
from dashboard.releasing.verifying import verify_folder, verify_release
from dashboard.usecases.desk import Desk
from tests.frozen import copied, corrected, released

CHINESE = translator()


def test_a_release_and_its_copy_are_proved(desk: Desk, first: Made, tmp_path: Path) -> None:
    assert verify_release(desk, first.release.id).faults == ()
    alone = verify_folder(copied(first.folder, tmp_path / "copy"))
    assert (alone.release_id, alone.faults, alone.notes) == (first.release.id, (), ())


def test_a_copy_of_a_revision_alone_is_proved_but_for_its_difference(desk: Desk, first: Made, tmp_path: Path) -> None:
    corrected(desk, 9_999.0)
    second = released(desk, reason="勘误")

    alone = verify_folder(copied(second.folder, tmp_path / "copy"))

    assert alone.faults == ()
    assert [first.release.id in note.text(CHINESE) for note in alone.notes] == [True]


def test_another_program_version_is_named_where_results_differ(
    desk: Desk, first: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    compute = results.frames_of
    monkeypatch.setattr(recomputing, "present_program", lambda: {"jiping": "9.9", "polars": "9.9.9"})
    assert verify_release(desk, first.release.id).notes == ()

    def otherwise(values: pl.DataFrame, config: Config) -> dict[str, pl.DataFrame]:
        frames = compute(values, config)
        return frames | {"nodes": frames["nodes"].with_columns(pl.col("points") + 1e-11)}

    monkeypatch.setattr(results, "frames_of", otherwise)
    verdict = verify_release(desk, first.release.id)

    assert [(fault.places["file"], fault.places["most"]) for fault in verdict.faults] == [
        ("results/nodes.parquet", "1e-11")
    ]
    assert [note.message for note in verdict.notes] == [recomputing.OTHER_PROGRAM]
    assert "polars 9.9.9" in verdict.notes[0].text(CHINESE)
