import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from dashboard.pack.archive import archive
from dashboard.releasing.reading import open_edition
from dashboard.usecases.desk import Desk
from dashboard.usecases.packing import pack_contents
from loaders.store.released import newest_release
from tests.app.conftest import Open, component_data, text_of
from tests.app.province import QUARTERS, made_up_workspace
from tests.frozen import corrected, released
from tests.people import head

EARLIER, NEWEST = QUARTERS[-2:]
BEHIND = "Data have changed since"
DAMAGED = """
from dashboard.parts.failure import show_failure
from dashboard.releasing.kept import DAMAGED
from dashboard.releasing.remarks import ReleaseProblem

show_failure(ReleaseProblem(DAMAGED, release="2026Q2-r1-999da9d1", file="results/ranking.parquet"))
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = made_up_workspace(tmp_path_factory.mktemp("released"), (EARLIER, NEWEST))
    released(desk, EARLIER)
    return desk


def id_of(desk: Desk) -> str:
    newest = newest_release(desk.engine, EARLIER)
    assert newest is not None
    return newest.id


@pytest.mark.parametrize(("page", "query"), [("ranking", {}), ("region", {"region": "430100"})])
def test_a_released_quarter_names_its_release_and_the_open_one_says_not_released(
    workspace: Desk, open_page: Open, page: str, query: dict[str, str]
) -> None:
    frozen = context_of(text_of(open_page(workspace, page, quarter=EARLIER, lang="en", **query)))
    live = context_of(text_of(open_page(workspace, page, quarter=NEWEST, lang="en", **query)))

    assert (id_of(workspace) in frozen, "not released" in frozen) == (True, False)
    assert (id_of(workspace) in live, "not released" in live) == (False, True)


def context_of(page: str) -> str:
    return page[page.index("jp-context") :].split("</div>", maxsplit=1)[0]


def test_the_figures_of_an_indicator_name_the_release_too(workspace: Desk, open_page: Open) -> None:
    query = {"view": "indicator", "indicator": "home_adaptations", "lang": "en"}

    frozen = text_of(open_page(workspace, "indicator", period=EARLIER, **query))
    live = text_of(open_page(workspace, "indicator", period=NEWEST, **query))

    assert (id_of(workspace) in frozen, "not released" in frozen) == (True, False)
    assert (id_of(workspace) in live, "not released" in live) == (False, True)


def test_the_bulletin_of_a_release_carries_its_id(workspace: Desk) -> None:
    edition = open_edition(workspace, EARLIER)

    packed = archive(pack_contents(edition.desk, edition.book, EARLIER))

    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        word = next(name for name in files.namelist() if name.endswith(".docx"))
        document = Document(io.BytesIO(files.read(word)))
    heads = [part.text for section in document.sections for part in section.header.paragraphs]
    assert any(id_of(workspace) in head for head in heads)


def test_a_damaged_release_shows_no_figures_at_all(tmp_path: Path, open_page: Open) -> None:
    desk = made_up_workspace(tmp_path, (EARLIER,))
    made = released(desk, EARLIER)
    (made.folder / "results" / "ranking.parquet").unlink()

    page = open_page(desk, "ranking", quarter=EARLIER, lang="en")

    assert page.exception
    assert component_data(page, "jiping_clickable") == []
    told = text_of(open_page(desk, "release", quarter=EARLIER, lang="en"))
    assert "is damaged" in told
    assert "results/ranking.parquet" in told


def test_the_reader_is_told_which_release_is_damaged() -> None:
    shown = text_of(AppTest.from_string(DAMAGED, default_timeout=60).run())

    assert "2026Q2-r1-999da9d1" in shown
    assert "results/ranking.parquet" in shown


def test_a_page_says_that_data_came_in_after_the_release(workspace: Desk, open_page: Open) -> None:
    assert BEHIND not in text_of(open_page(workspace, "ranking", quarter=EARLIER, lang="en"))
    corrected(workspace, 9_999.0, EARLIER)

    later = text_of(open_page(workspace, "ranking", quarter=EARLIER, lang="en"))

    assert BEHIND in later
    assert id_of(workspace) in later
    released(workspace, EARLIER, reason="勘误")
    revised = text_of(open_page(workspace, "ranking", quarter=EARLIER, lang="en"))
    assert BEHIND not in revised
    assert id_of(workspace) in revised
    assert "-r2-" in id_of(workspace)


def test_a_link_to_a_quarter_with_nothing_to_see_opens_another_and_says_so(
    half_released: Desk, open_page: Open
) -> None:
    told = "链接指向2025年第一季度，该季度没有对您开放的内容。"
    page = open_page(half_released, "ranking", head("430100"), quarter="2025Q1")

    assert told in text_of(page)
    assert told in text_of(page.run())
    chosen = page.selectbox(key="quarter_zh_CN")
    chosen.select_index(1 - chosen.options.index(chosen.format_func(chosen.value))).run()
    assert told not in text_of(page)
    assert told not in text_of(open_page(half_released, "ranking", head("430100"), quarter=EARLIER))
