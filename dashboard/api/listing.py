"""GET /api/submissions: what came, one submission with its findings, and its file byte for byte."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import JSONResponse, Response

from config.model import Quarter
from config.wording import mark
from dashboard.api.calls import Call
from dashboard.api.refusals import Refusal, not_there
from dashboard.usecases.downloads import record_download
from dashboard.usecases.receipts import (
    annotated_content,
    raw_content,
    submission_of,
    submission_record,
    submission_records,
)
from dashboard.usecases.values import QUARTER_UNKNOWN
from dashboard.usecases.values_files import FORMS
from loaders.store.tables import Submission


def list_submissions(call: Call) -> Response:
    """The submissions of a quarter (all without one), newest first; a unit's token sees its own."""
    asked = call.asked("quarter")
    try:
        quarter = str(Quarter(asked)) if asked else ""
    except ValueError:
        raise Refusal(400, "quarter_unknown", QUARTER_UNKNOWN, text=asked[:40]) from None
    return JSONResponse(submission_records(call.desk, quarter, call.locale))


def show_submission(call: Call) -> Response:
    """One submission with its state and findings."""
    return JSONResponse(submission_record(call.desk, _found(call), call.locale))


def send_file(call: Call) -> Response:
    """The raw file under its own name; nothing in it is run or shown by a browser."""
    submission = _found(call)
    content = raw_content(call.desk, submission)
    if content is None:
        raise Refusal(410, "file_lost", mark("The database no longer has this file; the office has to be told."))
    record_download(call.desk, "file", submission.receipt, file=submission.file_name, sha256=submission.sha256)
    headers = {
        "Content-Disposition": disposition(submission.file_name),
        "X-Content-Type-Options": "nosniff",
        "ETag": f'"{submission.sha256}"',
    }
    return Response(content, media_type="application/octet-stream", headers=headers)


def send_annotated(call: Call) -> Response:
    """The file with every finding and the reason given at its cell, as an Excel workbook."""
    submission = _found(call)
    name, content = annotated_content(call.desk, submission, call.locale)
    record_download(call.desk, "file", submission.receipt, file=name, sha256=submission.sha256)
    headers = {"Content-Disposition": disposition(name), "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type=FORMS["xlsx"].media, headers=headers)


def disposition(name: str) -> str:
    """A Content-Disposition for any file name: in plain ASCII for old clients, as RFC 5987 has it for all others."""
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in " .-_") else "_" for sign in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='', errors='replace')}"


def _found(call: Call) -> Submission:
    submission = submission_of(call.desk, str(call.request.path_params["receipt"]))
    if submission is None:
        raise not_there()
    return submission
