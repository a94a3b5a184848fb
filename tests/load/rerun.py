"""What a rerun of each page costs the server: processor time, messages and bytes, for one reader at a warm process.

python -m tests.load.rerun                             every page, on a demonstration made for it
python -m tests.load.rerun -w DIR --times 40           on a workspace that is there (it gets one more account)
python -m tests.load.rerun -w DIR --only ranking/trends,region
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from dashboard.demo.build import QUARTERS, build_demonstration
from dashboard.usecases.desk import Desk, open_desk
from tests.load.processes import processor
from tests.serving import Served, serving, session_of
from tests.wire import Reader, Seen

POSTS = (("leader", ""), ("office", ""), ("administrator", ""), ("auditor", ""))
RELEASED = "2026Q2"
LOOKS: Mapping[str, Mapping[str, str]] = {
    "home": {},
    "ranking": {"group": "prefectures"},
    "ranking/counties": {"group": "counties"},
    "ranking/trends": {"part": "trends"},
    "ranking/compare": {"part": "compare"},
    "highlights": {},
    "shortfalls": {},
    "shortfalls/bottom": {"part": "bottom"},
    "direction": {},
    "region": {"region": "430400"},
    "region/up": {"region": "430400", "part": "up"},
    "region/work": {"region": "430400", "part": "work"},
    "indicator": {"indicator": "nursing_bed_rate", "period": RELEASED},
    "method": {},
    "release": {},
    "progress": {},
    "review": {},
    "accounts": {},
    "clock": {},
    "trail": {},
}
"""What is looked at, by a name whose first part is the page, and the address beside the quarter."""


@dataclass(frozen=True)
class Cost:
    """What a rerun took: processor and wall-clock milliseconds, messages in full, messages by reference, kilobytes."""

    processor: float
    wall: float
    messages: int
    referred: int
    kilobytes: float
    largest: str


def cost_of(reader: Reader, pid: int, look: str, times: int) -> Cost:
    """The mean of so many reruns of a page, after two that warm it. Raises AssertionError where the page fails."""
    asked = {"quarter": RELEASED, **LOOKS[look]}
    seen = [_opened(reader, look, asked) for _ in range(2)][-1]
    before, walls = processor([pid]), []
    for _ in range(times):
        began = time.perf_counter()
        seen = _opened(reader, look, asked)
        walls.append(time.perf_counter() - began)
    used = processor([pid]) - before
    return Cost(
        processor=used / times * 1000,
        wall=median(walls) * 1000,
        messages=len(seen.messages) - seen.referred,
        referred=seen.referred,
        kilobytes=seen.bytes / 1024,
        largest=_largest(seen),
    )


def _opened(reader: Reader, look: str, asked: Mapping[str, str]) -> Seen:
    seen = reader.open(look.partition("/")[0], (), **asked)
    for message in seen.messages:
        failed = message.HasField("delta") and message.delta.new_element.HasField("exception")
        assert not failed, f"{look}: {message.delta.new_element.exception}"
    assert not seen.holds('class="jp-wrong'), f"{look}: a page that failed"
    return seen


def _largest(seen: Seen) -> str:
    """The kinds of the two largest messages that came in full, with their kilobytes."""
    sizes = sorted(((len(m.SerializeToString()), _kind(m)) for m in seen.whole), reverse=True)
    return ", ".join(f"{kind} {size / 1024:.1f}" for size, kind in sizes[:2])


def _kind(message: object) -> str:
    kind = message.WhichOneof("type")  # type: ignore[attr-defined]
    if kind != "delta":
        return str(kind)
    delta = message.delta  # type: ignore[attr-defined]
    return str(delta.new_element.WhichOneof("type") or delta.WhichOneof("type"))


@contextmanager
def province(folder: str) -> Iterator[Desk]:
    """The desk of a workspace; where no folder is named, of a demonstration of two quarters."""
    if folder:
        yield open_desk(Path(folder))
        return
    with tempfile.TemporaryDirectory() as made:
        yield build_demonstration(Path(made) / "province", QUARTERS[-2:])


def measure(running: Served, cookie: str, looks: Sequence[str], times: int) -> None:
    """Print what each look costs."""
    print(f"{'page':<20}{'CPU ms':>8}{'wall ms':>9}{'full':>6}{'ref':>5}{'KB':>8}  largest in full (KB)")
    for look in looks:
        with Reader(running.address, f"jiping={cookie}") as reader:
            cost = cost_of(reader, running.pid, look, times)
        told = f"{cost.processor:>8.1f}{cost.wall:>9.1f}{cost.messages:>6}{cost.referred:>5}{cost.kilobytes:>8.1f}"
        print(f"{look:<20}{told}  {cost.largest}", flush=True)


def main() -> None:
    """Serve a workspace and measure one page after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-w", "--workspace", default="", help="a workspace that is there")
    parser.add_argument("--times", type=int, default=30, help="reruns of each page")
    parser.add_argument("--only", default=",".join(LOOKS), help="names of what is looked at")
    asked = parser.parse_args()
    with province(asked.workspace) as desk, serving(desk.workspace.folder) as running:
        measure(running, session_of(desk, "rerun", *POSTS), asked.only.split(","), asked.times)


if __name__ == "__main__":
    main()
