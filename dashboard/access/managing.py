"""Who manages whose account, and which posts may be given: rules on config and posts alone.

An administrator of the whole province manages everyone's account but the own; one of a region (delegated) the accounts
whose posts all lie in that region. Who checks, who reads results and who manages accounts are never one (三员分立).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from config.model import Config, Role
from config.wording import mark
from dashboard.access.person import Person, Post
from dashboard.access.refusing import AccountProblem
from dashboard.access.rights import ALONE, MATRIX

NO_UNIT = mark("{role} is a post of the whole province; leave the unit empty.")
UNIT_OF_DIVISION = mark("{role} is a post of a division; choose one.")
UNIT_OF_REGION = mark("{role} is a post of a region below the province; choose one.")
UNIT_OF_EITHER = mark("{role} is a post of a region or a division; choose one.")
UNIT_OF_FIELD = mark("{role} has the whole province, a division as field, or a prefecture as zone; choose one of them.")
UNIT_OF_ORIGIN = mark("{role} has no unit, or the region or division that it belongs to and may not score.")
HELD_ALONE = mark("{role} is held alone: who checks the trail holds no other post.")
NEVER_ONE_HAND = mark(
    "Who manages the accounts of the whole province sees no results: this post cannot be held with another one."
)
NOT_YOURS_TO_GIVE = mark("You may not give or end this post: {post}.")
DELEGATED: tuple[Role, ...] = ("head", "submitter")
"""The roles that an administrator of a region gives in that region; administrators only strictly below it."""


@dataclass(frozen=True)
class Managing:
    """What someone may do with the accounts of others, by the posts that they hold."""

    config: Config
    person: Person

    @property
    def whole(self) -> bool:
        """True for the administrator of the whole province, and for whoever runs a command on the server."""
        return self.person.operator or Post("administrator") in self.person.posts

    @cached_property
    def regions(self) -> frozenset[str]:
        """The regions whose accounts a delegated administrator manages: the own ones and those below."""
        return frozenset[str]().union(*(self.config.below(unit) for unit in self.own))

    def gives(self, post: Post) -> bool:
        """True when the person may give a post to someone, and end it."""
        if self.whole:
            return True
        if post.role == "administrator":
            return any(post.unit in self.config.below(unit) - {unit} for unit in self.own)
        return post.role in DELEGATED and post.unit in self.regions

    def manages(self, posts: Collection[Post]) -> bool:
        """True when an account with these posts is the person's to manage; without any it is the province's."""
        return self.whole or (bool(posts) and all(map(self.gives, posts)))

    def offers(self, role: Role) -> tuple[str, ...]:
        """The units for which the person may give a role, in the order of the config."""
        return tuple(unit for unit in units_of(self.config, role) if self.gives(Post(role, unit)))

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The regions for which the person is an administrator."""
        held = (post.unit for post in self.person.posts if post.role == "administrator")
        return tuple(unit for unit in held if unit in self.config.region)


def units_of(config: Config, role: Role) -> tuple[str, ...]:
    """The units that a role may have, in the order of the config; the empty one is the whole province."""
    divisions = tuple(division.code for division in sorted(config.divisions, key=lambda one: one.order))
    regions = tuple(region.code for region in config.regions if region.code != config.province.top)
    if role == "leader":
        return ("", *divisions, *(region.code for region in config.children.get(config.province.top, ())))
    if role == "reviewer":
        return divisions
    if role == "head":
        return regions
    if role == "judge":
        return ("", *divisions, *regions)
    if role == "submitter":
        return (*divisions, *regions)
    return ("", *regions) if role == "administrator" else ("",)


def must_fit(config: Config, post: Post) -> None:
    """Raise AccountProblem for a role with a unit that it cannot have."""
    if post.unit not in units_of(config, post.role):
        raise AccountProblem(_WHY[post.role], post)


def must_go_together(posts: Iterable[Post]) -> None:
    """Raise AccountProblem for posts that one person must not hold at once."""
    held = tuple(dict.fromkeys(posts))
    alone = next((post for post in held if post.role in ALONE), None)
    if alone is not None and len(held) > 1:
        raise AccountProblem(HELD_ALONE, alone)
    reads = next((post for post in held if "results" in MATRIX[post.role]), None)
    if Post("administrator") in held and reads is not None:
        raise AccountProblem(NEVER_ONE_HAND, reads)


_WHY: dict[Role, str] = {
    "leader": UNIT_OF_FIELD,
    "office": NO_UNIT,
    "reviewer": UNIT_OF_DIVISION,
    "head": UNIT_OF_REGION,
    "submitter": UNIT_OF_EITHER,
    "judge": UNIT_OF_ORIGIN,
    "auditor": NO_UNIT,
    "administrator": UNIT_OF_REGION,
}
