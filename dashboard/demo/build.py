"""Make the demonstration workspace: write eight quarters of invented workbooks and take them in like a user's files."""

from __future__ import annotations

import datetime as dt
import random
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from config.model import Indicator, Quarter, Region
from config.wording import mark, translator
from config.workspace import REPOSITORY, write_workspace
from dashboard.demo.accounts import make_accounts
from dashboard.demo.appeals import accepted_appeal, open_appeal
from dashboard.demo.assignments import make_assignments
from dashboard.demo.figures import Province
from dashboard.demo.forms import form_sheet
from dashboard.demo.highlights import make_highlights
from dashboard.demo.honours import make_honours
from dashboard.demo.ledgers import ledger_sheets
from dashboard.demo.meetings import make_meetings
from dashboard.demo.releases import CORRECTED_AFTER, MISPRINT, Misprinted, moment, release, revise
from dashboard.demo.reviews import begin_review, check_and_confirm
from dashboard.demo.warts import style_of
from dashboard.demo.workbooks import Case, as_csv, as_xlsx, division_sheets
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.scoring import recompute
from loaders.collect import Provenance, collect

SEED = 20260930
QUARTERS = tuple(Quarter("2024Q4").shift(step) for step in range(8))
NOT_YET = {("2026Q3", "430400"), ("2026Q3", "433100"), ("2026Q3", "431200")}
"""Statutory forms that have not come in, so that the newest quarter is still being collected."""
CSV_DIVISION = "place_names"
say = translator()


@dataclass(frozen=True)
class Written:
    """A workbook of the demonstration, its quarter, and the moment at which it was handed in."""

    name: str
    content: bytes
    moment: dt.datetime
    quarter: Quarter


def build_demonstration(folder: Path, quarters: tuple[Quarter, ...] = QUARTERS) -> Desk:
    """Make the workspace, keep the workbooks in its folder `workbooks`, and take each in with the time it came.

    Every quarter but the last is confirmed and released, one of them again after an appeal and a corrected
    workbook; of the last some submissions are confirmed, some approved, some wait.

    Raises RuntimeError when a workbook of ours is refused, which a test holds never to happen.
    """
    building = folder / "building"
    write_workspace(building, REPOSITORY / "config", database="sqlite:///../jiping.db", invented=True)
    desk = open_desk(building)
    province = Province(desk.config, QUARTERS, SEED)
    written = list(_workbooks(desk, province, quarters))
    number = 0
    for quarter, workbooks in groupby(written, key=lambda workbook: workbook.quarter):
        for workbook in workbooks:
            _take_in(desk, workbook, folder)
            number += 1
            _progress(number, len(written))
        if quarter == quarters[-1]:
            begin_review(desk, quarter)
            open_appeal(desk, quarter.shift(-1))
        else:
            _release(desk, province, quarter, folder)
    recompute(desk)
    desk.engine.dispose()
    if (building / "releases").exists():
        (building / "releases").rename(folder / "releases")
        (building / "audit.seal").rename(folder / "audit.seal")
    write_workspace(folder, REPOSITORY / "config", invented=True)
    (building / "workspace.toml").unlink()
    building.rmdir()
    made = open_desk(folder)
    make_accounts(made)
    make_assignments(made)
    make_meetings(made)
    make_honours(made)
    make_highlights(made)
    return made


def _release(desk: Desk, province: Province, quarter: Quarter, folder: Path) -> None:
    """Release a quarter; the one with the misprint again when the corrected workbook has come."""
    check_and_confirm(desk, quarter)
    release(desk, quarter)
    if quarter == MISPRINT.quarter:
        corrected = _workbook(desk, province, MISPRINT.division, quarter)
        number = accepted_appeal(desk, quarter)
        _take_in(desk, replace(corrected, moment=moment(desk, quarter, CORRECTED_AFTER)), folder)
        check_and_confirm(desk, quarter)
        revise(desk, quarter, [number])


def missing_workbook(desk: Desk, quarter: Quarter, region_code: str) -> Written:
    """The statutory form that has not come in yet: what a visitor uploads to see the ranking change."""
    return _form(desk, Province(desk.config, QUARTERS, SEED), desk.config.region[region_code], quarter)


def _workbooks(desk: Desk, province: Province, quarters: tuple[Quarter, ...]) -> Iterator[Written]:
    config = desk.config
    prefectures = [r for r in config.regions if r.level == config.province.scored_levels[0]]
    misprinted = Misprinted(province.config, province.quarters, province.seed)
    for quarter in quarters:
        for division in config.divisions:
            first = (division.code, quarter) == (MISPRINT.division, MISPRINT.quarter) and quarter != quarters[-1]
            if config.owed_by(division.code):
                yield _workbook(desk, misprinted if first else province, division.code, quarter)
        for region in prefectures:
            if (quarter, region.code) not in NOT_YET:
                yield _form(desk, province, region, quarter)


def _workbook(desk: Desk, province: Province, division: str, quarter: Quarter) -> Written:
    style = style_of(division, quarter, province.seed)
    cases = _cases(province, division, quarter)
    sheets = division_sheets(province, division, quarter, style, () if division == CSV_DIVISION else cases)
    name = f"{desk.config.division[division].name}_{quarter.year}年{quarter.number}季度"
    if division == CSV_DIVISION and len(sheets) == 1:
        return Written(f"{name}.csv", as_csv(sheets[0]), _moment(desk, division, quarter), quarter)
    sheets += ledger_sheets(desk.config, division, quarter, province.seed)
    return Written(f"{name}.xlsx", as_xlsx(sheets), _moment(desk, division, quarter), quarter)


def _form(desk: Desk, province: Province, region: Region, quarter: Quarter) -> Written:
    name = f"{region.name}_民政统计季报表_{quarter.last_month}.xlsx"
    form = as_xlsx([form_sheet(province, region, quarter)])
    return Written(name, form, _moment(desk, region.code, quarter), quarter)


def _cases(province: Province, division: str, quarter: Quarter) -> list[Case]:
    texts = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]
    return [_case(province, text, quarter) for text in texts if text["division"] == division]


def _case(province: Province, text: dict[str, str], quarter: Quarter) -> Case:
    config, chosen = province.config, province.config.indicator[text["indicator"]]
    region, before, after = _best_improver(province, chosen, quarter)
    earlier, later = (f"{figure:.{chosen.decimals}f}{chosen.unit}" for figure in (before, after))
    effect = f"{chosen.name}由{earlier}提高到{later}。"
    lines = next(framework for framework in config.frameworks if framework.code == "eight_lines").versions[-1]
    line = next(category.name for category in lines.categories if category.code == chosen.line)
    return Case(text["title"].format(region=region.name), region.name, line, text["what_was_done"], effect, chosen.name)


def _best_improver(province: Province, indicator: Indicator, quarter: Quarter) -> tuple[Region, float, float]:
    """The region whose figure rose most on the previous quarter; the best one in the first quarter of all."""
    lowest = [region for region in province.units if region.level == province.config.province.scored_levels[-1]]
    moved = [
        (after - before, region.code, before, after)
        for region in lowest
        if (before := _figure(province, region, indicator, quarter.shift(-1))) is not None
        and (after := _figure(province, region, indicator, quarter)) is not None
    ]
    best = [(v, r.code, v, v) for r in lowest if (v := _figure(province, r, indicator, quarter)) is not None]
    _, code, before, after = max(moved or best)
    return province.config.region[code], before, after


def _figure(province: Province, region: Region, indicator: Indicator, quarter: Quarter) -> float | None:
    if not indicator.is_ratio:
        return province.value(region.code, quarter, indicator.code)
    part, whole = (province.value(region.code, quarter, c) for c in (indicator.numerator, indicator.denominator))
    return None if part is None or not whole else indicator.scale * part / whole


def _moment(desk: Desk, submitter: str, quarter: Quarter) -> dt.datetime:
    """When the file came: mostly in the last days before the deadline, a few late, never in the future."""
    chance = random.Random(f"{SEED} moment {submitter} {quarter}")
    window = desk.config.calendar.window(quarter)
    usual_close = window.opens.replace(day=desk.config.calendar.closes_day, hour=18)
    late = chance.random() < 0.04
    shift = dt.timedelta(hours=chance.uniform(10, 60)) if late else -dt.timedelta(hours=chance.expovariate(1 / 40))
    moment = max(usual_close + shift, window.opens + dt.timedelta(hours=9))
    return min(desk.aware(moment), desk.now())


def _take_in(desk: Desk, workbook: Written, folder: Path) -> None:
    kept = folder / "workbooks" / workbook.name
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(workbook.content)
    provenance = Provenance(source_note="演示数据", invented=True)
    receipt = collect(
        desk.engine,
        desk.config,
        workbook.name,
        workbook.content,
        now=workbook.moment,
        channel="demonstration",
        provenance=provenance,
    )
    if receipt.outcome == "rejected":
        raise RuntimeError(f"{workbook.name}: {[f.message() for f in receipt.findings if f.severity == 'error'][:5]}")


def _progress(done: int, total: int) -> None:
    line = say(mark("Demonstration province: {done} of {total} workbooks taken in"), done=done, total=total)
    if sys.stdout.isatty():
        print(line, end="\n" if done == total else "\r", flush=True)
    elif done == total or done % 50 == 0:
        print(line, flush=True)
