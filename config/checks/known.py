"""What a scheme may refer to: the codes of a config folder, or nothing, where every name is as good as another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel

from config.checks.references import unknown
from config.draft import Draft
from config.files import Entry
from config.model import Config, Division, Indicator, Level, PeerGroup
from config.problems import Problem

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Known:
    """The codes that there are; None where there is no catalogue to compare with."""

    indicators: Collection[str] | None = None
    divisions: Collection[str] | None = None
    levels: Collection[str] | None = None
    groups: Collection[str] | None = None
    catalogue: Mapping[str, Indicator] = field(default_factory=dict)
    level_of: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_draft(cls, draft: Draft) -> Known:
        """What a folder declares, the codes of unreadable entries among them."""
        return cls(
            indicators=draft.codes(Indicator, draft.indicators),
            divisions=draft.codes(Division, draft.divisions),
            levels=draft.codes(Level, draft.levels),
            groups=draft.codes(PeerGroup, draft.groups),
            catalogue={entry.it.code: entry.it for entry in draft.indicators},
            level_of={entry.it.code: entry.it.level for entry in draft.groups},
        )

    @classmethod
    def of_config(cls, config: Config | None) -> Known:
        """What a checked config declares; nothing is compared without one."""
        if config is None:
            return cls()
        return cls(
            indicators=config.indicator,
            divisions=config.division,
            levels={level.code for level in config.levels},
            groups=config.group,
            catalogue=config.indicator,
            level_of={group.code: group.level for group in config.groups},
        )


def absent(
    entry: Entry[M], key: str, codes: Iterable[str], known: Collection[str] | None, message: str
) -> Iterator[Problem]:
    """References that lead nowhere, where there is something to compare with."""
    if known is not None:
        yield from unknown(entry, key, codes, known, message)
