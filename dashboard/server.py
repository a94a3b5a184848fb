"""The web server's side: the API, map files, health, and what is made ready before the first reader comes."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from sqlalchemy.exc import DBAPIError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from config.problems import ConfigProblems
from config.workspace import WorkspaceProblem
from dashboard.api.routes import ROUTES
from dashboard.door import routes as door
from dashboard.door.guard import Guard
from dashboard.parts.chart import TOPOLOGY
from dashboard.parts.failure import show_failure
from dashboard.parts.house import house
from dashboard.usecases.assignments.reports import assignments
from dashboard.usecases.book import open_book
from dashboard.usecases.configtrail import note_config
from dashboard.usecases.shapes import layer_of, shapes_of

_LOG = logging.getLogger("jiping")
_FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}
_CHECK_AGAIN = {"Cache-Control": "no-cache"}


async def health(_request: Request) -> Response:
    """Answers as soon as the app can be used."""
    return JSONResponse({"status": "ok"})


async def geo(request: Request) -> Response:
    """The map of a level, as the workspace's maps.toml names it; kept for good under an address with its hash."""
    layer = layer_of(house().config, request.path_params["level"])
    shapes = shapes_of(house(), layer) if layer else None
    if shapes is None:
        return Response(status_code=404)
    headers = _FOR_GOOD if request.query_params.get("v") else _CHECK_AGAIN
    return Response(shapes.geojson, media_type="application/geo+json", headers=headers)


async def topology(_request: Request) -> Response:
    """An empty base map: Plotly asks for one before it draws any map, and the workspace has its own shapes."""
    layers = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
    objects = {name: {"type": "GeometryCollection", "geometries": []} for name in layers}
    return JSONResponse({"type": "Topology", "arcs": [], "objects": objects}, headers=_FOR_GOOD)


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Open the desk before the first reader, draw the scores in the background, and watch over the open pages."""
    warming, watching = asyncio.create_task(asyncio.to_thread(_warm)), asyncio.create_task(app.keep_watch())
    yield {}
    watching.cancel()
    await warming


def _warm() -> None:
    try:
        note_config(house())
        house().workshop.warm()
        open_book(house())
        assignments(house())
    except (WorkspaceProblem, ConfigProblems, RuntimeError, DBAPIError) as problem:
        # RuntimeError: files came in while the scores were drawn, so the first reader draws them.
        _LOG.error("%s", problem)
    gc.collect()
    gc.freeze()


pages = st.App(
    Path(__file__).parent / "app.py",
    routes=[
        Route("/health", health),
        Route("/geo/{level}.geojson", geo),
        Route(f"{TOPOLOGY}{{name}}.json", topology),
        *door.ROUTES,
        *ROUTES,
    ],
    lifespan=lifespan,
    on_script_error=show_failure,
)
app = Guard(pages, house)
"""What the web server runs: everything is behind the door, the answers to failures too."""
