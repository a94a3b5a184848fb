import hashlib
import json
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from config.workspace import REPOSITORY, write_workspace
from dashboard.access.gate import NotAllowed
from dashboard.access.person import Person, Post
from dashboard.cli import app
from dashboard.jobs import NOT_WHOLE, SEALED, tend_audit
from dashboard.usecases.access import end_token, make_token
from dashboard.usecases.audit_files import export_trail, verify_file
from dashboard.usecases.audits import trail_page, trail_standing, verify_trail
from dashboard.usecases.configtrail import note_config
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.downloads import record_download
from loaders.store.auditreading import Asked
from loaders.store.seals import seals_of
from tests.unit.store.test_verification import around

AUDITOR = Person("auditor", "审计", (Post("auditor"),), account=1, address="10.0.0.7")
SUBMITTER = Person("cs", "长沙", (Post("submitter", "430100"),), account=2, address="10.0.0.8")
NASTY = "=cmd|' /C calc'!A1"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    write_workspace(tmp_path, REPOSITORY / "config")
    return open_desk(tmp_path)


def actions(desk: Desk) -> list[str]:
    return [line.action for line in reversed(trail_page(desk, Asked(), "zh_CN").lines)]


def with_events(desk: Desk) -> Desk:
    make_token(desk, NASTY, "430100")
    end_token(desk, NASTY)
    record_download(desk.of(SUBMITTER), "values", "2026Q3", form="xlsx")
    return desk


def test_tokens_and_downloads_are_events_with_who_and_from_where(desk: Desk) -> None:
    with_events(desk)

    made, ended, taken = reversed(trail_page(desk, Asked(), "zh_CN").lines)

    assert (made.action, made.subject, made.after) == ("token.made", NASTY, {"unit": "430100"})
    assert (ended.action, ended.subject) == ("token.revoked", NASTY)
    assert (taken.action, taken.login, taken.name, taken.address) == ("values.downloaded", "cs", "长沙", "10.0.0.8")


def test_results_are_recorded_only_before_their_release(desk: Desk) -> None:
    record_download(desk, "results", "2026Q3", released=True)
    record_download(desk, "results", "2026Q3", released=False)
    record_download(desk, "file", "JP-1", released=True)

    assert actions(desk) == ["results.downloaded", "file.downloaded"]


def test_the_trail_is_for_the_auditor_alone(desk: Desk) -> None:
    for role in ("leader", "office", "administrator", "head", "reviewer", "submitter"):
        someone = desk.of(Person("x", "x", (Post(role, "430100" if role in ("head", "submitter") else ""),)))
        for refused in (trail_standing, verify_trail):
            with pytest.raises(NotAllowed):
                refused(someone)
        with pytest.raises(NotAllowed):
            export_trail(someone, Asked(), "jsonl", "zh_CN")

    assert trail_standing(desk.of(AUDITOR)).number == 0


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Asked(who="CS"), ["values.downloaded"]),
        (Asked(action="token"), ["token.made", "token.revoked"]),
        (Asked(action="token.made"), ["token.made"]),
        (Asked(subject="2026q3"), ["values.downloaded"]),
        (Asked(who="%"), []),
        (Asked(subject="' OR 1=1 --"), []),
    ],
)
def test_events_are_found_by_who_what_and_subject(desk: Desk, asked: Asked, expected: list[str]) -> None:
    with_events(desk)

    page = trail_page(desk, asked, "zh_CN")

    assert [line.action for line in reversed(page.lines)] == expected
    assert page.total == len(expected)


def test_an_export_can_be_verified_without_a_database_and_is_recorded_with_its_hash(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_bytes(export_trail(with_events(desk), Asked(), "jsonl", "zh_CN"))

    found = verify_file(file)

    (recorded,) = trail_page(desk, Asked(action="trail.exported"), "zh_CN").lines
    assert (found.verdict.faults, found.verdict.events, found.filtered) == ((), 3, False)
    assert recorded.after["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert seals_of(desk.workspace.seal_file)[0][-1].number == recorded.number


@pytest.mark.parametrize("tamper", ["change", "delete", "cut", "swap", "break"])
def test_an_export_that_was_touched_is_found(desk: Desk, tmp_path: Path, tamper: str) -> None:
    file = tmp_path / "x.jsonl"
    head, *lines = export_trail(with_events(desk), Asked(), "jsonl", "zh_CN").decode().splitlines()
    lines = {
        "change": [lines[0], lines[1].replace("token.revoked", "token.made"), lines[2]],
        "delete": [lines[0], lines[2]],
        "cut": lines[:2],
        "swap": [lines[1], lines[0], lines[2]],
        "break": [lines[0], lines[1][:-9], lines[2]],
    }[tamper]
    file.write_text("\n".join([head, *lines]))

    assert verify_file(file).verdict.faults != ()


def test_an_export_of_some_events_says_so_and_its_gaps_are_no_faults(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_bytes(export_trail(with_events(desk), Asked(action="values"), "jsonl", "zh_CN"))

    found = verify_file(file)

    assert (found.verdict.faults, found.verdict.events, found.filtered) == ((), 1, True)


def test_the_workbook_has_every_event_with_its_hashes_and_no_formula(desk: Desk) -> None:
    content = export_trail(with_events(desk), Asked(), "xlsx", "zh_CN")

    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    rows = list(sheet.iter_rows())

    assert [cell.value for cell in rows[0]][:3] == ["编号", "时间", "账号"]
    assert [row[8].value for row in rows[1:]] == [NASTY, NASTY, "2026Q3"]
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "inlineStr"}
    assert all(len(row[12].value) == 64 for row in rows[1:])


def test_the_first_start_records_the_config_and_a_second_one_nothing(desk: Desk) -> None:
    first, again = note_config(desk), note_config(desk)

    assert (first, again) == (1 + len(desk.config.schemes), 0)
    assert sorted(set(actions(desk))) == ["config.changed", "scheme.changed"]


def test_a_changed_scheme_is_recorded_with_both_hashes_and_the_file(tmp_path: Path) -> None:
    config = tmp_path / "config"
    shutil.copytree(REPOSITORY / "config", config, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    write_workspace(tmp_path, config)
    note_config(open_desk(tmp_path))
    file = next((config / "schemes").glob("*.toml"))
    file.write_text(file.read_text(encoding="utf-8").replace('name = "2026', 'name = "新2026', 1), encoding="utf-8")
    opened = open_desk(tmp_path)

    assert note_config(opened) == 2

    scheme, changed = trail_page(opened, Asked(), "zh_CN", limit=2).lines
    name = file.relative_to(config).as_posix()
    assert (scheme.action, scheme.after["name"]) == ("scheme.changed", f"新{scheme.before['name']}")
    assert scheme.before["sha256"] != scheme.after["sha256"]
    assert (set(changed.before["files"]), set(changed.after["files"])) == ({name}, {name})
    assert changed.before["files"] != changed.after["files"]
    assert note_config(opened) == 0


def test_the_clock_verifies_and_seals_once_a_day(desk: Desk) -> None:
    with_events(desk)

    done, again = tend_audit(desk), tend_audit(desk)

    assert (done, again) == ((SEALED, {"number": 4, "count": 0}), None)
    assert trail_standing(desk).verified_to == 3
    assert verify_trail(desk).whole


def test_the_clock_says_when_the_trail_is_not_whole(desk: Desk) -> None:
    with_events(desk)
    around(desk.engine, "UPDATE audit_event SET name = 'x' WHERE number = 2")

    done = tend_audit(desk)

    assert done is not None
    assert (done[0], done[1]["count"], trail_standing(desk).faults) == (NOT_WHOLE, 1, 1)


def test_a_seal_that_cannot_be_written_hinders_no_export(desk: Desk) -> None:
    desk.workspace.seal_file.mkdir()

    assert export_trail(replace(desk), Asked(), "jsonl", "zh_CN")


def test_the_command_lists_verifies_exports_and_seals(desk: Desk, tmp_path: Path) -> None:
    with_events(desk)
    run, place = CliRunner(), ["-w", str(tmp_path)]
    out = tmp_path / "out.jsonl"

    listed = run.invoke(app, ["audit", "list", "--action", "token", *place])
    whole = run.invoke(app, ["audit", "verify", *place])
    sealed = run.invoke(app, ["audit", "seal", *place])
    exported = run.invoke(app, ["audit", "export", "-o", str(out), *place])
    file = run.invoke(app, ["audit", "verify", "--file", str(out)])
    around(
        desk.engine, "UPDATE audit_event SET subject = 'x' WHERE number = 1", "DELETE FROM audit_event WHERE number = 2"
    )
    broken = run.invoke(app, ["audit", "verify", *place])

    assert [line.split()[0] for line in listed.output.splitlines()] == ["2", "1"]
    assert (whole.exit_code, sealed.exit_code, exported.exit_code, file.exit_code) == (0, 0, 0, 0)
    assert "审计留痕完整：共 3 个事件" in whole.output
    assert json.loads(out.read_text().splitlines()[0])["events"] == 4
    assert broken.exit_code == 1
    assert "第 1 号事件（签发接口令牌，x）与其哈希不符" in broken.output
    assert "缺少第 2 号事件" in broken.output
