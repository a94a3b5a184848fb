import random
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from config.frames import BOARDS, RANKING
from metrics.boards import boards
from tests.unit.metrics import builders as build

NOW, BEFORE, YEAR_AGO = "2025Q2", "2025Q1", "2024Q2"
Scores = dict[tuple[str, str], float | None]


def ranking(scores: Scores, groups: dict[str, str] | None = None) -> nw.LazyFrame:
    rows: list[dict[str, Any]] = []
    for (unit, quarter), score in scores.items():
        group = (groups or {}).get(unit, "counties")
        peers = [s for (u, q), s in scores.items() if q == quarter and (groups or {}).get(u, "counties") == group]
        rank = None if score is None else 1 + sum(other is not None and other > score for other in peers)
        rows.append({"region_code": unit, "quarter": quarter, "peer_group": group, "published": score, "rank": rank})
    frame = pl.LazyFrame(
        rows,
        schema={
            "region_code": pl.String,
            "quarter": pl.String,
            "peer_group": pl.String,
            "published": pl.Float64,
            "rank": pl.Int64,
        },
    )
    missing = [
        pl.lit(None, pl.Float64).alias(name)
        for name in RANKING
        if name not in ("region_code", "quarter", "peer_group", "published", "rank")
    ]
    return nw.from_native(frame.with_columns(missing))


def scheme(**changes: Any) -> Any:
    return build.scheme(build.section("s", build.item("a", "as_given", 100)), **changes)


def found(scores: Scores, **changes: Any) -> dict[tuple[str, str], tuple[Any, ...]]:
    rows = build.rows(
        boards(ranking(scores), scheme(**changes), [NOW]), "region_code", "board", "published", "rank", "baseline_rank"
    )
    return {row[:2]: row[2:] for row in rows}


TWO = {
    ("a", NOW): 80.0,
    ("b", NOW): 70.0,
    ("a", BEFORE): 78.0,
    ("b", BEFORE): 60.0,
    ("a", YEAR_AGO): 70.0,
    ("b", YEAR_AGO): 75.0,
}


def test_improvement_is_the_difference_of_published_totals_beside_the_place_then() -> None:
    board = found(TWO)

    assert board["a", "level"] == (80, 1, None)
    assert board["a", "improvement_quarter"] == (2, 2, 1)
    assert board["b", "improvement_quarter"] == (10, 1, 2)
    assert board["a", "improvement_year"] == (10, 1, 2)
    assert board["b", "improvement_year"] == (-5, 2, 1)


def test_the_composite_mixes_the_level_with_the_indices_of_improvement() -> None:
    board = found(TWO, boards={"level": 0.6, "quarter": 0.2, "year": 0.2})

    assert board["a", "composite"][0] == pytest.approx(0.6 * 80 + 0.2 * 0 + 0.2 * 100)
    assert board["b", "composite"][0] == pytest.approx(0.6 * 70 + 0.2 * 100 + 0.2 * 0)


def test_what_the_whole_group_lacks_drops_out_and_what_one_unit_lacks_takes_it_off_the_composite() -> None:
    first_year = {key: score for key, score in TWO.items() if key[1] != YEAR_AGO}
    newcomer = {**TWO, ("c", NOW): 90.0}

    assert found(first_year, boards={"level": 0.6, "quarter": 0.2, "year": 0.2})["a", "composite"][0] == 60
    board = found(newcomer)
    assert board["c", "composite"] == (None, None, None)
    assert board["c", "level"] == (90, 1, None)
    assert (board["a", "composite"][1], board["b", "composite"][1]) == (1, 2)


def test_a_unit_without_a_rank_is_on_no_board() -> None:
    assert ("b", "level") not in found({("a", NOW): 80.0, ("b", NOW): None})


@pytest.mark.parametrize("seed", range(8))
def test_boards_are_ranked_within_their_group_whatever_the_order_of_rows(seed: int) -> None:
    chance = random.Random(seed)
    groups = {f"u{n}": chance.choice(["counties", "districts"]) for n in range(12)}
    scores: Scores = {
        (unit, quarter): chance.choice([None, *range(60, 70)]) for unit in groups for quarter in (NOW, BEFORE)
    }
    both = scheme(groups=("counties", "districts"))

    rows = build.rows(boards(ranking(scores, groups), both, [NOW]), "region_code", "board", "rank", "published")
    shuffled = list(scores.items())
    chance.shuffle(shuffled)
    again = build.rows(
        boards(ranking(dict(shuffled), groups), both, [NOW]), "region_code", "board", "rank", "published"
    )

    assert rows == again
    gains = {
        unit: scores[unit, NOW] - scores[unit, BEFORE]
        for unit in groups
        if None not in (scores[unit, NOW], scores[unit, BEFORE])
    }  # type: ignore[operator]
    expected = {
        unit: 1 + sum(groups[other] == groups[unit] and more > gain for other, more in gains.items())
        for unit, gain in gains.items()
    }
    assert {unit: rank for unit, board, rank, _ in rows if board == "improvement_quarter" and rank} == expected


def test_boards_have_the_schema_of_the_border() -> None:
    assert dict(boards(ranking(TWO), scheme(), [NOW]).collect_schema()) == dict(BOARDS)
