"""What a person sees: their rights, and the regions, units and indicators that each right reaches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from config.model import Config
from dashboard.access.person import Person, Post
from dashboard.access.rights import RIGHTS, Reach, Right, reach_of


@dataclass(frozen=True)
class Sight:
    """The rights of a person under a config. Everything that is shown or changed is held against one of these."""

    config: Config
    person: Person

    @cached_property
    def rights(self) -> frozenset[Right]:
        """Every right that one of the person's posts has."""
        if self.person.operator:
            return frozenset(RIGHTS)
        return frozenset(right for right in RIGHTS if self._reaches(right))

    def has(self, *rights: Right) -> bool:
        """True when the person has one of the rights."""
        return any(right in self.rights for right in rights)

    def whole(self, right: Right) -> bool:
        """True when a right reaches everything."""
        return self.person.operator or any(reach == "all" for _, reach in self._reaches(right))

    def posts(self, right: Right) -> tuple[Post, ...]:
        """The posts that have a right, in one order: people for whom they are the same see the same by it."""
        held = (post for post, _ in self._reaches(right))
        return tuple(sorted(set(held), key=lambda post: (post.role, post.unit)))

    def regions(self, right: Right) -> frozenset[str]:
        """The codes of the regions that a right reaches by a post for a region (all of them by one for everything)."""
        if self.whole(right):
            return frozenset(self.config.region)
        found = (_regions(self.config, post, reach) for post, reach in self._reaches(right))
        return frozenset[str]().union(*found)

    def divisions(self, right: Right) -> frozenset[str]:
        """The codes of the divisions that a right reaches by a post for a division (all by one for everything)."""
        if self.whole(right):
            return frozenset(self.config.division)
        return frozenset(post.unit for post, _ in self._reaches(right) if post.unit in self.config.division)

    def indicators(self, right: Right) -> frozenset[str]:
        """The codes of the indicators that the divisions of a right own (all by one for everything)."""
        if self.whole(right):
            return frozenset(self.config.indicator)
        owners = self.divisions(right)
        return frozenset(indicator.code for indicator in self.config.indicators if indicator.owner in owners)

    def unit(self, right: Right, unit: str) -> bool:
        """True when a right reaches a unit: a region or a division by its code."""
        return self.whole(right) or unit in self.regions(right) or unit in self.divisions(right)

    def figure(self, right: Right, region: str, indicator: str) -> bool:
        """True when a right reaches the figure of an indicator in a region."""
        return self.whole(right) or region in self.regions(right) or indicator in self.indicators(right)

    def _reaches(self, right: Right) -> list[tuple[Post, Reach]]:
        reaches = ((post, reach_of(post.role, post.unit, right)) for post in self.person.posts)
        return [(post, reach) for post, reach in reaches if reach is not None]


def _regions(config: Config, post: Post, reach: Reach) -> frozenset[str]:
    if post.unit not in config.region:
        return frozenset()
    return config.below(post.unit) if reach == "below" else frozenset({post.unit})
