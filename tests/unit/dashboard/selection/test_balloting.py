import pytest

from dashboard.access.gate import NotAllowed
from dashboard.usecases.desk import Desk
from dashboard.usecases.selection import refusing
from dashboard.usecases.selection.balloting import balloting, score_case
from dashboard.usecases.selection.checking import close_scoring, open_scoring, pass_case, return_case
from dashboard.usecases.selection.confirming import confirm
from dashboard.usecases.selection.files import ballot_file, ballot_picture
from dashboard.usecases.selection.masking import masked
from dashboard.usecases.selection.results import round_report
from loaders.store.database import writing
from loaders.store.highlighting import cast_ballot
from loaders.store.highlightreading import choice_in
from loaders.store.steps import Signed
from tests.people import leader, person
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
    entered,
    passed,
    refusal,
)


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


def test_names_are_covered_and_other_words_stay(desk: Desk) -> None:
    text = "耒阳市与衡阳市养老服务处联合会同公安部门，开通绿色通道；耒阳经验。"

    assert masked(desk.config, text, {"430481"}) == "某地与某地某单位联合会同公安部门，开通绿色通道；某地经验。"
