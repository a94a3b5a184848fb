"""So many people have a page open and click every few seconds: how long is a rerun, and what does a session cost?

python -m tests.load.sessions                         300 sessions, 10 s think time, one process
python -m tests.load.sessions --sessions 100 --minutes 1
python -m tests.load.sessions --processes 2           then twice as many before two processes behind nginx, same run
python -m tests.load.sessions -w DIR                  on a workspace that is there (it gets a few more accounts)

The tool runs on the same machine and takes a part of it: how much is told. Ends with 1 when something went wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from dashboard.usecases.desk import Desk
from tests.load.processes import processor, resident
from tests.load.proxy import behind_nginx
from tests.load.rerun import RELEASED, province
from tests.load.walking import Look, Person, Told, look_once, walk
from tests.serving import serving, session_of

READERS: tuple[Look, ...] = (
    ("home", {}),
    ("ranking", {"group": "prefectures"}),
    ("ranking", {"group": "counties"}),
    ("ranking", {"part": "trends"}),
    ("highlights", {}),
    ("region", {"region": "430400"}),
    ("region", {"region": "431100", "part": "up"}),
    ("region", {"region": "430100", "part": "work"}),
    ("shortfalls", {}),
    ("shortfalls", {"part": "bottom"}),
    ("direction", {}),
    ("indicator", {"indicator": "nursing_bed_rate", "period": RELEASED}),
    ("method", {}),
    ("release", {}),
)
COLLECTING: tuple[Look, ...] = (("progress", {}), ("progress", {"quarter": "2026Q3"}))
SEATS: tuple[tuple[str, str, tuple[Look, ...]], ...] = (
    ("leader", "", READERS),
    ("leader", "430400", READERS),
    ("office", "", (*READERS, *COLLECTING, ("review", {"quarter": "2026Q3"}))),
    ("head", "430400", (*READERS, *COLLECTING)),
    ("head", "430100", READERS),
    ("head", "431100", READERS),
    ("reviewer", "elderly_care", (*READERS, ("review", {"quarter": "2026Q3"}))),
    ("submitter", "430100", (*READERS[:3], *COLLECTING, ("upload", {}))),
)
"""Of every eight sessions: the post, its unit, and what is opened."""


@dataclass(frozen=True)
class Measured:
    """A walk: what was seen of it, how many sessions, seconds, processor seconds of servers and tool, megabytes."""

    told: Told
    sessions: int
    seconds: float
    served: float
    walked: float
    before: float
    after: float


def people_of(desk: Desk) -> list[Person]:
    """Three accounts of each seat, signed in, each with the pages of its post."""
    return [
        Person(
            session_of(desk, f"load-{number}-{role}-{unit}", (role, unit)),
            tuple((name, {"quarter": RELEASED, **query}) for name, query in looks),
        )
        for number in range(3)
        for role, unit, looks in SEATS
    ]


def measure(
    address: str, pids: Sequence[int], people: Sequence[Person], sessions: int, asked: argparse.Namespace
) -> Measured:
    """Warm every page for everyone, then let the sessions walk."""
    for _ in pids:
        asyncio.run(look_once(address, people))
    before, used, own, began = resident(pids), processor(pids), time.process_time(), time.monotonic()
    told = asyncio.run(walk(address, people, sessions, asked.think, asked.minutes))
    seconds, served, walked = time.monotonic() - began, processor(pids) - used, time.process_time() - own
    return Measured(told, sessions, seconds, served, walked, before, resident(pids))


def report(name: str, found: Measured) -> None:
    """Print what was seen, as a table by page."""
    every, reruns = found.told.seconds, max(len(found.told.seconds), 1)
    print(f"\n{name}: {found.sessions} sessions, {len(every)} reruns, {len(found.told.faults)} faults")
    for fault, times in Counter(found.told.faults).most_common():
        print(f"  {fault} ({times})")
    for page in ("", *sorted({one for one, _ in every})):
        _percentiles(page or "all", [seconds for one, seconds in every if page in ("", one)])
    print(f"  {reruns / found.seconds:.1f} reruns/s, {found.told.bytes / reruns / 1024:.1f} KB a rerun")
    busy, own = found.served / found.seconds, found.walked / found.seconds
    print(f"  servers {found.served / reruns * 1000:.1f} ms of processor a rerun, {busy:.0%} of a core; tool {own:.0%}")
    each = (found.after - found.before) * 1024 / found.sessions
    print(f"  memory {found.before:.0f} MB before, {found.after:.0f} MB after: {each:.0f} KB a session", flush=True)


def _percentiles(name: str, seconds: Sequence[float]) -> None:
    if len(seconds) < 2:
        return
    cuts = quantiles(seconds, n=100, method="inclusive")
    told = "  ".join(f"p{cut} {cuts[cut - 1] * 1000:7.1f} ms" for cut in (50, 95, 99))
    print(f"  {name:<12} {len(seconds):>6}  {told}")


def main() -> int:
    """Serve a province and measure; 1 when something went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-w", "--workspace", default="", help="a workspace that is there")
    parser.add_argument("--sessions", type=int, default=300)
    parser.add_argument("--think", type=float, default=10.0, help="seconds between two clicks of a person")
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument("--processes", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        desk = stack.enter_context(province(asked.workspace))
        people = people_of(desk)
        servers = [stack.enter_context(serving(desk.workspace.folder))]
        found = [measure(servers[0].address, [servers[0].pid], people, asked.sessions, asked)]
        report("one process", found[0])
        if asked.processes > 1:
            servers += [stack.enter_context(serving(desk.workspace.folder)) for _ in range(asked.processes - 1)]
            address = stack.enter_context(behind_nginx([one.address for one in servers], Path(folder)))
            pids, sessions = [one.pid for one in servers], asked.sessions * asked.processes
            found.append(measure(address, pids, people, sessions, asked))
            report(f"{asked.processes} processes behind nginx", found[1])
    return int(any(one.told.faults for one in found))


if __name__ == "__main__":
    sys.exit(main())
