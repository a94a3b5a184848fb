import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from config.frames import VALUES
from config.model import Config, Quarter, Severity, Status
from config.workspace import REPOSITORY, Workspace
from dashboard.releasing.inputs import gather
from dashboard.usecases import quality
from dashboard.usecases.desk import Desk
from dashboard.usecases.quality import UnitQuality, quality_values, reporting_quality, with_quality
from dashboard.usecases.quality_facts import DOUBTFUL, LOGIC, quality_facts
from dashboard.usecases.scoring import compute, frames_of, input_hash
from loaders.intake.comparisonsentences import COMPARISON_SENTENCES
from loaders.intake.outcome import Finding, Intake, ValueRow
from loaders.intake.sentences import SENTENCES
from loaders.store import readers
from loaders.store.database import migrate, open_engine, writing
from loaders.store.life import send_back
from loaders.store.steps import Signed
from loaders.store.tables import Submission
from loaders.store.writers import keep_raw, keep_submission
from tests.app.province import division_rows
from tests.people import Reviewer, extend
from tests.unit.metrics import builders as build

QUARTER, CLOSES = "2025Q1", dt.datetime(2025, 4, 15, 23, 59, 59)
DIVISION, FORM = "elderly_care", "statutory_form"
CITY, OTHER = "430100", "430200"
IN_TIME = CLOSES - dt.timedelta(days=2)


@pytest.fixture
def desk(hunan: Config, tmp_path: Path) -> Iterator[Desk]:
    engine = open_engine(f"sqlite:///{tmp_path / 'store.db'}")
    migrate(engine)
    workspace = Workspace(tmp_path, REPOSITORY / "config", "", invented=True)
    yield Desk(workspace, hunan, engine)
    engine.dispose()


def deliver(
    desk: Desk,
    who: str,
    rows: Sequence[ValueRow] = (),
    when: dt.datetime = IN_TIME,
    findings: tuple[Finding, ...] = (),
    count: int = 200,
) -> None:
    form = who in desk.config.region
    kind: Any = FORM if form else "division_workbook"
    with writing(desk.engine) as session:
        submission = Submission(
            receipt=f"{who}{when}",
            kind=kind,
            submitter=who,
            region_code=who if form else "",
            period="2025-03",
            quarter=QUARTER,
            file_name=f"{who}.xlsx",
            sha256=keep_raw(session, f"{who}{when}".encode()),
            received_at=desk.aware(when),
            channel="test",
            outcome="accepted",
            late=when > CLOSES,
            invented=True,
            rows=count if form else len(rows),
        )
        keep_submission(session, submission, Intake(kind, rows=tuple(rows), findings=findings))


def told(desk: Desk, without: Sequence[str] = ()) -> list[ValueRow]:
    rows = list(division_rows(desk, DIVISION, QUARTER))
    known = [row if row.value is not None else replace(row, value=1.0, status=Status.REPORTED) for row in rows]
    return [row for row in known if row.region_code not in without]


def facts(desk: Desk, unit: str) -> dict[str, Any]:
    return next(row for row in quality_facts(desk, QUARTER) if row["unit"] == unit)


def of(units: tuple[UnitQuality, ...], code: str) -> UnitQuality:
    return next(unit for unit in units if unit.unit == code)


def test_a_complete_workbook_in_time_has_full_points(desk: Desk) -> None:
    deliver(desk, DIVISION, told(desk))

    found = of(reporting_quality(desk, QUARTER, "en"), DIVISION)

    assert (found.name, found.total) == (desk.config.division[DIVISION].name_en, 30)
    assert [part.points for part in found.parts] == [5, 5, 5, 15, 0, 0, 30]
    assert found.parts[0].sentence == "Counties missing: 0 of 122; 5 of 5 points."


def test_a_unit_that_never_delivered_has_nothing_and_one_with_time_left_is_not_judged(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(desk, DIVISION, told(desk))

    assert of(reporting_quality(desk, QUARTER), CITY).total == 0

    monkeypatch.setattr(Desk, "now", lambda self: self.aware(IN_TIME))
    assert [unit.unit for unit in reporting_quality(desk, QUARTER)] == [DIVISION]


def test_counties_that_are_left_out_cost_the_division_and_their_prefecture(desk: Desk) -> None:
    counties = [region.code for region in desk.config.children[CITY]]
    deliver(desk, DIVISION, told(desk, without=counties[:1]))
    for city in (CITY, OTHER):
        deliver(desk, city)

    assert (facts(desk, DIVISION)["due_counties"], facts(desk, DIVISION)["missing_counties"]) == (122, 1)
    assert (facts(desk, CITY)["due_counties"], facts(desk, CITY)["missing_counties"]) == (len(counties), 1)
    assert facts(desk, OTHER)["missing_counties"] == 0


def test_a_division_that_has_not_come_costs_no_prefecture_anything(desk: Desk) -> None:
    deliver(desk, CITY)

    assert facts(desk, CITY)["missing_counties"] == 0


@pytest.mark.parametrize(
    ("after", "days"), [(dt.timedelta(0), 0), (dt.timedelta(seconds=1), 1), (dt.timedelta(days=2, hours=1), 3)]
)
def test_each_begun_day_after_the_window_is_a_day_late(desk: Desk, after: dt.timedelta, days: int) -> None:
    deliver(desk, CITY, when=CLOSES + after)

    assert facts(desk, CITY)["days_late"] == days


def test_the_first_delivery_is_in_time_or_late(desk: Desk) -> None:
    deliver(desk, CITY, when=CLOSES + dt.timedelta(days=9))
    deliver(desk, CITY, when=IN_TIME)

    assert facts(desk, CITY)["days_late"] == 0


def test_findings_count_by_what_they_say_and_once_however_often_they_were_sent(desk: Desk) -> None:
    findings = (
        Finding("total_mismatch", Severity.WARNING, "S", "B2", "9"),
        Finding("part_over_whole", Severity.WARNING, "S", "B3", "9"),
        Finding("mark_doubtful", Severity.WARNING, "S", "C3", "-"),
        Finding("rows_skipped", Severity.NOTE, "S", "", ""),
    )
    deliver(desk, CITY, findings=findings)
    deliver(desk, CITY, when=IN_TIME + dt.timedelta(hours=1), findings=findings[:1])

    found = facts(desk, CITY)

    assert (found["logic_errors"], found["doubtful_values"], found["reported_values"]) == (2, 1, 200)


def test_another_figure_is_a_correction_and_the_same_or_a_missing_one_is_none(desk: Desk) -> None:
    rows = told(desk)
    blank = replace(rows[0], value=None, status=Status.NOT_REPORTED)
    changed = replace(rows[1], value=float(rows[1].value or 0) + 1)
    for hour, file in enumerate([[blank, *rows[1:]], rows, [rows[0], changed], rows[:3]]):
        deliver(desk, DIVISION, file, IN_TIME + dt.timedelta(hours=hour))

    assert facts(desk, DIVISION)["corrections"] == 2


def test_the_weight_and_the_report_are_what_the_department_says(desk: Desk) -> None:
    deliver(desk, CITY)

    units = reporting_quality(desk, QUARTER, workload={CITY: 2}, analysis={CITY: 1.5})

    assert of(units, CITY).total == 30 * 1.2 + 1.5
    assert units[0].unit == CITY


def scheme_reading(desk: Desk, *codes: str) -> Desk:
    items = [build.item(code, "completion", 30, target={"value": 30}) for code in codes]
    scheme = build.scheme(build.section("s", *items), groups=("prefectures",))
    config = desk.config.model_copy(update={"schemes": (scheme,)})
    return Desk(desk.workspace, config, desk.engine)


def test_a_scheme_scores_the_quality_of_the_prefectures(desk: Desk) -> None:
    scoring = scheme_reading(desk, "reporting_quality")
    deliver(desk, DIVISION, told(desk))
    deliver(desk, CITY)
    deliver(desk, OTHER, when=CLOSES + dt.timedelta(days=2))

    values = with_quality(scoring, readers.values_frame(desk.engine, scoring.config).collect())
    board = frames_of(values, scoring.config)["ranking"].filter(pl.col("region_code").is_in([CITY, OTHER]))

    assert board.select("region_code", "points", "rank").rows() == [(CITY, 30, 1), (OTHER, 28, 2)]


def test_values_are_of_prefectures_in_the_schema_of_the_border(desk: Desk) -> None:
    deliver(desk, DIVISION, told(desk))
    deliver(desk, CITY)

    found = quality_values(desk)

    assert dict(found.schema) == readers.polars_schema(VALUES)
    assert found.filter(pl.col("region_code") == CITY).select("quarter", "indicator", "value").rows() == [
        (QUARTER, "reporting_corrections", 0),
        (QUARTER, "reporting_quality", 30),
    ]
    assert set(found["region_code"]) <= set(desk.config.region)


def test_a_scheme_that_does_not_read_it_pays_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    values = readers.values_frame(desk.engine, desk.config).collect()
    monkeypatch.setattr(quality, "quality_facts", lambda *_: pytest.fail("the store was read"))

    assert with_quality(desk, values) is values


def test_what_a_file_says_of_its_own_quality_does_not_count(desk: Desk) -> None:
    scoring = scheme_reading(desk, "reporting_quality")
    deliver(desk, CITY)
    own = build.collect(build.values({(CITY, QUARTER, "reporting_quality"): 99.0}))

    found = with_quality(scoring, own).filter(
        (pl.col("region_code") == CITY) & (pl.col("indicator") == "reporting_quality")
    )

    assert found["value"].to_list() == [30]


def test_live_scores_and_a_release_take_it_in_and_the_clock_is_part_of_the_state(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    scoring = scheme_reading(desk, "reporting_quality")
    deliver(scoring, DIVISION, told(desk))
    deliver(scoring, CITY)
    earlier = CLOSES.replace(tzinfo=dt.UTC) - dt.timedelta(days=5)

    live = compute(scoring)["measures"].filter(region_code=CITY, quarter=QUARTER, indicator="reporting_quality")
    frozen = gather(scoring, Quarter(QUARTER)).values.filter(region_code=CITY, indicator="reporting_quality")

    assert live["value"].to_list() == frozen["value"].to_list() == [30]
    closed = input_hash(scoring)
    monkeypatch.setattr(Desk, "now", lambda _: earlier)
    assert input_hash(scoring) != closed


def test_every_finding_against_history_counts_as_the_one_or_the_other() -> None:
    assert not LOGIC & DOUBTFUL
    assert set(COMPARISON_SENTENCES) - {"more_alike"} <= LOGIC | DOUBTFUL <= set(SENTENCES)


def send_everything_back(desk: Desk, who: str, *regions: str) -> None:
    for one in readers.submissions(desk.engine, QUARTER):
        if one.submitter == who and one.state == "submitted":
            with writing(desk.engine) as session:
                send_back(session, one.receipt, Signed("王五", one.received_at, "test", "office"), "有误", regions)


def test_a_returned_delivery_sets_the_day_and_its_errors_count_but_its_figures_are_missing(desk: Desk) -> None:
    error = Finding("total_mismatch", Severity.WARNING, "S", "B2", "9")
    deliver(desk, DIVISION, told(desk), findings=(error,))
    send_everything_back(desk, DIVISION)

    returned = facts(desk, DIVISION)
    assert (returned["days_late"], returned["logic_errors"]) == (0, 1)
    assert (returned["missing_counties"], returned["reported_values"]) == (122, 0)
    assert [part.points for part in of(reporting_quality(desk, QUARTER), DIVISION).parts[:4]] == [0, 5, 0, 0]

    deliver(desk, DIVISION, told(desk), when=CLOSES + dt.timedelta(days=3))
    again = facts(desk, DIVISION)
    assert (again["days_late"], again["logic_errors"], again["missing_counties"]) == (0, 1, 0)


def test_a_region_that_was_set_aside_is_missing_until_it_comes_again(desk: Desk) -> None:
    county = desk.config.children[CITY][0].code
    deliver(desk, DIVISION, told(desk))
    deliver(desk, CITY)

    send_everything_back(desk, DIVISION, county)

    assert facts(desk, DIVISION)["missing_counties"] == 1
    assert facts(desk, CITY)["missing_counties"] == 1


def test_days_are_counted_from_the_deadline_that_the_unit_was_granted(desk: Desk) -> None:
    deliver(desk, CITY, when=CLOSES + dt.timedelta(days=4))
    scoring = scheme_reading(desk, "reporting_quality")
    before = input_hash(scoring)
    assert facts(desk, CITY)["days_late"] == 4

    extend(desk, QUARTER, CITY, CLOSES + dt.timedelta(days=3), "停电", Reviewer("王五", "office"))

    assert facts(desk, CITY)["days_late"] == 1
    assert input_hash(scoring) != before
