import re
from pathlib import Path

import pytest
from starlette.routing import Route

from dashboard.api.description import STATUSES, description
from dashboard.api.routes import ROUTES
from dashboard.usecases.values import COLUMNS, PROVENANCE
from dashboard.usecases.values_files import FORMS
from tests.conftest import REPOSITORY
from tests.unit.api.conftest import HENGYANG, Api

DOCS = [REPOSITORY / "docs" / name for name in ("api.md", "api.zh-CN.md")]
SOURCES = [*(REPOSITORY / "dashboard" / "api").glob("*.py"), REPOSITORY / "dashboard" / "usecases" / "values.py"]
SOURCES.append(REPOSITORY / "dashboard" / "usecases" / "values_files.py")


def codes_said() -> set[str]:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    raised = re.findall(r'(?:Refusal\(\s*\d+,|ValuesProblem\()\s*"(\w+)"', text)
    return {*raised, "other_unit"}


def test_the_description_has_every_route_and_no_other() -> None:
    routes = {route.path for route in ROUTES if isinstance(route, Route)} - {"/api/{rest:path}"}

    assert set(description()["paths"]) == routes


def test_every_answer_fits_its_description(api: Api) -> None:
    schemas = description()["components"]["schemas"]
    receipt = api.post((HENGYANG.name, HENGYANG.read_bytes())).json

    asked = {
        "Report": receipt,
        "Submission": api.ask("GET", "/api/submissions").json[0],
        "SubmissionWithFindings": api.ask("GET", f"/api/submissions/{receipt['receipt']}").json,
        "Value": api.ask("GET", "/api/values").json[0],
        "Problem": api.ask("GET", "/api/nothing").json,
        "Finding": api.post(("坏.xlsx", b"PK\x03\x04")).json["findings"][0],
    }

    assert {name: set(schemas[name]["properties"]) for name in asked} == {k: set(v) for k, v in asked.items()}
    assert api.ask("GET", "/api/openapi.json", token="").json == description()


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.name)
def test_the_page_names_every_address_column_form_status_and_code(file: Path) -> None:
    page = file.read_text(encoding="utf-8")
    operations = [f"{m.upper()} {path}" for path, methods in description()["paths"].items() for m in methods]
    parameters = {
        parameter["name"]
        for methods in description()["paths"].values()
        for operation in methods.values()
        for parameter in operation.get("parameters", [])
    }

    assert [one for one in operations if f"`{one}`" not in page] == []
    assert [one for one in (*COLUMNS, *PROVENANCE) if f"`{one}`" not in page] == []
    assert [one for one in parameters if f"`{one}`" not in page and f"?{one}=" not in page and one != "receipt"] == []
    assert [one for one in FORMS if one not in page] == []
    assert [one for one in STATUSES if f"| {one} |" not in page and one != "200"] == []
    assert (
        set(re.findall(r"`(\w+)`", page.split("| `code` |" if "| `code` |" in page else "`code` |")[1])) >= codes_said()
    )
