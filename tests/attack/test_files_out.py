import csv
import io
import re
import zipfile

import httpx2 as httpx
import pytest

from dashboard.usecases.access import make_token
from loaders.store.accounts import account_of
from loaders.store.database import writing
from tests.attack.siege import EVIL, FORMULA, HENGYANG, QUARTER, Siege, files_offered
from tests.unit.door.doors import sign_in

PAGES = (
    ("office", "ranking", {"quarter": QUARTER}),
    ("office", "indicator", {}),
    ("office", "upload", {}),
    ("administrator", "accounts", {}),
    ("auditor", "trail", {}),
)
RISKY = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?[\d.,]+%?")


def harm(name: str, content: bytes) -> list[str]:
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return [one for part in parts.namelist() for one in harm(f"{name}/{part}", parts.read(part))]
    if name.endswith((".xml", ".rels")):
        harmful = (
            rb"http://evil|javascript:|TargetMode=.External."
            if name.endswith(".rels")
            else rb"<f[ >][^<]*|<w:instrText[^>]*>(?!\s*PAGE)"
        )
        return [f"{name}: {found!r}" for found in re.findall(harmful, content)]
    if name.endswith(".csv"):
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
        cells = [cell for row in rows for cell in row]
        return [f"{name}: {cell}" for cell in cells if cell.startswith(RISKY) and not NUMBER.fullmatch(cell)]
    return []


@pytest.fixture(scope="module")
def poisoned(siege: Siege) -> None:
    sign_in(siege.client(), FORMULA)
    siege.token("poisoned", ("office", ""))
    with writing(siege.desk.engine) as session:
        account = account_of(session, "poisoned")
        assert account is not None
        account.name = FORMULA
        session.add(account)


@pytest.mark.parametrize(("role", "page", "query"), PAGES, ids=[page for _, page, _ in PAGES])
@pytest.mark.usefixtures("poisoned")
def test_no_file_that_a_page_gives_holds_a_formula_or_a_link_out(
    siege: Siege, role: str, page: str, query: dict[str, str]
) -> None:
    token = siege.token(f"takes-{role}", (role, ""))
    asked = {name: siege.receipts.get(value, value) if name == "receipt" else value for name, value in query.items()}
    with siege.reader(token) as reader, siege.client(token) as browser:
        offered = files_offered(reader.open(page, **asked))
        urls = [reader.fetch(number) for key, number in offered.items() if not key.startswith("raw_")]
        files = {url: browser.get(url) for url in urls}

    assert files
    assert {file.status_code for file in files.values()} == {200}
    assert {file.headers["content-disposition"][:10] for file in files.values()} == {"attachment"}
    assert [one for url, file in files.items() for one in harm(url, file.content)] == []


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_no_file_of_the_api_holds_a_formula(siege: Siege, form: str) -> None:
    secret = make_token(siege.desk, f"formula {form}")
    with siege.client(**{"Authorization": f"Bearer {secret}"}) as api:
        answer = api.get("/api/values", params={"format": form, "quarter": QUARTER, "region": HENGYANG}, timeout=60)

    assert answer.status_code == 200
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert FORMULA.encode() in answer.content or form == "xlsx"
    assert harm(f"values.{form}", answer.content) == []


def test_the_annotated_copy_holds_no_formula_of_the_submitters(siege: Siege) -> None:
    secret = make_token(siege.desk, "annotated", "")
    with siege.client(**{"Authorization": f"Bearer {secret}"}) as api:
        answer: httpx.Response = api.get(f"/api/submissions/{siege.receipts[HENGYANG]}/annotated", timeout=60)

    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
    assert "\r" not in answer.headers["content-disposition"]
    assert EVIL not in answer.headers["content-disposition"]
    assert harm("annotated.xlsx", answer.content) == []
