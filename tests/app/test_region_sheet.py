import io
from dataclasses import replace

import docx
import pytest
from docx.document import Document

from config.wording import translator
from dashboard.access.person import Person, Post
from dashboard.pack.region_sheet import ITEMS, PLAN, TASKS, region_sheet
from dashboard.parts import region_download
from dashboard.parts.numbers import figure, signed
from dashboard.releasing.reading import open_edition
from dashboard.usecases.desk import Desk
from dashboard.usecases.prospects import prospects
from dashboard.usecases.region_report import RegionReport, region_report
from dashboard.usecases.tasks import KeyTask
from tests.app.conftest import Open, text_of

RELEASED, NEWEST = "2026Q2", "2026Q3"
CHANGSHA = "430100"
TASK = KeyTask(
    title="建设老年助餐点",
    quarter=RELEASED,
    division="elderly_care",
    division_name="养老服务处",
    region=CHANGSHA,
    region_name="长沙市",
    light="yellow",
    receipt="JP-1",
    file_name="台账.xlsx",
    place="Sheet1 B2",
    target="120 个",
    progress="",
    done_share=0.3,
    time_progress=0.5,
    problems="",
    plan="一" * 200,
)


def report_of(desk: Desk, quarter: str, locale: str = "zh_CN") -> RegionReport:
    source = open_edition(desk, quarter)
    found = region_report(source.desk, source.book, quarter, CHANGSHA, locale)
    assert found is not None
    return found


def written(desk: Desk, quarter: str, locale: str = "zh_CN", *, tasks: tuple[KeyTask, ...] = ()) -> Document:
    said = ("title of the page", ("context",), "state")
    source, report = open_edition(desk, quarter), report_of(desk, quarter, locale)
    sheet = region_download._sheet(source, desk, report, said, locale, translator(locale))
    return docx.Document(io.BytesIO(region_sheet(replace(sheet, tasks=tasks) if tasks else sheet)))


def cells_of(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows[1:]] for table in document.tables]


def said_in(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_the_sheet_has_the_figures_of_the_page(half_released: Desk) -> None:
    report, source = report_of(half_released, RELEASED), open_edition(half_released, RELEASED)
    found = prospects(source.desk, source.book, RELEASED, CHANGSHA)
    document = written(half_released, RELEASED)
    items, ways = cells_of(document)[:2]

    dearest = sorted(report.items, key=lambda line: -(line.lost or 0))[:ITEMS]
    assert [(row[0], row[-1]) for row in items] == [(line.name, figure(line.lost, 2)) for line in dearest if line.lost]
    assert found is not None
    assert [(row[0], row[3]) for row in ways] == [(way.name, signed(way.gain, 2)) for way in found.cheapest]
    for section in report.sections:
        assert f"{section.name} {figure(section.published, 2)}/{figure(section.full_marks, 0)}" in said_in(document)
    assert "没有2026年第一季度的名次可供比较" in said_in(document)


def test_the_sheet_says_what_it_is_a_sheet_of(half_released: Desk) -> None:
    document = written(half_released, RELEASED)
    head = document.sections[0].header.paragraphs[0].text

    assert "长沙市2026年第二季度一地一单" in said_in(document)
    assert "title of the page" in said_in(document)
    assert head.endswith("state")
    assert document.core_properties.language == "zh-CN"


def test_tasks_stand_with_their_lights_and_as_many_as_a_page_holds(half_released: Desk) -> None:
    tasks = tuple(replace(TASK, title=f"任务{number}") for number in range(TASKS + 2))
    document = written(half_released, RELEASED, tasks=tasks)
    rows = cells_of(document)[-1]

    assert [row[:4] for row in rows] == [[f"任务{n}", "▲ 落后", "30.0%", "−20.0"] for n in range(TASKS)]
    assert all(row[4].endswith("…") and len(row[4]) == PLAN // 2 for row in rows)
    assert f"{TASKS + 2} 项中 {TASKS + 2} 项落后序时进度" in said_in(document)
    assert f"列出落后最多的 {TASKS} 项" in said_in(document)


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_the_sheet_of_a_quarter_that_is_not_released_tells_the_move(half_released: Desk, locale: str) -> None:
    report = report_of(half_released, NEWEST, locale)
    document = written(half_released, NEWEST, locale)

    assert report.name in said_in(document)
    assert open_edition(half_released, RELEASED).release.id in said_in(document)  # type: ignore[union-attr]
    assert locale != "en" or "；" not in said_in(document)


def test_the_page_gives_its_sheet(half_released: Desk, open_page: Open) -> None:
    app = open_page(half_released, "region", region=CHANGSHA, quarter=RELEASED)

    assert not app.exception
    assert [button.key for button in app.get("download_button")] == ["region_sheet"]


def test_who_sees_items_alone_gets_no_sheet(half_released: Desk, open_page: Open) -> None:
    posts = (Post("reviewer", "elderly_care"),)
    reviewer = Person("zhou", "周处长", posts)
    app = open_page(half_released, "region", reviewer, region=CHANGSHA, quarter=NEWEST)

    assert not app.exception
    assert "本处室负责的评分项" in text_of(app)
    assert list(app.get("download_button")) == []
