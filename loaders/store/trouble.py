"""Why the database did not take something, as a finding that the one who waits can act on."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError, OperationalError

from config.model import Severity
from loaders.intake.outcome import Finding

_SQLITE = {
    sqlite3.SQLITE_FULL: "store_full",
    sqlite3.SQLITE_READONLY: "store_protected",
    sqlite3.SQLITE_CANTOPEN: "store_protected",
    sqlite3.SQLITE_PERM: "store_protected",
    sqlite3.SQLITE_BUSY: "store_busy",
    sqlite3.SQLITE_LOCKED: "store_busy",
}
_PRIMARY = 0xFF
"""The byte of an SQLite error code that tells its class."""
_POSTGRES = {
    "53100": "store_full",
    "25006": "store_protected",
    "55P03": "store_busy",
    "57": "store_gone",
    "08": "store_gone",
}
"""Codes, or classes of codes, of PostgreSQL's appendix A."""


def trouble_of(problem: DBAPIError) -> Finding:
    """The finding: store_full, store_protected, store_busy, store_gone, or not_kept with the database's own words."""
    original = problem.orig
    state = str(getattr(original, "sqlstate", None) or "")
    code = getattr(original, "sqlite_errorcode", 0) & _PRIMARY
    rule = _SQLITE.get(code) or _POSTGRES.get(state) or _POSTGRES.get(state[:2])
    if rule is None and (
        problem.connection_invalidated or (isinstance(problem, OperationalError) and not state and not code)
    ):
        rule = "store_gone"
    return Finding(rule or "not_kept", Severity.ERROR, places={"reason": str(original)})
