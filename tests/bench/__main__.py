"""Run every tests/bench/bench_*.py and print one table."""

from __future__ import annotations

import importlib
import os
import platform
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measuring import Row

HEAD = ("task", "ours ms", "rival", "rival ms", "ratio", "ours MB", "rival MB")


def rows() -> Iterator[Row]:
    """The rows of every bench module, in order of their names."""
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        yield from importlib.import_module(f"tests.bench.{path.stem}").rows()


def main() -> None:
    """Print the table; the times are the best of several runs, the memory is the peak of each contender's process."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; best of several runs")
    print(_line(HEAD))
    for row in rows():
        ours, theirs = row.ours, row.theirs
        times = (f"{ours.milliseconds:.1f}", row.rival, f"{theirs.milliseconds:.1f}", f"{row.ratio:.2f}x")
        print(_line((row.task, *times, f"{ours.peak_mb:.0f}", f"{theirs.peak_mb:.0f}")), flush=True)


def _line(cells: tuple[str, ...]) -> str:
    first, *rest = cells
    return f"{first:<58}" + "".join(f"{cell:>12}" for cell in rest)


if __name__ == "__main__":
    main()
