import hashlib
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import Engine, text

from loaders.store import readers
from tests.conftest import REPOSITORY
from tests.faults.submitter import FINDINGS, ROWS, upload

UPLOADS = {"sqlite": 200, "postgresql": 40}
LIVES = 10


def killed_while_submitting(
    engine: Engine, cache: Path, first: int, last: int, receipts: int, seconds: float
) -> list[tuple[int, str, str]]:
    """What a submitter was shown before the process was killed, `seconds` after it had shown so many receipts."""
    database = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.faults.submitter", database, str(first), str(last)]
    compiled = os.environ | {"PYTHONPYCACHEPREFIX": str(cache), "PYTHONDONTWRITEBYTECODE": ""}
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, env=compiled) as process:
        assert process.stdout is not None
        shown = [process.stdout.readline() for _ in range(receipts)]
        time.sleep(seconds)
        process.kill()
        shown += process.stdout.readlines()
    return [(int(number), receipt, sha256) for number, receipt, sha256 in (line.split() for line in shown if line)]


def test_every_receipt_that_was_shown_is_there_and_nothing_half_exists(engine: Engine, tmp_path: Path) -> None:
    draw, last = random.Random(7), UPLOADS[engine.dialect.name]
    shown: dict[int, tuple[str, str]] = {}
    while len(shown) < last:
        receipts, seconds = draw.randint(1, 2 * last // LIVES), draw.random() * 0.02
        for number, receipt, sha256 in killed_while_submitting(engine, tmp_path, len(shown), last, receipts, seconds):
            shown[number] = (receipt, sha256)

    assert len({receipt for receipt, _ in shown.values()}) == last
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT id, receipt, sha256, rows FROM submission")).all()
        receipts = {receipt: (number, sha256) for number, receipt, sha256, _ in kept}
        rows = dict(connection.execute(text("SELECT submission_id, count(*) FROM stored_value GROUP BY 1")).all())
        found = dict(connection.execute(text("SELECT submission_id, count(*) FROM stored_finding GROUP BY 1")).all())
        raw = set(connection.execute(text("SELECT sha256 FROM raw_file")).scalars())
    for number, (receipt, sha256) in shown.items():
        assert receipts[receipt][1] == sha256 == hashlib.sha256(upload(number)).hexdigest()
        assert readers.raw_file(engine, sha256) == upload(number)
    assert {receipt[:3] for receipt in receipts} == {"JP-"}
    assert rows == dict.fromkeys((number for number, *_ in kept), ROWS)
    assert found == dict.fromkeys((number for number, *_ in kept), FINDINGS)
    assert {count for *_, count in kept} == {ROWS}
    assert raw == {sha256 for _, _, sha256, _ in kept}
