"""Signing out at the provider too (OpenID Connect RP-Initiated Logout 1.0), when it has a place for that."""

from __future__ import annotations

import logging
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from config.wording import mark
from config.workspace import Workspace, WorkspaceProblem
from dashboard.door.cookies import secure
from dashboard.door.page import Visit, answer, said, visit_of
from dashboard.door.provider import provider_of
from dashboard.door.serving import served
from dashboard.door.trouble import SignOnTrouble
from dashboard.parts.markup import element
from dashboard.usecases.desk import Desk

_LOG = logging.getLogger("jiping")
OUT = "/sign-in/sso/out"
_COOKIE = "jiping-provider"
_LONGEST = 3800
_WITHOUT = "-"


def after_sign_out(workspace: Workspace) -> str:
    """Where a browser goes when its session here has ended: on to the provider, or to the sign-in page."""
    return OUT if workspace.single_sign_on else "/sign-in"


def keep_hint(response: Response, request: Request, id_token: str) -> None:
    """Keep the ID token in the browser, for the one address that shows it to the provider at sign-out."""
    value = id_token if len(id_token) <= _LONGEST else _WITHOUT
    response.set_cookie(_name(request), value, path=OUT, secure=secure(request.scope), httponly=True, samesite="lax")


@served
async def sign_out_at_provider(request: Request, desk: Desk) -> Response:
    """Send a browser that came through the provider there to sign out; any other to the sign-in page."""
    visit, hint = visit_of(request, desk), request.cookies.get(_name(request), "")
    target = await _target(desk.workspace, hint) if hint else ""
    response: Response = RedirectResponse(visit.to("/sign-in", out="1"), status_code=303)
    if target:
        response = _onward(visit, target)
    response.delete_cookie(_name(request), path=OUT, secure=secure(request.scope), httponly=True, samesite="lax")
    return response


def _onward(visit: Visit, target: str) -> Response:
    """A page and no redirect: form-action of our own policy would end the sign-out form's redirects at another site."""
    settings = visit.desk.workspace.single_sign_on
    name = settings.label(visit.locale) if settings else ""
    way = element("a", visit.say(mark("On to {provider}"), provider=name), href=target)
    told = said(visit.say(mark("You have signed out here. Now you are signed out at {provider} too."), provider=name))
    page = answer(visit, visit.say(mark("Sign out")), told, way)
    page.headers["Refresh"] = f"0; url={target}"
    return page


async def _target(workspace: Workspace, hint: str) -> str:
    settings = workspace.single_sign_on
    if settings is None:
        return ""
    try:
        provider = await provider_of(workspace, settings)
    except (SignOnTrouble, WorkspaceProblem) as problem:
        _LOG.warning("no sign-out at the provider: %s", problem)
        return ""
    asked = {"client_id": settings.client_id, "post_logout_redirect_uri": f"{workspace.address}/sign-in"}
    if hint != _WITHOUT:
        asked["id_token_hint"] = hint
    joint = "&" if "?" in provider.farewell else "?"
    return f"{provider.farewell}{joint}{urlencode(asked)}" if provider.farewell else ""


def _name(request: Request) -> str:
    return f"__Secure-{_COOKIE}" if secure(request.scope) else _COOKIE
