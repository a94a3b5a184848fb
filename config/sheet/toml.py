"""A scheme as a TOML file that people read and mend: what is left at its default is not written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.items import InlineTable, Table

from config.model import Scheme

_MEMBERS = ("sections", "items", "bands", "vetoes")
_OWN_TABLES = ("by_group", "lists", "boards", "certainty")


def scheme_toml(scheme: Scheme) -> str:
    """The text of the file; reading it gives an equal scheme."""
    content = scheme.model_dump(exclude_defaults=True)
    document = tomlkit.document()
    for key, value in _plain_first(content):
        document.add(key, _item(key, value))
    return tomlkit.dumps(document)


def _plain_first(content: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """TOML wants plain keys before tables."""
    pairs = [(key, value) for key, value in content.items() if value is not None]
    return sorted(pairs, key=lambda pair: pair[0] in (*_OWN_TABLES, *_MEMBERS))


def _item(key: str, value: Any) -> Any:
    if key in _MEMBERS:
        tables = tomlkit.aot()
        for member in value:
            tables.append(_table(member))
        return tables
    if key == "by_group":
        groups = tomlkit.table(is_super_table=True)
        for group, terms in value.items():
            groups.add(group, _table(terms))
        return groups
    return _table(value) if key in _OWN_TABLES else _value(value)


def _table(content: Mapping[str, Any]) -> Table:
    table = tomlkit.table()
    for key, value in _plain_first(content):
        table.add(key, _item(key, value))
    return table


def _value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _inline(value)
    if isinstance(value, list | tuple):
        return [_value(member) for member in value]
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
    return int(value) if whole else value


def _inline(content: Mapping[str, Any]) -> InlineTable:
    table = tomlkit.inline_table()
    for key, value in content.items():
        if value is not None:
            table.append(key, _value(value))
    return table
