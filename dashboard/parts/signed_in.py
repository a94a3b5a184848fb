"""Who is signed in, in the corner of every page, and the way out; and what is said to one who is not."""

from __future__ import annotations

from collections.abc import Callable

from config.wording import Say, mark
from dashboard.access.titles import posts_words
from dashboard.door.forms import TOKEN, token_of
from dashboard.parts import identity
from dashboard.parts.house import house
from dashboard.parts.markup import Html, element, join, show
from dashboard.parts.session import desk, locale, say

NOBODY = mark("You are not signed in, or no longer. What was received before is kept.")


def while_signed_in(draw: Callable[[], None]) -> None:
    """Draw a page; for nobody, and where the session ends meanwhile, the sentence and the way to the sign-in page."""
    try:
        draw()
    except identity.NotSignedIn:
        show_nobody()


def show_nobody() -> None:
    """What one sees who is not signed in."""
    words = say()
    address = f"/sign-in{'?lang=en' if locale() == 'en' else ''}"
    way = element("a", words(mark("To the sign-in page")), href=address, target="_self")
    show(element("div", element("p", words(NOBODY)), way, css="jp-wrong jp-nobody"))


def signed_in() -> Html:
    """The name and the posts of who is signed in, the way to the own account, and the button that signs out."""
    person, words = desk().person, say()
    held = posts_words(desk().config, person.posts, words, locale())
    english = "?lang=en" if locale() == "en" else ""
    name = element("a", element("b", person.name), href=f"/account{english}", target="_self", title=person.login)
    return element("div", name, element("small", held, title=held), _way_out(words), css="jp-signed")


def _way_out(words: Say) -> Html:
    try:
        token = token_of(house().workspace, identity.signed())
    except identity.NotSignedIn:
        return Html("")
    fields = join(
        Html(element("input", type="hidden", name=name, value=value).removesuffix("</input>"))
        for name, value in ((TOKEN, token), ("language", "en" if locale() == "en" else "zh"))
    )
    leave = element("button", words(mark("Sign out")), type="submit")
    return element("form", fields, leave, method="post", action="/sign-out")
