import random
from collections.abc import Sequence

from config.model import Region, Scheme, SchemeItem
from tests.unit.metrics import builders as build

LEVELS = ("province", "prefecture", "county")
QUARTERS = ("2025Q1", "2025Q2")
CATALOGUE = (
    *(build.indicator(f"amount_{n}", levels=LEVELS, measure="ytd_cumulative") for n in range(4)),
    build.indicator("rate", levels=("prefecture", "county"), roll_up="none"),
    build.indicator("delay", levels=("prefecture", "county"), roll_up="none", direction="lower"),
    build.indicator("petitions", levels=LEVELS, direction="lower"),
    build.indicator("local", levels=("county",)),
    build.indicator("goal", levels=("prefecture", "county"), roll_up="none"),
    build.indicator("budget", levels=("prefecture",), roll_up="none"),
    build.ratio("cover", "amount_0", "amount_1", levels=LEVELS),
    build.ratio("burden", "petitions", "amount_2", levels=LEVELS, direction="lower", scale=1000.0),
    build.ratio("spent", "amount_3", "budget", levels=("prefecture",), roll_up="none", scale=1.0),
    build.ratio("density", "amount_0", "amount_2", levels=("prefecture",), roll_up="none"),
)
_MARKS = ("not_reported", "not_applicable", "withheld")


def _region(code: str, level: str, parent: str, group: str) -> Region:
    return Region(
        code=code, name=code, name_en=code, short_name=code, level=level, parent_code=parent, peer_group=group
    )


def province(
    seed: int, quarters: Sequence[str] = QUARTERS
) -> tuple[list[Region], dict[tuple[str, str, str], float | str]]:
    chance = random.Random(seed)
    regions = [_region("43", "province", "", "")]
    for n in range(chance.randint(3, 7)):
        prefecture = f"43{n:02d}"
        regions.append(_region(prefecture, "prefecture", "43", "prefectures"))
        for m in range(chance.randint(1, 5)):
            regions.append(
                _region(f"{prefecture}{m:02d}", "county", prefecture, chance.choice(["districts", "counties"]))
            )
    return regions, _values(chance, regions, quarters)


def _values(
    chance: random.Random, regions: list[Region], quarters: Sequence[str]
) -> dict[tuple[str, str, str], float | str]:
    given: dict[tuple[str, str, str], float | str] = {}
    for region in regions:
        for indicator in CATALOGUE:
            if indicator.is_ratio or region.level not in indicator.levels:
                continue
            if region.level != "county" and indicator.roll_up == "sum" and chance.random() < 0.8:
                continue
            for quarter in quarters:
                if chance.random() < 0.95:
                    given[region.code, quarter, indicator.code] = _value(chance, indicator.code)
    return given


def _value(chance: random.Random, code: str) -> float | str:
    if chance.random() < 0.08:
        return chance.choice(_MARKS)
    if code in {"petitions", "local"}:
        return float(chance.randint(0, 4))
    if code == "rate":
        return chance.choice([60.0, 80.0, 90.0, 97.99, 98.0, round(chance.uniform(50, 100), 2)])
    return chance.choice([0.0, round(chance.uniform(0, 50), 1), round(chance.uniform(0, 500), 2)])


def random_scheme(seed: int) -> Scheme:
    chance = random.Random(seed)
    items = _items()
    chance.shuffle(items)
    cut = chance.randint(2, len(items) - 2)
    return build.scheme(
        build.section("first", *items[:cut]),
        build.section("second", *items[cut:]),
        full_marks=chance.choice([100, 1000, 240]),
        precision=chance.choice([0, 1, 2, 3]),
        minimum_coverage=chance.choice([0, 0.5, 0.75]),
        tie=chance.choice(["shared", "dense"]),
        groups=("prefectures", "districts", "counties"),
    )


def _items() -> list[SchemeItem]:
    item = build.item
    return [
        item("i01", "completion", 10, indicator="amount_0", target={"value": 300, "annual": True}),
        item("i02", "completion", 8, indicator="amount_1", target={"indicator": "goal"}, parameters={"cap": 1.2}),
        item("i03", "completion", 5, indicator="delay", target={"value": 20, "by_group": {"districts": 10.5}}),
        item("i04", "step_deduction", 2, indicator="rate", parameters={"threshold": 98, "step": 1, "per_step": 0.5}),
        item(
            "i05", "step_deduction", 3, indicator="delay", parameters={"threshold": 0.3, "step": 0.1, "per_step": 0.1}
        ),
        item(
            "i06",
            "tiers",
            20,
            indicator="rate",
            parameters={"bounds": [[90, 20], [80, 19], [70, 18], [60, 17]], "otherwise": 16},
        ),
        item("i07", "shortfall_per_item", 4, indicator="local", parameters={"expected": 4, "per_item": 1}),
        item("i08", "per_event", 2, indicator="local", parameters={"per_event": 0.5}, missing="exclude"),
        item("i09", "per_event", 10, indicator="petitions", parameters={"per_event": -10, "start": 10}),
        item("i10", "by_results", 7, indicator="amount_3"),
        item("i11", "by_results", 6, indicator="delay", missing="exclude"),
        item("i12", "efficacy", 9, indicator="cover", parameters={"low": 20, "high": 100}),
        item("i13", "efficacy", 9, indicator="burden", parameters={"observed": True, "base": 50}),
        item("i14", "by_rank", 10, indicator="amount_2", parameters={"loss": 0.02}),
        item("i15", "by_rank", 10, indicator="delay", parameters={"loss": 0.1}, missing="exclude"),
        item("i16", "efficacy", 5, indicator="spent", parameters={"low": 0, "high": 2}, levels=("prefecture",)),
    ]
