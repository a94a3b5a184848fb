"""What it costs to know who asks: at every rerun, at every request, and once at a sign-in.

The rival of the session in the database is a signed cookie without state (itsdangerous), which cannot be revoked; that
of argon2 is PBKDF2 with the rounds that OWASP asks for.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from itsdangerous import URLSafeTimedSerializer

from config.workspace import REPOSITORY, write_workspace
from dashboard.access.passwords import hashed, matches
from dashboard.access.sight import Sight
from dashboard.door.watch import Watch, header_of, person_of
from dashboard.usecases.desk import Desk, open_desk
from tests.bench.measuring import Row, Taken, Work, taken
from tests.serving import session_of

RERUNS = 1000
ASKED_PER_RERUN = 20
"""How often a page asks for its desk while it is drawn."""
PBKDF2_ROUNDS = 210_000


def workspace() -> tuple[Desk, Watch, str]:
    """A workspace with an account that holds three posts and is signed in."""
    folder = Path(tempfile.mkdtemp(prefix="jiping-bench-"))
    write_workspace(folder, REPOSITORY / "config")
    desk = open_desk(folder)
    token = session_of(desk, "bench", *((role, "") for role in ("leader", "office", "submitter")))
    return desk, Watch(desk), token


def asked(desk: Desk, watch: Watch, header: str) -> bool:
    """What a rerun asks: who it is, once for each time the page takes its desk, and one right."""
    for _ in range(ASKED_PER_RERUN):
        signed = watch.of_header(header)
        assert signed is not None
        sight = Sight(desk.config, person_of(signed))
    return sight.has("results")


def known() -> Work:
    """Reruns whose answer the process knows (an answer holds for a second)."""
    desk, watch, token = workspace()
    header = _header(watch, token)
    return lambda: [asked(desk, watch, header) for _ in range(RERUNS)]


def unknown() -> Work:
    """Reruns that each ask the database first."""
    desk, watch, token = workspace()
    header, number = _header(watch, token), int(_header(watch, token).split(".")[0])

    def work() -> None:
        for _ in range(RERUNS):
            watch.forget(number)
            asked(desk, watch, header)

    return work


def unguarded() -> Work:
    """Reruns of an app that knows nobody: the right is asked of a person that is always the same."""
    desk, watch, token = workspace()
    signed = watch.of_header(_header(watch, token))
    assert signed is not None
    person = person_of(signed)

    def work() -> None:
        for _ in range(RERUNS):
            for _ in range(ASKED_PER_RERUN):
                Sight(desk.config, person).has("results")

    return work


def stateless() -> Work:
    """Reruns that read a signed cookie with the posts in it, each time the page takes its desk."""
    desk, watch, token = workspace()
    signed = watch.of_header(_header(watch, token))
    assert signed is not None
    signer = URLSafeTimedSerializer(os.urandom(32).hex())
    cookie = signer.dumps({"login": signed.login, "name": signed.name, "posts": signed.posts, "number": signed.number})

    def work() -> None:
        for _ in range(RERUNS):
            for _ in range(ASKED_PER_RERUN):
                said = signer.loads(cookie, max_age=43_200)
                posts = tuple((role, unit) for role, unit in said["posts"])
                Sight(desk.config, person_of(replace(signed, posts=posts))).has("results")

    return work


def requests() -> Work:
    """Requests whose cookie has to be looked up in the database."""
    _, watch, token = workspace()
    number = int(_header(watch, token).split(".")[0])

    def work() -> None:
        for _ in range(RERUNS):
            watch.forget(number)
            watch.of_token(token)

    return work


def cookies() -> Work:
    """Requests whose signed cookie is only checked."""
    signer = URLSafeTimedSerializer(os.urandom(32).hex())
    cookie = signer.dumps({"login": "bench", "posts": [["leader", ""], ["office", ""], ["submitter", ""]], "number": 1})
    return lambda: [signer.loads(cookie, max_age=43_200) for _ in range(RERUNS)]


def argon2() -> Work:
    """One password checked as it is at a sign-in."""
    kept = hashed("湘江 橘子洲 夜航 42 号")
    return lambda: matches(kept, "湘江 橘子洲 夜航 42 号")


def pbkdf2() -> Work:
    """One password checked with PBKDF2-HMAC-SHA512."""
    salt = os.urandom(16)
    return lambda: hashlib.pbkdf2_hmac("sha512", "湘江 橘子洲 夜航 42 号".encode(), salt, PBKDF2_ROUNDS)


def _header(watch: Watch, token: str) -> str:
    signed = watch.of_token(token)
    assert signed is not None
    return header_of(signed)


def _nothing(_result: object) -> None:
    """Nothing is compared."""


def _one(found: Taken) -> Taken:
    return replace(found, milliseconds=found.milliseconds / RERUNS)


def rows() -> Iterator[Row]:
    """Milliseconds a rerun, a request, a password."""
    ours = _one(taken(known, _nothing))
    task = f"who asks, one rerun ({ASKED_PER_RERUN} desks)"
    yield Row(task, ours, "signed cookie", _one(taken(stateless, _nothing)))
    yield Row(task, ours, "nobody asked", _one(taken(unguarded, _nothing)))
    yield Row(task, ours, "not known yet", _one(taken(unknown, _nothing)))
    yield Row(
        "whose cookie, one request", _one(taken(requests, _nothing)), "signed cookie", _one(taken(cookies, _nothing))
    )
    yield Row("one password (argon2id)", taken(argon2, _nothing), "PBKDF2", taken(pbkdf2, _nothing))
