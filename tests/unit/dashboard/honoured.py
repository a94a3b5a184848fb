from pathlib import Path

from config.model import Config
from config.workspace import REPOSITORY, Workspace
from dashboard.usecases.desk import Desk
from loaders.store.database import migrate, open_engine
from tests.app.province import division_rows, submit
from tests.frozen import DIVISIONS, released

YEAR = ("2025Q1", "2025Q2", "2025Q3", "2025Q4")
LIST = {
    "code": "regions",
    "name": "亮点地区",
    "name_en": "Highlight regions",
    "rule": "mean_score",
    "places": {"prefectures": 3},
    "near": {"points": 1, "places": 2},
    "exclude": [{"kind": "overdue"}],
}


def honoured_desk(folder: Path, config: Config, quarters: tuple[str, ...] = YEAR) -> Desk:
    engine = open_engine(f"sqlite:///{folder / 'store.db'}")
    migrate(engine)
    schemes = tuple(one.model_copy(update={"minimum_coverage": 0}) for one in config.schemes)
    honours = config.honours.model_validate({"lists": [LIST], "people": {"per_unit": 2}})
    workspace = Workspace(folder, REPOSITORY / "config", "", invented=True)
    desk = Desk(workspace, config.model_copy(update={"schemes": schemes, "honours": honours}), engine)
    for quarter in quarters:
        for division in DIVISIONS:
            submit(desk, division, quarter, tuple(division_rows(desk, division, quarter)))
    for quarter in quarters:
        released(desk, quarter)
    return desk
