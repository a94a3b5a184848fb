"""Signing in at the provider of single sign-on (OpenID Connect, authorization code with PKCE), and out again."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from config.model import SingleSignOn
from config.wording import translator
from config.workspace import WorkspaceProblem
from dashboard.door import journey
from dashboard.door.asking import address_of, onward
from dashboard.door.backchannel import sign_out_from_provider
from dashboard.door.farewell import OUT, keep_hint, sign_out_at_provider
from dashboard.door.linking import METHOD, account_for
from dashboard.door.page import visit_of
from dashboard.door.provider import BACK, provider_of
from dashboard.door.rates import wait_for
from dashboard.door.serving import served
from dashboard.door.sessions import begin
from dashboard.door.trouble import BUSY, DECLINED, DISTRUSTED, NOT_SET_UP, SENTENCES, SignOnTrouble
from dashboard.usecases.desk import Desk

_LOG = logging.getLogger("jiping")
START = "/sign-in/sso"
TOLD = "/sign-in/sso/logout"


def single_sign_on_name(desk: Desk, locale: str) -> str:
    """The name on the button of the sign-in page; empty where no single sign-on is configured."""
    settings = desk.workspace.single_sign_on
    return settings.label(locale) if settings else ""


def sentence_of(desk: Desk, kind: str, locale: str) -> str:
    """What the sign-in page says after a single sign-on that came to nothing; empty for what is none of its kinds."""
    name = single_sign_on_name(desk, locale)
    return translator(locale)(SENTENCES[kind], provider=name) if name and kind in SENTENCES else ""


@served
async def start(request: Request, desk: Desk) -> Response:
    """Send the browser to the provider, with a journey in its cookie."""
    settings, locale = desk.workspace.single_sign_on, visit_of(request, desk).locale
    if settings is None:
        return Response(status_code=404)
    try:
        _must_not_rush(desk, request)
        begun = await (await provider_of(desk.workspace, settings)).ask(locale)
    except (SignOnTrouble, WorkspaceProblem) as problem:
        return _refused(problem, locale)
    response = RedirectResponse(begun["url"], status_code=303)
    kept = {name: begun[name] for name in ("state", "nonce", "code_verifier")}
    going = request.query_params.get("next", "")
    journey.remember(response, request, desk.workspace, kept | {"next": going, "lang": locale})
    return response


@served
async def back(request: Request, desk: Desk) -> Response:
    """The browser comes back: the answer is checked, and the person's account gets its session."""
    settings = desk.workspace.single_sign_on
    if settings is None:
        return Response(status_code=404)
    begun: Mapping[str, str] = {}
    try:
        _must_not_rush(desk, request)
        begun = journey.recall(request, desk.workspace)
        response = await _come_in(desk, settings, request, begun)
    except (SignOnTrouble, WorkspaceProblem) as problem:
        response = _refused(problem, begun.get("lang", visit_of(request, desk).locale))
    journey.forget(response, request)
    return response


async def _come_in(desk: Desk, settings: SingleSignOn, request: Request, begun: Mapping[str, str]) -> Response:
    asked = request.query_params
    if asked.get("iss", settings.issuer) != settings.issuer:
        raise SignOnTrouble(DISTRUSTED, f"the answer is of the issuer {asked['iss']!r}")
    if "error" in asked or not asked.get("code"):
        raise SignOnTrouble(DECLINED, asked.get("error", "no code")[:100])
    provider = await provider_of(desk.workspace, settings)
    claims, id_token = await provider.redeem(asked["code"], begun)
    account = await run_in_threadpool(account_for, desk, settings, claims, address_of(request.scope))
    going = onward(begun["next"] or "/", begun["lang"])
    response = await run_in_threadpool(begin, desk, account, METHOD, request, going)
    keep_hint(response, request, id_token)
    return response


def _must_not_rush(desk: Desk, request: Request) -> None:
    if wait_for(desk, "sign_ins", address_of(request.scope)):
        raise SignOnTrouble(BUSY, address_of(request.scope))


def _refused(problem: SignOnTrouble | WorkspaceProblem, locale: str) -> Response:
    kind = problem.kind if isinstance(problem, SignOnTrouble) else NOT_SET_UP
    _LOG.log(logging.INFO if kind == DECLINED else logging.WARNING, "single sign-on: %r", str(problem))
    said = {"sso": kind} | ({"lang": "en"} if locale == "en" else {})
    return RedirectResponse(f"/sign-in?{urlencode(said)}", status_code=303)


ROUTES = (
    Route(START, start),
    Route(BACK, back),
    Route(OUT, sign_out_at_provider),
    Route(TOLD, sign_out_from_provider, methods=["POST"]),
)
