import datetime as dt
from dataclasses import replace

import pytest

from config.model import Severity, Status
from dashboard.usecases.desk import Desk
from dashboard.usecases.quality import reporting_quality
from dashboard.usecases.scoring import scored
from loaders.intake.outcome import Finding, Intake, ValueRow
from tests.unit.metrics import builders as build
from tests.unit.trial.tried import FORM_OF, StoppedDesk, hand_in, tried, with_scheme

CLOSES = dt.datetime(2025, 4, 15, 23, 59, 59)
EARLY = "2025Q1"


def late_desk(desk: Desk, after: dt.timedelta) -> StoppedDesk:
    late = StoppedDesk(desk.workspace, desk.config, desk.engine)
    object.__setattr__(late, "moment", desk.aware(CLOSES + after))
    return late


def form_of(region: str, findings: tuple[Finding, ...] = ()) -> Intake:
    row = ValueRow(
        region,
        "2025-03",
        "",
        "total_spending",
        "ytd_cumulative",
        "current",
        9.0,
        "9",
        "万元",
        Status.REPORTED,
        "S",
        "B2",
        "9",
    )
    return Intake("statutory_form", "表", region, region, "2025-03", (row,) * 200, findings=findings)


@pytest.mark.parametrize(
    ("after", "days"),
    [
        (-dt.timedelta(days=2), [(0, 30.0), (1, 29.0), (2, 28.0), (3, 27.0), (4, 25.0)]),
        (dt.timedelta(days=1, hours=1), [(2, 28.0), (3, 27.0), (4, 25.0)]),
        (dt.timedelta(days=9), [(9, 25.0)]),
    ],
)
def test_each_day_late_costs_a_point_and_from_the_fourth_on_all_five(
    desk: StoppedDesk, after: dt.timedelta, days: list[tuple[int, float]]
) -> None:
    late = tried(late_desk(desk, after), form_of(FORM_OF)).late

    assert late is not None
    assert [(day.days, day.quality) for day in late.days] == days
    assert (late.in_time, late.delivered, {day.total for day in late.days}) == (30.0, False, {None})
    assert late.window is not None
    assert late.window.left(late.now) == abs(after)


def test_what_was_found_in_the_file_counts_in_its_quality(desk: StoppedDesk) -> None:
    findings = tuple(Finding("total_mismatch", Severity.WARNING, "S", f"B{n}", "9") for n in range(2))
    later = late_desk(desk, dt.timedelta(hours=1))

    late = tried(later, form_of(FORM_OF, findings)).late
    hand_in(later, form_of(FORM_OF, findings))

    assert late is not None
    assert late.today.quality == 30 - 2 - 1
    kept = {unit.unit: unit.total for unit in reporting_quality(later, EARLY)}
    assert kept[FORM_OF] == late.today.quality


def test_who_delivered_before_loses_nothing_more_by_waiting(desk: StoppedDesk) -> None:
    hand_in(late_desk(desk, -dt.timedelta(days=1)), form_of(FORM_OF))
    later = late_desk(desk, dt.timedelta(days=3))

    late = tried(later, replace(form_of(FORM_OF), title="二")).late

    assert late is not None
    assert late.delivered
    assert [(day.days, day.quality) for day in late.days] == [(0, 30.0)]


def test_a_scheme_that_reads_the_quality_says_what_a_day_costs_in_the_total(desk: StoppedDesk) -> None:
    item = build.item("reporting_quality", "completion", 60, target={"value": 30})
    reading = with_scheme(
        late_desk(desk, dt.timedelta(hours=1)), build.scheme(build.section("s", item), groups=("prefectures",))
    )
    later = late_desk(reading, dt.timedelta(hours=1))

    found = tried(later, form_of(FORM_OF))
    hand_in(later, form_of(FORM_OF))

    assert found.late is not None
    assert found.region is not None
    assert [(day.days, day.quality, day.total) for day in found.late.days] == [
        (1, 29.0, 58.0),
        (2, 28.0, 56.0),
        (3, 27.0, 54.0),
        (4, 25.0, 50.0),
    ]
    kept = next(row for row in scored(later).frames["ranking"].to_dicts() if row["region_code"] == FORM_OF)
    assert (found.region.then.published, found.region.then.rank) == (kept["published"], kept["rank"]) == (58.0, 1)
