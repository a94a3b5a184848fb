from dataclasses import replace
from pathlib import Path

import pytest

from config.wording import translator
from dashboard.access.person import Person, Post
from dashboard.parts.against_median import AgainstMedian, median_figure, median_title
from dashboard.parts.outliers import odd_words
from dashboard.parts.spread_chart import dots_of, spread_title
from dashboard.parts.theme import LIGHT
from dashboard.usecases.book import open_book
from dashboard.usecases.desk import Desk
from dashboard.usecases.doubts import doubts
from dashboard.usecases.indicator_peers import Peers, level_choices, peers
from dashboard.usecases.indicator_report import indicator_report
from dashboard.usecases.revisions import revisions
from dashboard.usecases.variation import histories
from loaders.intake.outcome import ValueRow
from loaders.store.database import writing
from loaders.store.life import send_back
from loaders.store.steps import Signed
from metrics.spread import spread
from tests.app.conftest import Open, component_data, figures_of, text_of
from tests.app.province import QUARTERS, amount, made_up_workspace, row_of, submit
from tests.frozen import corrected, released
from tests.unit.store.lives import handed_in

NEWEST, EARLIER, SAY = QUARTERS[-1], QUARTERS[-2], translator()
PREFECTURE, COUNTY = "430400", "430121"
HEAD = Person("liu", "刘局长", (Post("head", PREFECTURE),))
REVIEWER = Person("tan", "谭审核", (Post("reviewer", "elderly_care"),))
PARTS = ("figures", "spread", "trend", "about", "revisions")


@pytest.fixture
def two_quarters(tmp_path: Path) -> Desk:
    return made_up_workspace(tmp_path, (EARLIER, NEWEST))


def peers_of(desk: Desk, code: str, units: str, quarter: str = NEWEST) -> Peers:
    book = open_book(desk)
    return peers(desk, book, indicator_report(desk, book, code, quarter), units)


def changed(desk: Desk, value: float, quarter: str = NEWEST) -> ValueRow:
    return row_of(desk.config.indicator["home_adaptations"], desk.config.region[COUNTY], quarter, value, "C4")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("who", [None, HEAD, REVIEWER])
@pytest.mark.parametrize("quarter", [EARLIER, NEWEST])
def test_every_part_opens_released_and_before(
    half_released: Desk, open_page: Open, part: str, who: Person | None, quarter: str
) -> None:
    query = {"view": "indicator", "indicator": "nursing_bed_rate", "period": quarter, "part": part}

    app = open_page(half_released, "indicator", who, **query)

    assert not app.exception
    assert "护理型床位占比" in text_of(app)


def test_the_best_comes_first_and_equal_figures_share_a_place(province: Desk) -> None:
    found = peers_of(province, "petition_events", "county")

    values = [line.value or 0.0 for line in found.known]
    assert found.direction == "lower"
    assert values == sorted(values)
    for line in found.known:
        better = sum((other.value or 0.0) < (line.value or 0.0) for other in found.known)
        assert found.places[line.region_code] == better + 1


def test_what_is_neither_good_nor_bad_has_no_places(province: Desk) -> None:
    found = peers_of(province, "caregiver_training_planned", "prefecture")

    assert len(found.known) == 14
    assert not found.places


def test_a_peer_group_is_a_choice_beside_its_level(province: Desk) -> None:
    report = indicator_report(province, open_book(province), "nursing_bed_rate", NEWEST)

    choices = level_choices(province.config, report, "zh_CN")

    assert list(choices) == ["prefecture", "county", "districts", "counties"]
    county, parts = len(report.among("county")), [len(report.among(code)) for code in ("districts", "counties")]
    assert county == sum(parts) == 122


def test_the_target_of_a_group_is_a_line_and_of_several_none(province: Desk) -> None:
    scheme, _ = province.config.scheme_for(NEWEST)
    (item,) = [one for section in scheme.sections for one in section.items if one.indicator == "nursing_bed_rate"]

    assert item.target is not None
    assert peers_of(province, "nursing_bed_rate", "prefecture").target == item.target.value


def test_a_head_has_no_place_among_units_not_in_sight(half_released: Desk) -> None:
    found = peers_of(half_released.of(HEAD), "nursing_bed_rate", "county")

    assert not found.whole
    assert not found.places
    assert {line.parent_code for line in found.known} == {PREFECTURE}


def test_the_spread_names_the_place_of_the_chosen_unit(province: Desk) -> None:
    found = peers_of(province, "nursing_bed_rate", "prefecture")
    place = found.places[PREFECTURE]

    assert f"在 14 个单位中居第 {place}；中位数" in spread_title(found, PREFECTURE, SAY)
    assert [dot.own for dot in dots_of(found, PREFECTURE)].count(True) == 1


def test_a_figure_far_out_says_how_far_and_that_parts_are_missing(province: Desk) -> None:
    found = peers_of(province, "nursing_bed_rate", "prefecture")
    lines = [replace(line, value=float(50 + place), decimals=2) for place, line in enumerate(found.known)]
    odd = replace(lines[0], value=10.0, coverage_share=0.5)
    known = (odd, *lines[1:])

    shown = replace(found, known=known, spread=spread([line.value or 0.0 for line in known]))

    assert [line.region_code for line in shown.far] == [odd.region_code]
    assert "低于中位数" in odd_words(odd, shown, SAY)
    assert "个百分点" in odd_words(odd, shown, SAY)
    assert "下级报送率仅 50.0%" in odd_words(odd, shown, SAY)


def test_the_median_stands_beside_the_unit() -> None:
    found = AgainstMedian("衡阳市", QUARTERS[:3], (50.0, None, 52.0), (55.0, 56.0, 57.5), 1, "%")

    drawn = median_figure(found, LIGHT, SAY)

    assert median_title(found, SAY) == "衡阳市：52.0%，低于中位数 5.5 个百分点；2 个季度中 2 个季度低于中位数"
    assert list(drawn.data[1].y) == [55.0, 56.0, 57.5]
    assert drawn.data[1].text[-1].strip() == "中位数 57.5"


def test_a_region_that_breaks_its_series_is_told_of_among_the_units(tmp_path: Path, open_page: Open) -> None:
    desk = made_up_workspace(tmp_path, QUARTERS)
    item = desk.config.indicator["home_adaptations"]
    counties = [region for region in desk.config.regions if region.level == "county"]
    whole = next(one for one in counties if None not in [amount(desk, item, one, quarter) for quarter in QUARTERS])
    submit(desk, "elderly_care", NEWEST, (row_of(item, whole, NEWEST, 99999.0, "C4"),))

    found = histories(desk, open_book(desk), item, NEWEST)
    app = open_page(desk, "indicator", indicator="home_adaptations", period=NEWEST, part="trend", level="county")

    assert set(found[whole.code].signals) & {"outside", "jump"}
    assert "本季度有特殊原因" in text_of(app)
    assert "◆" in str(component_data(app, "jiping_clickable"))
    assert len(figures_of(app)) == 2


def test_a_figure_that_was_reported_anew_is_a_revision_with_its_reason(two_quarters: Desk, open_page: Open) -> None:
    first = handed_in(two_quarters.engine, {COUNTY: 14.0}, quarter=NEWEST)
    with writing(two_quarters.engine) as session:
        send_back(session, first, Signed("谭审核", two_quarters.now(), "page", "elderly_care"), "漏填末位")
    handed_in(two_quarters.engine, {COUNTY: 140.0}, quarter=NEWEST)

    found = [one for one in revisions(two_quarters, "home_adaptations") if one.region_code == COUNTY]
    app = open_page(two_quarters, "indicator", indicator="home_adaptations", period=NEWEST, part="revisions")

    told = [(one.before.text, one.after.text, one.counts) for one in found]
    assert ("14", "140", True) in told
    assert next(one.why for one in found if one.after.text == "140") == "漏填末位"
    assert [one.counts for one in found if one.after.text == "14"] == [False]
    assert "漏填末位" in text_of(app)


def test_the_same_figure_again_is_no_revision(two_quarters: Desk) -> None:
    for _ in range(2):
        submit(two_quarters, "elderly_care", NEWEST, (changed(two_quarters, 14.0),))

    found = [one for one in revisions(two_quarters, "home_adaptations") if one.before.text == one.after.text]

    assert found == []


def test_an_erratum_is_a_revision_that_everyone_sees(two_quarters: Desk) -> None:
    released(two_quarters, EARLIER)
    corrected(two_quarters, 140.0, EARLIER)
    made = released(two_quarters, EARLIER, "勘误：漏填末位")

    found = [one for one in revisions(two_quarters.of(HEAD), "home_adaptations") if one.released]

    assert [(one.region_code, one.period, one.after.text, one.new, one.why) for one in found] == [
        (COUNTY, EARLIER, "140", made.release.id, "勘误：漏填末位")
    ]


def test_another_unit_s_revision_before_the_release_is_not_told(two_quarters: Desk) -> None:
    submit(two_quarters, "elderly_care", NEWEST, (changed(two_quarters, 140.0),))

    assert [one.region_code for one in revisions(two_quarters.of(REVIEWER), "home_adaptations")] == [COUNTY]
    assert revisions(two_quarters.of(HEAD), "home_adaptations") == ()


def test_figures_without_a_finding_are_not_doubted(province: Desk) -> None:
    book = open_book(province)

    assert doubts(province, book, indicator_report(province, book, "nursing_bed_rate", NEWEST)) == ()


def test_the_formula_opens_numerator_and_denominator(province: Desk, open_page: Open) -> None:
    app = open_page(province, "indicator", indicator="nursing_bed_rate", period=NEWEST, part="about")

    indicator = province.config.indicator["nursing_bed_rate"]
    shown = str(component_data(app, "jiping_clickable"))
    assert f'data-key=\\"{indicator.numerator}\\"' in shown or f'data-key="{indicator.numerator}"' in shown
    assert "各地区均有数据" in text_of(app)
    assert "计分情况" in text_of(app)


def test_a_rolled_up_figure_says_where_it_comes_from(province: Desk, open_page: Open) -> None:
    shown = text_of(open_page(province, "indicator", indicator="home_adaptations", period=NEWEST))

    assert "下级汇总" in shown
    assert "居首" in shown


def test_without_a_scheme_the_figures_are_explained(without_scheme: Desk, open_page: Open) -> None:
    for part in PARTS:
        query = {"view": "indicator", "indicator": "cremations", "period": NEWEST, "part": part}
        assert not open_page(without_scheme, "indicator", **query).exception
