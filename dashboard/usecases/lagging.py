"""Where key tasks lie behind time progress: the prefectures, each with those of its regions that are behind."""

from __future__ import annotations

from dataclasses import dataclass

from config.model import Config
from dashboard.usecases.shortfalls import Shortfalls


@dataclass(frozen=True)
class Lag:
    """A region of the first scored level; `behind` are the names of those in it, itself included, that lag."""

    code: str
    name: str
    short_name: str
    behind: tuple[str, ...]


def lags(config: Config, found: Shortfalls, locale: str) -> tuple[Lag, ...]:
    """Every region of the first scored level, those with most regions behind first."""
    late = dict.fromkeys(task.region for one in found.broken_down for task in one.behind)
    top = config.province.scored_levels[0]
    drawn = (
        Lag(
            code=region.code,
            name=region.label(locale),
            short_name=region.name_en.split(" ")[0] if locale == "en" else region.short_name,
            behind=tuple(config.region[code].label(locale) for code in late if code in config.below(region.code)),
        )
        for region in config.regions
        if region.level == top
    )
    return tuple(sorted(drawn, key=lambda one: -len(one.behind)))
