"""The warts that real workbooks have, drawn with a fixed seed so that the demonstration is always the same."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

from config.model import Config

FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


@dataclass(frozen=True)
class Style:
    """How one division's staff lay out their table in one quarter."""

    header: Literal["one_row", "two_rows", "unit_row"]
    codes: bool
    text_numbers: bool
    repeat_header: bool
    former_names: bool
    spaced_names: bool
    wrong_total: bool
    scaled_money: bool


def style_of(division: str, quarter: str, seed: int) -> Style:
    """The style of a division in a quarter: its habits stay, its slips change."""
    habit, slip = random.Random(f"{seed} {division}"), random.Random(f"{seed} {division} {quarter}")
    return Style(
        header=habit.choice(("one_row", "two_rows", "unit_row")),
        codes=habit.random() < 0.5,
        text_numbers=habit.random() < 0.3,
        repeat_header=habit.random() < 0.3,
        former_names=habit.random() < 0.4,
        spaced_names=habit.random() < 0.5,
        wrong_total=slip.random() < 0.15,
        scaled_money=habit.random() < 0.5,
    )


def written_name(code: str, config: Config, style: Style) -> str:
    """A region's name as that division writes it: former names, or short names spread with spaces."""
    region = config.region[code]
    if style.former_names:
        former = next((f for f in config.former_names if f.region_code == code), None)
        if former:
            return former.former_name
    if style.spaced_names and len(region.name) == 3 and region.level == config.province.scored_levels[0]:
        return "　".join(region.name)
    return region.name


def written_number(value: float, decimals: int, style: Style, chance: random.Random) -> float | str:
    """A number as it stands in the cell: a number, or text with separators, now and then in full width."""
    rounded = round(value, decimals)
    if not style.text_numbers:
        return rounded
    text = f"{rounded:,.{decimals}f}"
    return text.translate(FULL_WIDTH) if chance.random() < 0.02 else text
