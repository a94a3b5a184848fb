from collections.abc import Iterator
from pathlib import Path

import pytest

from config.model import Config
from config.workspace import REPOSITORY, Workspace
from loaders.store.database import migrate, open_engine
from tests.unit.trial.tried import StoppedDesk


@pytest.fixture
def desk(hunan: Config, tmp_path: Path) -> Iterator[StoppedDesk]:
    engine = open_engine(f"sqlite:///{tmp_path / 'store.db'}")
    migrate(engine)
    yield StoppedDesk(Workspace(tmp_path, REPOSITORY / "config", "", invented=True), hunan, engine)
    engine.dispose()
