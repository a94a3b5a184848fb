from collections.abc import Iterator
from pathlib import Path

import pytest

from config.model import Config
from dashboard.releasing.making import Made
from dashboard.usecases.desk import Desk
from loaders.store.database import migrate, open_engine
from tests.frozen import released, small_desk


@pytest.fixture
def desk(hunan: Config, tmp_path: Path) -> Iterator[Desk]:
    engine = open_engine(f"sqlite:///{tmp_path / 'desk' / 'store.db'}")
    migrate(engine)
    yield small_desk(tmp_path / "desk", engine, hunan)
    engine.dispose()


@pytest.fixture
def first(desk: Desk) -> Made:
    return released(desk)
