import shutil
from pathlib import Path

from sqlalchemy import Engine

from config.model import Config, Quarter
from config.wording import translator
from config.workspace import REPOSITORY, Workspace
from dashboard.releasing.making import Made, make_release
from dashboard.usecases.desk import Desk
from loaders.store import readers
from tests.app.province import division_rows, row_of, submit

QUARTER, EARLIER = "2026Q2", "2026Q1"
DIVISIONS = ("elderly_care", "social_assistance")
INDICATOR, REGION = "home_adaptations", "430121"


def small_desk(folder: Path, engine: Engine, config: Config, divisions: tuple[str, ...] = DIVISIONS) -> Desk:
    workspace = Workspace(folder, REPOSITORY / "config", "", invented=True)
    schemes = tuple(scheme.model_copy(update={"minimum_coverage": 0}) for scheme in config.schemes)
    desk = Desk(workspace, config.model_copy(update={"schemes": schemes}), engine)
    for quarter in (EARLIER, QUARTER):
        for division in divisions:
            submit(desk, division, quarter, tuple(division_rows(desk, division, quarter)))
    return desk


def released(desk: Desk, quarter: str = QUARTER, reason: str = "") -> Made:
    return make_release(desk, Quarter(quarter), "考核办", translator(), reason)


def corrected(desk: Desk, value: float, quarter: str = QUARTER) -> int | None:
    config = desk.config
    row = row_of(config.indicator[INDICATOR], config.region[REGION], quarter, value, "C4")
    submit(desk, "elderly_care", quarter, (row,))
    return readers.submissions(desk.engine)[0].id


def copied(folder: Path, target: Path) -> Path:
    shutil.copytree(folder, target)
    for path in target.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return target
