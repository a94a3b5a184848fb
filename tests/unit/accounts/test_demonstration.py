import stat
from pathlib import Path

import pytest

from config.model import ROLES
from config.workspace import REPOSITORY, Workspace, write_workspace
from dashboard.access.passwords import matches
from dashboard.access.person import Post
from dashboard.account_cli import see_to_accounts
from dashboard.demo.accounts import FILE, make_accounts, shown_accounts
from dashboard.usecases.accounts.listing import managed_accounts
from dashboard.usecases.desk import Desk, open_desk
from loaders.store.accounts import account_of
from loaders.store.database import reading


@pytest.fixture
def demonstration(tmp_path: Path) -> Desk:
    write_workspace(tmp_path, REPOSITORY / "config", invented=True)
    return open_desk(tmp_path)


def test_a_demonstration_has_an_account_for_each_role(demonstration: Desk) -> None:
    shown = make_accounts(demonstration)

    lines = managed_accounts(demonstration)
    held = {line.login: [one.post for one in line.posts] for line in lines}
    assert {post.role for posts in held.values() for post in posts} == set(ROLES)
    assert held["admin"] == [Post("administrator")]
    assert len(held["two-posts"]) == 2
    assert {one.login for one in shown} == set(held)
    assert all("演示" in line.name and not line.must_change for line in lines)
    assert all(one.says and one.says_en and one.name_en for one in shown)


def test_its_password_is_its_own_and_for_its_owner_alone(demonstration: Desk, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    write_workspace(tmp_path / "other", REPOSITORY / "config", invented=True)

    shown = make_accounts(demonstration)
    other = make_accounts(open_desk(tmp_path / "other"))

    assert shown == make_accounts(demonstration) == shown_accounts(demonstration.workspace)
    assert {one.password for one in shown} != {one.password for one in other}
    assert stat.S_IMODE((demonstration.workspace.folder / FILE).stat().st_mode) == 0o600
    with reading(demonstration.engine) as session:
        office = account_of(session, "office")
        assert office is not None
        assert matches(office.password, shown[0].password)


def test_a_start_makes_them_and_no_administrator_beside(
    demonstration: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    see_to_accounts(demonstration.workspace.folder)

    assert len(shown_accounts(demonstration.workspace)) == len(managed_accounts(demonstration)) == 14
    assert capsys.readouterr().out == ""


def test_nothing_is_shown_of_a_workspace_that_is_no_demonstration(demonstration: Desk) -> None:
    make_accounts(demonstration)
    real = Workspace(demonstration.workspace.folder, REPOSITORY / "config", demonstration.workspace.database_url)

    assert shown_accounts(real) == ()
