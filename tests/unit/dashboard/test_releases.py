import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from config.model import Config
from config.wording import translator
from config.workspace import write_workspace
from dashboard.release_cli import release_app
from dashboard.releasing import making, recomputing, results
from dashboard.releasing.inputs import HISTORY, shown_quarters
from dashboard.releasing.kept import releases_folder
from dashboard.releasing.making import Made
from dashboard.releasing.reading import open_edition
from dashboard.releasing.remarks import ReleaseProblem
from dashboard.releasing.results import result_frames
from dashboard.releasing.verifying import verify_folder, verify_release
from dashboard.usecases.boards import HISTORY as SHOWN_ON_PAGES
from dashboard.usecases.boards import board, last_quarters
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.packing import pack_contents
from dashboard.usecases.region_report import region_report
from loaders.store import readers
from loaders.store.database import migrate, open_engine, writing
from loaders.store.life import approve, confirm, send_back
from loaders.store.released import releases
from loaders.store.sets import read_set, sha256
from loaders.store.steps import Signed
from tests.app.province import made_up_workspace
from tests.conftest import REPOSITORY
from tests.frozen import EARLIER, INDICATOR, QUARTER, REGION, copied, corrected, released, small_desk

CHINESE = translator()
GROUPS = ("prefectures", "counties", "districts")


@pytest.fixture
def desk(hunan: Config, tmp_path: Path) -> Iterator[Desk]:
    engine = open_engine(f"sqlite:///{tmp_path / 'desk' / 'store.db'}")
    migrate(engine)
    yield small_desk(tmp_path / "desk", engine, hunan)
    engine.dispose()


@pytest.fixture
def first(desk: Desk) -> Made:
    return released(desk)


def text_of(made: Made) -> list[str]:
    return [warning.text(CHINESE) for warning in made.warnings]


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


def test_a_release_and_its_copy_are_proved(desk: Desk, first: Made, tmp_path: Path) -> None:
    assert verify_release(desk, first.release.id).faults == ()
    alone = verify_folder(copied(first.folder, tmp_path / "copy"))
    assert (alone.release_id, alone.faults, alone.notes) == (first.release.id, (), ())


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


def test_a_copy_of_a_revision_alone_is_proved_but_for_its_difference(desk: Desk, first: Made, tmp_path: Path) -> None:
    corrected(desk, 9_999.0)
    second = released(desk, reason="勘误")

    alone = verify_folder(copied(second.folder, tmp_path / "copy"))

    assert alone.faults == ()
    assert [first.release.id in note.text(CHINESE) for note in alone.notes] == [True]


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


def test_a_release_tells_who_is_missing_and_that_figures_are_invented(first: Made) -> None:
    said = text_of(first)

    assert any("社会事务处" in line and "长沙市" in line for line in said)
    assert making.INVENTED in [warning.message for warning in first.warnings]


def test_a_release_warns_of_an_earlier_quarter_whose_data_have_changed_since(desk: Desk) -> None:
    earlier = released(desk, EARLIER)
    corrected(desk, 77.0, EARLIER)

    made = released(desk)

    assert [w.places for w in made.warnings if w.message == making.BEHIND] == [
        {"quarter": EARLIER, "release": earlier.release.id}
    ]


def returned(desk: Desk, number: int, *regions: str) -> str:
    one = readers.submission(desk.engine, number)
    assert one is not None
    with writing(desk.engine) as session:
        send_back(session, one.receipt, Signed("王五", one.received_at, "test", "office"), "有误", regions)
    return one.receipt


def test_a_release_warns_of_what_the_office_has_not_confirmed(desk: Desk, first: Made) -> None:
    (waiting,) = (w for w in first.warnings if w.message == making.UNCONFIRMED)
    assert waiting.places == {"count": 2, "names": "社会救助处、养老服务处"}

    for one in readers.submissions(desk.engine, QUARTER):
        with writing(desk.engine) as session:
            signed = Signed("王五", one.received_at, "test")
            approve(session, one.receipt, signed)
            confirm(session, one.receipt, signed)
    corrected(desk, 9_999.0)
    second = released(desk, reason="勘误")

    (waiting,) = (w for w in second.warnings if w.message == making.UNCONFIRMED)
    assert waiting.places == {"count": 1, "names": "养老服务处"}


def test_approving_puts_no_release_behind(desk: Desk, first: Made) -> None:
    for one in readers.submissions(desk.engine, QUARTER):
        with writing(desk.engine) as session:
            approve(session, one.receipt, Signed("李四", one.received_at, "test"))

    assert not open_edition(desk, QUARTER).behind
    with pytest.raises(ReleaseProblem) as refused:
        released(desk, reason="再发一次")
    assert refused.value.remark.message == making.UNCHANGED
    assert first.release.id


def test_what_is_returned_after_a_release_puts_it_behind_and_is_not_in_the_next(desk: Desk) -> None:
    number = corrected(desk, 9_999.0) or 0
    made = released(desk)
    frozen = pack_contents(*edition_of(desk), QUARTER)

    receipt = returned(desk, number)

    assert open_edition(desk, QUARTER).behind
    assert pack_contents(*edition_of(desk), QUARTER) == frozen
    second = released(desk, reason="退回一份")
    names = json.loads((second.folder / "inputs" / "submissions.json").read_bytes())
    assert receipt not in [one["receipt"] for one in names]
    assert [verify_release(desk, one.release.id).faults for one in (made, second)] == [(), ()]


def test_a_region_that_was_set_aside_is_frozen_as_such(desk: Desk, first: Made) -> None:
    one = next(one for one in readers.submissions(desk.engine, QUARTER) if one.submitter == "elderly_care")
    returned(desk, one.id or 0, REGION)
    assert open_edition(desk, QUARTER).behind

    second = released(desk, reason="退回一县")

    names = json.loads((second.folder / "inputs" / "submissions.json").read_bytes())
    assert [(entry["receipt"], entry["set_aside"]) for entry in names if "set_aside" in entry] == [
        (one.receipt, [REGION])
    ]
    assert not open_edition(desk, QUARTER).behind
    assert verify_release(desk, second.release.id).faults == ()
    assert verify_release(desk, first.release.id).faults == ()


def edition_of(desk: Desk) -> tuple[Desk, Book]:
    edition = open_edition(desk, QUARTER)
    return edition.desk, edition.book


def test_a_page_shows_the_present_scores_until_there_is_a_release(desk: Desk) -> None:
    edition = open_edition(desk, QUARTER)

    assert edition.release is None
    assert edition.desk is desk


def test_a_released_page_is_what_the_live_page_was(desk: Desk) -> None:
    live = open_edition(desk, QUARTER)
    before = [board(desk, live.book, QUARTER, group, node) for group in GROUPS for node in ("total", "elderly_care")]
    region = region_report(desk, live.book, QUARTER, REGION)

    made = released(desk)

    edition = open_edition(desk, QUARTER)
    assert edition.release is not None
    assert edition.release.id == made.release.id
    frozen, book = edition.desk, edition.book
    assert before == [
        board(frozen, book, QUARTER, group, node) for group in GROUPS for node in ("total", "elderly_care")
    ]
    assert region == region_report(frozen, book, QUARTER, REGION)


def test_newer_data_do_not_touch_a_released_page_until_the_erratum(desk: Desk, first: Made) -> None:
    def points_of(found: Desk) -> object:
        edition = open_edition(found, QUARTER)
        report = region_report(edition.desk, edition.book, QUARTER, REGION)
        assert report is not None
        return next(line.value for line in report.items if line.item.code == INDICATOR)

    before = points_of(desk)
    assert not open_edition(desk, QUARTER).behind
    corrected(desk, 9_999.0)

    assert open_edition(desk, QUARTER).behind
    assert points_of(desk) == before != 9_999.0
    second = released(desk, reason="勘误")
    edition = open_edition(desk, QUARTER)
    assert (edition.behind, edition.release.id if edition.release else "") == (False, second.release.id)
    assert points_of(desk) == 9_999.0
    assert first.release.id != second.release.id


@pytest.mark.usefixtures("first")
def test_a_released_page_keeps_the_scheme_that_it_was_scored_by(desk: Desk) -> None:
    renamed = tuple(scheme.model_copy(update={"name": "另一个办法"}) for scheme in desk.config.schemes)
    changed = replace(desk, config=desk.config.model_copy(update={"schemes": renamed}))

    edition = open_edition(changed, QUARTER)

    assert board(edition.desk, edition.book, QUARTER, "prefectures").scheme_name == desk.config.schemes[0].name


def test_a_damaged_release_is_not_shown_and_not_replaced_by_live_figures(desk: Desk, first: Made) -> None:
    damaged = first.folder / "results" / "ranking.parquet"
    damaged.chmod(0o644)
    damaged.write_bytes(damaged.read_bytes()[:-1])

    with pytest.raises(ReleaseProblem, match=r"results/ranking\.parquet"):
        open_edition(desk, QUARTER)


def test_the_pack_of_a_release_names_it_and_reports_who_had_submitted_by_then(desk: Desk, first: Made) -> None:
    edition = open_edition(desk, QUARTER)
    before = pack_contents(edition.desk, edition.book, QUARTER)
    corrected(desk, 9_999.0)

    later = open_edition(desk, QUARTER)
    after = pack_contents(later.desk, later.book, QUARTER)

    assert before.release == first.release.id
    assert before.state == first.release.manifest_sha256
    assert after == before


def test_pages_and_releases_look_equally_far_back() -> None:
    assert HISTORY == SHOWN_ON_PAGES
    assert shown_quarters(QUARTER) == last_quarters(QUARTER)


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
