"""The matrix: which role has which right, and how far it reaches. docs/access.md shows it, a test holds them equal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from config.model import Role

Right = Literal[
    "results",
    "present",
    "submissions",
    "submit",
    "check",
    "confirm",
    "oversee",
    "release",
    "appeal",
    "trail",
    "accounts",
    "system",
    "assignments",
    "assign",
    "evidence",
    "close",
    "meeting",
    "vote",
    "nominate",
    "enter",
    "judge",
    "select",
]
"""results: what was released. present: figures, scores and cases before their release. submissions: what units sent.
submit: send files for a unit. check: 初审. confirm: 终审, returns, extensions. oversee: read how all of it is reviewed.
release: freeze a quarter. appeal: ask for a review of what was released (申诉) and see what became of it.
trail: the audit trail. accounts: accounts, posts and sessions.
system: the clock and its jobs. assignments: see what was handed out. assign: hand out. evidence: send evidence for an
own unit. close: look at evidence, send it back, close, open again. meeting: prepare and run meetings. vote: take part
in a meeting, comment, and vote in the class that meeting.toml names. nominate: name people of an own unit for an
honour. enter: enter highlight cases for an own unit. judge:
score them. select: check them first, open and close the scoring, confirm.
"""
RIGHTS: tuple[Right, ...] = get_args(Right)
Reach = Literal["all", "line", "below", "own"]
"""all: everything. line: what the post's division owns or sent. below: the post's region and those below it.
own: what the post's unit sent."""
MATRIX: Mapping[Role, Mapping[Right, Reach]] = {
    "leader": {
        "results": "all",
        "present": "all",
        "submissions": "all",
        "oversee": "all",
        "assignments": "all",
        "assign": "all",
        "vote": "all",
        "judge": "all",
    },
    "office": {
        "results": "all",
        "present": "all",
        "submissions": "all",
        "submit": "all",
        "confirm": "all",
        "release": "all",
        "system": "all",
        "assignments": "all",
        "assign": "all",
        "close": "all",
        "meeting": "all",
        "select": "all",
    },
    "reviewer": {
        "results": "all",
        "present": "line",
        "submissions": "line",
        "check": "line",
        "assignments": "line",
        "close": "line",
        "vote": "all",
    },
    "head": {
        "results": "all",
        "present": "below",
        "submissions": "below",
        "appeal": "below",
        "assignments": "below",
        "evidence": "own",
        "vote": "all",
        "nominate": "own",
        "enter": "own",
    },
    "submitter": {
        "results": "all",
        "submissions": "own",
        "submit": "own",
        "appeal": "own",
        "assignments": "own",
        "evidence": "own",
        "nominate": "own",
        "enter": "own",
    },
    "judge": {"judge": "all"},
    "auditor": {"results": "all", "trail": "all", "assignments": "all"},
    "administrator": {"accounts": "below", "system": "all"},
}
"""An administrator of a region manages the accounts of the regions below it only and has nothing to do with the system;
accounts and results are never in one hand (三员分立): see ALONE."""

ALONE: tuple[Role, ...] = ("auditor",)
"""Roles that are held with no other post: who checks the trail does not act."""


def reach_of(role: Role, unit: str, right: Right) -> Reach | None:
    """How far a right of a post reaches; None where it has not. Only administrators differ by their unit."""
    if role == "administrator" and right in MATRIX[role]:
        province: Reach | None = "all"
        return province if not unit else "below" if right == "accounts" else None
    return MATRIX[role].get(right)
