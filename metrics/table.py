"""Small tables of plain Python values, put beside a frame on whichever engine the frame lives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw


def table_beside(frame: nw.LazyFrame, columns: Mapping[str, Sequence[Any]], schema: Mapping[str, Any]) -> nw.LazyFrame:
    """The columns, named and typed by `schema`, as a lazy frame of the same engine (and Spark session) as `frame`."""
    engine = frame.implementation
    if engine.is_polars():
        return nw.from_dict(columns, schema, backend=engine).lazy()
    native = nw.to_native(frame)
    session = getattr(native, "sparkSession", None)
    return nw.from_dict(columns, schema, backend="pyarrow").lazy(engine, session=session)
