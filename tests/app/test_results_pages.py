import re
from typing import Any

import pytest

from config.wording import translator
from dashboard.parts.boards import board_title
from dashboard.parts.numbers import figure
from dashboard.usecases.boards import board, ranked_quarters
from dashboard.usecases.book import Book, open_book
from dashboard.usecases.desk import Desk
from dashboard.usecases.indicator_report import indicator_report, known_codes, periods_of
from dashboard.usecases.packing import pack_contents
from dashboard.usecases.region_report import region_report
from tests.app.conftest import Open, component_data, figures_of, text_of
from tests.app.province import QUARTERS, division_rows, made_up_workspace, submit

LATIN_WORD = re.compile(r">[^<>]*[A-Za-z]{4,}[^<>]*<")


def test_ranking_page_shows_every_unit_of_the_group_with_its_published_score(
    province: Desk, province_book: Book, open_page: Open
) -> None:
    expected = board(province, province_book, "2026Q3", "prefectures")

    app = open_page(province)

    shown = text_of(app)
    assert not app.exception
    assert len(expected.rows) == 14
    for row in expected.rows:
        assert row.name in shown
        assert figure(row.published, 2) in shown


def test_ranking_page_title_names_the_leader(province: Desk, province_book: Book, open_page: Open) -> None:
    expected = board(province, province_book, "2026Q3", "prefectures")

    shown = text_of(open_page(province))

    title = re.search(r'jp-headline">([^<]*)<', shown)
    assert title is not None
    assert title[1].startswith(f"2026年第三季度市州组综合排名：{expected.leaders[0].name}居首")


def test_ranking_page_draws_a_map_of_the_group_by_address(province: Desk, open_page: Open) -> None:
    drawn = figures_of(open_page(province, group="prefectures"))

    regions = drawn[0]["data"][0]
    assert regions["type"] == "choropleth"
    assert regions["geojson"].startswith("/geo/prefecture.geojson?v=")
    assert len(regions["locations"]) == 14


def test_charts_speak_to_a_chinese_reader_in_chinese(province: Desk, open_page: Open) -> None:
    for page in ("ranking", "region", "indicator"):
        figures = figures_of(open_page(province, page))
        said = [text for figure in figures for text in spoken(figure)]
        assert len(said) > 10, page
        assert [text for text in said if re.search(r"[A-Za-z]{3,}", re.sub(r"<[^>]*>", "", text))] == [], page


def spoken(figure: dict[str, Any]) -> list[str]:
    texts = [trace.get(name) for trace in figure["data"] for name in ("text", "hovertext")]
    axes = [figure["layout"].get(axis, {}) for axis in ("xaxis", "yaxis")]
    titles = [axis.get("title", {}).get("text", "") for axis in axes]
    names = [name for axis in axes for name in axis.get("ticktext", [])]
    return [text for text in (*(t for ts in texts for t in ts or ()), *titles, *names) if text]


def test_counties_can_be_narrowed_to_one_prefecture(province: Desk, open_page: Open) -> None:
    app = open_page(province, group="counties", area="430100")

    table = str(component_data(app, "jiping_clickable")[0]["html"])
    assert table.count("data-key=") == 3
    assert "浏阳市" in table


def test_section_board_ranks_by_the_points_of_the_section(province: Desk, province_book: Book, open_page: Open) -> None:
    expected = board(province, province_book, "2026Q3", "prefectures", "elderly_care")

    app = open_page(province, node="elderly_care")

    shown = [row.published for row in expected.rows]
    assert shown == sorted(shown, reverse=True)
    assert [row.rank for row in expected.rows] == [1 + sum(other > own for other in shown) for own in shown]
    assert f"2026年第三季度市州组养老服务排名：{expected.leaders[0].name}" in text_of(app)


def test_no_page_of_results_speaks_english_to_a_chinese_reader(province: Desk, open_page: Open) -> None:
    for page in ("ranking", "region", "indicator"):
        app = open_page(province, page)
        words = LATIN_WORD.findall(re.sub(r"<style>.*?</style>", "", text_of(app), flags=re.DOTALL))
        assert not app.exception
        assert [word for word in words if "JP-" not in word and ".xlsx" not in word] == [], page


def test_the_other_language_is_english_throughout(province: Desk, open_page: Open) -> None:
    app = open_page(province, lang="en")

    assert "Q3 2026 Prefectures, overall" in text_of(app)
    assert app.button(key="language").label == "中文"


def test_every_page_of_results_says_that_the_figures_are_invented(province: Desk, open_page: Open) -> None:
    for page in ("ranking", "region", "indicator"):
        assert "数字为虚构，仅供演示" in text_of(open_page(province, page))


def test_region_page_adds_up_from_full_marks_to_the_score(province: Desk, province_book: Book, open_page: Open) -> None:
    report = region_report(province, province_book, "2026Q3", "430100")

    app = open_page(province, "region")

    assert report is not None
    assert not app.exception
    lost = sum(section.lost or 0 for section in report.sections)
    assert figure(report.full_marks - lost, 2) == figure(report.row.published, 2)
    title = re.search(r'jp-headline">([^<]*)<', text_of(app))
    assert title is not None
    assert title[1].startswith(f"长沙市：第{report.row.rank}名，")
    assert f"，{figure(report.row.published, 2)} 分，" in title[1]


def test_region_report_leads_each_reported_value_to_its_cell(province: Desk, province_book: Book) -> None:
    report = region_report(province, province_book, "2026Q3", "430121")

    assert report is not None
    line = next(line for line in report.items if line.item.code == "urban_dibao_standard")
    assert line.source is not None
    assert line.source.sheet == "指标数据"
    assert re.fullmatch(r"[A-Z]+\d+", line.source.cell)
    assert line.source.receipt.startswith("JP-2026Q3-")


def test_region_page_lists_the_regions_below(province: Desk, province_book: Book) -> None:
    report = region_report(province, province_book, "2026Q3", "430100")

    assert report is not None
    assert {row.region_code for row in report.below} == {region.code for region in province.config.children["430100"]}


def test_indicator_page_sums_what_the_counties_reported(province: Desk, province_book: Book, open_page: Open) -> None:
    report = indicator_report(province, province_book, "cremations", "2026Q3")

    app = open_page(province, "indicator")
    app.selectbox(key="indicator_zh_CN").select("cremations").run()

    own = next(line for line in report.lines if line.region_code == "430100")
    assert not app.exception
    assert own.derivation == "sum"
    assert own.value == sum(line.value or 0 for line in report.below("430100"))
    assert figure(own.value, 0) in text_of(app)


def test_every_known_indicator_has_a_period(province: Desk, province_book: Book) -> None:
    codes = known_codes(province, province_book)

    assert len(codes) > 50
    assert all(periods_of(province, province_book, code) for code in codes)


def test_without_submissions_the_pages_say_what_to_do(nothing_submitted: Desk, open_page: Open) -> None:
    for page in ("ranking", "region"):
        app = open_page(nothing_submitted, page)
        assert not app.exception
        assert "请在“报送”页提交第一批工作簿" in text_of(app)
    assert "请在“报送”页提交工作簿或报表" in text_of(open_page(nothing_submitted, "indicator"))


def test_without_a_scheme_the_figures_come_first_with_their_sources(without_scheme: Desk, open_page: Open) -> None:
    app = open_page(without_scheme, "")

    shown = text_of(app)
    assert not app.exception
    assert "1,234" in shown
    assert "&lt;b&gt;某市民政局&lt;/b&gt;" in shown
    assert "https://example.org/&lt;table&gt;" in shown
    assert "<b>某市" not in shown


def test_without_a_scheme_the_ranking_says_how_to_get_one(without_scheme: Desk, open_page: Open) -> None:
    app = open_page(without_scheme, "ranking")

    assert not app.exception
    assert "本工作区没有考核办法" in text_of(app)


def test_an_earlier_quarter_is_marked_as_scored_back(province: Desk, province_book: Book) -> None:
    assert ranked_quarters(province_book) == ("2026Q3", "2026Q2")
    assert board(province, province_book, "2026Q3", "prefectures").back_cast is False
    assert board(province, province_book, "2025Q4", "prefectures").back_cast is True


def test_a_board_without_scores_says_so(province: Desk, province_book: Book) -> None:
    empty = board(province, province_book, "2025Q4", "prefectures")

    assert board_title(empty) == translator()(
        "{board}: no unit can be ranked yet", board="2025年第四季度市州组综合排名"
    )


def test_section_board_names_the_section_item_that_cost_most(province: Desk, province_book: Book) -> None:
    scheme, _ = province.config.scheme_for("2026Q3")
    section = next(section for section in scheme.sections if section.code == "elderly_care")
    names = {item.name for item in section.items}

    shown = board(province, province_book, "2026Q3", "prefectures", "elderly_care")

    assert {row.weakest_name for row in shown.rows} <= names


def test_a_file_is_shown_as_printed_with_the_cell_of_each_figure(without_scheme: Desk, open_page: Open) -> None:
    app = open_page(without_scheme, "", view="file")

    shown = text_of(app)
    assert not app.exception
    assert "芙蓉区 1 个数据" in shown
    assert "1,234" in shown
    assert "B&lt;7&gt;" in shown


@pytest.fixture(scope="module")
def thin(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = made_up_workspace(tmp_path_factory.mktemp("thin"), QUARTERS[-2:-1])
    submit(desk, "elderly_care", "2026Q3", tuple(division_rows(desk, "elderly_care", "2026Q3")))
    return desk


def test_a_quarter_of_one_file_is_not_the_one_that_pages_open_on(thin: Desk, open_page: Open) -> None:
    assert ranked_quarters(open_book(thin)) == ("2026Q3", "2026Q2")
    for page in ("ranking", "region"):
        app = open_page(thin, page)
        assert not app.exception
        assert app.selectbox(key="quarter_zh_CN").value == "2026Q2"


def test_a_quarter_of_one_file_says_that_nobody_can_be_ranked_and_why(thin: Desk, open_page: Open) -> None:
    app = open_page(thin, quarter="2026Q3")

    shown, table = text_of(app), str(component_data(app, "jiping_clickable")[0]["html"])
    assert not app.exception
    assert "2026年第三季度市州组综合排名：尚不能排名" in shown
    assert re.search(r"本季度尚无单位可以参加排名：数据完整率 [\d.]+%，达到 \d+% 方可参加排名。", shown)
    assert table.count("未参加排名") == 14
    assert len(re.findall(r"数据不足（完整率 [\d.]+%，低于 \d+%）", table)) == 14
    (link,) = app.get("page_link")
    assert "报送进度" in link.proto.label


def test_a_section_in_which_nobody_has_points_says_so(thin: Desk, open_page: Open) -> None:
    app = open_page(thin, quarter="2026Q3", node="social_assistance")

    assert not app.exception
    assert "本板块尚无得分" in text_of(app)
    assert str(component_data(app, "jiping_clickable")[0]["html"]).count("data-key=") == 0


def test_a_region_of_such_a_quarter_is_not_ranked_and_says_why(thin: Desk, open_page: Open) -> None:
    app = open_page(thin, quarter="2026Q3", region="430100")
    app.switch_page("views/region.py").run()
    app.selectbox(key="quarter_zh_CN").select("2026Q3").run()

    assert not app.exception
    assert re.search(r"长沙市2026年第三季度未参加排名：数据不足（完整率 [\d.]+%，低于 \d+%）", text_of(app))


def test_a_page_that_begins_by_itself_does_not_choose_for_another(thin: Desk, open_page: Open) -> None:
    app = open_page(thin, "progress")
    app.query_params.clear()

    app.switch_page("views/ranking.py").run()

    assert app.selectbox(key="quarter_zh_CN").value == "2026Q2"


def test_a_quarter_that_was_chosen_is_kept_for_other_pages(province: Desk, open_page: Open) -> None:
    app = open_page(province)
    app.selectbox(key="quarter_zh_CN").select("2026Q2").run()
    app.query_params.clear()

    app.switch_page("views/region.py").run()

    assert app.selectbox(key="quarter_zh_CN").value == "2026Q2"


def test_lost_points_are_the_same_on_the_page_and_in_the_workbook(province: Desk, province_book: Book) -> None:
    contents = pack_contents(province, province_book, "2026Q3")
    regions = {entry.code for entry in contents.items}
    reports = {code: region_report(province, province_book, "2026Q3", code) for code in regions}
    printed = {(code, line.name): figure(line.lost, 2) for code, r in reports.items() if r for line in r.items}

    assert len(printed) == len(contents.items)
    assert {(e.code, e.item): figure(e.lost, 2) for e in contents.items} == printed
