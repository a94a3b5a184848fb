"""An opened account: who it is, its posts and sessions, and the acts upon it."""

from __future__ import annotations

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.account_asking import Question, answer, ask, do, question_of, secret_of, what_was_said
from dashboard.parts.account_list import account_state, who
from dashboard.parts.account_posts import account_posts
from dashboard.parts.account_sessions import account_sessions
from dashboard.parts.markup import Html, element, facts, section_head, show
from dashboard.parts.session import desk, say
from dashboard.usecases.accounts import changing
from dashboard.usecases.accounts.listing import AccountLine


def account_card(line: AccountLine) -> None:
    """Everything about one account; while something is asked about it, the question in place of the acts."""
    words = say()
    section_head(line.name)
    what_was_said()
    secret_of(line.login)
    show(account_facts(line, words))
    asked = question_of(line.login)
    if asked is not None:
        answer(asked)
    elif line.own:
        show(element("p", words(mark("This is your own account: another administrator changes it.")), css="jp-note"))
    else:
        _acts(line, words)
    account_posts(line)
    account_sessions(line)
    if not line.own:
        _details(line, words)


def account_facts(line: AccountLine, words: Say) -> Html:
    """How an account stands."""
    signed = f"{line.last_sign_in:%Y-%m-%d %H:%M}" if line.last_sign_in else words(mark("never"))
    made = words(mark("{day} by {login}"), day=f"{line.made:%Y-%m-%d}", login=who(line.made_by, words))
    return facts(
        [
            (words(mark("Login")), line.login),
            (words(mark("State")), account_state(line, words)),
            (words(mark("Last sign-in")), signed),
            (words(mark("Password")), _password(line, words)),
            (words(mark("Second factor")), words(mark("set up")) if line.second_factor else words(mark("none"))),
            (words(mark("Single sign-on")), line.subject),
            (words(mark("Made on")), made),
        ]
    )


def _password(line: AccountLine, words: Say) -> str:
    if not line.password:
        return words(mark("none; signs in by single sign-on")) if line.subject else words(mark("none"))
    if line.lapsed:
        return words(mark("one-time, lapsed: reset it"))
    return words(mark("one-time, still to be changed")) if line.must_change else words(mark("the person's own"))


def _acts(line: AccountLine, words: Say) -> None:
    questions = [_reset(line, words), _deactivate(line, words) if line.active else None]
    questions += [_second_factor(line, words)] if line.second_factor else []
    with st.container(horizontal=True, gap="small", key="account_acts"):
        for question in filter(None, questions):
            st.button(question.button, key=f"ask_{question.button}_{line.login}", on_click=ask, args=(question,))
        if not line.active:
            label = words(mark("Activate"))
            st.button(label, key=f"activate_{line.login}", type="primary", on_click=_activate, args=(line.login,))


def _reset(line: AccountLine, words: Say) -> Question:
    sentence = mark(
        "Reset the password of {name}? The present one ends at once, and so do the sessions; a lock is lifted. You get "
        "a one-time password to hand over."
    )
    return Question(
        line.login,
        words(sentence, name=line.name),
        words(mark("Reset password")),
        words(mark("The password is reset.")),
        lambda: changing.reset_password(desk(), line.login),
    )


def _deactivate(line: AccountLine, words: Say) -> Question:
    sentence = mark(
        "Deactivate {name}? Nobody signs in with this account any more and its sessions end at once. What the person "
        "did stays on record, and so do the posts."
    )
    return Question(
        line.login,
        words(sentence, name=line.name),
        words(mark("Deactivate")),
        words(mark("The account is deactivated.")),
        lambda: changing.deactivate(desk(), line.login),
    )


def _second_factor(line: AccountLine, words: Say) -> Question:
    sentence = mark("Remove the second factor of {name}? Do it only when you know that it is the person who asks.")
    return Question(
        line.login,
        words(sentence, name=line.name),
        words(mark("Remove second factor")),
        words(mark("The second factor is removed.")),
        lambda: changing.remove_second_factor(desk(), line.login),
    )


def _details(line: AccountLine, words: Say) -> None:
    with st.expander(words(mark("Change the name or the single sign-on"))):
        keys = (f"name_{line.login}", f"subject_{line.login}")
        st.text_input(words(mark("Name")), line.name, key=keys[0])
        st.text_input(
            words(mark("Single sign-on subject (empty: not linked)")),
            line.subject,
            key=keys[1],
        )
        st.button(words(mark("Keep")), key=f"keep_{line.login}", type="primary", on_click=_keep, args=(line, keys))


def _keep(line: AccountLine, keys: tuple[str, str]) -> None:
    name, subject = (str(st.session_state[key]) for key in keys)
    done = say()(mark("The changes are kept."))
    if name != line.name and not do(lambda: changing.rename(desk(), line.login, name), line.login, done):
        return
    if subject != line.subject:
        do(lambda: changing.link(desk(), line.login, subject), line.login, done)


def _activate(login: str) -> None:
    do(lambda: changing.activate(desk(), login), login, say()(mark("The account may sign in again.")))
