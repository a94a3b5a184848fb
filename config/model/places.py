"""Where: levels, regions, peer groups, maps."""

from __future__ import annotations

import datetime as dt

from config.model.base import Model, Named


class Level(Named):
    """An administrative level; `order` 0 is the top of the workspace."""

    order: int
    total_words: tuple[str, ...] = ()


class FormerName(Model):
    """A name and code that a region bore until a date (撤县设市 and the like)."""

    region_code: str
    former_code: str
    former_name: str
    until: dt.date
    note: str = ""


class Region(Model):
    """One region; codes are GB/T 2260 (6 digits) or the workspace's own."""

    code: str
    name: str
    name_en: str
    short_name: str
    level: str
    parent_code: str = ""
    peer_group: str = ""
    center_lon: float | None = None
    center_lat: float | None = None

    def label(self, locale: str) -> str:
        """The full name in the locale."""
        return self.name_en if locale == "en" else self.name


class PeerGroup(Named):
    """分组: the units that are ranked against each other; all of one level."""

    level: str


class MapLayer(Model):
    """A GeoJSON file whose features carry the region code in properties.`key`, with its approval number (审图号)."""

    level: str
    file: str
    key: str = "adcode"
    approval_number: str = ""
    note: str = ""
    note_en: str = ""


class Province(Model):
    """What the workspace is called and where its top is."""

    title: str
    title_en: str
    department: str
    department_en: str
    top: str
    scored_levels: tuple[str, ...]
