"""The addresses of the door."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard.door.account import (
    begin_second_factor,
    change_password,
    keep_second_factor,
    leave_everywhere,
    remove_second_factor,
    show_account,
)
from dashboard.door.account_page import ACCOUNT
from dashboard.door.finishing import (
    show_code,
    show_password,
    show_second_factor,
    take_code,
    take_password,
    take_second_factor,
)
from dashboard.door.guard import SIGNED
from dashboard.door.page import STYLE_PATH, style
from dashboard.door.sign_in import show, sign_in, sign_out
from dashboard.door.single_sign_on import ROUTES as SINGLE_SIGN_ON
from dashboard.door.steps import CODE, PASSWORD, SECOND_FACTOR
from dashboard.door.watch import holder_of


async def session(request: Request) -> Response:
    """Asked by an open page whose connection dropped: for whom it would be drawn now; the guard says 401 for nobody."""
    return JSONResponse({"holder": holder_of(request.scope[SIGNED])})


ROUTES = (
    Route("/sign-in", show, methods=["GET"]),
    Route("/sign-in", sign_in, methods=["POST"]),
    Route(f"/sign-in/{CODE}", show_code, methods=["GET"]),
    Route(f"/sign-in/{CODE}", take_code, methods=["POST"]),
    Route(f"/sign-in/{PASSWORD}", show_password, methods=["GET"]),
    Route(f"/sign-in/{PASSWORD}", take_password, methods=["POST"]),
    Route(f"/sign-in/{SECOND_FACTOR}", show_second_factor, methods=["GET"]),
    Route(f"/sign-in/{SECOND_FACTOR}", take_second_factor, methods=["POST"]),
    Route(STYLE_PATH, style, methods=["GET"]),
    Route("/sign-out", sign_out, methods=["POST"]),
    *SINGLE_SIGN_ON,
    Route("/session", session, methods=["GET"]),
    Route(ACCOUNT, show_account, methods=["GET"]),
    Route(f"{ACCOUNT}/everywhere", leave_everywhere, methods=["POST"]),
    Route(f"{ACCOUNT}/password", change_password, methods=["POST"]),
    Route(f"{ACCOUNT}/second-factor", begin_second_factor, methods=["POST"]),
    Route(f"{ACCOUNT}/second-factor/keep", keep_second_factor, methods=["POST"]),
    Route(f"{ACCOUNT}/second-factor/remove", remove_second_factor, methods=["POST"]),
)
"""Whatever begins with /sign-in answers without a session; /account and /session are behind the guard."""
