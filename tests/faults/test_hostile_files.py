import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.model import Config
from loaders.intake.outcome import Told
from loaders.workshop.workshop import Workshop
from tests.faults.hostile import HOSTILE
from tests.unit.intake.workbooks import PREFECTURES, elderly, xlsx

GOOD = xlsx(elderly(PREFECTURES))
SECONDS, MEGABYTES = 30.0, 300


@pytest.fixture(scope="module")
def workshop(hunan: Config) -> Iterator[Workshop]:
    opened = Workshop(hunan, processes=1)
    opened.warm()
    yield opened
    opened.close()


def memory(workshop: Workshop, field: str) -> float:
    """Megabytes of the reader, in use (VmRSS) or at its peak (VmHWM)."""
    process = workshop._readers[0]._process
    assert process is not None
    lines = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_a_sentence_in_time_and_in_memory(workshop: Workshop, hunan: Config, name: str) -> None:
    make, wanted = HOSTILE[name]
    content = make()
    workshop.warm()
    idle = memory(workshop, "VmRSS")

    began = time.monotonic()
    intake = workshop.read("报表.xlsx", content, hunan, Told())
    took = time.monotonic() - began

    errors = {finding.rule for finding in intake.findings if finding.severity == "error"}
    assert (errors or {""}) & wanted
    assert all(finding.message() and finding.remedy() for finding in intake.findings)
    assert took < SECONDS
    workshop.warm()
    assert memory(workshop, "VmHWM") - idle < MEGABYTES
    assert len(workshop.read("a.xlsx", GOOD, hunan, Told()).rows) == 6
