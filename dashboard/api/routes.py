"""The addresses of the API; whatever else begins with /api is not there."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard.api.calls import language_of, resource
from dashboard.api.description import description
from dashboard.api.exporting import give_indicators, give_values
from dashboard.api.listing import list_submissions, send_annotated, send_file, show_submission
from dashboard.api.refusals import not_there
from dashboard.api.submitting import submit


async def describe(_request: Request) -> Response:
    """The API as OpenAPI; it holds no data, so it asks for no token."""
    return JSONResponse(description())


async def nothing(request: Request) -> Response:
    """Any other address."""
    return not_there().answer(language_of(request))


ROUTES = (
    Route("/api/openapi.json", describe),
    resource("/api/submissions", get=list_submissions, post=submit),
    resource("/api/submissions/{receipt}", get=show_submission),
    resource("/api/submissions/{receipt}/file", get=send_file),
    resource("/api/submissions/{receipt}/annotated", get=send_annotated),
    resource("/api/values", get=give_values),
    resource("/api/indicators", get=give_indicators),
    Route("/api/{rest:path}", nothing, methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]),
)
