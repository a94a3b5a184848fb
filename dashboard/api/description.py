"""GET /api/openapi.json: the API as OpenAPI 3.1; a test holds it and docs/api.md against the routes."""

from __future__ import annotations

from typing import Any

from dashboard.usecases.values import COLUMNS, PROVENANCE
from dashboard.usecases.values_files import FORMS

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_COUNT: Schema = {"type": "integer"}
_FLAG: Schema = {"type": "boolean"}
_PROBLEM = {"message": _TEXT, "code": _TEXT}
_FINDING = dict.fromkeys(("sheet", "cell", "severity", "rule", "read", "message", "remedy"), _TEXT)
_REPORT = {
    **{"file": _TEXT, "outcome": _TEXT, "receipt": _MAYBE, "rows": _COUNT, "kind": _MAYBE, "region_code": _TEXT},
    **{"period": _TEXT, "sha256": _MAYBE, "late": _FLAG, "findings": {"type": "array", "items": {}}},
}
_SUBMISSION = {
    **dict.fromkeys(("file", "receipt", "outcome", "state", "kind", "submitter", "region_code", "period"), _TEXT),
    **{"quarter": _TEXT, "sha256": _TEXT, "rows": _COUNT, "late": _FLAG, "channel": _TEXT, "invented": _FLAG},
    **dict.fromkeys(("publisher", "published", "source_url", "source_note", "submitter_name", "received_at"), _TEXT),
}
_STEP = {
    **dict.fromkeys(("at", "quarter", "unit", "action", "actor", "channel", "reason"), _TEXT),
    **dict.fromkeys(("receipt", "post", "corrects", "until"), _MAYBE),
    **{"regions": {"type": "array", "items": _TEXT}, "answers": {"type": ["integer", "null"]}},
}
_OPENED = {
    "findings": {"type": "array", "items": {"$ref": "#/components/schemas/ExplainedFinding"}},
    "steps": {"type": "array", "items": {"$ref": "#/components/schemas/Step"}},
    "regions_returned": {"type": "array", "items": _TEXT},
    "corrected_by": _TEXT,
}
_VALUE = dict.fromkeys((*COLUMNS, "text", *PROVENANCE), _TEXT) | {
    "value": {"type": ["number", "null"]},
    "late": _FLAG,
    "invented": _FLAG,
}
STATUSES = {
    "200": "Done; of files: all of them were received before, with the first receipt",
    "201": "Received: the report of one file, or a list of reports of several",
    "400": "What was asked for, or the body, cannot be understood",
    "401": "No token, a wrong one or a revoked one",
    "403": "Another unit reports the file, or the token does not allow this",
    "404": "There is nothing here for this token",
    "405": "The address has no such method",
    "408": "The body took too long",
    "410": "The database has lost the file",
    "413": "The body is larger than a file may be",
    "422": "Rejected: the report with its findings",
    "500": "The request could not be finished",
    "503": "Busy: send it again after Retry-After seconds",
}
_ALWAYS = ("401", "405", "500", "503")


def description() -> dict[str, Any]:
    """The whole description as a JSON object."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Jiping", "version": "1", "description": "Files in, stored values out. See docs/api.md."},
        "security": [{"token": []}],
        "paths": _paths(),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Problem": _object(_PROBLEM),
                "Finding": _object(_FINDING),
                "Report": _object(_REPORT | {"findings": _list("Finding")}),
                "Submission": _object(_SUBMISSION),
                "ExplainedFinding": _object(_FINDING | {"reason": _TEXT}),
                "Step": _object(_STEP),
                "SubmissionWithFindings": _object(_SUBMISSION | _OPENED),
                "Value": _object(_VALUE),
            },
        },
    }


def _paths() -> dict[str, Any]:
    told = [_query("region", "Region code, where the file does not name it"), _query("period", "2026-03 or 2026Q1")]
    told.append(_query("reason", "What is said to each warning, for the reviewer"))
    by = [_query("quarter", "2026Q1"), _query("indicator", "Code or printed name"), _query("region", "Region code")]
    receipt = {"name": "receipt", "in": "path", "required": True, "schema": _TEXT}
    form = {"name": "format", "in": "query", "schema": {"enum": list(FORMS), "default": "json"}}
    return {
        "/api/submissions": {
            "get": _operation("List submissions", [by[0]], _json(_list("Submission")), "400"),
            "post": _submitting([_query("name", "The name of a file that is the whole body"), *told]),
        },
        "/api/submissions/{receipt}": {
            "get": _operation("One submission", [receipt], _json(_ref("SubmissionWithFindings")), "404")
        },
        "/api/submissions/{receipt}/file": {
            "get": _operation("Its file, byte for byte", [receipt], {"application/octet-stream": {}}, "404", "410")
        },
        "/api/submissions/{receipt}/annotated": {
            "get": _operation("It with every finding at its cell", [receipt], {FORMS["xlsx"].media: {}}, "404")
        },
        "/api/values": {"get": _operation("Stored values", [form, *by], _values(), "400")},
        "/api/indicators": {
            "get": _operation("The catalogue", [], _json({"type": "array", "items": {"type": "object"}}))
        },
        "/api/openapi.json": {
            "get": {"summary": "This description", "security": [], "responses": {"200": {"description": "OpenAPI"}}}
        },
    }


def _operation(summary: str, parameters: list[Schema], content: Schema, *refused: str) -> Schema:
    answers = {"200": content} | {status: _json(_ref("Problem")) for status in sorted((*refused, *_ALWAYS))}
    responses = {status: {"description": STATUSES[status], "content": body} for status, body in answers.items()}
    return {"summary": summary, "parameters": parameters, "responses": responses}


def _submitting(parameters: list[Schema]) -> Schema:
    operation = _operation("Submit files", parameters, _taken(), "400", "403", "408", "413")
    for status in ("201", "422"):
        operation["responses"][status] = {"description": STATUSES[status], "content": _taken()}
    return operation | {"requestBody": _body()}


def _taken() -> Schema:
    return _json({"anyOf": [_ref("Report"), _list("Report")]})


def _values() -> Schema:
    return {form.media: {} for form in FORMS.values()} | _json(_list("Value"))


def _body() -> Schema:
    files = {"type": "array", "items": {"type": "string", "format": "binary"}}
    fields = {"file": files, "region": _TEXT, "period": _TEXT, "reason": _TEXT}
    return {"content": {"multipart/form-data": {"schema": _object(fields)}, "application/octet-stream": {}}}


def _query(name: str, says: str) -> Schema:
    return {"name": name, "in": "query", "description": says, "schema": _TEXT}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(name: str) -> Schema:
    return {"type": "array", "items": _ref(name)}


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}
