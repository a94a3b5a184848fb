import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.model import Config
from dashboard.access.gate import NotAllowed
from dashboard.releasing.reading import open_edition
from dashboard.usecases.desk import Desk
from dashboard.usecases.honours.confirming import (
    NOT_WHOLE,
    OTHER_NOW,
    SAME_AGAIN,
    UNKNOWN_LIST,
    confirm,
    confirmed_list,
    honour_lists,
)
from dashboard.usecases.honours.drawn import Drawn, Line
from dashboard.usecases.honours.listing import honour_list
from dashboard.usecases.honours.people import (
    NO_NAME,
    NO_STORY,
    NO_YEAR,
    NOT_YOURS,
    check,
    confirm_person,
    name,
    nominating_units,
    people,
    person_file,
    reject,
    withdraw,
)
from dashboard.usecases.honours.year import honour_years
from loaders.intake.evidence import EvidenceRefused
from loaders.store.refusals import StepRefused
from loaders.store.verification import verify
from tests.app.province import row_of, submit
from tests.frozen import DIVISIONS, released
from tests.people import head, leader, of_office, submitter
from tests.unit.dashboard.assigned import handed_out
from tests.unit.dashboard.honoured import YEAR, honoured_desk

CITY, OTHER = "430100", "430200"
PICTURE = ("照片.png", b"\x89PNG\r\n\x1a\n picture")


@pytest.fixture(scope="module")
def honoured(tmp_path_factory: pytest.TempPathFactory, hunan: Config) -> Desk:
    return honoured_desk(tmp_path_factory.mktemp("honoured"), hunan)


@pytest.fixture
def opened(tmp_path: Path, hunan: Config) -> Iterator[Desk]:
    desk = honoured_desk(tmp_path, hunan, YEAR[:1])
    yield desk
    desk.engine.dispose()


def drawn(desk: Desk, year: int = 2025) -> Drawn:
    found = honour_list(desk, "regions", year)
    assert found is not None
    return found


def line_of(one: Drawn, code: str) -> Line:
    return next(line for group in one.groups for line in group.lines if line.code == code)


def test_the_named_are_the_best_by_the_mean_of_the_released_scores(honoured: Desk) -> None:
    told: dict[str, list[float]] = {}
    for quarter in YEAR:
        for row in open_edition(honoured, quarter).book.rows("ranking", quarter=quarter, peer_group="prefectures"):
            told.setdefault(row["region_code"], []).append(row["published"])
    by_mean = sorted(told, key=lambda code: -sum(told[code]))

    found = drawn(honoured)

    assert [line.code for _, line in found.named] == by_mean[:3]
    assert (found.missing, found.provisional) == ((), False)
    assert {figure.release for figure in line_of(found, CITY).figures} == set(found.releases.values())
    assert [figure.score for figure in line_of(found, CITY).figures] == told[CITY]


def test_the_content_is_the_same_each_time_and_can_be_read_back(honoured: Desk) -> None:
    found = drawn(honoured)

    assert Drawn.model_validate_json(found.content) == found
    assert Drawn.model_validate_json(found.content).sha256 == found.sha256


def test_only_years_with_a_release_are_asked_for_and_unknown_lists_are_none(honoured: Desk) -> None:
    assert honour_years(honoured) == (2025,)
    assert honour_list(honoured, "nothing", 2025) is None
    assert drawn(honoured, 2026).named == ()


def test_an_assignment_that_turned_red_bars_without_telling_which(tmp_path: Path, hunan: Config) -> None:
    desk = honoured_desk(tmp_path, hunan, YEAR[:2])
    best = drawn(desk).named[0][1].code

    handed_out(desk, dt.datetime(2025, 1, 6, 3, tzinfo=dt.UTC), owner=best, days=10, quarter="2025Q1")

    line = line_of(drawn(desk), best)
    assert (line.state, line.place) == ("barred", None)
    assert [(bar.code, bar.quarter, bar.name) for bar in line.bars] == [("overdue", "2025Q1", "")]
    desk.engine.dispose()


def test_present_figures_do_not_count_and_a_list_is_not_confirmed_before_the_year_is_whole(opened: Desk) -> None:
    before = drawn(opened)
    indicator, region = opened.config.indicator["home_adaptations"], opened.config.region["430121"]
    for quarter in YEAR[:2]:
        submit(opened, "elderly_care", quarter, (row_of(indicator, region, quarter, 1.0, "C4"),))

    assert drawn(opened) == before
    assert before.missing == YEAR[1:]
    with pytest.raises(StepRefused) as refused:
        confirm(opened, "regions", 2025, before.sha256)
    assert refused.value.message == NOT_WHOLE


def test_confirming_freezes_and_a_later_revision_says_what_it_would_change(honoured: Desk, tmp_path: Path) -> None:
    desk, found = honoured, drawn(honoured)
    for code, sha256, message in (("nothing", "", UNKNOWN_LIST), ("regions", "0", OTHER_NOW)):
        with pytest.raises(StepRefused) as refused:
            confirm(desk, code, 2025, sha256)
        assert refused.value.message == message

    number = confirm(desk.of(of_office()), "regions", 2025, found.sha256, "党组会审定")

    kept = confirmed_list(desk, "regions", 2025)
    assert kept is not None
    assert (kept.number, kept.drawn, kept.reason, kept.intact) == (number, found, "党组会审定", True)
    assert (kept.revised, kept.changed) == ((), ())
    with pytest.raises(StepRefused) as refused:
        confirm(desk, "regions", 2025, found.sha256)
    assert refused.value.message == SAME_AGAIN

    last = found.named[-1][1].code
    wholes = {one.denominator for one in desk.config.indicators}
    for division in DIVISIONS:
        parts = [one for one in desk.config.indicators if one.owner == division and one.code not in wholes]
        rows = [
            row_of(one, county, YEAR[3], 0.0, f"C{n}")
            for county in desk.config.children[last]
            for n, one in enumerate(parts)
            if not one.is_ratio
        ]
        submit(desk, division, YEAR[3], tuple(rows))
    again = released(desk, YEAR[3], "勘误")

    kept = confirmed_list(desk, "regions", 2025)
    assert kept is not None
    assert (kept.drawn, kept.revised) == (found, (YEAR[3],))
    assert (last, False) in {(line.code, comes) for _, line, comes in kept.changed}
    assert drawn(desk).releases[YEAR[3]] == again.release.id
    assert confirm(desk, "regions", 2025, drawn(desk).sha256) == "RY-2025-002"
    assert verify(desk.engine, tmp_path / "none").whole
    found = drawn(desk)
    honours = honoured.config.honours.model_copy(update={"lists": ()})
    without = Desk(honoured.workspace, honoured.config.model_copy(update={"honours": honours}), honoured.engine)

    assert [one.code for one in honour_lists(without, 2025)] == ["regions"]
    assert honour_lists(without, 2026) == ()
    kept = confirmed_list(without, "regions", 2025)
    assert kept is not None
    assert kept.drawn.named == found.named


def test_only_the_office_confirms(honoured: Desk) -> None:
    for someone in (leader(), head(CITY), submitter(CITY)):
        with pytest.raises(NotAllowed):
            confirm(honoured.of(someone), "regions", 2025, "")


def named(desk: Desk, who: str = "张三") -> str:
    return name(desk.of(submitter(CITY)), 2025, CITY, who, "长沙市社会福利院", "十年照料孤儿。", [PICTURE])


def seen_by(desk: Desk) -> set[str]:
    return {line.name for line in people(desk, 2025)}


def test_a_nomination_is_private_until_it_is_confirmed(opened: Desk) -> None:
    number, office = named(opened), opened.of(of_office())
    private = {who: seen_by(opened.of(who)) for who in (submitter(CITY), head(CITY), of_office())}
    assert set(map(frozenset, private.values())) == {frozenset({"张三"})}
    assert seen_by(opened.of(submitter(OTHER))) | seen_by(opened.of(leader())) == set()

    check(office, number)
    confirm_person(office, number, "同意")

    (line,) = people(opened.of(leader()), 2025)
    assert (line.name, line.state, line.steps, line.files, line.acts) == ("张三", "confirmed", (), (), ())
    (line,) = people(office, 2025)
    assert [step.action for step in line.steps] == ["named", "checked", "confirmed"]
    sha256 = line.files[0].sha256
    assert person_file(office, number, sha256) == PICTURE[1]
    for other in (opened.of(submitter(OTHER)), opened.of(head(OTHER))):
        with pytest.raises(StepRefused):
            person_file(other, number, sha256)
    with pytest.raises(NotAllowed):
        person_file(opened.of(leader()), number, sha256)


def test_what_is_missing_in_a_nomination_is_said(opened: Desk) -> None:
    at = opened.of(submitter(CITY))
    faults = [
        ((2025, OTHER, "张三", "院", "事迹"), NOT_YOURS),
        ((1999, CITY, "张三", "院", "事迹"), NO_YEAR),
        ((2025, CITY, " ", "院", "事迹"), NO_NAME),
        ((2025, CITY, "张三", "", "事迹"), NO_NAME),
        ((2025, CITY, "张三", "院", " "), NO_STORY),
    ]
    for given, message in faults:
        with pytest.raises(StepRefused) as refused:
            name(at, *given)
        assert refused.value.message == message
    with pytest.raises(EvidenceRefused):
        name(at, 2025, CITY, "张三", "院", "事迹", [("脚本.exe", b"MZ")])
    assert seen_by(at) == set()
    assert list(nominating_units(at)) == [CITY]


def test_a_unit_takes_its_own_back_and_the_office_rejects(opened: Desk) -> None:
    first, second = named(opened), named(opened, "李四")
    with pytest.raises(StepRefused):
        withdraw(opened.of(submitter(OTHER)), first, "误报")

    withdraw(opened.of(head(CITY)), first, "误报")
    reject(opened.of(of_office()), second, "材料不全")

    lines = {line.name: line for line in people(opened.of(submitter(CITY)), 2025)}
    assert {who: line.state for who, line in lines.items()} == {"张三": "withdrawn", "李四": "rejected"}
    assert lines["李四"].steps[-1].reason == "材料不全"
    assert verify(opened.engine, Path("/nonexistent")).whole
