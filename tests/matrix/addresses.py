from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes

from dashboard.api.calls import Resource
from dashboard.server import pages

OPEN = ("/health", "/sign-in", "/sign-out", "/favicon.png", "/static", "/_stcore/health")
METRICS = "/_stcore/metrics"
SHUT = ("/_stcore/agent", "/auth/", "/oauth2callback")
ANY = "ANY"


def addresses() -> list[str]:
    return listed(route for route in [*pages._user_routes, *_of_the_frontend()] if not _path(route).startswith("/api"))


def api_addresses() -> list[str]:
    return listed(route for route in pages._user_routes if _path(route).startswith("/api"))


def listed(routes: Iterable[BaseRoute]) -> list[str]:
    return list(dict.fromkeys(f"{method} {_path(route)}" for route in routes for method in _methods(route)))


def _of_the_frontend() -> list[BaseRoute]:
    parts = ("uploaded_file_mgr", "component_registry", "bidi_component_registry", "stats_mgr")
    runtime: Any = SimpleNamespace(media_file_mgr=SimpleNamespace(_storage=None), **dict.fromkeys(parts))
    return create_streamlit_routes(runtime)


def _path(route: BaseRoute) -> str:
    return str(getattr(route, "path", "")) or "/"


def _methods(route: BaseRoute) -> list[str]:
    if isinstance(route, Resource):
        return list(route.serves)
    if isinstance(route, WebSocketRoute):
        return ["WEBSOCKET"]
    if isinstance(route, Mount) or not isinstance(route, Route):
        return ["GET"]
    methods = sorted((route.methods or {"GET"}) - {"HEAD", "OPTIONS"})
    return [ANY] if len(methods) > 4 else methods
