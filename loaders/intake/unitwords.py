"""Units as they are written beside and above tables: lists of them, and what only looks like one."""

from __future__ import annotations

import re

from config.model import Reading
from loaders.intake.words import tight

MULTIPLE = re.compile(r"^[十百千万亿].{0,3}$")
"""What units in tens to hundreds of millions begin with, known or not."""


def split_units(text: str) -> tuple[str, ...]:
    """The units of a line such as `人、万元`."""
    return tuple(part for part in re.split(r"[、,，;；]|(?<=[人元个户])/(?=[人万个户])", tight(text)) if part)


def is_strange_unit(text: str, reading: Reading) -> bool:
    """True for what looks like a unit and is none that is known: 千人, 百张."""
    bases = {base for base, _ in reading.units.values()}
    known = text in reading.units or not MULTIPLE.match(text)
    return not known and any(text.endswith(base) for base in bases)
