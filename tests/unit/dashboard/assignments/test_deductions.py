import polars as pl

from config.frames import VALUES
from dashboard.usecases.assignments.escalations import escalations
from dashboard.usecases.computed import computed_values, with_computed
from dashboard.usecases.desk import Desk
from dashboard.usecases.scoring import frames_of, input_hash
from loaders.store import readers
from metrics.escalating import DEDUCTION
from tests.people import submitter
from tests.unit.dashboard.assigned import CITY, OFFICE, OTHER, after, at, handed_out
from tests.unit.metrics import builders as build


def test_two_yellow_lights_are_a_letter_and_a_red_one_an_interview_each_told_with_its_reason(desk: Desk) -> None:
    numbers = [handed_out(desk, days=10) for _ in range(2)]
    red = handed_out(desk, owner=OTHER, days=5)
    with at(after(11)):
        found = escalations(desk.of(OFFICE))
        own = escalations(desk.of(submitter(OTHER)))

    told = {(one.unit, one.quarter, one.consequence, one.assignments, one.points) for one in found}
    assert told == {
        (CITY, "2026Q3", "letter", tuple(numbers), -1.0),
        (OTHER, "2026Q3", "interview", (red,), -2.0),
    }
    assert [one.unit for one in own] == [OTHER]
    assert numbers[0] in next(one.text for one in found if one.unit == CITY)


def scheme_reading(desk: Desk) -> Desk:
    base = build.item("cremations", "completion", 100, target={"value": 100})
    taken = build.item(
        "supervision_deduction", "per_event", 10, parameters={"per_event": -1.0, "floor": -10.0, "start": 0}
    )
    section = build.section("s", base)
    less = build.section("less", taken).model_copy(update={"kind": "deduction", "full_marks": 10.0})
    scheme = build.scheme(section, less, groups=("prefectures",), full_marks=100)
    return Desk(desk.workspace, desk.config.model_copy(update={"schemes": (scheme,)}), desk.engine)


def test_points_reach_the_score_to_the_last_one_and_the_released_inputs(desk: Desk) -> None:
    scoring = scheme_reading(desk)
    given = {(region, "2026Q3", "cremations"): 90.0 for region in (CITY, OTHER)}
    values = build.collect(build.values(given))
    before = input_hash(scoring)
    handed_out(scoring, owner=OTHER, days=5)
    for _ in range(2):
        handed_out(scoring, days=10)

    with at(after(11)):
        both = with_computed(scoring, values)
        frozen = computed_values(scoring, DEDUCTION, ["2026Q2", "2026Q3"])
        moved = input_hash(scoring)

    board = frames_of(both, scoring.config)["ranking"].filter(pl.col("region_code").is_in([CITY, OTHER]))
    assert board.sort("region_code").select("region_code", "points").rows() == [(CITY, 89.0), (OTHER, 88.0)]
    assert dict(frozen.schema) == readers.polars_schema(VALUES)
    assert frozen.filter(pl.col("value") > 0).select("region_code", "quarter", "value").rows() == [
        (CITY, "2026Q3", 1.0),
        (OTHER, "2026Q3", 2.0),
    ]
    assert moved != before


def test_a_scheme_that_does_not_read_it_pays_nothing(desk: Desk) -> None:
    values = readers.values_frame(desk.engine, desk.config).collect()
    before = input_hash(desk)
    handed_out(desk)

    assert with_computed(desk, values) is values
    assert input_hash(desk) == before


def test_what_a_file_says_of_its_own_deduction_does_not_count(desk: Desk) -> None:
    own = build.collect(build.values({(CITY, "2026Q3", "supervision_deduction"): 7.0}))

    found = with_computed(scheme_reading(desk), own).filter(region_code=CITY)

    assert found["value"].to_list() == [0.0]
