"""Alembic's environment: runs on the connection that loaders.store.database hands over."""

from alembic import context

from loaders.store import (
    accesstables,
    appealtables,
    followtables,
    highlighttables,
    honourtables,
    lifetables,
    meetingtables,
    tables,
)

others = (accesstables, appealtables, followtables, highlighttables, honourtables, lifetables, meetingtables)
assert all(one.SQLModel.metadata is tables.SQLModel.metadata for one in others)
connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=tables.SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
