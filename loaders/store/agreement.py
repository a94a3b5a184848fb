"""What the audit trail says held against what it is about: steps, releases, submissions, and the seals outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from config.wording import mark
from loaders.store.chain import Fault, Said
from loaders.store.seals import Seal
from loaders.store.steps import event_action, said_of
from loaders.store.takenover import TAKEN_OVER, Digest, utc_text

Row = Mapping[str, Any]
TAKEN_STEPS = mark(
    "The {count} steps from before the trail are not as they were when it took them over: changed, deleted or added to."
)
TAKEN_RELEASES = mark(
    "The {count} releases from before the trail are not as they were when it took them over: changed, deleted or "
    "added to."
)
STEP_CHANGED = mark("Step {step} ({subject}) does not say what event {number} says of it; different: {fields}.")
STEP_GONE = mark("Step {step} ({subject}), of which event {number} tells, is not there any more.")
STEP_EXTRA = mark("Step {step} ({unit}, {action}) has no event: it was added, or its event was cut off.")
RELEASE_CHANGED = mark("Release {release} is not registered as event {number} says; different: {fields}.")
RELEASE_GONE = mark("Release {release}, of which event {number} tells, is not registered any more.")
RELEASE_EXTRA = mark("Release {release} has no event: it was added, or its event was cut off.")
STATE_CHANGED = mark("{receipt} stands as {state}, but its last event ({number}) left it as {expected}.")
FILE_CHANGED = mark("{receipt} has another file than the one of which event {number} tells.")
SUBMISSION_GONE = mark("{receipt}, of which event {number} tells, is not there any more.")
SEAL_BROKEN = mark("Event {number} has another hash than when it was sealed on {at}: the trail was rewritten.")
CUT_OFF = mark("The trail ends at event {last}, but event {number} was sealed on {at}: it was cut off.")


class Steps:
    """Every step has its event, and says the same."""

    def __init__(self, steps: Iterable[Row]) -> None:
        self._steps = iter(steps)
        self._next = next(self._steps, None)

    def see(self, event: Said) -> Iterator[Fault]:
        """See Watch.see."""
        if event["action"] == TAKEN_OVER and event["number"] == 1:
            yield from self._taken_over(event["after"])
        number = event["after"].get("step")
        if not isinstance(number, int) or not event["action"].startswith(("submission.", "deadline.")):
            return
        while self._next is not None and self._next["id"] < number:
            yield self._extra(self._take())
        if self._next is None or self._next["id"] != number:
            places = {"step": number, "subject": event["subject"], "number": event["number"]}
            yield Fault(STEP_GONE, places)
        elif different := _differing(_told_by(event), _step_says(step := self._take())):
            places = {"step": step["id"], "subject": event["subject"], "number": event["number"]}
            yield Fault(STEP_CHANGED, places | {"fields": different})

    def end(self) -> Iterator[Fault]:
        """See Watch.end."""
        while self._next is not None:
            yield self._extra(self._take())

    def _taken_over(self, said: Row) -> Iterator[Fault]:
        taken = Digest()
        while self._next is not None and self._next["id"] <= said.get("last_step", 0):
            taken.add(self._take())
        if (taken.count, taken.sha256) != (said.get("steps"), said.get("steps_sha256")):
            yield Fault(TAKEN_STEPS, {"count": said.get("steps")})

    def _take(self) -> Row:
        assert self._next is not None
        taken, self._next = self._next, next(self._steps, None)
        return taken

    def _extra(self, step: Row) -> Fault:
        return Fault(STEP_EXTRA, {"step": step["id"], "unit": step["unit"], "action": event_action(step["action"])})


class Releases:
    """Every release has its event, and is registered as that says."""

    def __init__(self, releases: Iterable[Row]) -> None:
        self._releases = {str(release["id"]): release for release in releases}

    def see(self, event: Said) -> Iterator[Fault]:
        """See Watch.see."""
        if event["action"] == TAKEN_OVER and event["number"] == 1:
            yield from self._taken_over(event["after"])
        if event["action"] != "release.made":
            return
        places = {"release": event["subject"], "number": event["number"]}
        release = self._releases.pop(event["subject"], None)
        if release is None:
            yield Fault(RELEASE_GONE, places)
        elif different := _differing(event["after"], release_says(release)):
            yield Fault(RELEASE_CHANGED, places | {"fields": different})

    def end(self) -> Iterator[Fault]:
        """See Watch.end."""
        yield from (Fault(RELEASE_EXTRA, {"release": release}) for release in self._releases)

    def _taken_over(self, said: Row) -> Iterator[Fault]:
        named = said.get("releases", ())
        taken = [self._releases.pop(name) for name in named if name in self._releases]
        if said.get("releases_sha256") != Digest(taken).sha256:
            yield Fault(TAKEN_RELEASES, {"count": len(named)})


class Submissions:
    """Every submission has the file that was sent and stands as its last event left it (one entry a submission)."""

    def __init__(self, submissions: Iterable[Row]) -> None:
        self._submissions = submissions
        self._last: dict[int, tuple[str, int, str]] = {}
        self._sent: dict[int, tuple[str, int]] = {}

    def see(self, event: Said) -> Iterator[Fault]:
        """See Watch.see."""
        after, number = event["after"], event["after"].get("submission")
        if event["action"].startswith("submission.") and isinstance(number, int):
            self._last[number] = (event["subject"], event["number"], after.get("state", ""))
            if event["action"] == "submission.submitted":
                self._sent[number] = (after.get("sha256", ""), event["number"])
        yield from ()

    def end(self) -> Iterator[Fault]:
        """See Watch.end."""
        for row in self._submissions:
            receipt, event, state = self._last.pop(row["id"], (row["receipt"], 0, row["state"]))
            if row["state"] != state:
                places = {"receipt": receipt, "state": row["state"], "expected": state, "number": event}
                yield Fault(STATE_CHANGED, places)
            sha256, sent = self._sent.get(row["id"], (row["sha256"], 0))
            if row["sha256"] != sha256:
                yield Fault(FILE_CHANGED, {"receipt": receipt, "number": sent})
        for receipt, event, _ in self._last.values():
            yield Fault(SUBMISSION_GONE, {"receipt": receipt, "number": event})


class Seals:
    """Every event that was sealed has the hash that was written down then; the trail is at least as long."""

    def __init__(self, seals: Sequence[Seal]) -> None:
        self._seals: dict[int, list[Seal]] = {}
        for seal in seals:
            self._seals.setdefault(seal.number, []).append(seal)
        self._last = 0

    def see(self, event: Said) -> Iterator[Fault]:
        """See Watch.see."""
        self._last = event["number"]
        for seal in self._seals.get(self._last, ()):
            if seal.sha256 != event["sha256"]:
                yield Fault(SEAL_BROKEN, {"number": seal.number, "at": seal.at})

    def end(self) -> Iterator[Fault]:
        """See Watch.end."""
        for number in sorted(number for number in self._seals if number > self._last):
            yield Fault(CUT_OFF, {"last": self._last, "number": number, "at": self._seals[number][0].at})


def release_says(release: Row) -> dict[str, Any]:
    """What the event of a release repeats of its registration in `after`."""
    same = {name: release[name] for name in ("quarter", "revision", "manifest_sha256", "made_by", "reason")}
    made_at = release["made_at"]
    return same | {
        "made_at": made_at if isinstance(made_at, str) else utc_text(made_at),
        "previous": release["previous_id"] or "",
    }


def _told_by(event: Said) -> dict[str, Any]:
    """What an event says of its step."""
    told = {name: event["after"].get(name) for name in said_of(_NOTHING)}
    own = {"actor": event["name"], "channel": event["channel"], "action": event["action"], "at": utc_text(event["at"])}
    return told | own


def _step_says(step: Row) -> dict[str, Any]:
    same = {name: step[name] for name in ("actor", "channel", "at")}
    return said_of(step) | same | {"action": event_action(step["action"])}


def _differing(told: Row, says: Row) -> tuple[str, ...]:
    return tuple(name for name in says if told.get(name) != says[name])


_NOTHING: dict[str, Any] = dict.fromkeys(("id", "quarter", "unit", "reason", "regions", "places"))
