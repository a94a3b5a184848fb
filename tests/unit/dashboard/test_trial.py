import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from config.model import Config, Quarter, Severity, Status
from config.workspace import REPOSITORY, Workspace
from dashboard.demo.build import missing_workbook
from dashboard.usecases.desk import Desk
from dashboard.usecases.quality import reporting_quality
from dashboard.usecases.scoring import scored
from dashboard.usecases.trial import Trial, trial
from loaders.collect import collect
from loaders.examine import examine
from loaders.intake.outcome import Finding, Intake, ValueRow
from loaders.store.database import migrate, open_engine
from tests.app.province import division_rows, submit
from tests.unit.metrics import builders as build

QUARTER, FORM_OF = "2026Q3", "430400"
DIVISION = "elderly_care"
MOMENT = dt.datetime(2026, 10, 12, 4, tzinfo=dt.UTC)
TABLES = (
    "raw_file",
    "submission",
    "stored_value",
    "stored_finding",
    "highlight",
    "scoring",
    "scoring_frame",
    "meaning",
)


class StoppedDesk(Desk):
    moment = MOMENT

    def now(self) -> dt.datetime:
        return self.moment


@pytest.fixture
def desk(hunan: Config, tmp_path: Path) -> Iterator[StoppedDesk]:
    engine = open_engine(f"sqlite:///{tmp_path / 'store.db'}")
    migrate(engine)
    yield StoppedDesk(Workspace(tmp_path, REPOSITORY / "config", "", invented=True), hunan, engine)
    engine.dispose()


def filled(desk: Desk, quarters: Sequence[str] = (QUARTER,), without: str = "") -> None:
    for quarter in quarters:
        for division in sorted({indicator.owner for indicator in desk.config.indicators} - {without}):
            owed = {indicator.code for indicator in desk.config.owed_by(division)}
            rows = (row for row in division_rows(desk, division, quarter) if row.indicator in owed)
            submit(desk, division, quarter, tuple(rows))


def workbook(desk: Desk, division: str = DIVISION, factor: float = 1.0, quarter: str = QUARTER) -> Intake:
    rows = (as_counted(row, factor) for row in division_rows(desk, division, quarter))
    return Intake("division_workbook", "表", division, "", Quarter(quarter).last_month, tuple(rows))


def as_counted(row: ValueRow, factor: float) -> ValueRow:
    changed = row.value if row.value is None or row.region_code[-1] in "1357" else float(int(row.value * factor))
    return replace(row, value=changed, text="" if changed is None else f"{changed:.0f}")


def form(desk: Desk) -> tuple[str, bytes, Intake]:
    written = missing_workbook(desk, Quarter(QUARTER), FORM_OF)
    intake = examine(desk.engine, desk.config, written.name, written.content, now=desk.now())
    return written.name, written.content, intake


def hand_in(desk: Desk, intake: Intake, name: str = "表.xlsx", content: bytes = b"bytes") -> None:
    receipt = collect(desk.engine, desk.config, name, content, now=desk.now(), read=lambda *_: intake)
    assert receipt.outcome != "rejected"


def board(desk: Desk) -> dict[str, tuple[Any, ...]]:
    rows = scored(desk).frames["ranking"].to_dicts()
    return {row["region_code"]: standing(row) for row in rows if row["quarter"] == QUARTER}


def standing(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["published"], row["rank"], row["ranked_units"], row["band"], row["coverage_share"]


def tried(desk: Desk, intake: Intake, locale: str = "zh_CN") -> Trial:
    found = trial(desk, intake, locale)
    assert found is not None
    return found


def rows_kept(desk: Desk) -> dict[str, int]:
    with desk.engine.connect() as connection:
        return {table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in TABLES}


def place(desk: Desk, place: Any, code: str) -> tuple[Any, ...]:
    bands = {band.name: band.code for band in desk.config.scheme_for(QUARTER)[0].bands}
    return place.published, place.rank, place.ranked_units, bands.get(place.band), place.coverage_share


def test_a_form_would_score_what_it_scores_once_it_is_submitted(desk: StoppedDesk) -> None:
    filled(desk)
    name, content, intake = form(desk)
    before = board(desk)

    found = tried(desk, intake).region
    hand_in(desk, intake, name, content)

    assert found is not None
    assert (found.code, found.group_units) == (FORM_OF, 14)
    assert place(desk, found.now, FORM_OF) == before[FORM_OF]
    assert place(desk, found.then, FORM_OF) == board(desk)[FORM_OF]
    assert found.now != found.then
    assert found.items
    assert sum(move.change for move in found.items) == pytest.approx(
        sum((s.then or 0) - (s.now or 0) for s in found.sections), abs=0.05
    )


@pytest.mark.parametrize("sent_before", [False, True])
def test_a_divisions_workbook_would_move_the_regions_as_it_does_once_it_is_submitted(
    desk: StoppedDesk, sent_before: bool
) -> None:
    filled(desk, without="" if sent_before else DIVISION)
    intake = workbook(desk, factor=0.7)
    before = board(desk)

    found = tried(desk, intake).division
    hand_in(desk, intake)

    after = board(desk)
    assert found is not None
    movers = [mover for group in found.groups for mover in (*group.up, *group.down)]
    assert movers
    for mover in movers:
        assert place(desk, mover.now, mover.code)[1:] == before[mover.code][1:]
        assert place(desk, mover.then, mover.code)[1:] == after[mover.code][1:]
        assert mover.points == pytest.approx(after[mover.code][0] - before[mover.code][0])
    for group in found.groups:
        codes = [region.code for region in desk.config.regions if region.peer_group == group.code]
        changes = sorted(after[code][0] - before[code][0] for code in codes)
        assert (group.gaining, group.losing) == (sum(c > 0 for c in changes), sum(c < 0 for c in changes))
        assert group.ranked_then == sum(after[code][1] is not None for code in codes)
        assert [mover.points for mover in group.down] == pytest.approx([c for c in changes if c < 0][:5])
    owned = {item.code for item in desk.config.scheme_for(QUARTER)[0].items if item.owner == DIVISION}
    assert {item.code for item in found.items} == owned


def test_nothing_is_written(desk: StoppedDesk) -> None:
    filled(desk, without=DIVISION)
    before = rows_kept(desk)

    for intake in (workbook(desk), form(desk)[2]):
        tried(desk, intake)

    assert rows_kept(desk) == before


def test_regions_that_stay_below_the_minimum_coverage_are_named(desk: StoppedDesk) -> None:
    found = tried(desk, workbook(desk)).division

    assert found is not None
    assert {group.ranked_then for group in found.groups} == {0}
    assert sum(len(group.below) for group in found.groups) == 136
    assert all(0 <= share < 0.6 for group in found.groups for _, share in group.below)


def test_a_scheme_that_reads_growth_is_tried_with_the_quarters_before(desk: StoppedDesk) -> None:
    indicator = next(i for i in desk.config.indicators if i.owner == DIVISION and not i.is_ratio)
    item = build.item(indicator.code, "by_results", 100, figure="change_share")
    growing = with_scheme(desk, build.scheme(build.section("s", item), groups=("prefectures", "counties")))
    filled(growing, ("2026Q2", QUARTER), without=DIVISION)
    submit(growing, DIVISION, "2026Q2", tuple(division_rows(growing, DIVISION, "2026Q2")))
    intake = workbook(growing, factor=1.3)

    found = tried(growing, intake).division
    hand_in(growing, intake)

    after = board(growing)
    assert found is not None
    movers = [mover for group in found.groups for mover in group.up]
    assert movers
    assert {mover.code: (mover.then.published, mover.then.rank) for mover in movers} == {
        mover.code: after[mover.code][:2] for mover in movers
    }


def with_scheme(desk: Desk, scheme: Any) -> StoppedDesk:
    config = desk.config.model_copy(update={"schemes": (scheme,)})
    return StoppedDesk(desk.workspace, config, desk.engine)


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


@pytest.mark.parametrize(
    "change",
    [
        {"kind": None},
        {"period": "2026-08"},
        {"period": ""},
        {"findings": (Finding("negative", Severity.ERROR, "S", "B2", "-1"),)},
    ],
)
def test_there_is_no_trial_of_a_file_that_would_not_be_scored(desk: StoppedDesk, change: dict[str, Any]) -> None:
    assert trial(desk, replace(workbook(desk), **change), "zh_CN") is None


def test_there_is_no_trial_without_a_scheme(desk: StoppedDesk) -> None:
    without = StoppedDesk(desk.workspace, desk.config.model_copy(update={"schemes": ()}), desk.engine)

    assert trial(without, workbook(desk), "zh_CN") is None


def test_names_and_sentences_are_in_the_readers_language(desk: StoppedDesk) -> None:
    filled(desk)
    intake = form(desk)[2]

    chinese, english = (tried(desk, intake, locale).region for locale in ("zh_CN", "en"))

    assert chinese is not None
    assert english is not None
    assert (chinese.name, english.name) == ("衡阳市", desk.config.region[FORM_OF].name_en)
    assert {move.code for move in chinese.items} == {move.code for move in english.items}
    assert chinese.items[0].sentence != english.items[0].sentence
