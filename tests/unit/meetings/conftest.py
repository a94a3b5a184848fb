from pathlib import Path

import pytest

from config.workspace import REPOSITORY, write_workspace
from dashboard.usecases.desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    write_workspace(tmp_path, REPOSITORY / "config", invented=True)
    return open_desk(tmp_path)
