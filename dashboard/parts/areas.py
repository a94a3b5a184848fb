"""The area that a page is about: the whole province, or one prefecture with the counties below it."""

from __future__ import annotations

from collections.abc import Mapping

from config.wording import mark
from dashboard.parts.filters import choose
from dashboard.parts.own import own_divisions, own_first, own_regions
from dashboard.parts.session import desk, locale, say
from dashboard.releasing.reading import Edition


def choose_area(source: Edition) -> frozenset[str]:
    """The codes of the regions of the prefecture that the reader chose; none of them for the whole province."""
    config, words = source.desk.config, say()
    tops = {one.code: one.label(locale()) for one in config.regions if one.level == config.province.scored_levels[0]}
    names = {"all": words(mark("The whole province"))} | own_first(tops, own_regions(desk()), words)
    area = choose(words(mark("Area")), names, key="area")
    return frozenset() if area == "all" else config.below(area)


def choose_division(names: Mapping[str, str]) -> str:
    """The code of the division that the reader chose of those given by name; empty for all. The reader's own first."""
    words = say()
    shown = {"all": words(mark("All divisions"))} | own_first(names, own_divisions(desk()), words)
    return choose(words(mark("Division")), shown, key="division").replace("all", "")
