"""Parameters in one cell: `low = 560, high = 720`, as TOML writes them, forgiving about full-width punctuation."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

_FULL_WIDTH = str.maketrans("，；＝：［］【】｛｝（）。、－", ",,=:[][]{}().,-")
_KEY = re.compile(r"([^\s\"'=,{}\[\]]+)\s*=")
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def written(terms: Mapping[str, Any]) -> str:
    """Terms in one line; empty for none."""
    return ", ".join(f"{_key(name)} = {_value(value)}" for name, value in terms.items())


def read(text: str) -> dict[str, Any]:
    """The terms that a cell says; ValueError where they cannot be read."""
    try:
        return _parsed(text)
    except ValueError:
        return _parsed(_plain(text))


def _parsed(text: str) -> dict[str, Any]:
    return tomllib.loads(f"_ = {{ {text} }}")["_"]


def _plain(text: str) -> str:
    """Terms as people type them: full-width signs, a line for each term, names without quotes."""
    plain = text if '"' in text else text.translate(_FULL_WIDTH)
    plain = re.sub(r"[\s,;]*[\r\n;]+[\s,;]*", ", ", plain.strip().strip(",; "))
    return plain if '"' in plain else _KEY.sub(lambda found: f"{json.dumps(found[1], ensure_ascii=False)} =", plain)


def figure(value: float) -> str:
    """A number in the shortest form that reads back as the same number, whole ones without a point."""
    whole = float(value).is_integer() and abs(value) < 1e15
    return str(int(value)) if whole else repr(float(value))


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return figure(value)
    if isinstance(value, Mapping):
        return "{ " + written(value) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
