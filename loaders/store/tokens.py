"""Tokens for the API: a random secret that is shown once, of which only the SHA-256 is kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Sequence

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from loaders.store.database import reading
from loaders.store.lifetables import ApiToken

_RANDOM_BYTES = 32


def keep_token(session: Session, name: str, unit: str, now: dt.datetime) -> str | None:
    """Make a token and keep its hash; gives the secret, None when the name was used before (even if revoked)."""
    if session.exec(select(ApiToken).where(ApiToken.name == name)).first() is not None:
        return None
    secret = f"jp_{secrets.token_urlsafe(_RANDOM_BYTES)}"
    session.add(ApiToken(name=name, unit=unit, sha256=_hashed(secret), made_at=now))
    return secret


def revoke_token(session: Session, name: str, now: dt.datetime) -> bool:
    """Revoke a token for good; False when there is none of that name that still holds."""
    known = session.exec(select(ApiToken).where(ApiToken.name == name, col(ApiToken.revoked_at).is_(None))).first()
    if known is None:
        return False
    known.revoked_at = now
    session.add(known)
    return True


def tokens(engine: Engine) -> Sequence[ApiToken]:
    """Every token that was ever made, in the order of their names."""
    with reading(engine) as session:
        return session.exec(select(ApiToken).order_by(col(ApiToken.name))).all()


def token_of(engine: Engine, secret: str) -> ApiToken | None:
    """The token that a secret belongs to; None when none does or it is revoked.

    The hash is compared with every token's in constant time, so a wrong secret takes as long as a revoked one.
    """
    presented = _hashed(secret)
    matching = [token for token in tokens(engine) if hmac.compare_digest(token.sha256, presented)]
    return next((token for token in matching if token.revoked_at is None), None)


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
