import io
import os
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from loaders.store.sets import keep_set, read_parquet, read_set, settled_parquet

FILES = {"manifest.json": b"{}", "inputs/values.parquet": b"PAR1"}


def frame() -> pl.DataFrame:
    return pl.DataFrame({"region": ["430100", "430200"] * 1000, "value": [0.1, None] * 1000})


def test_the_same_frame_is_the_same_bytes_however_it_is_cut() -> None:
    cut = pl.concat([frame()[:7], frame()[7:]], rechunk=False)

    assert settled_parquet(cut) == settled_parquet(frame())


def test_any_reader_of_parquet_reads_a_settled_file_and_finds_no_word_of_its_writer() -> None:
    content = settled_parquet(frame())

    assert read_parquet(content).equals(frame())
    assert pq.read_table(io.BytesIO(content)).to_pydict() == frame().to_dict(as_series=False)
    assert pq.read_metadata(io.BytesIO(content)).created_by == "jiping"


def test_a_frame_without_rows_keeps_its_columns() -> None:
    empty = frame().clear()

    assert read_parquet(settled_parquet(empty)).schema == empty.schema


def test_a_set_is_kept_whole_and_read_only(tmp_path: Path) -> None:
    keep_set(tmp_path / "releases", "one", FILES)

    assert read_set(tmp_path / "releases" / "one") == FILES
    assert [path.name for path in (tmp_path / "releases").iterdir()] == ["one"]
    modes = [path.stat().st_mode & 0o777 for path in (tmp_path / "releases").rglob("*") if path.is_file()]
    assert modes == [0o444, 0o444]


def test_a_set_that_lies_there_already_is_adopted(tmp_path: Path) -> None:
    keep_set(tmp_path, "one", FILES)
    before = (tmp_path / "one" / "manifest.json").stat()

    keep_set(tmp_path, "one", FILES)

    assert (tmp_path / "one" / "manifest.json").stat() == before


def test_a_leftover_with_other_content_gives_way(tmp_path: Path) -> None:
    keep_set(tmp_path, "one", FILES | {"results/items.parquet": b"?"})

    keep_set(tmp_path, "one", FILES)

    assert read_set(tmp_path / "one") == FILES


def test_a_disk_that_fails_on_the_way_leaves_no_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        keep_set(tmp_path, "one", FILES)
    assert not (tmp_path / "one").exists()

    monkeypatch.undo()
    keep_set(tmp_path, "one", FILES)

    assert [path.name for path in tmp_path.iterdir()] == ["one"]
