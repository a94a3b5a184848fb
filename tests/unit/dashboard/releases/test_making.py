import json
from dataclasses import replace

import polars as pl
import pytest

from dashboard.releasing import making
from dashboard.releasing.kept import releases_folder
from dashboard.releasing.making import Made
from dashboard.releasing.remarks import ReleaseProblem
from dashboard.releasing.verifying import verify_release
from dashboard.usecases.desk import Desk
from loaders.store.released import releases
from tests.frozen import INDICATOR, QUARTER, REGION, corrected, released


def test_nothing_is_released_without_values(desk: Desk) -> None:
    with pytest.raises(ReleaseProblem, match="2027Q1"):
        released(desk, "2027Q1")

    assert releases(desk.engine) == []
    assert not releases_folder(desk).exists()


def test_nothing_is_released_without_a_scheme(desk: Desk) -> None:
    bare = replace(desk, config=desk.config.model_copy(update={"schemes": ()}))

    with pytest.raises(ReleaseProblem):
        released(bare)


@pytest.mark.usefixtures("first")
def test_the_same_state_is_not_released_twice(desk: Desk) -> None:
    with pytest.raises(ReleaseProblem) as refused:
        released(desk, reason="再发一次")

    assert refused.value.remark.message == making.UNCHANGED
    assert len(releases(desk.engine)) == 1


def test_a_revision_needs_its_reason(desk: Desk, first: Made) -> None:
    corrected(desk, 140.0)

    with pytest.raises(ReleaseProblem) as refused:
        released(desk, reason="  ")

    assert refused.value.remark.message == making.NO_REASON
    assert [release.id for release in releases(desk.engine)] == [first.release.id]


def test_a_revision_corrects_the_former_release_and_keeps_what_changed(desk: Desk, first: Made) -> None:
    number = corrected(desk, 9_999.0)

    second = released(desk, reason="勘误：长沙县漏填一位数")

    manifest = json.loads((second.folder / "manifest.json").read_bytes())
    assert (second.release.revision, second.release.previous_id) == (2, first.release.id)
    assert (manifest["previous"], manifest["previous_sha256"]) == (first.release.id, first.release.manifest_sha256)
    values = pl.read_parquet(second.folder / "difference" / "values.parquet").to_dicts()
    assert [(row["region_code"], row["quarter"], row["indicator"]) for row in values] == [(REGION, QUARTER, INDICATOR)]
    assert values[0]["value_after"] == 9_999.0
    items = pl.read_parquet(second.folder / "difference" / "items.parquet")
    assert {"430121", "430100"} <= set(items["region_code"])
    assert set(items["node"]) == {INDICATOR}
    summary = json.loads((second.folder / "difference" / "summary.json").read_bytes())
    assert summary["values"] == 1
    assert summary["submissions"] == [number]
    assert summary["ranks"] == second.changed.moved if second.changed else False
    assert verify_release(desk, second.release.id).faults == ()
    assert verify_release(desk, first.release.id).faults == ()


def test_what_comes_in_while_a_release_is_computed_stops_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    compute = making.result_files

    def slowly(inputs: making.Inputs) -> dict[str, bytes]:
        corrected(desk, 1.0)
        return compute(inputs)

    monkeypatch.setattr(making, "result_files", slowly)

    with pytest.raises(ReleaseProblem) as refused:
        released(desk)

    assert refused.value.remark.message == making.OVERTAKEN
    assert releases(desk.engine) == []
