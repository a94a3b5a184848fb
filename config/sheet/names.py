"""What codes are called in a workbook: divisions, indicators and peer groups, where a config is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from config.model import Config, Scheme
from config.sheet.cells import Cell

KINDS = {"divisions": ("处室", "Division"), "indicators": ("指标", "Indicator"), "groups": ("分组", "Peer group")}


@dataclass(frozen=True)
class Names:
    """Names by code; a code without a name is shown as it is."""

    divisions: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, config: Config | None, locale: str) -> Names:
        """The names of a config in the locale; none without one."""
        if config is None:
            return cls()
        return cls(
            divisions={division.code: division.label(locale) for division in config.divisions},
            indicators={indicator.code: indicator.label(locale) for indicator in config.indicators},
            groups={group.code: group.label(locale) for group in config.groups},
        )

    def used(self, scheme: Scheme) -> Names:
        """The names that the scheme's sheet shows: of owners, of indicators that are targets, of its groups."""
        goals = [terms.target for item in scheme.items for terms in item.by_group.values()]
        goals += [item.target for item in scheme.items]
        return Names(
            divisions=_of(self.divisions, (item.owner for item in scheme.items)),
            indicators=_of(self.indicators, (goal.indicator for goal in goals if goal)),
            groups=_of(self.groups, scheme.groups),
        )

    def rows(self, locale: str) -> Iterator[list[Cell]]:
        """The rows of the sheet of names: kind, code, name."""
        for kind, called in KINDS.items():
            for code, name in getattr(self, kind).items():
                yield [called[locale == "en"], code, name]


NO_NAMES = Names()


def _of(names: Mapping[str, str], codes: Iterable[str]) -> dict[str, str]:
    return {code: names[code] for code in dict.fromkeys(codes) if code in names}


def read_names(rows: Iterable[tuple[str, str, str]]) -> Names:
    """The names of the sheet's rows; rows of no known kind are left out."""
    found: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for called, code, name in rows:
        for kind, names in KINDS.items():
            if called in (kind, *names):
                found[kind][code] = name
    return Names(**found)
