import polars as pl

from config.frames import VALUES
from config.model import Config
from dashboard.usecases.scoring import frames_of
from loaders.store.readers import polars_schema

TRAINED = {("2026Q1", "430100"): 80, ("2026Q1", "430200"): 90, ("2026Q2", "430100"): 95, ("2026Q2", "430200"): 85}


def values() -> pl.DataFrame:
    rows = [
        (region, quarter, code, value, "reported", 1, "S", "B2")
        for (quarter, region), trained in TRAINED.items()
        for code, value in (("village_cadres_trained", trained * int(quarter[-1]) / 4), ("village_cadres", 100))
    ]
    return pl.DataFrame(rows, schema=polars_schema(VALUES), orient="row")


def test_movement_crosses_from_one_scheme_to_the_next(hunan: Config) -> None:
    scheme = hunan.schemes[0].model_copy(update={"minimum_coverage": 0})
    first = scheme.model_copy(update={"code": "first", "valid_to": "2026Q1"})
    second = scheme.model_copy(update={"code": "second", "valid_from": "2026Q2"})
    config = hunan.model_copy(update={"schemes": (second, first)})

    board = frames_of(values(), config)["ranking"].filter(pl.col("rank").is_not_null())

    names = ("quarter", "region_code", "rank", "previous_rank", "rank_change")
    assert board.select(names).rows() == [
        ("2026Q1", "430200", 1, None, None),
        ("2026Q1", "430100", 2, None, None),
        ("2026Q2", "430100", 1, 2, 1),
        ("2026Q2", "430200", 2, 1, -1),
    ]
