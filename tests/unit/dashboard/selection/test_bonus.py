import polars as pl

from dashboard.usecases.computed import computed_values, with_computed
from dashboard.usecases.desk import Desk
from dashboard.usecases.scoring import frames_of, input_hash
from dashboard.usecases.selection.bonus import case_bonuses
from dashboard.usecases.selection.confirming import confirm
from metrics.rewarding import BONUS
from tests.people import submitter
from tests.unit.dashboard.chosen import CITY, COUNTY, OFFICE, OTHER, closed_round, passed
from tests.unit.metrics import builders as build


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
