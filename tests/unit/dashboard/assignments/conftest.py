from collections.abc import Iterator
from pathlib import Path

import pytest

from config.model import Config
from config.workspace import REPOSITORY, Workspace
from dashboard.usecases.desk import Desk
from loaders.store.database import migrate, open_engine


@pytest.fixture
def desk(hunan: Config, tmp_path: Path) -> Iterator[Desk]:
    engine = open_engine(f"sqlite:///{tmp_path / 'store.db'}")
    migrate(engine)
    yield Desk(Workspace(tmp_path, REPOSITORY / "config", "", invented=True), hunan, engine)
    engine.dispose()
