import csv
import io
import json
import urllib.request
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from playwright.sync_api import Page

from dashboard.usecases.access import make_token
from dashboard.usecases.desk import Desk

pytestmark = pytest.mark.browser


def test_the_values_behind_the_page_are_downloaded_in_every_form(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page("/indicator?indicator=cremation_rate")
    page.get_by_role("button", name="下载数据").click()

    files = {}
    for label in ("Excel", "CSV", "Parquet", "JSON"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=label, exact=True).click()
        files[label] = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(files[label])

    rows = json.loads(files["JSON"].read_text(encoding="utf-8"))
    as_csv = list(csv.DictReader(io.StringIO(files["CSV"].read_text(encoding="utf-8-sig"))))
    sheet = openpyxl.load_workbook(files["Excel"]).worksheets[0]
    figures = [row["value"] for row in rows]
    assert {row["indicator_code"] for row in rows} == {"cremations", "deaths"}
    assert pl.read_parquet(files["Parquet"])["value"].to_list() == figures
    assert [cell.value for cell in sheet["G"][1:]] == figures
    assert [row["value"] for row in as_csv] == [row["text"] for row in rows]


def test_the_app_answers_under_api_beside_its_pages(address: str, demonstration: Desk) -> None:
    headers = {"Authorization": f"Bearer {make_token(demonstration, '浏览器测试')}"}
    workbook = next(demonstration.workspace.folder.joinpath("workbooks").glob("衡阳市*.xlsx"))
    url = f"{address}/api/submissions?name=form.xlsx"

    posted = urllib.request.Request(url, workbook.read_bytes(), headers)
    with urllib.request.urlopen(posted, timeout=60) as answer:
        report = json.load(answer)
    fetched = urllib.request.Request(f"{address}/api/submissions/{report['receipt']}/file", headers=headers)
    with urllib.request.urlopen(fetched, timeout=60) as answer:
        content = answer.read()

    assert content == workbook.read_bytes()
