"""In which post the reader acts: one of those that they hold, kept from page to page."""

from __future__ import annotations

from config.wording import mark
from dashboard.parts.filters import choose
from dashboard.parts.markup import element, show
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.posts import acting_posts


def reviewer_post() -> str:
    """The post, chosen from those that the reader holds; empty for a reader who acts in none."""
    held = acting_posts(desk(), locale())
    label = say()(mark("Acting post"))
    if len(held) > 1:
        return choose(label, held, key="post")
    for code, name in held.items():
        show(element("p", label, css="jp-note"), element("p", element("b", name)))
        return code
    return ""
