import datetime as dt
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from config.workspace import REPOSITORY, write_workspace
from dashboard.access.gate import NotAllowed
from dashboard.usecases.computed import computed_values, with_computed
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.scoring import frames_of, input_hash
from dashboard.usecases.selection import refusing
from dashboard.usecases.selection.alike import alike_confirmed, alike_entered
from dashboard.usecases.selection.balloting import balloting, score_case
from dashboard.usecases.selection.bonus import case_bonuses
from dashboard.usecases.selection.checking import close_scoring, open_scoring, pass_case, return_case
from dashboard.usecases.selection.confirming import confirm, decline, replicate
from dashboard.usecases.selection.entering import enter, quota_left, send_again, withdraw
from dashboard.usecases.selection.files import (
    ballot_file,
    ballot_picture,
    confirmed_file,
    entered_file,
    wall_picture,
)
from dashboard.usecases.selection.masking import masked
from dashboard.usecases.selection.reports import entered_cases, wall
from dashboard.usecases.selection.results import round_report
from loaders.intake.evidence import EvidenceRefused
from loaders.intake.pictures import thumbnail
from loaders.store.database import writing
from loaders.store.highlighting import cast_ballot
from loaders.store.highlightreading import choice_in
from loaders.store.refusals import StepRefused
from loaders.store.steps import Signed
from metrics.rewarding import BONUS
from tests.people import head, leader, of_office, person, submitter
from tests.unit.dashboard.chosen import (
    CITY,
    COUNTY,
    JUDGES,
    LINE,
    OFFICE,
    OTHER,
    PICTURE,
    QUARTER,
    ballot,
    closed_round,
    entered,
    passed,
    picture_of,
    wanted_case,
)
from tests.unit.metrics import builders as build


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    write_workspace(tmp_path, REPOSITORY / "config", invented=True)
    return open_desk(tmp_path)


def refusal(do: Callable[[], object]) -> str:
    with pytest.raises(StepRefused) as refused:
        do()
    return refused.value.message


def state_of(desk: Desk, number: str) -> str:
    cases = entered_cases(desk.of(OFFICE), QUARTER)
    return next(one.state for one in cases if one.number == number)


def test_a_unit_enters_within_its_quota_and_a_withdrawn_case_gives_its_place_back(desk: Desk) -> None:
    at = desk.of(submitter(CITY))
    first = entered(desk, title="一")
    entered(desk, title="二")

    assert refusal(lambda: entered(desk, title="三")) == refusing.OVER_QUOTA
    withdraw(at, first)
    entered(desk, title="三")

    assert quota_left(at, QUARTER, CITY) == (2, 2)


FAULTS = [
    ({"unit": OTHER}, refusing.NOT_OWN),
    ({"title": " "}, refusing.NO_TITLE),
    ({"effect": ""}, refusing.NO_TEXT),
    ({"region": "430202"}, refusing.NO_REGION),
    ({"line": "nothing"}, refusing.NO_LINE),
    ({"kind": "person"}, refusing.NO_KIND),
    ({"quarter": "1999Q1"}, refusing.NO_QUARTER),
]


@pytest.mark.parametrize(("changes", "message"), FAULTS)
def test_what_is_missing_is_said(desk: Desk, changes: dict[str, str], message: str) -> None:
    assert refusal(lambda: enter(desk.of(submitter(CITY)), wanted_case(**changes))) == message


def test_a_file_that_is_no_picture_is_refused_and_nothing_is_kept(desk: Desk) -> None:
    with pytest.raises(EvidenceRefused):
        entered(desk, (("照片.png", b"\x89PNG\r\n\x1a\n nothing"),))

    assert entered_cases(desk.of(OFFICE), QUARTER) == ()


def test_the_office_sends_back_with_a_reason_and_the_unit_mends_it(desk: Desk) -> None:
    number, at = entered(desk), desk.of(submitter(CITY))
    assert refusal(lambda: return_case(desk.of(OFFICE), number, " ")) == refusing.NO_REASON
    return_case(desk.of(OFFICE), number, "成效要有数据")

    send_again(at, number, "已补充", [PICTURE], {"effect": "覆盖率提高27个百分点。"})

    (case,) = entered_cases(at, QUARTER)
    assert (case.state, case.effect, case.picture is not None) == ("entered", "覆盖率提高27个百分点。", True)
    assert [step.action for step in case.steps] == ["sent", "returned", "sent"]


def test_another_unit_sees_and_does_nothing(desk: Desk) -> None:
    number, other = entered(desk, (PICTURE,)), desk.of(submitter(OTHER))
    sha256 = entered_cases(desk.of(OFFICE), QUARTER)[0].files[0].sha256

    assert entered_cases(other, QUARTER) == ()
    assert refusal(lambda: withdraw(other, number)) == refusing.UNKNOWN
    assert refusal(lambda: entered_file(other, number, sha256)) == refusing.UNKNOWN
    assert refusal(lambda: alike_entered(other, number)) == refusing.UNKNOWN
    assert entered_file(desk.of(head(CITY)), number, sha256) == PICTURE[1]


def test_the_scoring_opens_when_every_case_is_checked_and_then_nothing_is_entered(desk: Desk) -> None:
    number = entered(desk)
    assert refusal(lambda: open_scoring(desk.of(OFFICE), QUARTER)) == refusing.WAITING
    pass_case(desk.of(OFFICE), number)
    open_scoring(desk.of(OFFICE), QUARTER)

    assert refusal(lambda: entered(desk, title="晚到")) == refusing.NOT_COLLECTING
    assert refusal(lambda: return_case(desk.of(OFFICE), number, "晚")) == refusing.NOT_COLLECTING
    assert refusal(lambda: confirm(desk.of(OFFICE), number)) == refusing.NOT_CLOSED


def test_a_judge_sees_the_case_without_names_and_the_last_ballot_counts(desk: Desk) -> None:
    number = passed(desk, (PICTURE,))
    open_scoring(desk.of(OFFICE), QUARTER)
    at = desk.of(JUDGES[0])
    ballot(desk, JUDGES[0], number, 5, 5, 5)
    ballot(desk, JUDGES[0], number, 8, 7, 9)

    (case,) = balloting(at, QUARTER).cases

    assert (case.title, case.region) == ("某地：把食堂办到家门口", "")
    assert case.points == {"innovation": 8, "effect": 7, "spread": 9}
    assert case.files[0].name == f"{number}-1.png"
    assert ballot_file(at, number, case.files[0].sha256) == PICTURE[1]
    assert (ballot_picture(at, number, case.files[0].sha256) or b"").startswith(b"\xff\xd8\xff")


RECUSED = [
    person("县里的评委", ("judge", COUNTY)),
    person("市里的评委", ("judge", CITY)),
    person("邻县的评委", ("judge", "430102")),
    person("联系长沙的领导", ("leader", CITY)),
]


@pytest.mark.parametrize("judge", RECUSED, ids=lambda one: one.name)
def test_who_has_a_post_in_the_prefecture_neither_sees_nor_scores_its_cases(desk: Desk, judge: object) -> None:
    number = passed(desk)
    away = passed(desk, unit=OTHER, region=OTHER)
    open_scoring(desk.of(OFFICE), QUARTER)
    at = desk.of(judge)  # type: ignore[arg-type]

    found = balloting(at, QUARTER)

    assert ([one.number for one in found.cases], found.recused) == ([away], 1)
    points = {"innovation": 10, "effect": 10, "spread": 10}
    assert refusal(lambda: score_case(at, number, points)) == refusing.RECUSED
    score_case(at, away, points)


def test_a_ballot_of_who_is_recused_does_not_count_even_when_it_stands_in_the_database(desk: Desk) -> None:
    number = passed(desk)
    open_scoring(desk.of(OFFICE), QUARTER)
    with writing(desk.engine) as session:
        (kept,) = choice_in(session).cases
        by = Signed("钻空子", desk.now(), "page", "", "sneak")
        cast_ballot(session, kept.entry, by, {CITY}, {"innovation": 10, "effect": 10, "spread": 10})
        cast_ballot(session, kept.entry, by, set(), {"innovation": 99, "effect": 10, "spread": 10})

    assert round_report(desk.of(OFFICE), QUARTER).cases[0].judges == 0
    assert number


def test_the_division_in_charge_that_entered_a_case_does_not_score_it(desk: Desk) -> None:
    passed(desk, unit=LINE, region=OTHER)
    open_scoring(desk.of(OFFICE), QUARTER)

    assert balloting(desk.of(person("分管领导", ("leader", LINE))), QUARTER).cases == ()
    assert len(balloting(desk.of(leader()), QUARTER).cases) == 1


@pytest.mark.parametrize("points", [{"innovation": 5}, dict.fromkeys(("innovation", "effect", "spread"), 11), {}])
def test_points_out_of_bounds_are_refused(desk: Desk, points: dict[str, float]) -> None:
    number = passed(desk)
    open_scoring(desk.of(OFFICE), QUARTER)

    assert refusal(lambda: score_case(desk.of(JUDGES[0]), number, points)) == refusing.POINTS


def test_results_are_hidden_until_the_round_is_closed_and_then_it_takes_no_ballot(desk: Desk) -> None:
    best, second = passed(desk, title="一"), passed(desk, title="二", unit=OTHER, region=OTHER)
    open_scoring(desk.of(OFFICE), QUARTER)
    ballot(desk, JUDGES[0], best, 9, 9, 9)
    hidden = round_report(desk.of(OFFICE), QUARTER)
    for judge in JUDGES[:3]:
        ballot(desk, judge, best, 9, 9, 9)
        ballot(desk, judge, second, 6, 6, 6)
    close_scoring(desk.of(OFFICE), QUARTER)

    told = round_report(desk.of(OFFICE), QUARTER)

    assert ({one.raw for one in hidden.cases}, hidden.lines, hidden.marks, hidden.voted) == ({None}, (), (), 1)
    assert [(one.report.number, one.rank, one.raw) for one in told.cases] == [(best, 1, 90.0), (second, 2, 60.0)]
    assert [(line.number, line.cases) for line in told.lines] == [(1, 2), (2, 2), (3, 2)]
    assert refusal(lambda: ballot(desk, JUDGES[3], best, 1, 1, 1)) == refusing.NOT_SCORING
    with pytest.raises(NotAllowed):
        round_report(desk.of(leader()), QUARTER)


def test_a_confirmed_case_is_on_the_wall_with_its_picture_and_where_it_was_taken_up(desk: Desk) -> None:
    number = passed(desk, (PICTURE,), level="province")
    closed_round(desk, {number: 8})
    confirm(desk.of(OFFICE), number)
    today = desk.local(desk.now()).date()
    replicate(desk.of(OFFICE), number, OTHER, today, "照此办理")
    replicate(desk.of(submitter(CITY)), number, "430300", today)

    (case,) = wall(desk.of(submitter(OTHER)))

    assert (case.place, case.level, case.state, case.steps) == (1, "province", "confirmed", ())
    assert {one.region for one in case.taken_up} == {"株洲市", "湘潭市"}
    assert case.picture is not None
    assert (wall_picture(desk.of(head(OTHER)), number, case.picture.sha256) or b"").startswith(b"\xff\xd8\xff")
    assert confirmed_file(desk.of(head(OTHER)), number, case.picture.sha256) == PICTURE[1]


def test_what_is_not_confirmed_is_on_no_wall_and_its_files_are_not_given_out(desk: Desk) -> None:
    number = passed(desk, (PICTURE,))
    sha256 = entered_cases(desk.of(OFFICE), QUARTER)[0].files[0].sha256

    assert wall(desk.of(leader())) == ()
    assert wall_picture(desk.of(leader()), number, sha256) is None
    assert refusal(lambda: confirmed_file(desk.of(leader()), number, sha256)) == refusing.UNKNOWN
    assert refusal(lambda: ballot_file(desk.of(JUDGES[0]), number, sha256)) == refusing.UNKNOWN


def test_deviating_from_the_shortlist_needs_a_reason(tmp_path: Path) -> None:
    write_workspace(tmp_path, REPOSITORY / "config", invented=True)
    desk = open_desk(tmp_path)
    rules = desk.config.highlights.model_copy(
        update={"shortlist": desk.config.highlights.shortlist.model_copy(update={"size": 1})}
    )
    desk = Desk(desk.workspace, desk.config.model_copy(update={"highlights": rules}), desk.engine)
    best, second = passed(desk, title="一"), passed(desk, title="二", unit=OTHER, region=OTHER)
    closed_round(desk, {best: 9, second: 6})
    office = desk.of(of_office())

    assert refusal(lambda: confirm(office, second)) == refusing.WHY_DEVIATE
    assert refusal(lambda: decline(office, best)) == refusing.WHY_DEVIATE
    confirm(office, second, "填补空白")
    decline(office, best, "成效待核实")

    assert {state_of(desk, best), state_of(desk, second)} == {"declined", "confirmed"}
    assert wall(office)[0].why_confirmed == "填补空白"


def test_bonus_points_reach_the_score_with_the_case_that_explains_them(desk: Desk) -> None:
    number = passed(desk, level="ministry")
    closed_round(desk, {number: 8})
    confirm(desk.of(OFFICE), number)
    quarter = f"{desk.now():%Y}Q{(desk.now().month + 2) // 3}"

    values = computed_values(desk, BONUS, [quarter])

    own = {row["region_code"]: row["value"] for row in values.to_dicts()}
    assert own[COUNTY] == 3.0
    assert sum(own.values()) == 3.0
    assert case_bonuses(desk.of(submitter(OTHER)))[number].points == 3.0
    assert with_computed(desk, values) is values


def scheme_reading(desk: Desk) -> Desk:
    base = build.item("cremations", "completion", 100, target={"value": 100})
    more = build.item("highlight_bonus", "per_event", 3, parameters={"per_event": 1.0, "start": 0})
    section = build.section("more", more).model_copy(update={"kind": "bonus", "full_marks": 3.0})
    scheme = build.scheme(build.section("s", base), section, groups=("prefectures",), full_marks=100)
    return Desk(desk.workspace, desk.config.model_copy(update={"schemes": (scheme,)}), desk.engine)


def test_a_scheme_that_takes_the_bonus_scores_it_in_the_quarter_of_the_confirmation(desk: Desk) -> None:
    scoring = scheme_reading(desk)
    number = passed(scoring, region=CITY, level="province")
    closed_round(scoring, {number: 8})
    before = input_hash(scoring)
    confirm(scoring.of(OFFICE), number)
    quarter = f"{desk.now():%Y}Q{(desk.now().month + 2) // 3}"
    given = {(region, quarter, "cremations"): 90.0 for region in (CITY, OTHER)}
    told = given | {(OTHER, quarter, "highlight_bonus"): 9.0}

    both = with_computed(scoring, build.collect(build.values(told)))

    board = frames_of(both, scoring.config)["ranking"].filter(pl.col("region_code").is_in([CITY, OTHER]))
    assert board.sort("region_code").select("region_code", "points").rows() == [(CITY, 92.0), (OTHER, 90.0)]
    assert input_hash(scoring) != before


def test_a_recycled_case_stands_beside_the_earlier_one(desk: Desk) -> None:
    number = passed(desk, quarter="2026Q2")
    closed_round(desk, {number: 8}, "2026Q2")
    confirm(desk.of(OFFICE), number)
    again = entered(desk, unit=OTHER, region=OTHER, title="株洲市：把食堂办到家门口")
    fresh = entered(desk, title="别的", what_was_done="完全不同的另一件事情。")

    (found,) = alike_entered(desk.of(OFFICE), again)

    assert (found.number, found.likeness) == (number, 1.0)
    assert alike_entered(desk.of(OFFICE), fresh) == ()
    assert alike_confirmed(desk.of(leader()), number) == ()


def test_a_case_is_taken_up_elsewhere_and_not_in_the_future(desk: Desk) -> None:
    number = passed(desk)
    closed_round(desk, {number: 8})
    confirm(desk.of(OFFICE), number)
    tomorrow = desk.local(desk.now()).date() + dt.timedelta(days=1)

    assert refusal(lambda: replicate(desk.of(OFFICE), number, COUNTY, dt.date(2026, 1, 1))) == refusing.NO_PLACE
    assert refusal(lambda: replicate(desk.of(OFFICE), number, OTHER, tomorrow)) == refusing.NO_DATE


def test_names_are_covered_and_other_words_stay(desk: Desk) -> None:
    text = "耒阳市与衡阳市养老服务处联合会同公安部门，开通绿色通道；耒阳经验。"

    assert masked(desk.config, text, {"430481"}) == "某地与某地某单位联合会同公安部门，开通绿色通道；某地经验。"


def test_a_thumbnail_is_small_plain_and_upright() -> None:
    small = thumbnail(picture_of(2000, 1000, "JPEG"), 640)

    assert small.startswith(b"\xff\xd8\xff")
    assert len(small) < 20_000
    with pytest.raises(EvidenceRefused):
        thumbnail(b"\x89PNG\r\n\x1a\n", 640)
