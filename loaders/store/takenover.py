"""What was there before the audit trail: steps and releases, counted and hashed as the trail took them over."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, text

TAKEN_OVER = "trail.taken_over"
_LISTS = ("regions", "places", "items", "owners", "releases")
_STEPS = text(
    "SELECT id, submission_id, quarter, unit, action, actor, at, channel, reason, regions, places FROM step ORDER BY id"
)
_RELEASES = text(
    "SELECT id, quarter, revision, manifest_sha256, made_at, made_by, reason, previous_id FROM release"
    " ORDER BY quarter, revision"
)


def kept_steps(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every step by its number: times as text in UTC, regions and places read where they can be."""
    return plain_rows(connection, _STEPS)


def kept_releases(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every release, the first one first: times as text in UTC."""
    return plain_rows(connection, _RELEASES)


def taken_over(connection: Connection) -> dict[str, Any] | None:
    """What the first event says of a database that was there before it; None when it is empty."""
    steps, releases = Digest(kept_steps(connection)), list(kept_releases(connection))
    if not steps.count and not releases:
        return None
    return {
        "steps": steps.count,
        "last_step": steps.last or 0,
        "steps_sha256": steps.sha256,
        "releases": [release["id"] for release in releases],
        "releases_sha256": Digest(releases).sha256,
    }


class Digest:
    """A count and a hash over rows, in their order."""

    def __init__(self, rows: Iterable[Mapping[str, Any]] = ()) -> None:
        self.count, self.last, self._hash = 0, None, hashlib.sha256()
        for row in rows:
            self.add(row)

    def add(self, row: Mapping[str, Any]) -> None:
        """Take one more row."""
        written = json.dumps(row, default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self._hash.update(written.encode("utf-8", "surrogatepass") + b"\n")
        self.count, self.last = self.count + 1, row["id"]

    @property
    def sha256(self) -> str:
        """The hash over the rows so far."""
        return self._hash.hexdigest()


def utc_text(at: dt.datetime) -> str:
    """A point in time (aware, or naive in UTC) as rows have it."""
    return (at.astimezone(dt.UTC) if at.tzinfo else at.replace(tzinfo=dt.UTC)).isoformat()


def plain_rows(connection: Connection, query: Any) -> Iterator[dict[str, Any]]:
    """The rows of a query as both databases mean them: times as text in UTC, lists read where they can be."""
    for row in connection.execute(query, execution_options={"yield_per": 1000}):
        yield {name: _plain(name, value) for name, value in row._mapping.items()}


def _plain(name: str, value: Any) -> Any:
    """A value as both databases mean it; what was made unreadable stays the text that it is."""
    try:
        if name in ("at", "made_at"):
            return utc_text(value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(value))
        return json.loads(value) if name in _LISTS and isinstance(value, str) else value
    except (ValueError, TypeError):
        return value
