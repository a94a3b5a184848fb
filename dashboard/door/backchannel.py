"""Back-channel logout: the provider says, server to server, that someone signed out there."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from config.model import SingleSignOn
from config.workspace import Workspace, WorkspaceProblem
from dashboard.door.linking import end_sessions_of, subject_of
from dashboard.door.provider import LEEWAY_SECONDS, Provider, forget, provider_of
from dashboard.door.trouble import DISTRUSTED, SignOnTrouble, told
from dashboard.parts.house import house

_LOG = logging.getLogger("jiping")
_EVENT = "http://schemas.openid.net/event/backchannel-logout"
_FRESH_SECONDS = 300
_MOST_BYTES = 16_384
_NOT_KEPT = {"Cache-Control": "no-store"}


async def sign_out_from_provider(request: Request) -> Response:
    """POST with a `logout_token`: ends what its subject opened through the single sign-on; 400 for any other token."""
    desk = house()
    settings = desk.workspace.single_sign_on
    if settings is None:
        return Response(status_code=404)
    try:
        claims = await _checked(desk.workspace, settings, await _token(request))
    except (SignOnTrouble, WorkspaceProblem) as problem:
        _LOG.warning("back-channel logout refused: %s", problem)
        return JSONResponse({"error": "invalid_request"}, status_code=400, headers=_NOT_KEPT)
    await run_in_threadpool(end_sessions_of, desk, subject_of(settings, claims["sub"]))
    return Response(status_code=200, headers=_NOT_KEPT)


async def _token(request: Request) -> str:
    if int(request.headers.get("content-length") or _MOST_BYTES + 1) > _MOST_BYTES:
        raise SignOnTrouble(DISTRUSTED, "the logout request has no length, or is too long")
    async with request.form(max_files=0, max_fields=5) as form:
        return str(form.get("logout_token") or "")


async def _checked(workspace: Workspace, settings: SingleSignOn, token: str) -> Mapping[str, Any]:
    provider = await provider_of(workspace, settings)
    try:
        claims = await _claims(provider, token)
    except SignOnTrouble as trouble:
        if not isinstance(trouble.__cause__, InvalidKeyIdError) or not forget(workspace, provider):
            raise
        claims = await _claims(await provider_of(workspace, settings), token)
    _must_be_a_logout(claims)
    return claims


async def _claims(provider: Provider, token: str) -> Mapping[str, Any]:
    with told():
        keys = KeySet.import_key_set(await provider.client.fetch_jwk_set())
        algorithms = provider.client.server_metadata["id_token_signing_alg_values_supported"]
        registry = JWSRegistry(algorithms=algorithms, strict_check_header=False)
        claims = jwt.decode(token, keys, registry=registry).claims
        expected: Any = provider.expected() | {"iat": {"essential": True}, "sub": {"essential": True}}
        jwt.JWTClaimsRegistry(leeway=LEEWAY_SECONDS, **expected).validate(claims)
        return claims


def _must_be_a_logout(claims: Mapping[str, Any]) -> None:
    events = claims.get("events")
    if not isinstance(events, dict) or _EVENT not in events or "nonce" in claims:
        raise SignOnTrouble(DISTRUSTED, "no logout token")
    if claims["iat"] < time.time() - _FRESH_SECONDS:
        raise SignOnTrouble(DISTRUSTED, "the logout token is too old")
