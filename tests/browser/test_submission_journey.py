import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from config.model import Quarter
from dashboard.demo.build import missing_workbook
from dashboard.usecases.desk import Desk
from dashboard.usecases.submissions import submission_status
from loaders.store.readers import raw_file, submission_by_receipt
from tests.browser.conftest import at_rest

pytestmark = pytest.mark.browser

QUARTER = Quarter("2026Q3")
HUAIHUA, NAME = "431200", "怀化市"
POST = "planning_finance"
SPENDING, TOWNS = "JZH011310000", "JZH011111000"
PATIENT = 40_000


def figures(content: bytes) -> dict[str, object]:
    rows = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(min_row=7, values_only=True)
    return {str(row[2]): row[3] for row in rows if row[3] is not None}


def filled(template: bytes, values: dict[str, object]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(template))
    for row in book["JZH01表"].iter_rows(min_row=6):
        if row[2].value in values:
            row[3].value = values[row[2].value]
    return saved(book)


def mended(annotated: bytes, values: dict[str, object]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(annotated))
    assert book.sheetnames[0] == "问题清单"
    marked = [cell for row in book["JZH01表"].iter_rows() for cell in row if cell.comment is not None]
    assert len(marked) == 2
    for cell in marked:
        cell.value = values[str(book["JZH01表"].cell(cell.row, 3).value)]
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def choose(page: Page, content: bytes) -> None:
    page.set_input_files("input[type=file]", [{"name": f"{NAME}.xlsx", "mimeType": "x", "buffer": content}])


def downloaded(page: Page, button: str) -> tuple[str, bytes]:
    at_rest(page)
    with page.expect_download(timeout=PATIENT) as download:
        page.get_by_role("button", name=button).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def template_of(clerk: Page) -> bytes:
    at_rest(clerk)
    unit = clerk.locator(".st-key-template_unit_zh_CN input")
    unit.click()
    unit.fill(NAME)
    clerk.get_by_role("option", name=NAME).click()
    expect(clerk).to_have_url(re.compile(f"template_unit={HUAIHUA}"), timeout=PATIENT)
    name, template = downloaded(clerk, "下载模板")
    assert name == f"{NAME}_2026年3季度_报送模板.xlsx"
    return template


def submitted(page: Page) -> str:
    receipts = page.locator(".jp-receipt h3")
    before = receipts.all_inner_texts()
    submit = page.get_by_role("button", name="提交")
    expect(submit).to_be_enabled(timeout=PATIENT)
    submit.click()
    expect(receipts).to_have_count(len(before) + 1, timeout=PATIENT)
    (new,) = set(receipts.all_inner_texts()) - set(before)
    return new.split()[-1]


def acting(page: Page) -> None:
    at_rest(page)
    page.get_by_role("button", name=NAME, exact=True).click()
    expect(page.locator("h2", has_text=NAME)).to_be_visible(timeout=PATIENT)
    at_rest(page)


def test_template_mistakes_remarks_trial_receipt_return_correction_approval(
    open_page: Callable[..., Page], demonstration: Desk
) -> None:
    right = figures(missing_workbook(demonstration, QUARTER, HUAIHUA).content)
    clerk = open_page("/upload")

    template = template_of(clerk)
    choose(clerk, filled(template, right | {SPENDING: "约13万", TOWNS: -3}))
    expect(clerk.get_by_text("错误 2 处")).to_be_visible(timeout=PATIENT)
    expect(clerk.get_by_role("button", name="提交")).to_be_disabled()

    name, annotated = downloaded(clerk, "下载问题批注")
    assert name == f"{NAME}_问题批注.xlsx"
    choose(clerk, mended(annotated, right))
    expect(clerk.get_by_text("错误 2 处")).to_have_count(0, timeout=PATIENT)
    expect(clerk.locator(".jp-trial")).to_contain_text(re.compile(r"试算：\d+\.\d\d 分，第 \d+"), timeout=PATIENT)
    clerk.reload()
    expect(clerk.locator(".jp-bar-words")).to_contain_text("试算：", timeout=PATIENT)
    first = submitted(clerk)

    division = open_page(f"/review?quarter={QUARTER}&which=all&post={POST}")
    acting(division)
    division.get_by_placeholder("退回原因（退回时必填，报送单位可见）").fill("支出数请与财务决算核对")
    division.keyboard.press("Enter")
    division.get_by_role("button", name="退回 1", exact=True).click()
    expect(division.get_by_text(re.compile(f"退回：{NAME} {first}"))).to_be_visible(timeout=PATIENT)

    clerk.reload()
    expect(clerk.get_by_text("支出数请与财务决算核对").first).to_be_visible(timeout=PATIENT)
    corrected = filled(template, right | {SPENDING: float(str(right[SPENDING]).replace(",", "")) + 7})
    choose(clerk, corrected)
    second = submitted(clerk)
    status = submission_status(demonstration, second, "zh_CN")
    assert status is not None
    assert status.before is not None
    assert [(row.kind, row.region) for row in status.before.rows] == [("changed", NAME)]

    division.reload()
    acting(division)
    division.get_by_role("button", name="审核通过 1").click()
    expect(division.get_by_text(f"初审通过：{NAME} {second}")).to_be_visible(timeout=PATIENT)
    office = open_page(f"/review?quarter={QUARTER}&which=all&post=office", 1920, 1080)
    acting(office)
    office.get_by_role("button", name="终审确认 1").click()
    expect(office.get_by_text("终审确认后不能再退回")).to_be_visible(timeout=PATIENT)
    office.get_by_role("button", name="终审确认 1").click()
    expect(office.get_by_text(f"终审确认：{NAME} {second}")).to_be_visible(timeout=PATIENT)

    kept = submission_by_receipt(demonstration.engine, second)
    assert kept is not None
    assert kept.state == "confirmed"
    assert raw_file(demonstration.engine, kept.sha256) == corrected
    closed = submission_status(demonstration, second, "zh_CN")
    assert closed is not None
    assert [line.action for line in closed.trail] == ["submitted", "approved", "confirmed"]
    assert {line.actor for line in closed.trail} == {closed.trail[0].actor} - {"", NAME}
