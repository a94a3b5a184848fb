from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.access.gate import NotAllowed
from dashboard.usecases.desk import Desk
from tests.matrix.world import World

Look = Callable[[World, Desk], set[str]]


@dataclass(frozen=True)
class Probe:
    every: frozenset[str]
    means: Mapping[str, frozenset[str]]
    look: Look

    def seen(self, world: World, at: Desk) -> set[str] | None:
        try:
            return self.look(world, at)
        except NotAllowed:
            return None

    def meant(self, word: str) -> set[str] | None:
        return set(self.means[word] & self.every) if word in self.means else None
