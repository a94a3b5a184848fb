import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from config.workspace import REPOSITORY, write_workspace
from dashboard.access.person import Person, operator
from dashboard.parts import identity
from dashboard.parts.session import WORKSPACE_VARIABLE
from dashboard.usecases.book import Book, open_book
from dashboard.usecases.desk import Desk, open_desk
from tests.app.province import QUARTERS, made_up_workspace, row_of, submit
from tests.frozen import released

Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return made_up_workspace(tmp_path_factory.mktemp("province"), QUARTERS[-2:])


@pytest.fixture(scope="session")
def province_book(province: Desk) -> Book:
    return open_book(province)


@pytest.fixture(scope="session")
def half_released(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = made_up_workspace(tmp_path_factory.mktemp("half"), QUARTERS[-2:])
    released(desk, QUARTERS[-2])
    return desk


@pytest.fixture
def nothing_submitted(tmp_path: Path) -> Desk:
    write_workspace(tmp_path, REPOSITORY / "config")
    return open_desk(tmp_path)


@pytest.fixture
def without_scheme(tmp_path: Path) -> Desk:
    config = tmp_path / "config"
    shutil.copytree(REPOSITORY / "config", config, ignore=shutil.ignore_patterns("*.py", "schemes", "__pycache__"))
    write_workspace(tmp_path, config)
    desk = open_desk(tmp_path)
    indicator, region = desk.config.indicator["cremations"], desk.config.region["430102"]
    submit(
        desk,
        "published",
        "2026Q3",
        (row_of(indicator, region, "2026Q3", 1234.0, "B<7>"),),
        publisher="<b>某市民政局</b>",
    )
    return desk


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Open:
    someone = replace(operator("page"), name="测试员")

    def run(desk: Desk, page: str = "ranking", person: Person | None = None, **query: str) -> AppTest:
        monkeypatch.setattr(identity, "person", lambda: person or someone)
        monkeypatch.setenv(WORKSPACE_VARIABLE, str(desk.workspace.folder))
        app = AppTest.from_file(REPOSITORY / "dashboard" / "app.py", default_timeout=120)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        if page:
            app.switch_page(f"views/{page}.py").run()
        return app

    return run


def component_data(app: AppTest, name: str) -> list[dict[str, object]]:
    mounted = [element.proto for element in app.get("bidi_component")]
    return [json.loads(proto.json) for proto in mounted if proto.component_name == name]


def text_of(app: AppTest) -> str:
    drawn = [element.proto.body for element in app.get("html")]
    return "\n".join((*drawn, *(str(data["html"]) for data in component_data(app, "jiping_clickable"))))


def figures_of(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(element.proto.spec) for element in app.get("plotly_chart")]
