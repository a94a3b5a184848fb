"""How the page of one's own account looks."""

from __future__ import annotations

import re

from starlette.responses import Response

from config.wording import Say, mark
from dashboard.access.titles import posts_words
from dashboard.door.fields import code_field, current_password_field, new_password_fields, set_up_content
from dashboard.door.forms import token_of
from dashboard.door.page import Visit, answer, button, form, hidden, said
from dashboard.door.second_factor import offered
from dashboard.door.watch import person_of
from dashboard.parts.markup import Html, element
from loaders.store.accesstables import Account, AccountSession
from loaders.store.sessions import SignedIn, running_sessions

ACCOUNT = "/account"
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone|iPad", "iOS"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
_HEADS = (mark("Since"), mark("Last act"), mark("Network address"), mark("Browser"), mark("Signed in with"))
METHODS = {
    "password": mark("password"),
    "password+totp": mark("password and code"),
    "oidc": mark("single sign-on"),
}


def account_page(
    visit: Visit, signed: SignedIn, account: Account, *, wrong: str = "", done: str = "", status: int = 200
) -> Response:
    """Who one is, where one is signed in, the password, the second factor."""
    say = visit.say
    token = token_of(visit.desk.workspace, signed)
    told = said(wrong, "wrong") if wrong else said(done, "done") if done else ""
    content = (
        told,
        _who(visit, signed),
        element("h2", say(mark("Where you are signed in"))),
        _sessions(visit, signed),
        _leaving(visit, token),
        *(_password(visit, token, account) if account.password else ()),
        *(_second_factor(visit, token, account) if account.password else ()),
    )
    return answer(visit, say(mark("My account")), *content, status=status, wide=True)


def second_factor_page(
    visit: Visit, signed: SignedIn, account: Account, sealed: str, wrong: str = "", status: int = 200
) -> Response:
    """The steps to set up a second factor."""
    say, token = visit.say, token_of(visit.desk.workspace, signed)
    shown = set_up_content(visit, account, offered(visit.desk, account, sealed))
    content = (*shown, hidden("offered", sealed), code_field(visit), button(say(mark("Set up"))))
    told = said(wrong, "wrong") if wrong else ""
    back = element("p", element("a", say(mark("Back to my account")), href=visit.to(ACCOUNT)))
    steps = form(visit, f"{ACCOUNT}/second-factor/keep", token, *content)
    return answer(visit, say(mark("Sign-in code from the phone")), told, steps, back, status=status)


def _who(visit: Visit, signed: SignedIn) -> Html:
    say, config = visit.say, visit.desk.config
    posts = posts_words(config, person_of(signed).posts, say, visit.locale)
    lines = (
        (say(mark("Name")), signed.name),
        (say(mark("Login")), signed.login),
        (say(mark("Posts")), posts or say(mark("none"))),
    )
    pairs = [part for name, text in lines for part in (element("dt", name), element("dd", text))]
    back = element("p", element("a", say(mark("To the pages")), href="/?lang=en" if visit.locale == "en" else "/"))
    return element("div", element("dl", *pairs), back)


def _sessions(visit: Visit, signed: SignedIn) -> Html:
    say, desk = visit.say, visit.desk
    running = running_sessions(desk.engine, desk.now(), desk.config.access.sessions.idle, signed.account)
    head = element("tr", *(element("th", say(name)) for name in _HEADS))
    rows = [_row(visit, one, here=one.id == signed.number) for one in running]
    return element("table", element("thead", head), element("tbody", *rows))


def _row(visit: Visit, one: AccountSession, *, here: bool) -> Html:
    say, desk = visit.say, visit.desk
    browser = _browser(one.browser, say)
    named = element("b", browser, say(mark(" (this one)"))) if here else browser
    moments = (f"{desk.local(moment):%Y-%m-%d %H:%M}" for moment in (one.made_at, one.seen_at))
    method = say(METHODS[one.method]) if one.method in METHODS else one.method
    cells = zip(_HEADS, (*moments, one.address, named, method), strict=True)
    return element("tr", *(element("td", text, data_head=say(head)) for head, text in cells))


def _browser(text: str, say: Say) -> str:
    """A browser as people call it: its name and the system; unknown ones are said to be so."""
    name = next((name for sign, name in _BROWSERS if sign in text), "")
    system = next((name for sign, name in _SYSTEMS if re.search(sign, text)), "")
    return ", ".join(part for part in (name, system) if part) or say(mark("unknown"))


def _leaving(visit: Visit, token: str) -> Html:
    say = visit.say
    here = form(visit, "/sign-out", token, button(say(mark("Sign out"))))
    everywhere = form(visit, f"{ACCOUNT}/everywhere", token, button(say(mark("Sign out everywhere")), "quiet"))
    return element("div", here, everywhere, css="row")


def _password(visit: Visit, token: str, account: Account) -> tuple[Html, ...]:
    say = visit.say
    fields = (current_password_field(visit), *new_password_fields(visit, account))
    change = form(visit, f"{ACCOUNT}/password", token, *fields, button(say(mark("Change the password"))), css="narrow")
    return element("h2", say(mark("Password"))), change


def _second_factor(visit: Visit, token: str, account: Account) -> tuple[Html, ...]:
    say = visit.say
    if account.totp:
        state = say(mark("A sign-in asks for a code from your phone, too."))
        action, words = f"{ACCOUNT}/second-factor/remove", say(mark("Remove the second factor"))
    else:
        state = say(mark("With it a sign-in also asks for a code from your phone: a stolen password alone is no use."))
        action, words = f"{ACCOUNT}/second-factor", say(mark("Set up a second factor"))
    sent = form(visit, action, token, current_password_field(visit), button(words, "quiet"), css="narrow")
    return element("h2", say(mark("Sign-in code from the phone"))), said(state), sent
