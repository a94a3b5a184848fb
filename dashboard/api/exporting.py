"""GET /api/values and /api/indicators: the stored values with their provenance, and what they are called."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import IO

from starlette.responses import JSONResponse, Response, StreamingResponse

from config.wording import mark
from dashboard.api.calls import Call
from dashboard.api.listing import disposition
from dashboard.api.refusals import Refusal
from dashboard.usecases.downloads import record_download
from dashboard.usecases.values import ValuesProblem, values_frame, wanted_of
from dashboard.usecases.values_files import FORMS
from loaders.intake.refusal import MEGABYTE

_CHUNK = 256 * 1024
_DESCRIBED = (
    *("code", "name", "name_en", "definition", "definition_en", "unit", "unit_en", "decimals", "direction", "measure"),
    *("numerator", "denominator", "scale", "owner", "line", "levels", "roll_up", "source"),
)


def give_values(call: Call) -> Response:
    """The newest values in the form that is asked for; written to disk beyond a few megabytes, and sent in pieces."""
    asked = call.asked("format") or "json"
    form = FORMS.get(asked)
    if form is None:
        forms = ", ".join(FORMS)
        message = mark("There is no form {text}; ask for one of: {forms}")
        raise Refusal(400, "format_unknown", message, text=asked[:40], forms=forms)
    with ExitStack() as opened:
        out = opened.enter_context(SpooledTemporaryFile(max_size=8 * MEGABYTE))
        try:
            wanted = wanted_of(call.desk.config, call.asked("quarter"), call.asked("indicator"), call.asked("region"))
            form.write(values_frame(call.desk, wanted), out)
            indicator, region = call.asked("indicator"), call.asked("region")
            record_download(call.desk, "values", call.asked("quarter"), indicator=indicator, region=region, form=asked)
        except ValuesProblem as problem:
            raise Refusal(400, problem.code, problem.message, **problem.places) from None
        opened.pop_all()
    headers = {"Content-Length": str(out.tell()), "X-Content-Type-Options": "nosniff"}
    if asked != "json":
        headers["Content-Disposition"] = disposition(f"values.{asked}")
    return StreamingResponse(_pieces(out), media_type=form.media, headers=headers)


def give_indicators(call: Call) -> Response:
    """The catalogue: every indicator as configured; a ratio names its numerator and denominator."""
    catalogue = [indicator.model_dump(mode="json") for indicator in call.desk.config.indicators]
    return JSONResponse([{name: entry[name] for name in _DESCRIBED} for entry in catalogue])


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(_CHUNK):
            yield piece
