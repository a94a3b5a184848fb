"""Signing in and out: the page with login and password, and the way out."""

from __future__ import annotations

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from config.wording import mark
from dashboard.demo.accounts import Shown, shown_accounts
from dashboard.door import cookies
from dashboard.door.asking import address_of, onward
from dashboard.door.ending import end
from dashboard.door.farewell import after_sign_out
from dashboard.door.forms import before_session, form_of, keep_form, must_be_of, must_be_ours
from dashboard.door.page import Visit, answer, button, field, form, hidden, said, visit_of
from dashboard.door.rates import wait_for
from dashboard.door.serving import served
from dashboard.door.single_sign_on import START, sentence_of, single_sign_on_name
from dashboard.door.steps import first_step, go_on
from dashboard.door.trying import REFUSED, in_turn, try_password
from dashboard.door.watch import watch_of
from dashboard.parts.markup import Html, element, join
from dashboard.usecases.desk import Desk

_LOG = logging.getLogger("jiping")
TOO_MANY = mark("Too many tries to sign in came from your address. Please try again in {seconds} seconds.")
SIGNED_OUT = mark("You have signed out.")
WHY = {
    "idle": mark("You were signed out because nothing was done here for {minutes} minutes. Please sign in again."),
    "absolute": mark("You were signed out because a sign-in lasts {hours} hours. Please sign in again."),
    "deactivated": mark("This account was deactivated. If that is a mistake, ask who manages your unit's accounts."),
    "password_reset": mark("Your password was reset. Please sign in with the one-time password that you were given."),
    "administrator": mark("Who manages the accounts of your unit ended your sign-in. Please sign in again."),
    "everywhere": mark("You signed out everywhere. Please sign in again."),
    "password": mark("The password of this account was changed. Please sign in with the new one."),
    "signed_out": SIGNED_OUT,
    "provider": mark("You signed out where you had signed in for this system too. Please sign in again."),
    "again": mark("You signed in anew in this browser. Please sign in once more."),
}
WHY["inactive"] = WHY["deactivated"]
SIGN_IN_WITH = mark("Sign in with {provider}")
ENDED = mark("Your sign-in was ended. Please sign in again; if that fails, ask who manages the accounts of your unit.")


@served
async def show(request: Request, desk: Desk) -> Response:
    """The sign-in page; who is signed in already goes on."""
    visit = visit_of(request, desk)
    token = cookies.read(request.scope, cookies.SESSION)
    watch = watch_of(desk)
    met = await run_in_threadpool(watch.met, token)
    why = await run_in_threadpool(watch.why, met) if met else ""
    if met and not why:
        return RedirectResponse(visit.onward, 303)
    return sign_in_page(visit, why=_why(visit, why))


@served
async def sign_in(request: Request, desk: Desk) -> Response:
    """Check a login and a password, and go on to a session or to the next step."""
    fields = await form_of(request)
    visit = visit_of(request, desk, fields)
    seconds = wait_for(desk, "sign_ins", address_of(request.scope))
    if seconds:
        page = sign_in_page(visit, wrong=visit.say(TOO_MANY, seconds=seconds), status=429)
        page.headers["Retry-After"] = str(seconds)
        return page
    must_be_ours(desk.workspace, request, fields)
    login, password = fields.get("login", ""), fields.get("password", "")
    tried = await in_turn(lambda: try_password(desk, login, password, address_of(request.scope)))
    if tried.account is None:
        return sign_in_page(visit, wrong=visit.say(tried.sentence), login=login, status=401)
    step = first_step(tried.account, onward(visit.onward, visit.locale))
    return await run_in_threadpool(go_on, desk, tried.account, step, request)


@served
async def sign_out(request: Request, desk: Desk) -> Response:
    """End the session of this browser."""
    fields = await form_of(request)
    visit = visit_of(request, desk, fields)
    watch = watch_of(desk)
    signed = await run_in_threadpool(watch.of_token, cookies.read(request.scope, cookies.SESSION))
    if signed:
        must_be_of(desk.workspace, signed, fields)
        await run_in_threadpool(end, desk, signed, "signed_out", address_of(request.scope))
        watch.forget(signed.number)
    response = RedirectResponse(visit.to(after_sign_out(desk.workspace), out="1"), 303)
    cookies.drop(response, request.scope, cookies.SESSION)
    return response


def sign_in_page(visit: Visit, *, wrong: str = "", why: str = "", login: str = "", status: int = 200) -> Response:
    """The page with the form; in the demonstration with its accounts beside it."""
    say, workspace = visit.say, visit.desk.workspace
    kept, token = before_session(workspace, visit.request)
    going = hidden("next", visit.onward)
    enter = form(
        visit,
        "/sign-in",
        token,
        going,
        field(say(mark("Login")), "login", autocomplete="username", value=login[:200], autofocus=""),
        field(say(mark("Password")), "password", type="password", autocomplete="current-password"),
        button(say(mark("Sign in"))),
    )
    wrong = wrong or sentence_of(visit.desk, visit.request.query_params.get("sso", ""), visit.locale)
    told = [said(wrong, "wrong")] if wrong else [said(why, "why")] if why else []
    help_ = said(say(mark("No account, or the password forgotten? Ask who manages the accounts of your unit.")))
    plain = join((*told, *_elsewhere(visit), enter, element("p", ""), help_))
    shown = shown_accounts(workspace)
    tries = element("section", *_shown(visit, shown, token, going)) if shown else ""
    content = element("div", element("section", plain), tries, css="two") if shown else plain
    page = answer(visit, say(mark("Sign in")), content, status=status, wide=bool(shown))
    return keep_form(page, visit.request, kept)


def _elsewhere(visit: Visit) -> list[Html]:
    """The way to the provider of single sign-on, where one is configured; above the password, which few need then."""
    name = single_sign_on_name(visit.desk, visit.locale)
    if not name:
        return []
    way = element("a", visit.say(SIGN_IN_WITH, provider=name), css="button", href=visit.to(START, next=visit.onward))
    return [element("p", way), element("h2", visit.say(mark("Or with the password of this system")))]


def _shown(visit: Visit, shown: tuple[Shown, ...], token: str, going: Html) -> list[Html]:
    say, english = visit.say, visit.locale == "en"
    head = element("h2", say(mark("Look at the demonstration as")))
    known = element("p", say(mark("Every one of them has this password:")), " ", element("code", shown[0].password))
    rows = []
    for one in shown:
        fields = (hidden("login", one.login), hidden("password", one.password), going)
        enter = form(visit, "/sign-in", token, *fields, button(say(mark("Enter")), "quiet"))
        name, says = (one.name_en, one.says_en) if english else (one.name, one.says)
        rows.append(
            element("li", element("div", element("b", name, element("code", one.login)), element("small", says)), enter)
        )
    return [head, element("ul", *rows, css="accounts"), known]


def _why(visit: Visit, why: str) -> str:
    asked = visit.request.query_params
    if asked.get("out"):
        return visit.say(SIGNED_OUT)
    if asked.get("refused"):
        return visit.say(REFUSED)
    if not why:
        return ""
    rules = visit.desk.config.access.sessions
    return visit.say(WHY.get(why, ENDED), minutes=rules.idle_minutes, hours=rules.absolute_hours)
