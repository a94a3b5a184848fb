"""The table: semantic HTML, figures to the right, units in the head, rows that open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.parts.clickable import clickable
from dashboard.parts.markup import Html, element, show

Align = Literal["left", "right", "center", "tight", "wide", "text", "figure"]


@dataclass(frozen=True)
class Column:
    """A column: its head with the unit below, and how its cells stand.

    tight is unbroken, text is long, wide holds a bar; right and figure hold figures, the latter under a long head.

    `names` marks the one column that names the row: it is the row's header and carries the button that opens it.
    """

    head: str
    unit: str = ""
    align: Align = "left"
    names: bool = False


@dataclass(frozen=True)
class Row:
    """Cells in the order of the columns (text is escaped, Html is not); `key` is what a click gives, "" for none."""

    cells: tuple[object, ...]
    key: str = ""
    css: str = ""


def table(columns: Sequence[Column], rows: Sequence[Row], *, key: str, caption: str = "") -> str | None:
    """Show a table whose rows can be opened; the key of the row that was just opened, else None."""
    return clickable(table_of(columns, rows, caption), key=key)


def plain_table(columns: Sequence[Column], rows: Sequence[Row], caption: str = "") -> None:
    """Show a table that is only read."""
    show(table_of(columns, rows, caption))


def table_of(columns: Sequence[Column], rows: Sequence[Row], caption: str = "") -> Html:
    """The markup of a table."""
    head = element("thead", element("tr", *map(_head, columns)))
    body = element("tbody", *(_row(columns, row) for row in rows))
    title = element("caption", caption) if caption else ""
    return element("div", element("table", title, head, body), css="jp-scroll")


def _head(column: Column) -> Html:
    return element(
        "th", column.head, element("small", column.unit) if column.unit else "", css=_css(column), scope="col"
    )


def _row(columns: Sequence[Column], row: Row) -> Html:
    cells = (_cell(column, content, row) for column, content in zip(columns, row.cells, strict=True))
    return element("tr", *cells, css=row.css, **({"data_key": row.key} if row.key else {}))


def _cell(column: Column, content: object, row: Row) -> Html:
    if not column.names:
        return element("td", content, css=_css(column))
    named = element("button", content, css="jp-open", type="button") if row.key else content
    return element("th", named, css=_css(column), scope="row")


def _css(column: Column) -> str:
    return "" if column.align == "left" else f"jp-{column.align}"
