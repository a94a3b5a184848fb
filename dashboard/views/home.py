"""首页: what needs me now, how it stands, what changed; by the posts of who is signed in."""

from __future__ import annotations

from config.wording import mark
from dashboard.parts.frame import empty_state, open_page
from dashboard.parts.home import card_grid
from dashboard.parts.home_roles import home_cards, roles_of
from dashboard.parts.home_title import home_title
from dashboard.parts.links import open_address
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.home import Ground

words = say()
page = open_page()
ground = Ground(desk(), locale())
title = home_title(ground, roles_of(desk()), words)
page.headline(title.answer, title.context, unreleased=title.source is not None, edition=title.source)
cards = home_cards(ground, words)
if cards:
    open_address(card_grid(cards, title.quarter, words, key="home"))
else:
    empty_state(
        words(mark("Nothing to show yet")),
        words(mark("As soon as files are submitted or a quarter is released, it stands here.")),
    )
