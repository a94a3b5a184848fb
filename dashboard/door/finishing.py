"""The pages between a right password and a session: the code, a password of one's own, a second factor to set up."""

from __future__ import annotations

from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from config.wording import mark
from dashboard.access.passwords import PasswordRefused
from dashboard.door.asking import address_of
from dashboard.door.fields import code_field, new_password_fields, set_up_content
from dashboard.door.forms import before_session, form_of, keep_form, must_be_ours
from dashboard.door.own_password import keep_own
from dashboard.door.page import Visit, answer, button, form, hidden, said, visit_of
from dashboard.door.rates import wait_for
from dashboard.door.second_factor import WRONG_CODE, give_code, offer, offered, set_up
from dashboard.door.serving import served
from dashboard.door.sign_in import TOO_MANY
from dashboard.door.steps import CODE, PASSWORD, SECOND_FACTOR, Step, go_on, reached
from dashboard.door.trying import in_turn
from dashboard.parts.markup import element
from dashboard.usecases.desk import Desk
from loaders.store.accesstables import Account
from loaders.store.database import reading

At = tuple[Account, Step]


@served
async def show_code(request: Request, desk: Desk) -> Response:
    """Asks for the code of the second factor."""
    at, visit = await _at(request, desk, CODE), visit_of(request, desk)
    return _code_page(visit) if at else _anew(visit)


@served
async def take_code(request: Request, desk: Desk) -> Response:
    """Checks the code."""
    fields = await form_of(request)
    must_be_ours(desk.workspace, request, fields)
    at, visit = await _at(request, desk, CODE), visit_of(request, desk, fields)
    if at is None:
        return _anew(visit)
    address = address_of(request.scope)
    seconds = wait_for(desk, "sign_ins", address)
    if seconds:
        return _code_page(visit, visit.say(TOO_MANY, seconds=seconds), 429)
    account, step = at
    if not await run_in_threadpool(give_code, desk, account.id or 0, fields.get("code", ""), address):
        return _code_page(visit, visit.say(WRONG_CODE), 401)
    return await run_in_threadpool(go_on, desk, account, replace(step, coded=True), request)


@served
async def show_password(request: Request, desk: Desk) -> Response:
    """Asks for a password of one's own in place of the one-time password."""
    at, visit = await _at(request, desk, PASSWORD), visit_of(request, desk)
    return _password_page(visit, at[0]) if at else _anew(visit)


@served
async def take_password(request: Request, desk: Desk) -> Response:
    """Keeps the new password."""
    fields = await form_of(request)
    must_be_ours(desk.workspace, request, fields)
    at, visit = await _at(request, desk, PASSWORD), visit_of(request, desk, fields)
    if at is None:
        return _anew(visit)
    account, step = at
    new, again = fields.get("new", ""), fields.get("again", "")
    try:
        await in_turn(lambda: keep_own(desk, account, new, again, address_of(request.scope)))
    except PasswordRefused as refused:
        return _password_page(visit, account, visit.say(refused.message, **refused.places), 422)
    return await run_in_threadpool(go_on, desk, account, step, request)


@served
async def show_second_factor(request: Request, desk: Desk) -> Response:
    """Asks to set up a second factor, because a post needs one."""
    at, visit = await _at(request, desk, SECOND_FACTOR), visit_of(request, desk)
    return _second_factor_page(visit, at[0], offer(desk, at[0])) if at else _anew(visit)


@served
async def take_second_factor(request: Request, desk: Desk) -> Response:
    """Keeps the second factor once a code of it was given."""
    fields = await form_of(request)
    must_be_ours(desk.workspace, request, fields)
    at, visit = await _at(request, desk, SECOND_FACTOR), visit_of(request, desk, fields)
    if at is None:
        return _anew(visit)
    account, step = at
    secret, code = offered(desk, account, fields.get("offered", "")), fields.get("code", "")
    if not secret:
        return _second_factor_page(visit, account, offer(desk, account))
    address = address_of(request.scope)
    if not await run_in_threadpool(set_up, desk, account.id or 0, secret, code, address):
        return _second_factor_page(visit, account, fields["offered"], visit.say(WRONG_CODE), 422)
    return await run_in_threadpool(_coded, desk, account, step, request)


def _coded(desk: Desk, account: Account, step: Step, request: Request) -> Response:
    with reading(desk.engine) as session:
        fresh = session.get_one(Account, account.id)
    return go_on(desk, fresh, replace(step, coded=True), request)


async def _at(request: Request, desk: Desk, wanted: str) -> At | None:
    return await run_in_threadpool(reached, desk, request, wanted)


def _anew(visit: Visit) -> Response:
    return RedirectResponse(visit.to("/sign-in"), 303)


def _page(visit: Visit, title: str, wrong: str, status: int, *content: object, action: str) -> Response:
    kept, token = before_session(visit.desk.workspace, visit.request)
    told = said(wrong, "wrong") if wrong else ""
    back = element("p", element("a", visit.say(mark("Sign in as someone else")), href=visit.to("/sign-in")), css="note")
    page = answer(visit, title, told, form(visit, action, token, *content), back, status=status)
    return keep_form(page, visit.request, kept)


def _code_page(visit: Visit, wrong: str = "", status: int = 200) -> Response:
    say = visit.say
    content = (code_field(visit), button(say(mark("Sign in"))))
    return _page(visit, say(mark("The code from your phone")), wrong, status, *content, action=f"/sign-in/{CODE}")


def _password_page(visit: Visit, account: Account, wrong: str = "", status: int = 200) -> Response:
    say = visit.say
    why = say(mark("{name}, you signed in with a one-time password. Choose one of your own now."), name=account.name)
    content = (said(why), *new_password_fields(visit, account), button(say(mark("Keep this password and go on"))))
    return _page(visit, say(mark("Your own password")), wrong, status, *content, action=f"/sign-in/{PASSWORD}")


def _second_factor_page(visit: Visit, account: Account, offer_: str, wrong: str = "", status: int = 200) -> Response:
    say = visit.say
    why = say(mark("Your post asks for a code from your phone beside the password. Set it up once, now."))
    shown = set_up_content(visit, account, offered(visit.desk, account, offer_))
    content = (said(why), *shown, hidden("offered", offer_), code_field(visit), button(say(mark("Set up and go on"))))
    return _page(
        visit, say(mark("Sign-in code from the phone")), wrong, status, *content, action=f"/sign-in/{SECOND_FACTOR}"
    )
