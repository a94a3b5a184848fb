"""Single sign-on (统一身份认证) at one OpenID Connect provider, as `[single_sign_on]` of workspace.toml says it."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from config.model.base import Model

_OWN_MACHINE = ("127.0.0.1", "::1", "localhost")


def _secure(address: str) -> str:
    parts = urlsplit(address)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _OWN_MACHINE)
    if not (safe and parts.hostname) or parts.query or parts.fragment or "@" in parts.netloc:
        raise PydanticCustomError("secure_address", "an address begins with https://")
    return address


def _bare(address: str) -> str:
    if urlsplit(address).path not in ("", "/"):
        raise PydanticCustomError("bare_address", "the address has no path")
    return address.rstrip("/")


def _with_openid(scopes: tuple[str, ...]) -> tuple[str, ...]:
    if "openid" not in scopes:
        raise PydanticCustomError("openid_scope", "openid is missing")
    return scopes


SecureAddress = Annotated[str, AfterValidator(_secure)]
PublicAddress = Annotated[str, AfterValidator(_secure), AfterValidator(_bare)]
"""The address under which people open the app, without a path."""


class SingleSignOn(Model):
    """The provider: its `name` on the button, its `issuer` (its address before /.well-known), our `client_id` there.

    A person is known by issuer and subject. An account that is not linked yet is found by `claim` (such as
    preferred_username), whose value is then the login; without a claim only linked accounts come in. `acr` names the
    levels of sign-in of which the provider must confirm one.
    """

    name: str = Field(min_length=1)
    name_en: str = Field(min_length=1)
    issuer: SecureAddress
    client_id: str = Field(min_length=1)
    claim: str = ""
    scopes: Annotated[tuple[str, ...], AfterValidator(_with_openid)] = ("openid", "profile")
    acr: tuple[str, ...] = ()

    def label(self, locale: str) -> str:
        """The provider's name in the locale (`zh_CN` or `en`)."""
        return self.name_en if locale == "en" else self.name
