"""What this process knows of the sessions: whose a token is, whether it still holds, and when it was last acted in."""

from __future__ import annotations

import datetime as dt
import hmac
import secrets
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace

from config.model import Role
from dashboard.access.person import Person, Post
from dashboard.door.ending import end
from dashboard.usecases.desk import Desk
from loaders.store.database import writing
from loaders.store.sessions import SignedIn, signed_by_hash, signed_by_number, signed_of, token_hash, touch_sessions

SESSION_HEADER = "x-jiping-session"
ADDRESS_HEADER = "x-jiping-address"
"""The internal headers by which a page learns who opened it; the guard takes away whatever a browser sends as them."""
KNOWN_SECONDS = 1.0
"""How long an answer of the database is taken for true."""
RUN_SECONDS = 0.2
"""How long beyond that a page that is being drawn need not ask again."""
TOUCH_SECONDS = 60
_MOST_KNOWN = 10_000
_process = secrets.token_bytes()
_making = threading.Lock()


class Watch:
    """The sessions of a workspace, seen from this process."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[str | int, tuple[float, SignedIn]] = {}
        self._held: dict[str, tuple[float, SignedIn]] = {}
        self._acts: dict[int, dt.datetime] = {}
        rules = desk.config.access.sessions
        self._idle = rules.idle
        self._touch = min(dt.timedelta(seconds=TOUCH_SECONDS), self._idle / 4)

    def of_token(self, token: str) -> SignedIn | None:
        """Who signed in with a token, while the session holds."""
        found = self.met(token)
        return found if found and not self.why(found) else None

    def met(self, token: str) -> SignedIn | None:
        """The session of a token, running or over."""
        return self._met(token_hash(token)) if token else None

    def of_header(self, header: str) -> SignedIn | None:
        """Who signed in, by what `header_of` wrote, while the session holds; a page that is being drawn asks often."""
        until, held = self._held.get(header, (0.0, None))
        if held is not None and time.monotonic() < until:
            return held
        number, _, rest = header.partition(".")
        version, _, _ = rest.partition(".")
        if not hmac.compare_digest(header.encode("utf-8", "replace"), _header(number, version).encode()):
            return None
        found = self._met(int(number))
        if found is None or self.why(found):
            return None
        if len(self._held) > _MOST_KNOWN:
            self._held.clear()
        self._held[header] = (time.monotonic() + RUN_SECONDS, found)
        return found

    def why(self, signed: SignedIn) -> str:
        """Why a session holds no longer; empty while it does. One that is past its time is ended on record."""
        why = signed.over(self._desk.now(), self._idle, self._acts.get(signed.number))
        if why in ("idle", "absolute", "inactive") and not signed.ended_why:
            self.forget(signed.number)
            end(self._desk, signed, why)
        return why

    def acted(self, number: int) -> None:
        """Someone acted in a session just now."""
        self._acts[number] = self._desk.now()

    def keep_acts(self) -> None:
        """Put the acts on record, of a session once in a minute; between, they hold in this process only."""
        acts = dict(self._acts)
        if not acts:
            return
        seen = {one.number: one.seen_at for one in signed_of(self._desk.engine, acts)}
        due = {number: at for number, at in acts.items() if number in seen and at >= seen[number] + self._touch}
        if due:
            with writing(self._desk.engine) as session:
                touch_sessions(session, due)
        known = self._desk.now() - dt.timedelta(seconds=5 * KNOWN_SECONDS)
        for number, at in acts.items():
            if number not in seen or at <= min(seen[number], known):
                self._acts.pop(number, None)

    def standing(self, numbers: Iterable[int]) -> Sequence[SignedIn]:
        """Sessions as the database knows them now, in one query; what pages know of one that is the same holds on."""
        found = signed_of(self._desk.engine, numbers)
        for one in found:
            _, known = self._known.get(one.number, (0.0, None))
            if known is not None and known.version == one.version:
                self._known[one.number] = (time.monotonic() + KNOWN_SECONDS, replace(one, posts=known.posts))
        return found

    def forget(self, number: int) -> None:
        """Ask the database anew about a session."""
        for key in [key for key, (_, signed) in list(self._known.items()) if signed.number == number]:
            self._known.pop(key, None)
        for header in [header for header, (_, signed) in list(self._held.items()) if signed.number == number]:
            self._held.pop(header, None)

    def _met(self, key: str | int) -> SignedIn | None:
        until, signed = self._known.get(key, (0.0, None))
        if signed is None or until < time.monotonic():
            engine = self._desk.engine
            signed = signed_by_number(engine, key) if isinstance(key, int) else signed_by_hash(engine, key)
            if signed is None:
                return None
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self._known[key] = (time.monotonic() + KNOWN_SECONDS, signed)
        return signed


def watch_of(desk: Desk) -> Watch:
    """The watch of a workspace in this process."""
    with _making:
        return desk.once("door", lambda: Watch(desk))


def header_of(signed: SignedIn) -> str:
    """What stands for a session in the internal header: another one when the account changes, and nobody outside this
    process can write it."""
    return _header(str(signed.number), str(signed.version))


def holder_of(signed: SignedIn) -> str:
    """What stands for a session and the state of its account, for a page to notice when it changes."""
    return f"{signed.number}.{signed.version}"


def person_of(signed: SignedIn, address: str = "", channel: str = "page") -> Person:
    """The person of a session, with the posts that the account holds now."""
    return Person(
        login=signed.login,
        name=signed.name,
        posts=tuple(Post(_role(role), unit) for role, unit in signed.posts),
        account=signed.account,
        session=signed.number,
        address=address or signed.address,
        channel=channel,
    )


def _role(role: str) -> Role:
    return role  # type: ignore[return-value]


def _header(number: str, version: str) -> str:
    sealed = hmac.new(_process, f"{number}.{version}".encode(), "sha256").hexdigest()[:32]
    return f"{number}.{version}.{sealed}"
