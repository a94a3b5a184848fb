"""Adds events to the trail of a database until it is killed, and says the number of each that is kept."""

import datetime as dt
import sys

from loaders.store.audit import Event, keep_event
from loaders.store.database import open_engine, writing

engine = open_engine(sys.argv[1])
while True:
    with writing(engine) as session:
        kept = keep_event(session, Event("session.opened", "x", "zhang", "张三", dt.datetime.now(dt.UTC)))
    print(kept.number, kept.sha256, flush=True)
