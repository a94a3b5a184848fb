import csv
import io
import json

import openpyxl
import polars as pl
import pytest

from dashboard.access.gate import NotAllowed
from dashboard.api import exporting
from dashboard.api.listing import disposition
from dashboard.usecases.access import make_token
from tests.unit.api.conftest import HENGYANG, PLAIN, SICHUAN, Api

FORM = HENGYANG.read_bytes()


@pytest.fixture
def filled(api: Api) -> Api:
    api.post((HENGYANG.name, FORM), ("=四川 2022.xlsx", SICHUAN.read_bytes()))
    return api


def test_submissions_are_listed_by_quarter_and_opened_with_state_and_findings(filled: Api) -> None:
    every = filled.ask("GET", "/api/submissions").json
    quarter = filled.ask("GET", "/api/submissions?quarter=2023Q2").json
    opened = filled.ask("GET", f"/api/submissions/{quarter[0]['receipt']}").json

    assert [one["receipt"] for one in every] == ["JP-2022Q3-000002", "JP-2023Q2-000001"]
    assert [one["file"] for one in quarter] == [HENGYANG.name]
    assert (opened["state"], opened["submitter_name"], opened["channel"]) == ("submitted", "衡阳市", "api")
    assert opened["findings"] == []
    assert opened["received_at"].endswith("Z")


def test_a_reason_for_the_warnings_stands_with_the_findings_and_in_the_annotated_copy(api: Api) -> None:
    doubtful = PLAIN.read_bytes().replace(b",679", b",9679")
    first = api.post(("云南.csv", doubtful), region="530000")
    again = api.post(("云南.csv", doubtful + b"\n"), region="530000", reason="口径调整")

    opened = api.ask("GET", f"/api/submissions/{again.json['receipt']}").json
    copy = api.ask("GET", f"/api/submissions/{again.json['receipt']}/annotated")

    assert {finding["reason"] for finding in opened["findings"] if finding["severity"] == "warning"} == {"口径调整"}
    assert [step["action"] for step in opened["steps"]] == ["submitted", "answered"]
    assert opened["steps"][0]["corrects"] == first.json["receipt"]
    listed = openpyxl.load_workbook(io.BytesIO(copy.body)).worksheets[0]
    assert "口径调整" in {cell.value for row in listed.iter_rows() for cell in row}


def test_the_file_comes_back_byte_for_byte_under_its_name(filled: Api) -> None:
    answer = filled.ask("GET", "/api/submissions/JP-2023Q2-000001/file")

    assert answer.body == FORM
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"] == disposition(HENGYANG.name)


@pytest.mark.parametrize("name", ['a"b\r\nSet-Cookie: x.xlsx', "衡阳市; filename=evil.exe", "a\\b'c%.csv", ""])
def test_no_name_breaks_out_of_its_header(name: str) -> None:
    header = disposition(name)

    assert header.isascii()
    assert not set("\r\n") & set(header)
    assert header.count('"') == 2


def test_a_units_token_sees_its_own_submissions_only(filled: Api) -> None:
    own = make_token(filled.desk, "四川", "510000")

    listed = filled.ask("GET", "/api/submissions", token=own).json
    foreign = filled.ask("GET", "/api/submissions/JP-2023Q2-000001", token=own)
    foreign_file = filled.ask("GET", "/api/submissions/JP-2023Q2-000001/file", token=own)
    foreign_copy = filled.ask("GET", "/api/submissions/JP-2023Q2-000001/annotated", token=own)
    unknown = filled.ask("GET", "/api/submissions/JP-2099Q1-000009", token=own)

    assert [one["submitter"] for one in listed] == ["510000"]
    assert [answer.status for answer in (foreign, foreign_file, foreign_copy, unknown)] == [404] * 4
    assert foreign.body == foreign_file.body == foreign_copy.body == unknown.body


def test_a_step_names_the_token_that_took_it(filled: Api) -> None:
    own = make_token(filled.desk, "四川省厅系统", "510000")
    filled.post((SICHUAN.name, SICHUAN.read_bytes() + b"\n"), token=own)

    (step,) = filled.ask("GET", "/api/submissions/JP-2022Q3-000003", token=own).json["steps"]

    assert (step["actor"], step["post"], step["channel"], step["unit"]) == ("四川省厅系统", None, "api", "510000")


def test_what_a_token_does_not_allow_is_said_as_json(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise NotAllowed("present")

    monkeypatch.setattr(exporting, "values_frame", refused)

    answer = api.ask("GET", "/api/values")

    assert (answer.status, answer.json["code"]) == (403, "not_allowed")


def test_the_four_forms_give_the_same_rows_and_figures(filled: Api) -> None:
    answers = {form: filled.ask("GET", f"/api/values?format={form}") for form in ("json", "csv", "parquet", "xlsx")}

    as_json = answers["json"].json
    as_csv = list(csv.DictReader(io.StringIO(answers["csv"].body.decode())))
    as_parquet = pl.read_parquet(io.BytesIO(answers["parquet"].body)).to_dicts()
    head, *rows = openpyxl.load_workbook(io.BytesIO(answers["xlsx"].body)).active.iter_rows(values_only=True)
    as_xlsx = [dict(zip(head, row, strict=True)) for row in rows]
    key = ("region_code", "period", "indicator_code", "column_role", "cell", "receipt")
    texts = [[tuple(str(row[name]) for name in key) for row in rows] for rows in (as_json, as_csv, as_parquet, as_xlsx)]
    values = [[row["value"] for row in rows] for rows in (as_json, as_parquet, as_xlsx)]
    assert len(as_json) == 61 + 40
    assert texts[0] == texts[1] == texts[2] == texts[3]
    assert values[0] == values[1] == values[2] == [float(row["value"]) for row in as_csv]
    assert answers["csv"].headers["content-type"].startswith("text/csv")


def test_values_are_chosen_by_quarter_indicator_and_region(filled: Api) -> None:
    chosen = filled.ask("GET", "/api/values?quarter=2023Q2&region=430400").json
    one = filled.ask("GET", f"/api/values?indicator={chosen[0]['indicator_code']}").json
    named = filled.ask("GET", f"/api/values?indicator={chosen[0]['indicator']}").json
    none = filled.ask("GET", "/api/values?quarter=2022Q3&region=430400").json

    assert {(row["quarter"], row["region"], row["receipt"]) for row in chosen} == {
        ("2023Q2", "衡阳市", "JP-2023Q2-000001")
    }
    assert one == named
    assert {row["indicator_code"] for row in one} == {chosen[0]["indicator_code"]}
    assert none == []


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("format=pdf", "format_unknown"),
        ("quarter=2023", "quarter_unknown"),
        ("indicator=nothing", "indicator_unknown"),
        ("region=999999", "region_unknown"),
    ],
)
def test_what_the_workspace_does_not_know_is_an_error_and_not_an_empty_table(api: Api, query: str, code: str) -> None:
    answer = api.ask("GET", f"/api/values?{query}")

    assert (answer.status, answer.json["code"]) == (400, code)


def test_texts_that_would_run_as_formulas_are_inert(filled: Api) -> None:
    as_csv = csv.DictReader(io.StringIO(filled.ask("GET", "/api/values?format=csv").body.decode()))
    book = openpyxl.load_workbook(io.BytesIO(filled.ask("GET", "/api/values?format=xlsx").body))

    assert {row["source_file"] for row in as_csv} == {HENGYANG.name, "'=四川 2022.xlsx"}
    cells = [cell for row in book.active.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells if isinstance(cell.value, str)} == {"s"}
    assert "=四川 2022.xlsx" in {cell.value for cell in cells}


def test_other_methods_and_addresses_are_refused_as_json(api: Api) -> None:
    deleted = api.ask("DELETE", "/api/submissions")
    unknown = api.ask("GET", "/api/nothing/here")
    quarter = api.ask("GET", "/api/submissions?quarter=soon")
    head = api.ask("HEAD", "/api/values")

    assert (deleted.status, deleted.json["code"], deleted.headers["allow"]) == (405, "method", "GET, POST")
    assert (unknown.status, unknown.json["code"]) == (404, "not_found")
    assert (quarter.status, quarter.json["code"]) == (400, "quarter_unknown")
    assert head.status == 200


def test_a_workspace_that_cannot_be_opened_is_not_ready(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIPING_WORKSPACE", str(api.desk.workspace.folder / "nowhere"))

    answer = api.ask("GET", "/api/values")

    assert (answer.status, answer.json["code"]) == (503, "not_ready")
    assert json.loads(answer.body).keys() == {"message", "code"}
