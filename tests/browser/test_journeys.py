import hashlib
import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from config.model import Quarter
from dashboard.demo.build import Written, missing_workbook
from dashboard.usecases.book import open_book
from dashboard.usecases.desk import Desk
from dashboard.usecases.prospects import prospects
from loaders.store.readers import raw_file, submissions
from tests.browser.conftest import at_rest

pytestmark = pytest.mark.browser

XIANGXI = "433100"
QUARTER = Quarter("2026Q3")
PAGES = {
    "/": "首页",
    "/ranking": "综合排名",
    "/shortfalls": "落后序时进度",
    "/direction": "项打算",
    "/method": "个板块",
    "/release": "尚未发布",
    f"/region?region={XIANGXI}": "湘西土家族苗族自治州",
    "/indicator": "排名与地图",
    "/highlights": "亮点墙",
    "/selection": "您已评",
    "/assignments": "逾期",
    "/ledgers": "台账",
    "/meeting": "会议",
    "/honours": "荣誉",
    "/appeals": "申诉",
    "/upload": "报送",
    "/progress": "应报",
    "/review": "待处室初审",
    "/clock": "时钟",
}
ALLOWED_LATIN = re.compile(
    r"\d{4}Q\d-r\d+-[0-9a-f]{8}|English|Excel|PPT|Word|JP-\d{4}Q\d-\d+|SHA-256|[0-9a-f]{64}|xlsx|xls|png|LD-\d{4}Q\d-\d+(-\d+)?|KB|ods|csv|tsv|MB|JZH\w+|YZH\w+|WPS|[A-Z]{1,2}\d+|\bA\b|\bB\b|II?\b"
)


def with_two_mistakes(right: Written) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(right.content))
    for row in book.active.iter_rows():
        if row[2].value == "JZH011310000":
            row[3].value = "约13万"
        if row[2].value == "JZH011111000":
            row[3].value = -3
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def choose(page: Page, name: str, content: bytes) -> None:
    page.set_input_files("input[type=file]", [{"name": name, "mimeType": "application/zip", "buffer": content}])


def standing(page: Page, region: str) -> tuple[str, ...]:
    row = page.locator("tr", has=page.get_by_role("button", name=region, exact=True))
    expect(row).to_be_visible(timeout=30_000)
    return tuple(cell.strip() for cell in row.locator("td, th").all_inner_texts()[:5])


def test_a_clerk_mends_two_mistakes_and_sees_the_ranking_change(
    open_page: Callable[..., Page], demonstration: Desk
) -> None:
    right = missing_workbook(demonstration, QUARTER, XIANGXI)
    before = standing(open_page("/ranking"), "湘西土家族苗族自治州")

    page = open_page("/upload")
    choose(page, right.name, with_two_mistakes(right))
    expect(page.get_by_text("错误 2 处")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("“约13万”不是数字")).to_be_visible()
    expect(page.get_by_text("不能小于零，读到 -3")).to_be_visible()
    expect(page.get_by_text("JZH01表 D9")).to_be_visible()
    expect(page.get_by_text("JZH01表 D16")).to_be_visible()
    expect(page.get_by_role("button", name="提交")).to_be_disabled()

    choose(page, right.name, right.content)
    submit = page.get_by_role("button", name="提交")
    expect(submit).to_be_enabled(timeout=30_000)
    submit.click()
    receipt = page.get_by_text(re.compile(r"报送回执 JP-2026Q3-\d{6}"))
    expect(receipt).to_be_visible(timeout=30_000)
    number = receipt.inner_text().split()[-1]
    page.get_by_role("button", name="查看排名").click()
    expect(page.locator("h1.jp-headline")).to_contain_text("综合排名", timeout=30_000)
    after = standing(page, "湘西土家族苗族自治州")

    kept = next(s for s in submissions(demonstration.engine) if s.receipt == number)
    assert kept.sha256 == hashlib.sha256(right.content).hexdigest()
    assert raw_file(demonstration.engine, kept.sha256) == right.content
    assert int(after[0]) < int(before[0])
    assert after[4] != before[4]


def test_the_scheduler_recomputes_and_says_so(open_page: Callable[..., Page]) -> None:
    page = open_page("/clock")

    expect(page.get_by_text(re.compile("时钟.*运行"))).to_be_visible()
    expect(page.get_by_text("时钟没有运行")).to_have_count(0)
    expect(page.get_by_text(re.compile("开放窗口 \\d+ 个"))).to_be_visible(timeout=70_000)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
def test_every_page_speaks_chinese_and_loads_nothing_from_outside(
    open_page: Callable[..., Page], address: str, path: str, size: tuple[int, int]
) -> None:
    page = open_page(path, *size)
    outside: list[str] = []
    page.on("request", lambda request: outside.append(request.url))
    page.reload()
    page.locator("h1.jp-headline").wait_for(timeout=60_000)
    at_rest(page)
    expect(page.locator("body")).to_contain_text(PAGES[path], use_inner_text=True)

    page.evaluate("document.querySelectorAll('[data-testid=stIconMaterial]').forEach((icon) => icon.remove())")
    words = page.locator("[data-testid=stMain]").inner_text()
    assert "演示数据" in words
    assert re.findall(r"[A-Za-z]{3,}", ALLOWED_LATIN.sub("", words)) == []
    assert [url for url in outside if not url.startswith((address, "data:", "blob:"))] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_an_address_without_a_page_says_so_in_chinese_and_stands_on_the_home_page(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/results")

    told = page.get_by_test_id("stDialog")
    expect(told).to_contain_text("没有这个页面", timeout=30_000)
    expect(told).to_contain_text("这个地址没有页面")
    expect(told).not_to_contain_text("Page not found")
    expect(page.locator("body")).to_contain_text("报送进度", use_inner_text=True)


def test_a_row_of_the_ranking_opens_the_region_with_the_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page("/ranking")
    row = page.get_by_role("button", name="衡阳市", exact=True)
    expect(row).to_be_visible(timeout=30_000)

    row.focus()
    page.keyboard.press("Enter")

    expect(page.locator("h1.jp-headline")).to_contain_text("衡阳市：第", timeout=30_000)


def test_one_button_writes_the_workbook_and_the_bulletin(open_page: Callable[..., Page]) -> None:
    page = open_page("/ranking")

    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="生成通报材料").click()

    assert download.value.suggested_filename.endswith(".zip")
    assert download.value.path().stat().st_size > 10_000


def test_a_head_finds_how_sure_the_rank_is_and_what_would_help_most(
    open_page: Callable[..., Page], demonstration: Desk
) -> None:
    book = open_book(demonstration)
    level = sorted(book.rows("intervals", quarter=str(QUARTER)), key=lambda row: row["rank_low"] - row["rank_high"])[0]
    code = level["region_code"]
    found = prospects(demonstration, book, str(QUARTER), code)
    page = open_page("/ranking?group=" + demonstration.config.region[code].peer_group)

    page.get_by_role("button", name=demonstration.config.region[code].name, exact=True).first.click()

    title = page.locator("h1.jp-headline")
    expect(title).to_contain_text(f"合理区间 {level['rank_low']}–{level['rank_high']}", timeout=30_000)
    page.get_by_role("radio", name="怎样进位").click()
    assert found is not None
    levers = page.locator("table", has_text="可达值").locator("tbody tr")
    expect(levers).to_have_count(len(found.cheapest))
    expect(levers.first).to_contain_text(found.ways[0].name)


def test_the_reader_switches_to_who_improved_most(open_page: Callable[..., Page]) -> None:
    page = open_page("/ranking")

    page.get_by_role("radio", name="环比提升榜").click()

    expect(page.locator("h1.jp-headline")).to_contain_text("提升最多", timeout=30_000)
    expect(page.locator("th", has_text="基期位次")).to_be_visible()


def test_english_stays_on_the_next_page_and_when_it_is_loaded_again(open_page: Callable[..., Page]) -> None:
    page = open_page("/method?lang=en")
    page.get_by_role("link", name="Direction").click()
    expect(page).to_have_url(re.compile(r"/direction\?.*lang=en"))

    page.reload()

    expect(page.get_by_role("link", name="Direction")).to_be_visible()
    expect(page.locator("h1.jp-headline")).to_contain_text("plan")
