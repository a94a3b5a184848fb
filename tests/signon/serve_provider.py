"""Canaille, an OpenID Connect provider, with the people and the one client that are said on its standard input."""

import asyncio
import json
import sys

import canaille
from asgiref.wsgi import WsgiToAsgi
from canaille.app import models
from canaille.backends import Backend
from hypercorn.asyncio import serve
from hypercorn.config import Config


def main() -> None:
    said = json.load(sys.stdin)
    app = canaille.create_app(config=settings(said), env_file=None)
    with app.app_context():
        Backend.instance.install(app)
    with app.app_context(), Backend.instance.session():
        for person in said["people"]:
            Backend.instance.save(models.User(formatted_name="Test", family_name="Test", **person))
        ours = models.Client(**client(said["client"]))
        Backend.instance.save(ours)
        ours.audience = [ours]
        Backend.instance.save(ours)
    config = Config()
    config.bind = [f"127.0.0.1:{said['port']}"]
    config.graceful_timeout = 0.1
    asyncio.run(serve(WsgiToAsgi(app), config))


def settings(said: dict) -> dict:
    return {
        "SECRET_KEY": "of a provider in a test",
        "SERVER_NAME": said["server_name"],
        "PREFERRED_URL_SCHEME": "http",
        "CANAILLE": {"NAME": "Test provider", "DATABASE": "sql", "LANGUAGE": "en"},
        "CANAILLE_SQL": {"DATABASE_URI": f"sqlite:///{said['database']}"},
        "CANAILLE_OIDC": {"ACTIVE_JWKS": [said["key"]], "TRUSTED_DOMAINS": ["127.0.0.1"]},
    }


def client(said: dict) -> dict:
    return {
        "client_name": "Jiping",
        "client_id": said["id"],
        "client_secret": said["secret"],
        "client_uri": said["address"],
        "redirect_uris": [f"{said['address']}/sign-in/sso/back"],
        "post_logout_redirect_uris": [f"{said['address']}/sign-in"],
        "grant_types": ["authorization_code"],
        "response_types": ["code"],
        "scope": ["openid", "profile"],
        "token_endpoint_auth_method": "client_secret_basic",
        "id_token_signed_response_alg": "RS256",
    }


if __name__ == "__main__":
    main()
