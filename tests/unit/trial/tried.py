import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from config.model import Quarter
from dashboard.demo.build import missing_workbook
from dashboard.usecases.desk import Desk
from dashboard.usecases.trial import Trial, trial
from loaders.collect import collect
from loaders.examine import examine
from loaders.intake.outcome import Intake, ValueRow
from tests.app.province import division_rows, submit

QUARTER, FORM_OF = "2026Q3", "430400"
DIVISION = "elderly_care"
MOMENT = dt.datetime(2026, 10, 12, 4, tzinfo=dt.UTC)


class StoppedDesk(Desk):
    moment = MOMENT

    def now(self) -> dt.datetime:
        return self.moment


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


def tried(desk: Desk, intake: Intake, locale: str = "zh_CN") -> Trial:
    found = trial(desk, intake, locale)
    assert found is not None
    return found


def with_scheme(desk: Desk, scheme: Any) -> StoppedDesk:
    config = desk.config.model_copy(update={"schemes": (scheme,)})
    return StoppedDesk(desk.workspace, config, desk.engine)
