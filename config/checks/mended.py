"""A scheme that does not fit its model, mended with stand-ins so that its other faults are told at once.

A key that may be left out is left out; one that is needed gets a stand-in. Problems that are about a stand-in, or about
what a stand-in may have hidden, are not told.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from config.model import Scheme
from config.problems import Problem, dotted

Steps = tuple[int | str, ...]
_BEYOND_SUMS = 1e15
_STAND_INS: dict[str, Any] = {
    "rule": "",
    "indicator": "unread",
    "full_marks": _BEYOND_SUMS,
    "at_least": 1.0,
    "valid_from": "2000Q1",
    "precision": 2,
    "tie": "shared",
    "effect": "unranked",
    "groups": [],
    "sections": [],
    "bands": [],
    "sum": {"unread": 1.0},
}
_TEXTS = ("name", "name_en", "document", "clause", "owner")
_HIDES = {
    "full_marks": ("full_marks",),
    "sections": ("full_marks", "lists", "tie_break"),
    "items": ("full_marks", "lists", "tie_break"),
    "combine": ("full_marks", "weight"),
    "kind": ("full_marks", "weight", "bounds"),
    "code": ("parent", "tie_break", "bars", "items", "full_marks"),
    "parent": ("parent", "items", "full_marks"),
    "groups": ("by_group",),
    "rule": ("parameters", "target"),
    "log": ("parameters",),
    "missing": ("constant",),
    "target": ("listed", "target"),
    "bands": ("bars",),
}
"""Which keys may be blamed wrongly where a key (left) could not be read."""


@dataclass(frozen=True)
class Mended:
    """A scheme with stand-ins; `faults` are the steps to the keys that could not be read."""

    scheme: Scheme
    faults: tuple[Steps, ...]

    def sure(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """The problems that stand in what could be read."""
        keys = [dotted("", steps) for steps in self.faults]
        last = (next((str(step) for step in reversed(steps) if isinstance(step, str)), "") for steps in self.faults)
        hidden = {name for step in last for name in _HIDES.get(step, ())}
        for problem in problems:
            own = any(_within(problem.key, key) or _within(key, problem.key) for key in keys)
            if not own and not hidden & set(problem.key.replace("[", ".").split(".")):
                yield problem


def mended(data: dict[str, Any]) -> Mended | None:
    """The plain content of a scheme with stand-ins for what does not fit; None where too much is wrong."""
    data, faults = copy.deepcopy(data), list[Steps]()
    for _ in range(8):
        try:
            return Mended(Scheme.model_validate(data), tuple(faults))
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                steps = (*fault["loc"], "indicator") if fault["type"] == "one_source" else fault["loc"]
                faults.append(steps)
                _stand_in(data, steps, len(faults))
    return None


def _stand_in(data: dict[str, Any], steps: Steps, number: int) -> None:
    """Replace what stands at the steps, or at the last key on the way that can be left out or replaced."""
    holder: Any = data
    for depth, step in enumerate(steps):
        last = depth == len(steps) - 1
        if isinstance(step, str) and (last or not _has(holder, step)):
            _replace(holder, step, number)
            return
        if isinstance(step, int) and (last or not isinstance(holder[step], dict)):
            if isinstance(holder, list):
                holder[step] = {} if not isinstance(holder[step], dict) else holder[step]
            return
        holder = holder[step]


def _has(holder: Any, step: str) -> bool:
    """True where the way goes on below a key: into a table, or into a list of tables."""
    inside = holder.get(step) if isinstance(holder, dict) else None
    return isinstance(inside, dict) or (isinstance(inside, list) and step in ("sections", "items", "bands", "vetoes"))


def _replace(holder: dict[str, Any], key: str, number: int) -> None:
    holder.pop(key, None)
    if key == "code":
        holder[key] = f"unread_{number}"
    elif key == "indicator":
        holder[key] = _STAND_INS[key]
        holder.pop("inputs", None)
    elif key in _STAND_INS:
        holder[key] = _STAND_INS[key]
    elif key in _TEXTS:
        holder[key] = ""


def _within(key: str, other: str) -> bool:
    return key == other or key.startswith((f"{other}.", f"{other}["))
