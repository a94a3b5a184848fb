"""What roles and posts are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from config.model import Config, Role
from config.wording import Say, mark
from dashboard.access.person import Post

ROLE_NAMES: Mapping[Role, str] = {
    "leader": mark("Leader"),
    "office": mark("Office"),
    "reviewer": mark("Division reviewer"),
    "head": mark("Bureau head"),
    "submitter": mark("Submitting clerk"),
    "judge": mark("Judge of highlights"),
    "auditor": mark("Auditor"),
    "administrator": mark("Account administrator"),
}
WHOLE = mark("the whole province")
POST = mark("{role} ({unit})")


def role_name(role: Role, say: Say) -> str:
    """The name of a role."""
    return say(ROLE_NAMES[role])


def unit_name(config: Config, unit: str, say: Say, locale: str) -> str:
    """The name of a post's unit; the code itself when the config lost it."""
    known = config.division.get(unit) or config.region.get(unit)
    if known is not None:
        return known.label(locale)
    return unit or say(WHOLE)


def post_words(config: Config, post: Post, say: Say, locale: str) -> str:
    """A post as it is read: its role, and its unit where it has one."""
    role = role_name(post.role, say)
    return say(POST, role=role, unit=unit_name(config, post.unit, say, locale)) if post.unit else role


def posts_words(config: Config, posts: Iterable[Post], say: Say, locale: str) -> str:
    """Posts in one line, each role once with all its units."""
    units: dict[Role, list[str]] = {}
    for post in posts:
        units.setdefault(post.role, []).extend([unit_name(config, post.unit, say, locale)] if post.unit else [])
    comma, between = say(mark(", ")), "; " if locale == "en" else "；"
    roles = ((role_name(role, say), comma.join(held)) for role, held in units.items())
    return between.join(say(POST, role=role, unit=held) if held else role for role, held in roles)
