"""The posts of an opened account: what it holds, what it held, and the form that gives another."""

from __future__ import annotations

import streamlit as st

from config.wording import Say, mark
from dashboard.access.person import Post
from dashboard.access.titles import post_words, role_name, unit_name
from dashboard.parts.account_asking import Question, ask, do
from dashboard.parts.account_list import who
from dashboard.parts.markup import element, join, show
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.accounts.changing import end, give
from dashboard.usecases.accounts.listing import AccountLine, HeldPost, posts_offered


def account_posts(line: AccountLine) -> None:
    """Each post with since when, and the button that ends it; below, those that have ended."""
    words = say()
    show(element("h3", words(mark("Posts")), css="jp-part"))
    if not line.posts:
        show(element("p", words(mark("No post: the account may sign in, but sees nothing.")), css="jp-note"))
    for held in line.posts:
        _held(line, held, words)
    if line.past:
        past = [element("p", _past(held, words), css="jp-note") for held in line.past]
        with st.expander(words(mark("Posts that ended ({count})"), count=len(line.past))):
            show(join(past))
    if not line.own:
        with st.expander(words(mark("Give another post"))):
            post = choose_post(f"give_{line.login}")
            button = words(mark("Give this post"))
            st.button(button, key=f"give_post_{line.login}", on_click=_give, args=(line.login, post), type="primary")


def choose_post(key: str) -> Post:
    """The lists of the roles that may be given, and of the units of the chosen role."""
    words, offers = say(), posts_offered(desk())
    language = locale()
    role = st.selectbox(
        words(mark("Role")), list(offers), format_func=lambda one: role_name(one, words), key=f"{key}_role_{language}"
    )
    units = offers[role]
    if units == ("",):
        return Post(role)
    unit = st.selectbox(
        words(mark("Unit")),
        units,
        format_func=lambda one: unit_name(desk().config, one, words, language),
        key=f"{key}_unit_{role}_{language}",
    )
    return Post(role, unit)


def _held(line: AccountLine, held: HeldPost, words: Say) -> None:
    name = post_words(desk().config, held.post, words, locale())
    since = words(mark("since {day}, given by {login}"), day=f"{held.since:%Y-%m-%d}", login=who(held.made_by, words))
    left, right = st.columns([5, 2], vertical_alignment="center")
    with left:
        show(element("b", name), element("small", since, css="jp-sub"))
    if line.own:
        return
    sentence = mark("End the post {post} of {name}? What it allowed ends at once, also in open pages.")
    question = Question(
        line.login,
        words(sentence, post=name, name=line.name),
        words(mark("End the post")),
        words(mark("The post has ended.")),
        lambda: end(desk(), line.login, held.post),
    )
    with right:
        key = f"end_{held.post.role}_{held.post.unit}_{line.login}"
        st.button(words(mark("End")), key=key, on_click=ask, args=(question,))


def _past(held: HeldPost, words: Say) -> str:
    return words(
        mark("{post}: {since} to {until}, ended by {login}"),
        post=post_words(desk().config, held.post, words, locale()),
        since=f"{held.since:%Y-%m-%d}",
        until=f"{held.until:%Y-%m-%d}" if held.until else "",
        login=who(held.ended_by, words),
    )


def _give(login: str, post: Post) -> None:
    do(lambda: give(desk(), login, post), login, say()(mark("The post is given; it holds at once.")))
