"""The provider of single sign-on, as Authlib's client sees it: its metadata and keys, and what it says of a person."""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from authlib.integrations.starlette_client import OAuth, StarletteOAuth2App
from starlette.concurrency import run_in_threadpool

from config.model import SingleSignOn
from config.secret import client_secret
from config.workspace import Workspace
from dashboard.door.trouble import DISTRUSTED, SignOnTrouble, told

Claims = Mapping[str, Any]
BACK = "/sign-in/sso/back"
_KEPT_SECONDS = 3600.0
_AGAIN_SECONDS = 60.0
_TIMEOUT_SECONDS = 5.0
LEEWAY_SECONDS = 60
_SIGNED = frozenset(
    ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"]
)
"""Signatures that only the provider can make: never `none`, nor one by a secret that two sides know."""
_ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True)
class Provider:
    """The provider with its metadata, as it was at `since` (a monotonic clock)."""

    settings: SingleSignOn
    client: StarletteOAuth2App
    back: str
    since: float

    @property
    def farewell(self) -> str:
        """Where a browser signs out at the provider; empty when the provider has no such place."""
        place = str(self.client.server_metadata.get("end_session_endpoint") or "")
        return place if place.startswith(("https://", "http://")) else ""

    async def ask(self, locale: str) -> Mapping[str, str]:
        """Begin a sign-in: the `url` at the provider with its `state`, `nonce` and `code_verifier` (PKCE, S256)."""
        asked = {"ui_locales": locale.replace("_", "-")}
        if self.settings.acr:
            asked["acr_values"] = " ".join(self.settings.acr)
        with told():
            begun: Mapping[str, str] = await self.client.create_authorization_url(self.back, **asked)
            return begun

    async def redeem(self, code: str, begun: Mapping[str, str]) -> tuple[Claims, str]:
        """What the provider says of whoever signed in, and the ID token that says it.

        Its signature, issuer, audience, expiry and nonce hold. Raises SignOnTrouble.
        """
        with told():
            token = await self.client.fetch_access_token(
                redirect_uri=self.back, code=code, state=begun["state"], code_verifier=begun["code_verifier"]
            )
            said = await self.client.parse_id_token(
                token, nonce=begun["nonce"], claims_options=self.expected(), leeway=LEEWAY_SECONDS
            )
            self._must_be_level(said)
            return await self._with_claim(said, token), str(token["id_token"])

    def expected(self) -> dict[str, Any]:
        """The issuer and the audience that every token must name."""
        issuer, audience = self.settings.issuer, self.settings.client_id
        return {"iss": {"essential": True, "value": issuer}, "aud": {"essential": True, "value": audience}}

    def _must_be_level(self, said: Claims | None) -> None:
        if not said or not isinstance(said.get("sub"), str) or not said["sub"]:
            raise SignOnTrouble(DISTRUSTED, "no ID token, or no subject in it")
        if self.settings.acr and said.get("acr") not in self.settings.acr:
            raise SignOnTrouble(DISTRUSTED, f"acr is {said.get('acr')!r}")

    async def _with_claim(self, said: Claims, token: dict[str, Any]) -> Claims:
        claim = self.settings.claim
        if not claim or claim in said or not self.client.server_metadata.get("userinfo_endpoint"):
            return said
        told_more = await self.client.userinfo(token=token)
        if told_more.get("sub") != said["sub"]:
            raise SignOnTrouble(DISTRUSTED, "userinfo is of another subject")
        return {**told_more, **said}


_known: dict[tuple[Workspace, str], Provider] = {}


async def provider_of(workspace: Workspace, settings: SingleSignOn) -> Provider:
    """The provider; its metadata and keys are fetched once an hour. Raises SignOnTrouble or WorkspaceProblem."""
    secret = client_secret(workspace)
    known = _known.get((workspace, secret))
    if known is None or time.monotonic() - known.since > _KEPT_SECONDS:
        known = await _introduced(settings, secret, workspace.address)
        _known[workspace, secret] = known
    return known


def forget(workspace: Workspace, provider: Provider) -> bool:
    """Ask the provider for its keys anew next time, at most once a minute; False when that is too soon."""
    if time.monotonic() - provider.since < _AGAIN_SECONDS:
        return False
    for key in [key for key in _known if key[0] == workspace]:
        del _known[key]
    return True


async def _introduced(settings: SingleSignOn, secret: str, address: str) -> Provider:
    client: StarletteOAuth2App = OAuth().register(
        name="provider",
        client_id=settings.client_id,
        client_secret=secret,
        server_metadata_url=settings.issuer.rstrip("/") + "/.well-known/openid-configuration",
        client_kwargs={
            "scope": " ".join(settings.scopes),
            "code_challenge_method": "S256",
            "timeout": _TIMEOUT_SECONDS,
            "follow_redirects": False,
            "verify": await run_in_threadpool(_trust),
        },
    )
    with told():
        _take(client, await client.load_server_metadata(), settings)
    return Provider(settings, client, address + BACK, time.monotonic())


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    """The certificate authorities of this server, read once: Authlib makes a client for every call."""
    return ssl.create_default_context()


def _take(client: StarletteOAuth2App, metadata: dict[str, Any], settings: SingleSignOn) -> None:
    if metadata.get("issuer") != settings.issuer:
        raise SignOnTrouble(DISTRUSTED, f"its metadata are of the issuer {metadata.get('issuer')!r}")
    wanted = "https" if settings.issuer.startswith("https:") else "http"
    for name in _ADDRESSES:
        if not urlsplit(str(metadata.get(name))).scheme.startswith(wanted):
            raise SignOnTrouble(DISTRUSTED, f"{name} is {metadata.get(name)!r}")
    offered = metadata.get("id_token_signing_alg_values_supported") or ()
    metadata["id_token_signing_alg_values_supported"] = [name for name in offered if name in _SIGNED] or ["RS256"]
    if "client_secret_basic" not in metadata.get("token_endpoint_auth_methods_supported", ("client_secret_basic",)):
        client.client_kwargs["token_endpoint_auth_method"] = "client_secret_post"
