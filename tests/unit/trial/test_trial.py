from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from config.model import Severity
from dashboard.usecases.desk import Desk
from dashboard.usecases.scoring import scored
from dashboard.usecases.trial import trial
from loaders.intake.outcome import Finding
from tests.app.province import division_rows, submit
from tests.unit.metrics import builders as build
from tests.unit.trial.tried import (
    DIVISION,
    FORM_OF,
    QUARTER,
    StoppedDesk,
    filled,
    form,
    hand_in,
    tried,
    with_scheme,
    workbook,
)

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


def board(desk: Desk) -> dict[str, tuple[Any, ...]]:
    rows = scored(desk).frames["ranking"].to_dicts()
    return {row["region_code"]: standing(row) for row in rows if row["quarter"] == QUARTER}


def standing(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["published"], row["rank"], row["ranked_units"], row["band"], row["coverage_share"]


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
