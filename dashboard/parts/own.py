"""What is the reader's own comes first in a list: the zone and the fields of a leader, the own region of a head."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from config.model import Role
from config.wording import Say, mark
from dashboard.access.person import Post
from dashboard.usecases.desk import Desk

_REGIONS: Mapping[Role, str] = {"leader": mark("{name} (my zone)"), "head": mark("{name} (mine)")}
_FIELDS: Mapping[Role, str] = {"leader": mark("{name} (my field)"), "reviewer": mark("{name} (our division)")}
Own = Mapping[str, str]
"""How each of the reader's own is marked, by its code."""


def own_regions(desk: Desk) -> Own:
    """The regions of the reader's posts, with those below them."""
    posts = ((post, how) for post, how in _posts(desk, _REGIONS) if post.unit in desk.config.region)
    return {code: how for post, how in posts for code in desk.config.below(post.unit)}


def own_indicators(desk: Desk) -> Own:
    """The indicators of the divisions of the reader's posts."""
    marks = {post.unit: how for post, how in _posts(desk, _FIELDS)}
    return {one.code: marks[one.owner] for one in desk.config.indicators if one.owner in marks}


def own_divisions(desk: Desk) -> Own:
    """The divisions of the reader's posts."""
    return {post.unit: how for post, how in _posts(desk, _FIELDS) if post.unit in desk.config.division}


def opening_region(desk: Desk) -> str:
    """The region that a list of regions begins with: that of the reader's first post for one; empty without."""
    return next((post.unit for post in desk.person.posts if post.unit in desk.config.region), "")


def own_first(names: Mapping[str, str], own: Own, words: Say) -> dict[str, str]:
    """The names by code, the reader's own first and marked."""
    first = {code: words(own[code], name=name) for code, name in names.items() if code in own}
    return first | {code: name for code, name in names.items() if code not in first}


def _posts(desk: Desk, marks: Mapping[Role, str]) -> Iterator[tuple[Post, str]]:
    return ((post, marks[post.role]) for post in desk.person.posts if post.role in marks)
