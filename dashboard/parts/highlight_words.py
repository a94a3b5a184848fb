"""Highlight cases in words: kinds, levels of recognition, states, and the lines that pages share."""

from __future__ import annotations

from collections.abc import Mapping

from config.wording import Say, mark
from dashboard.parts.cards import VERDICTS, Claim, change
from dashboard.parts.markup import Html, element

CASE_KIND_NAMES: Mapping[str, str] = {
    "region": mark("highlight region"),
    "work": mark("highlight work"),
    "unit": mark("highlight unit"),
}
LEVEL_NAMES: Mapping[str, str] = {
    "none": mark("not recognised yet"),
    "city": mark("by the city"),
    "province": mark("by the province"),
    "ministry": mark("by the ministry"),
    "national": mark("by the state"),
}
STATE_NAMES: Mapping[str, str] = {
    "entered": mark("waits for the first check"),
    "returned": mark("sent back, to be mended"),
    "passed": mark("passed the first check"),
    "withdrawn": mark("withdrawn"),
    "confirmed": mark("✓ confirmed"),
    "declined": mark("not chosen"),
}
PHASE_NAMES: Mapping[str, str] = {
    "collecting": mark("cases come in"),
    "scoring": mark("cases are scored"),
    "closed": mark("scoring closed"),
}
STEP_NAMES: Mapping[str, str] = {
    "sent": mark("Sent"),
    "withdrawn": mark("Withdrawn"),
    "passed": mark("Passed the first check"),
    "returned": mark("Sent back"),
    "confirmed": mark("Confirmed"),
    "declined": mark("Not chosen"),
    "replicated": mark("Taken up elsewhere"),
}


def verdict_line(case: Claim, words: Say) -> Html:
    """What the figures say of a claim, in one line: the indicator and its change with sign and word."""
    if case.moved is None:
        return element("p", words(VERDICTS[case.verdict]), css="jp-note")
    return element("p", element("span", case.moved.name), change(case, case.moved, words), css="jp-wall-verdict")


def kind_and_level(kind: str, level: str, words: Say) -> str:
    """The kind of a case, and its level of recognition where it has one."""
    said = words(CASE_KIND_NAMES.get(kind, kind))
    return said if level == "none" else f"{said} · {words(LEVEL_NAMES.get(level, level))}"
