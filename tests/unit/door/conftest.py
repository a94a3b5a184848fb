from collections.abc import Iterator

import pytest

from tests.serving import served
from tests.unit.door.doors import Door, workspace


@pytest.fixture(scope="session")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    desk = workspace(tmp_path_factory.mktemp("door"))
    with served(desk.workspace.folder) as address:
        yield Door(address, desk)
    desk.engine.dispose()
