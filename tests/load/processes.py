"""What running processes use of the machine, as Linux tells it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def resident(pids: Sequence[int]) -> float:
    """The memory of processes in megabytes (VmRSS)."""
    lines = [line for pid in pids for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def processor(pids: Sequence[int]) -> float:
    """The processor seconds that processes have used, threads that ended included."""
    fields = [Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split() for pid in pids]
    return sum(int(one[11]) + int(one[12]) for one in fields) / _TICKS
