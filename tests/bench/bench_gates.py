"""What accounts cost a page: the ranking, drawn again over its own websocket by a head, by the office, and by nobody.

The head reads a narrowed book behind every gate, the office the whole one; the rival is the office's page in an app
that asks nobody who they are (who asks is settled once, and every gate is let open). All are asked in turns in one run;
a time is that of the middle rerun.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from config.reading import load_config
from config.workspace import REPOSITORY
from dashboard.access.gate import needs
from dashboard.access.person import Person, Post
from dashboard.access.sight import Sight
from dashboard.usecases.book import open_book
from tests.app.province import QUARTERS, made_up_workspace
from tests.bench.measuring import Row, Taken, Work, taken
from tests.serving import served, session_of
from tests.wire import Reader

RERUNS = 30
BURST = 10_000
POSTS = {"head": ("head", "430100"), "office": ("office", "")}
KNOWN_BEFORE = """
import streamlit as st
from dashboard.access.sight import Sight
from dashboard.door.watch import SESSION_HEADER
from dashboard.parts import identity
from dashboard.server import app

asked, known = identity.person, {}

def person():
    header = st.context.headers.get(SESSION_HEADER)
    if header not in known:
        known[header] = asked()
    return known[header]

identity.person = person
Sight.has = lambda self, *rights: True
"""
"""An app whose pages know once and for all who asks, and whose gates ask nothing."""


def reruns(readers: dict[str, Reader]) -> dict[str, float]:
    """Milliseconds of the middle rerun of each page, all asked in turns."""
    taken_by: dict[str, list[float]] = {name: [] for name in readers}
    for turn in range(RERUNS + 3):
        for name, reader in readers.items():
            began = time.perf_counter()
            reader.open("ranking", quarter=QUARTERS[-1], lang="zh")
            if turn >= 3:
                taken_by[name].append((time.perf_counter() - began) * 1000)
    return {name: statistics.median(times) for name, times in taken_by.items()}


def gates() -> Work:
    """A burst of gates: a use case that does nothing, asked behind its gate."""
    seat = _Seat()
    behind = needs("results", "present")(_nothing)
    return lambda: [behind(seat) for _ in range(BURST)]


def plain() -> Work:
    """The same calls without a gate."""
    seat = _Seat()
    return lambda: [_nothing(seat) for _ in range(BURST)]


class _Seat:
    def __init__(self) -> None:
        self.sight = Sight(load_config(REPOSITORY / "config"), Person("bench", "bench", (Post("head", "430100"),)))


def _nothing(_seat: _Seat) -> None:
    """Nothing."""


def rows() -> Iterator[Row]:
    """A rerun of the page by who asks, and a burst of gates."""
    folder = Path(tempfile.mkdtemp(prefix="jiping-bench-"))
    desk = made_up_workspace(folder, QUARTERS[-2:])
    open_book(desk)
    cookies = {login: f"jiping={session_of(desk, login, post)}" for login, post in POSTS.items()}
    (folder / "known_before.py").write_text(KNOWN_BEFORE, encoding="utf-8")
    with served(folder) as ours, served(folder, app="known_before:app") as rival:
        readers = {
            "head": Reader(ours, cookies["head"]),
            "office": Reader(ours, cookies["office"]),
            "nobody asked": Reader(rival, cookies["office"]),
        }
        times = reruns(readers)
        for reader in readers.values():
            reader.close()
    told = {name: Taken(milliseconds, 0.0, None) for name, milliseconds in times.items()}
    yield Row("ranking page, one rerun, the office", told["office"], "nobody asked", told["nobody asked"])
    yield Row("ranking page, one rerun, a head (narrowed book)", told["head"], "the office", told["office"])
    ours, theirs = taken(gates, _one), taken(plain, _one)
    yield Row(f"{BURST} gates", ours, "no gate", theirs)


def _one(_result: object) -> None:
    """Nothing is compared."""
