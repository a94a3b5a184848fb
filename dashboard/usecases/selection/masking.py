"""盲评: the names of regions and units in a text covered, so that it does not say whose case it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from config.model import Config

COVERED = "某地"
COVERED_UNIT = "某单位"
_SHORTEST = 2


def masked(config: Config, text: str, touched: Iterable[str]) -> str:
    """A text without the full name of any region or division, and without the short names of the regions that the case
    touches and of those above them."""
    units = {name for one in config.divisions for name in (one.name, one.name_en)}
    names = {name for one in config.regions for name in (one.name, one.name_en)}
    names |= {one.former_name for one in config.former_names} | set(_short(config, touched))
    covered = _cover(text, units, COVERED_UNIT)
    return _cover(covered, names, COVERED)


def _short(config: Config, touched: Iterable[str]) -> Iterable[str]:
    for unit in touched:
        code = unit
        while code in config.region:
            region = config.region[code]
            yield region.short_name
            yield re.sub("(市|县|区)$", "", region.short_name)
            code = region.parent_code


def _cover(text: str, names: Iterable[str], by: str) -> str:
    known = sorted((name for name in names if len(name) >= _SHORTEST), key=len, reverse=True)
    return re.sub("|".join(map(re.escape, known)), by, text) if known else text
