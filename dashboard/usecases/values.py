"""What is stored, as it was printed: the one exit of the data pool."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.usecases.desk import Desk
from loaders.store.readers import current_values

COLUMNS = (
    "region_code",
    "period",
    "official_code",
    "indicator",
    "measure",
    "column_role",
    "value",
    "unit",
    "status",
    "source_file",
)


def value_records(desk: Desk) -> Iterator[dict[str, str]]:
    """The newest values in the order of the files; `value` is text with the printed decimals, empty if missing."""
    for row in current_values(desk.engine):
        yield {
            "region_code": row.region_code,
            "period": row.period,
            "official_code": row.official_code,
            "indicator": desk.config.item_name(row.indicator),
            "measure": row.measure,
            "column_role": row.column_role,
            "value": row.text,
            "unit": row.unit,
            "status": row.status,
            "source_file": row.file_name,
        }
