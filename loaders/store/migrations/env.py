"""Alembic's environment: runs on the connection that loaders.store.database hands over."""

from alembic import context

from loaders.store import lifetables, tables

assert lifetables.SQLModel.metadata is tables.SQLModel.metadata
connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=tables.SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
