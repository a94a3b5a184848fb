"""The scheme format as JSON Schema, for editors that complete and check TOML: from the models and the rulebook."""

from __future__ import annotations

import json
from typing import Any

from config.model import Scheme
from config.rulebook import Kind, RuleDeclaration, rulebook
from config.sheet.keys import keybook

_PAIR = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
_KINDS: dict[Kind, dict[str, Any]] = {
    "number": {"type": "number"},
    "positive": {"type": "number", "exclusiveMinimum": 0},
    "share": {"type": "number", "minimum": 0, "maximum": 1},
    "count": {"type": "integer", "minimum": 1},
    "switch": {"type": "boolean"},
    "bounds": {"type": "array", "items": _PAIR, "minItems": 1},
    "bounds_above": {"type": "array", "items": _PAIR, "minItems": 1},
}
_QUARTER = r"^\d{4}Q[1-4]$"


def scheme_schema() -> dict[str, Any]:
    """The schema (JSON Schema 2020-12): keys with their meaning, choices, and each rule with its parameters."""
    schema = Scheme.model_json_schema()
    parts = {"Scheme": schema, **schema["$defs"]}
    for model, keys in keybook().keys.items():
        for name, key in keys.items():
            parts[model]["properties"][name]["description"] = f"{key.note_en}\n{key.note}"
    for name in ("valid_from", "valid_to"):
        schema["properties"][name]["pattern"] = _QUARTER if name == "valid_from" else f"{_QUARTER}|^$"
    _rules(parts["SchemeItem"])
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Jiping scoring scheme"}
    return head | {key: value for key, value in schema.items() if key != "title"}


def schema_text() -> str:
    """The schema as docs/scheme.schema.json holds it."""
    return json.dumps(scheme_schema(), ensure_ascii=False, indent=2) + "\n"


def _rules(item: dict[str, Any]) -> None:
    rules = rulebook().rule
    item["properties"]["rule"] |= {"enum": [rule.name for rule in rules]}
    item["allOf"] = [
        {"if": {"properties": {"rule": {"const": rule.name}}, "required": ["rule"]}, "then": _then(rule)}
        for rule in rules
    ]
    item["oneOf"] = [{"required": ["indicator"]}, {"required": ["inputs"]}]


def _then(rule: RuleDeclaration) -> dict[str, Any]:
    """What an item with the rule may say: its parameters by kind, for the item and for each peer group."""
    names = (*rule.required, *rule.optional)
    own = {
        "description": f"{rule.about_en}\n{rule.about}",
        "properties": {name: _KINDS[rulebook().parameters[name]] for name in names},
        "additionalProperties": False,
    }
    group = {"properties": {"parameters": own}}
    return {"properties": {"parameters": own, "by_group": {"additionalProperties": group}}}
