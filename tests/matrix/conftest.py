from collections.abc import Iterator

import pytest

from dashboard.usecases.book import open_book
from tests.matrix.world import World, made_world
from tests.serving import served


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = made_world(tmp_path_factory.mktemp("matrix"))
    yield made
    made.desk.engine.dispose()


@pytest.fixture(scope="session")
def address(world: World) -> Iterator[str]:
    open_book(world.desk)
    with served(world.desk.workspace.folder) as address:
        yield address
