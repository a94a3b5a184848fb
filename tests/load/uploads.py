"""So many submitters upload within so many seconds: does everybody get a receipt, and how long do they wait?

python -m tests.load.uploads                  a workspace, a server and a token of its own, over POST /api/submissions
python -m tests.load.uploads --direct         the same without the API: each submitter a thread that calls collect
python -m tests.load.uploads --port 8501 --token SECRET     against a server that runs on this machine
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import json
import random
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.reading import load_config
from config.workspace import REPOSITORY, write_workspace
from dashboard.usecases.desk import Desk, open_desk
from loaders.collect import collect
from tests.load.books import submitted
from tests.serving import served

LONGEST = 600.0
_PATIENCE = 60.0
Submit = Callable[[int, bytes], "Answer"]


@dataclass(frozen=True)
class Answer:
    """What one submitter got: the status (HTTP, or the outcome), the receipt if any, and after how many seconds."""

    status: str
    receipt: str = ""
    seconds: float = 0.0


def run(submit: Submit, books: list[bytes], seconds: float) -> list[Answer]:
    """Every book submitted once, each at its own moment of the `seconds`, by a thread of its own."""
    draw, start = random.Random(1), time.monotonic()
    moments = sorted(draw.random() * seconds for _ in books)

    def one(number: int) -> Answer:
        time.sleep(max(0.0, start + moments[number] - time.monotonic()))
        began = time.monotonic()
        try:
            answer = submit(number, books[number])
        except OSError as problem:
            answer = Answer(type(problem).__name__)
        return Answer(answer.status, answer.receipt, time.monotonic() - began)

    with ThreadPoolExecutor(len(books)) as pool:
        return list(pool.map(one, range(len(books))))


def over_api(port: int, token: str) -> Submit:
    """Submit by POST /api/submissions on this machine, each from an address of its own as behind a proxy."""

    def submit(number: int, book: bytes) -> Answer:
        edge = uuid.uuid4().hex
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{number}.xlsx"\r\n'
        body = f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + book + f"\r\n--{edge}--\r\n".encode()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": f"multipart/form-data; boundary={edge}"}
        headers["X-Forwarded-For"] = f"10.0.{number // 250}.{number % 250 + 1}"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        try:
            connection.request("POST", "/api/submissions", body, headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        taken = answer.status in (200, 201)
        return Answer(str(answer.status), json.loads(content)["receipt"] if taken else "")

    return submit


def directly(desk: Desk) -> Submit:
    """Submit by calling the use case, as the pages do."""

    def submit(number: int, book: bytes) -> Answer:
        now = dt.datetime.now(dt.UTC)
        receipt = collect(desk.engine, desk.config, f"{number}.xlsx", book, now=now, channel="api", read=desk.read)
        return Answer(receipt.outcome, receipt.receipt)

    return submit


def told(answers: list[Answer]) -> str:
    """One line: how many receipts, the waiting times, what else was answered."""
    waits = sorted(answer.seconds for answer in answers)
    receipts = {answer.receipt for answer in answers if answer.receipt}
    at = {share: waits[min(len(waits) - 1, int(share * len(waits)))] for share in (0.5, 0.95)}
    times = f"p50 {at[0.5]:.2f} s, p95 {at[0.95]:.2f} s, longest {waits[-1]:.2f} s"
    return f"{len(receipts)} receipts for {len(answers)} uploads; {times}; {dict(Counter(a.status for a in answers))}"


@contextmanager
def workspace() -> Iterator[Path]:
    """An empty workspace in a folder that goes again."""
    with tempfile.TemporaryDirectory(prefix="jiping-load-") as folder:
        write_workspace(Path(folder), REPOSITORY / "config")
        yield Path(folder)


@contextmanager
def served_with_token(folder: Path) -> Iterator[tuple[int, str]]:
    """The port and a token of a server on the workspace, ended afterwards."""
    made = [sys.executable, "-m", "dashboard.cli", "token", "make", "load", "--workspace", str(folder)]
    token = subprocess.run(made, cwd=REPOSITORY, check=True, capture_output=True, text=True).stdout.split()[0]
    with served(folder) as address:
        yield int(address.rpartition(":")[2]), token


def main() -> None:
    """Run one load and print its line; exit 1 when anybody went without a receipt."""
    asked = argparse.ArgumentParser(prog="python -m tests.load.uploads", description=__doc__)
    asked.formatter_class = argparse.RawDescriptionHelpFormatter
    asked.add_argument("--submitters", type=int, default=150)
    asked.add_argument("--seconds", type=float, default=60.0, help="the time over which they come")
    asked.add_argument("--direct", action="store_true", help="call the use case instead of the API")
    asked.add_argument("--port", type=int, default=0, help="of a server on 127.0.0.1 that runs already")
    asked.add_argument("--token", default="", help="for that server")
    given = asked.parse_args()
    count, seconds = given.submitters, min(given.seconds, LONGEST)
    made = submitted(load_config(REPOSITORY / "config"), count)
    if given.port:
        answers = run(over_api(given.port, given.token), made, seconds)
    else:
        with workspace() as folder:
            answers = _on(folder, given.direct, made, seconds)
    print(f"{count} submitters within {seconds:g} s: {told(answers)}")
    sys.exit(len({answer.receipt for answer in answers if answer.receipt}) != count)


def _on(folder: Path, direct: bool, made: list[bytes], seconds: float) -> list[Answer]:
    if direct:
        desk = open_desk(folder)
        desk.workshop.warm()
        return run(directly(desk), made, seconds)
    with served_with_token(folder) as (port, token):
        return run(over_api(port, token), made, seconds)


if __name__ == "__main__":
    main()
