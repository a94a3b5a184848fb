"""What makes the database itself refuse to change or delete rows of tables to which rows are only ever added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON "{table}"
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
_FUNCTION = """
CREATE FUNCTION refuse_{matter}_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$
"""
_POSTGRESQL = """
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_{matter}_change()
"""


def refusals(dialect: str, matter: str, tables: Sequence[str], refusal: str) -> Iterator[str]:
    """The statements after which the tables of a matter take new rows only; `refusal` is what the database says."""
    if dialect == "postgresql":
        yield _FUNCTION.format(matter=matter, refusal=refusal)
        yield from (_POSTGRESQL.format(table=table, matter=matter) for table in tables)
        return
    for table in tables:
        yield from (_SQLITE.format(table=table, verb=verb, refusal=refusal) for verb in ("UPDATE", "DELETE"))


def no_refusals(dialect: str, matter: str) -> Iterator[str]:
    """The statements that take back what is left of refusals() once the tables are gone."""
    if dialect == "postgresql":
        yield f"DROP FUNCTION refuse_{matter}_change()"
