import datetime as dt
import hashlib

from sqlalchemy import Engine, text

from loaders.store.database import writing
from loaders.store.tokens import keep_token, revoke_token, token_of, tokens

NOW = dt.datetime(2026, 11, 22, 8, 30, tzinfo=dt.UTC)


def made(engine: Engine, name: str, unit: str = "") -> str:
    with writing(engine) as session:
        secret = keep_token(session, name, unit, NOW)
    assert secret is not None
    return secret


def test_a_secret_finds_its_token_and_only_its_hash_is_kept(engine: Engine) -> None:
    secret, other = made(engine, "平台", "430400"), made(engine, "别的")

    found = token_of(engine, secret)

    assert found is not None
    assert (found.name, found.unit) == ("平台", "430400")
    assert token_of(engine, secret[:-1]) is None
    assert token_of(engine, "") is None
    with engine.connect() as connection:
        kept = " ".join(str(value) for row in connection.execute(text("SELECT * FROM api_token")) for value in row)
    assert secret not in kept
    assert hashlib.sha256(other.encode()).hexdigest() in kept


def test_secrets_are_long_and_never_the_same(engine: Engine) -> None:
    secrets = {made(engine, f"系统{number}") for number in range(5)}

    assert len(secrets) == 5
    assert min(map(len, secrets)) > 40


def test_a_revoked_token_refuses_and_its_name_is_not_used_again(engine: Engine) -> None:
    secret = made(engine, "平台")

    with writing(engine) as session:
        ended, again = revoke_token(session, "平台", NOW), revoke_token(session, "平台", NOW)
    with writing(engine) as session:
        anew = keep_token(session, "平台", "", NOW)

    assert (ended, again, anew) == (True, False, None)
    assert token_of(engine, secret) is None
    assert [(token.name, token.revoked_at) for token in tokens(engine)] == [("平台", NOW)]
