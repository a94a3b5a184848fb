"""Run every tests/bench/bench_*.py and print one table; with --quick without what takes minutes."""

from __future__ import annotations

import argparse
import importlib
import os
import platform
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measuring import Row

HEAD = ("task", "ours ms", "rival", "rival ms", "ratio", "ours MB", "rival MB")


def rows(quick: bool, only: str = "") -> Iterator[Row]:
    """The rows of every bench module (or of `only` one), in order of their names, and then the long ones."""
    paths = sorted(Path(__file__).parent.glob(f"bench_{only or '*'}.py"))
    modules = [importlib.import_module(f"tests.bench.{path.stem}") for path in paths]
    for name in ("rows",) if quick else ("rows", "long_rows"):
        for module in modules:
            yield from getattr(module, name, list)()


def main() -> None:
    """Print the table; the times are the best of several runs, the memory is what each contender's work adds."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    asked.add_argument("--quick", action="store_true", help="leave out what takes minutes")
    asked.add_argument("--only", default="", metavar="NAME", help="one bench alone, for instance score")
    given = asked.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; best of several runs")
    print(_line(HEAD))
    for row in rows(given.quick, given.only):
        ours, theirs = row.ours, row.theirs
        times = (f"{ours.milliseconds:.1f}", row.rival, f"{theirs.milliseconds:.1f}", f"{row.ratio:.2f}x")
        print(_line((row.task, *times, f"{ours.peak_mb:.0f}", f"{theirs.peak_mb:.0f}")), flush=True)


def _line(cells: tuple[str, ...]) -> str:
    first, *rest = cells
    return f"{first:<58}" + "".join(f"{cell:>12}" for cell in rest)


if __name__ == "__main__":
    main()
