"""Units as they are written beside and above tables: lists of them, and what only looks like one."""

from __future__ import annotations

import re

from config.model import Reading
from loaders.intake.words import bracketed, tight

MULTIPLE = re.compile(r"^[十百千万亿].{0,3}$")
"""What units in tens to hundreds of millions begin with, known or not."""


_LABEL = re.compile(r"^(?:计量|金额|货币|数量|资金)?单位(?:均?为|[:：])?")
_CURRENCY = re.compile(r"^(?:人民币|RMB)(?=.)")
_FOREIGN = re.compile(r"[万亿千百]{0,2}(?:美|港|欧|日)元|港币|英镑")


def bare_unit(text: str) -> str:
    """The unit without its label, brackets and currency: 单位：元, （元）, 人民币元."""
    return _CURRENCY.sub("", _LABEL.sub("", tight(text).strip("()")).strip("()"))


def split_units(text: str) -> tuple[str, ...]:
    """The units of a line such as `人、万元`."""
    parts = re.split(r"[、,，;；]|(?<=[人元个户])/(?=[人万个户])", tight(text).strip("()"))
    return tuple(unit for part in parts if (unit := bare_unit(part)))


def is_strange_unit(text: str, reading: Reading) -> bool:
    """True for what looks like a unit and is none that is known: 千人, 百张, 美元."""
    bases = {base for base, _ in reading.units.values()}
    known = text in reading.units or not (MULTIPLE.match(text) or _FOREIGN.fullmatch(text))
    return not known and any(text.endswith(base) for base in bases)


def free_units(text: str, reading: Reading) -> tuple[str, ...]:
    """The units that a cell without a label gives, alone (亿元) or in brackets behind a title (情况表（亿元））."""
    alone = split_units(text)
    if alone and all(unit in reading.units or is_strange_unit(unit, reading) for unit in alone):
        return alone
    return tuple(unit for part in bracketed(text) for unit in split_units(part) if unit in reading.units)
