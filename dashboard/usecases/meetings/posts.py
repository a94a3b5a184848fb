"""Who someone is in a meeting: in which class they vote, and which units are their own."""

from __future__ import annotations

from collections.abc import Iterable

from config.model import Config
from dashboard.access.gate import inner
from dashboard.access.person import Post
from dashboard.access.rights import reach_of
from dashboard.usecases.desk import Desk


def ballot_class_of(config: Config, posts: Iterable[Post]) -> str:
    """The first class in which one of the posts votes; empty for none."""
    roles = {post.role for post in posts if reach_of(post.role, post.unit, "vote")}
    return next((one.code for one in config.meeting.ballot_class if roles & set(one.roles)), "")


def own_units(config: Config, posts: Iterable[Post]) -> frozenset[str]:
    """The units on which the holder of the posts does not vote: the own ones, and the regions that these belong to or
    hold. What is in a leader's charge is not the leader's own."""
    held = {post.unit for post in posts if post.unit and post.role != "leader"}
    around = (code for code in config.region if any(_akin(config, code, unit) for unit in held & config.region.keys()))
    return frozenset(held).union(around)


@inner
def guest_of(desk: Desk, login: str, name: str, posts: Iterable[Post]) -> dict[str, object]:
    """What is kept of someone who is there."""
    held = tuple(posts)
    own = sorted(own_units(desk.config, held))
    return {"who": login, "name": name, "class": ballot_class_of(desk.config, held), "own": own}


def _akin(config: Config, code: str, unit: str) -> bool:
    return code != config.province.top and (code in config.below(unit) or unit in config.below(code))
