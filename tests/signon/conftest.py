from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import free_port
from tests.signon.journeys import (
    App,
    Crooked,
    Provider,
    crooked_way,
    running_provider,
    running_routes,
    workspace_for,
)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    port = free_port()
    with running_routes(port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def way(server: str) -> Iterator[tuple[Crooked, Provider]]:
    port, behind = free_port(), free_port()
    with crooked_way(port, behind) as way, running_provider(server, behind, way.address) as running:
        yield way, running


@pytest.fixture
def provider(way: tuple[Crooked, Provider]) -> Provider:
    return way[1]


@pytest.fixture
def crooked(way: tuple[Crooked, Provider]) -> Iterator[Crooked]:
    way[0].asked.clear()
    yield way[0]
    way[0].alter = None


@pytest.fixture
def app(tmp_path: Path, provider: Provider, server: str, monkeypatch: pytest.MonkeyPatch) -> App:
    desk = workspace_for(tmp_path, provider, server, claim="preferred_username")
    monkeypatch.setenv("JIPING_WORKSPACE", str(tmp_path))
    return App(server, desk)
