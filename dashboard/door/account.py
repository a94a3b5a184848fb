"""My account: where one is signed in, signing out everywhere, the password, the second factor."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from config.wording import mark
from dashboard.access.passwords import PasswordRefused
from dashboard.door.account_page import ACCOUNT, account_page, second_factor_page
from dashboard.door.asking import address_of
from dashboard.door.ending import end_all
from dashboard.door.forms import form_of, must_be_of
from dashboard.door.guard import SIGNED
from dashboard.door.own_password import keep_own
from dashboard.door.page import Visit, visit_of
from dashboard.door.rates import wait_for
from dashboard.door.second_factor import WRONG_CODE, offer, offered, set_up, take_away
from dashboard.door.serving import served
from dashboard.door.sign_in import TOO_MANY
from dashboard.door.steps import must_have_second_factor
from dashboard.door.trying import in_turn, try_password
from dashboard.door.watch import watch_of
from dashboard.usecases.desk import Desk
from loaders.store.accesstables import Account
from loaders.store.database import reading
from loaders.store.sessions import SignedIn

NOT_YOU = mark("Your password of now is wrong, or this account waits after several wrong tries. Nothing was changed.")
STAYS = mark("Your post asks for a second factor, so it stays. With a new phone, ask who manages the accounts.")
PASSWORD_KEPT = mark("The new password is kept; everywhere else you were signed out.")
FACTOR_KEPT = mark("The second factor is set up: from now on a sign-in asks for a code, too.")
FACTOR_GONE = mark("The second factor is removed.")
DONE = {"password": PASSWORD_KEPT, "set": FACTOR_KEPT, "removed": FACTOR_GONE}


@served
async def show_account(request: Request, desk: Desk) -> Response:
    """The page of whoever is signed in."""
    visit, signed = visit_of(request, desk), _signed(request)
    done = DONE.get(request.query_params.get("done", ""), "")
    return await _page(visit, signed, done=visit.say(done) if done else "")


@served
async def leave_everywhere(request: Request, desk: Desk) -> Response:
    """End every session of the account, this one too."""
    fields, signed = await form_of(request), _signed(request)
    must_be_of(desk.workspace, signed, fields)
    await run_in_threadpool(end_all, desk, signed, "everywhere", address_of(request.scope))
    watch_of(desk).forget(signed.number)
    return RedirectResponse(visit_of(request, desk, fields).to("/sign-in"), 303)


@served
async def change_password(request: Request, desk: Desk) -> Response:
    """Take a new password in place of the one of now."""
    visit, signed, account, fields = await _asked(request, desk)
    if isinstance(account, str):
        return await _page(visit, signed, wrong=account, status=401)
    new, again, address = fields.get("new", ""), fields.get("again", ""), address_of(request.scope)
    number = signed.number
    try:
        await in_turn(lambda: keep_own(desk, account, new, again, address, session_number=number))
    except PasswordRefused as refused:
        return await _page(visit, signed, wrong=visit.say(refused.message, **refused.places), status=422)
    return RedirectResponse(visit.to(ACCOUNT, done="password"), 303)


@served
async def begin_second_factor(request: Request, desk: Desk) -> Response:
    """Offer a second factor to one who gave the password."""
    visit, signed, account, _ = await _asked(request, desk)
    if isinstance(account, str):
        return await _page(visit, signed, wrong=account, status=401)
    return second_factor_page(visit, signed, account, offer(desk, account))


@served
async def keep_second_factor(request: Request, desk: Desk) -> Response:
    """Keep the offered second factor once a code of it was given."""
    fields, signed = await form_of(request), _signed(request)
    must_be_of(desk.workspace, signed, fields)
    visit, account = visit_of(request, desk, fields), await run_in_threadpool(_account, desk, signed)
    sealed = fields.get("offered", "")
    secret, code, address = offered(desk, account, sealed), fields.get("code", ""), address_of(request.scope)
    if not secret:
        return RedirectResponse(visit.to(ACCOUNT), 303)
    if not await run_in_threadpool(set_up, desk, signed.account, secret, code, address):
        return second_factor_page(visit, signed, account, sealed, visit.say(WRONG_CODE), 422)
    return RedirectResponse(visit.to(ACCOUNT, done="set"), 303)


@served
async def remove_second_factor(request: Request, desk: Desk) -> Response:
    """Remove the second factor of one who gave the password, unless a post needs it."""
    visit, signed, account, _ = await _asked(request, desk)
    if isinstance(account, str):
        return await _page(visit, signed, wrong=account, status=401)
    if await run_in_threadpool(_needed, desk, account):
        return await _page(visit, signed, wrong=visit.say(STAYS), status=409)
    await run_in_threadpool(take_away, desk, signed.account, address_of(request.scope))
    return RedirectResponse(visit.to(ACCOUNT, done="removed"), 303)


async def _asked(request: Request, desk: Desk) -> tuple[Visit, SignedIn, Account | str, dict[str, str]]:
    """A form of the page whose sender gave the password of now: the account, or the sentence why not."""
    fields, signed = await form_of(request), _signed(request)
    must_be_of(desk.workspace, signed, fields)
    visit, address = visit_of(request, desk, fields), address_of(request.scope)
    seconds = wait_for(desk, "sign_ins", address)
    if seconds:
        return visit, signed, visit.say(TOO_MANY, seconds=seconds), fields
    tried = await in_turn(lambda: try_password(desk, signed.login, fields.get("password", ""), address))
    return visit, signed, tried.account or visit.say(NOT_YOU), fields


async def _page(visit: Visit, signed: SignedIn, *, wrong: str = "", done: str = "", status: int = 200) -> Response:
    work: Callable[[], Response] = lambda: account_page(  # noqa: E731
        visit, signed, _account(visit.desk, signed), wrong=wrong, done=done, status=status
    )
    return await run_in_threadpool(work)


def _signed(request: Request) -> SignedIn:
    """Who the guard let in."""
    signed: SignedIn = request.scope[SIGNED]
    return signed


def _account(desk: Desk, signed: SignedIn) -> Account:
    with reading(desk.engine) as session:
        return session.get_one(Account, signed.account)


def _needed(desk: Desk, account: Account) -> bool:
    with reading(desk.engine) as session:
        return must_have_second_factor(desk, session, account)
