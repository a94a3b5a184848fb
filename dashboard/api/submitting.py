"""POST /api/submissions: each file is taken in as every way in does it, and answered with its report."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from starlette.responses import JSONResponse, Response

from config.model import month_of
from config.wording import mark
from dashboard.api.calls import Call
from dashboard.api.receiving import Parcel, Received, parcel_of
from dashboard.api.refusals import AGAIN_AFTER, Refusal, busy
from dashboard.usecases.loading import postponed, report_of, take_in
from loaders.collect import Receipt

WAITING_AT_MOST = 300
"""Requests that may wait for their turn; a further one is sent away before its body is read."""
_readers = ThreadPoolExecutor(4, thread_name_prefix="api")
_waiting: set[object] = set()


async def submit(call: Call) -> Response:
    """Take the files of a request in; 201 with the report of one file, a list of reports for several.

    The gravest of the files decides the status: 503 before 403, 422, 201 and 200 (all were received before).
    """
    if len(_waiting) >= WAITING_AT_MOST:
        raise busy()
    turn = object()
    _waiting.add(turn)
    try:
        parcel = await parcel_of(call.request)
        period = _month(_said(call, parcel, "period"))
        region, reason = _said(call, parcel, "region"), _said(call, parcel, "reason")
        receipts = [await _taken(call, file, region, period, reason) for file in parcel.files]
    finally:
        _waiting.discard(turn)
    return _answer(call, [file.name for file in parcel.files], receipts)


async def _taken(call: Call, file: Received, region: str, period: str, reason: str) -> Receipt:
    def take() -> Receipt:
        return take_in(call.desk, file.name, file.content(), region=region, period=period, reason=reason)

    return await asyncio.get_running_loop().run_in_executor(_readers, take)


def _answer(call: Call, names: list[str], receipts: list[Receipt]) -> Response:
    reports = [report_of(name, receipt, call.locale) for name, receipt in zip(names, receipts, strict=True)]
    status = max(_status(receipt) for receipt in receipts)
    headers = {"Retry-After": str(AGAIN_AFTER)} if status == 503 else {}
    if len(reports) > 1:
        return JSONResponse(reports, status, headers)
    if status == 503:
        raise busy()
    if status == 403:
        foreign = next(finding for finding in reports[0]["findings"] if finding["rule"] == "other_unit")
        return JSONResponse({name: foreign[name] for name in ("message", "remedy")} | {"code": "other_unit"}, status)
    if receipts[0].receipt:
        headers["Location"] = f"/api/submissions/{receipts[0].receipt}"
    return JSONResponse(reports[0], status, headers)


def _status(receipt: Receipt) -> int:
    rules = {finding.rule for finding in receipt.findings}
    if postponed(receipt):
        return 503
    if receipt.outcome == "rejected":
        return 403 if "other_unit" in rules else 422
    return 200 if "already_received" in rules else 201


def _said(call: Call, parcel: Parcel, name: str) -> str:
    return parcel.fields.get(name) or call.asked(name)


def _month(period: str) -> str:
    try:
        return month_of(period)
    except ValueError:
        message = mark("{period} is no period; write a month such as 2023-06 or a quarter such as 2023Q2.")
        raise Refusal(400, "period_unknown", message, period=period[:40]) from None
