import asyncio
import json
from pathlib import Path

import pytest
from starlette.requests import Request

from config.workspace import REPOSITORY, write_workspace
from dashboard.parts.session import WORKSPACE_VARIABLE, house
from dashboard.server import geo, health, topology
from dashboard.usecases.shapes import layer_of, shapes_address, shapes_of


def asked(level: str, query: bytes = b"") -> Request:
    return Request({"type": "http", "path_params": {"level": level}, "query_string": query, "headers": []})


@pytest.fixture
def _workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_workspace(tmp_path, REPOSITORY / "config")
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))


def test_health_answers_ok() -> None:
    answer = asyncio.run(health(asked("")))

    assert json.loads(bytes(answer.body)) == {"status": "ok"}


@pytest.mark.usefixtures("_workspace")
def test_a_map_with_its_hash_is_kept_for_good_and_without_is_asked_for_again() -> None:
    kept = asyncio.run(geo(asked("prefecture", b"v=1")))
    again = asyncio.run(geo(asked("prefecture")))

    assert "immutable" in kept.headers["cache-control"]
    assert again.headers["cache-control"] == "no-cache"


@pytest.mark.usefixtures("_workspace")
def test_a_level_without_a_map_is_not_found() -> None:
    assert asyncio.run(geo(asked("village"))).status_code == 404


def test_the_base_map_is_empty_and_names_every_layer_that_plotly_reads() -> None:
    drawn = json.loads(bytes(asyncio.run(topology(asked(""))).body))

    assert drawn["arcs"] == []
    assert {"coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"} == set(drawn["objects"])
    assert all(layer == {"type": "GeometryCollection", "geometries": []} for layer in drawn["objects"].values())


@pytest.mark.usefixtures("_workspace")
def test_what_is_sent_is_what_the_address_of_the_map_names() -> None:
    layer = layer_of(house().config, "county")
    assert layer is not None
    shapes = shapes_of(house(), layer)
    assert shapes is not None

    sent = asyncio.run(geo(asked("county", b"v=1")))

    assert bytes(sent.body) == shapes.geojson
    assert shapes_address(layer, shapes) == f"/geo/county.geojson?v={shapes.version}"
