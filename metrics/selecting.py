"""评选: where a highlight case stands, worked out from what happened to it; nothing is stored but what happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

CaseState = Literal["entered", "returned", "passed", "withdrawn", "confirmed", "declined"]
CaseAction = Literal["sent", "withdrawn", "passed", "returned", "confirmed", "declined", "replicated"]
Phase = Literal["collecting", "scoring", "closed"]
RoundAction = Literal["opened", "closed"]
MOVES: Mapping[tuple[CaseState, CaseAction], CaseState] = {
    ("entered", "sent"): "entered",
    ("returned", "sent"): "entered",
    ("entered", "withdrawn"): "withdrawn",
    ("returned", "withdrawn"): "withdrawn",
    ("entered", "passed"): "passed",
    ("entered", "returned"): "returned",
    ("passed", "returned"): "returned",
    ("passed", "confirmed"): "confirmed",
    ("passed", "declined"): "declined",
    ("confirmed", "replicated"): "confirmed",
}
"""The state that a step leads to from a state; there is no other way."""
PHASES: Mapping[CaseAction, Phase] = {
    "sent": "collecting",
    "withdrawn": "collecting",
    "passed": "collecting",
    "returned": "collecting",
    "confirmed": "closed",
    "declined": "closed",
    "replicated": "closed",
}
"""The phase of the quarter's round in which a step may be taken."""
SEQUENCE: Mapping[Phase, tuple[RoundAction, Phase]] = {
    "collecting": ("opened", "scoring"),
    "scoring": ("closed", "closed"),
}


def phase_after(acts: Iterable[str]) -> Phase:
    """The phase of a round after what was done to it, in order: cases come in, are scored, and then the round is
    closed for good. An act out of turn changes nothing."""
    phase: Phase = "collecting"
    for act in acts:
        if phase in SEQUENCE and SEQUENCE[phase][0] == act:
            phase = SEQUENCE[phase][1]
    return phase


def allowed(state: CaseState, action: CaseAction, phase: Phase) -> bool:
    """True when a step may be taken."""
    return (state, action) in MOVES and PHASES[action] == phase


def state_after(happened: Iterable[tuple[CaseAction, Phase]]) -> CaseState:
    """The state of a case after its steps in order, each with the phase in which it was taken.

    A step that is not allowed changes nothing, whoever wrote it.
    """
    state: CaseState = "entered"
    for action, phase in happened:
        if allowed(state, action, phase):
            state = MOVES[state, action]
    return state
