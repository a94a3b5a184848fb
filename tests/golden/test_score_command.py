import csv
import math
import random
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from config.model import Scheme
from config.schemefile import read_scheme
from dashboard.cli import app
from tests.golden.tree_oracle import Group

EXAMPLES = Path("docs/examples")
HDI = Path(__file__).parent / "published" / "hdi" / "values.csv"
PUBLISHED = {"CHE": 0.962, "NOR": 0.961, "ISL": 0.959, "HKG": 0.952, "AUS": 0.951, "CHN": 0.768}
RUN = CliRunner()


def run(*arguments: Any) -> Any:
    return RUN.invoke(app, ["score", *map(str, arguments)])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def inputs() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for row in rows(HDI):
        found.setdefault(row["region_code"], {})[row["indicator"]] = float(row["value"])
    return found


def index(own: dict[str, float]) -> float:
    health = (min(own["life_expectancy"], 85) - 20) / 65
    education = (min(own["expected_schooling"], 18) / 18 + own["mean_schooling"] / 15) / 2
    income = math.log(own["gni_per_capita"] / 100) / math.log(75000 / 100)
    return (health * education * income) ** (1 / 3)


def test_the_human_development_index_comes_out_as_published(tmp_path: Path) -> None:
    done = run("--scheme", EXAMPLES / "hdi.toml", "--values", HDI, "--out", tmp_path)

    assert done.exit_code == 0, done.output
    totals = {row["region_code"]: row for row in rows(tmp_path / "scores.csv") if row["level"] == "total"}
    for country, own in inputs().items():
        assert float(totals[country]["points"]) == pytest.approx(index(own), abs=1e-9)
        assert abs(float(totals[country]["published"]) - PUBLISHED[country]) < 0.0011
    assert sorted(totals, key=lambda country: int(totals[country]["rank"])) == list(PUBLISHED)
    assert {row["band"] for row in totals.values()} == {"very_high", "high"}


def test_an_index_of_fifty_indicators_on_four_levels_is_what_plain_arithmetic_gives(tmp_path: Path) -> None:
    scheme = read_scheme(EXAMPLES / "index_50.toml")
    chance = random.Random(50)
    values = {f"R{n:02d}": {code: round(chance.uniform(1, 99), 2) for code in scheme.indicators} for n in range(20)}
    for item in scheme.items:
        if item.winsorise:
            values["R07"][item.indicator] = 4_000.0
    lines = (f"{unit},2026Q1,{code},{value}" for unit, own in values.items() for code, value in own.items())
    given = written(tmp_path / "values.csv", "region_code,quarter,indicator,value", *lines)

    done = run("--scheme", EXAMPLES / "index_50.toml", "--values", given, "--out", tmp_path / "out", "--explain")

    assert done.exit_code == 0, done.output
    assert len(scheme.items) == 50
    plainly = Group(scheme, values)
    found = rows(tmp_path / "out" / "scores.csv")
    for row in found:
        if row["level"] in ("total", "section"):
            assert float(row["points"]) == pytest.approx(
                float(plainly.node(row["region_code"], row["node"]) or 0), abs=1e-7
            )
    totals = {row["region_code"]: row for row in found if row["level"] == "total"}
    assert {unit: Decimal(row["published"]) for unit, row in totals.items()} == {
        unit: plainly.published(unit) for unit in values
    }
    assert {unit: int(row["rank"]) for unit, row in totals.items()} == plainly.ranks(list(values))
    assert all(int(row["rank_low"]) <= int(row["rank"]) <= int(row["rank_high"]) for row in totals.values())
    explained = rows(tmp_path / "out" / "explanation.csv")
    assert len(explained) == 20 * 50
    assert all(row["reason"] for row in explained)
    without = {
        (row["region_code"], row["node"]): row["rank_without"] for row in rows(tmp_path / "out" / "influence.csv")
    }
    left = scheme.items[3]
    fewer = [s.model_copy(update={"items": tuple(i for i in s.items if i != left)}) for s in scheme.sections]
    again = Group(Scheme.model_validate(scheme.model_dump() | {"sections": [s.model_dump() for s in fewer]}), values)
    assert {unit: int(without[unit, left.code]) for unit in values} == again.ranks(list(values))


def test_six_quarters_of_totals_get_process_limits(tmp_path: Path, simple: Path) -> None:
    totals = [50, 52, 51, 53, 50, 90]
    lines = (f"A,{2025 + n // 4}Q{n % 4 + 1},a,{value}" for n, value in enumerate(totals))
    given = written(tmp_path / "series.csv", "region_code,quarter,indicator,value", *lines)

    done = run("--scheme", simple, "--values", given, "--out", tmp_path / "out", "--explain")

    assert done.exit_code == 0, done.output
    control = rows(tmp_path / "out" / "control.csv")
    points = [value / 10 for value in totals]
    moving = [abs(after - before) for before, after in pairwise(points)]
    centre, spread = sum(points) / 6, sum(moving) / 5
    assert float(control[0]["upper"]) == pytest.approx(centre + 2.66 * spread)
    assert float(control[0]["lower"]) == pytest.approx(centre - 2.66 * spread)


SIMPLE = """
code = "simple"
name = "简单办法"
name_en = "A simple scheme"
valid_from = "2026Q1"
document = "test"
full_marks = 10
precision = 1
tie = "shared"
groups = [{groups}]

[[bands]]
code = "all"
name = "全部"
name_en = "All"
at_least = 0

[[sections]]
code = "only"
name = "唯一"
name_en = "Only"
full_marks = 10

[[sections.items]]
code = "a"
name = "甲"
name_en = "A"
indicator = "a"
rule = "completion"
target = {{ value = 100 }}
full_marks = 10
clause = "1"
owner = ""
"""


@pytest.fixture
def simple(tmp_path: Path) -> Path:
    return written(tmp_path / "simple.toml", SIMPLE.format(groups='"one"'))


def test_every_fault_of_the_files_is_told_at_once_with_its_line(tmp_path: Path, simple: Path) -> None:
    faulty = written(
        tmp_path / "values.csv",
        "region_code,quarter,indicator,value,status",
        "A,2026Q1,a,12 万,",
        "B,2026第1季,a,5,",
        ",2026Q1,a,5,",
        "C,2026Q1,a,5,未报",
        "D,2026Q1,a,5,not_reported",
        "E,2026Q1,a,,reported",
        "F,2026Q1,a,1,",
        "F,2026Q1,a,2,",
        "G,2026Q1,a,1e999,",
        "H,2026Q1,a,NaN,",
    )

    done = run("--scheme", simple, "--values", faulty, "--out", tmp_path / "out")

    assert done.exit_code == 1
    for line, word in [
        (2, "12 万"),
        (3, "2026第1季"),
        (4, "region_code"),
        (5, "未报"),
        (6, "not_reported"),
        (7, ""),
        (9, "F 2026Q1 a"),
        (10, "1e999"),
        (11, "NaN"),
    ]:
        assert any(f"第 {line} 行" in told and word in told for told in done.output.splitlines()), (line, done.output)
    assert not (tmp_path / "out").exists()


def test_regions_are_ranked_in_their_groups_and_strangers_are_told(tmp_path: Path) -> None:
    scheme = written(tmp_path / "two.toml", SIMPLE.format(groups='"east", "west"'))
    values = written(
        tmp_path / "v.csv", "region_code,quarter,indicator,value", *(f"R{n},2026Q1,a,{n * 10}" for n in range(1, 6))
    )
    regions = written(tmp_path / "r.csv", "region_code,peer_group", "R1,east", "R2,east", "R3,west", "R4,west", "R5,")

    alone = run("--scheme", scheme, "--values", values, "--out", tmp_path / "none")
    done = run("--scheme", scheme, "--values", values, "--regions", regions, "--out", tmp_path / "out")
    short = written(tmp_path / "short.csv", "region_code,peer_group", "R1,east", "R2,north")
    refused = run("--scheme", scheme, "--values", values, "--regions", short, "--out", tmp_path / "none")

    assert (alone.exit_code, done.exit_code, refused.exit_code) == (1, 0, 1)
    totals = {row["region_code"]: row for row in rows(tmp_path / "out" / "scores.csv") if row["level"] == "total"}
    assert {unit: row["rank"] for unit, row in totals.items()} == {"R1": "2", "R2": "1", "R3": "2", "R4": "1"}
    assert "R3" in refused.output
    assert "north" in refused.output


def test_what_came_before_gives_the_movement_from_scores_or_from_values(tmp_path: Path, simple: Path) -> None:
    head = "region_code,quarter,indicator,value"
    first = written(tmp_path / "first.csv", head, "A,2026Q1,a,50", "B,2026Q1,a,60")
    second = written(tmp_path / "second.csv", head, "A,2026Q2,a,90", "B,2026Q2,a,70")
    run("--scheme", simple, "--values", first, "--out", tmp_path / "one")

    by_scores = run(
        "--scheme", simple, "--values", second, "--previous", tmp_path / "one" / "scores.csv", "--out", tmp_path / "two"
    )
    by_values = run("--scheme", simple, "--values", second, "--previous", first, "--out", tmp_path / "three")

    assert (by_scores.exit_code, by_values.exit_code) == (0, 0), by_scores.output + by_values.output
    for folder in ("two", "three"):
        totals = {row["region_code"]: row for row in rows(tmp_path / folder / "scores.csv") if row["level"] == "total"}
        assert {row["quarter"] for row in totals.values()} == {"2026Q2"}
        assert (totals["A"]["rank"], totals["A"]["previous_rank"], totals["A"]["rank_change"]) == ("1", "2", "1")


def test_a_wrong_scheme_is_refused_with_every_fault(tmp_path: Path) -> None:
    wrong = (
        SIMPLE.format(groups='"one"')
        .replace('rule = "completion"', 'rule = "guess"')
        .replace("full_marks = 10\nprecision", "full_marks = 12\nprecision")
    )

    done = run("--scheme", written(tmp_path / "wrong.toml", wrong), "--values", HDI, "--out", tmp_path / "out")

    assert done.exit_code != 0
    assert not (tmp_path / "out").exists()
