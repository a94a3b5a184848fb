"""Compare a file with its history: every check in one table, the most telling finding of each cell, none too often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from config.model import Check, Config, Severity
from loaders.checking.earlier import cumulative_falls, earlier_differs
from loaders.checking.history import History
from loaders.checking.outliers import own_history, peers
from loaders.checking.scene import Scene, in_order, scene_of
from loaders.checking.shares import peer_ratios, shares
from loaders.checking.slips import unit_slips
from loaders.checking.statutory import statutory
from loaders.checking.sums import sums
from loaders.checking.unchanged import unchanged
from loaders.intake.outcome import Finding, Intake
from loaders.intake.report import finding_of

CHECKS: dict[Check, Callable[[Scene], Iterable[Finding]]] = {
    "unit_slips": unit_slips,
    "cumulative_falls": cumulative_falls,
    "earlier_differs": earlier_differs,
    "sums": sums,
    "statutory": statutory,
    "shares": shares,
    "own_history": own_history,
    "peers": peers,
    "peer_ratios": peer_ratios,
    "unchanged": unchanged,
}
"""The checks, the most telling first."""


def compare(intake: Intake, history: History, config: Config) -> tuple[Finding, ...]:
    """What a file says against its history, in the order of sheets and cells: warnings and notes, never errors.

    Of a cell only the most telling finding is told, and none where the file alone has an error or where one finding
    spoke of the whole column; of a rule the first `config.plausibility.most`, and how many more there are.
    """
    scene = scene_of(intake, history, config)
    taken = {(one.sheet, one.cell) for one in intake.findings if one.severity is Severity.ERROR}
    kept: list[Finding] = []
    for name, check in CHECKS.items():
        if name in config.plausibility.off:
            continue
        taken |= scene.explained
        for finding in list(check(_without_exempt(scene, name))):
            if (finding.sheet, finding.cell) not in taken:
                taken.add((finding.sheet, finding.cell))
                kept.append(finding)
                scene.found.add((finding.rule, finding.sheet, finding.cell))
    return tuple(_listed(sorted(kept, key=in_order), config.plausibility.most))


def _without_exempt(scene: Scene, check: Check) -> Scene:
    exempt = scene.config.plausibility.exempt.get(check)
    if not exempt:
        return scene
    return replace(scene, figures=tuple(one for one in scene.figures if one.row.indicator not in exempt))


def _listed(findings: list[Finding], most: int) -> Iterator[Finding]:
    """The first findings of each rule, and a note for the others."""
    counts: Counter[str] = Counter()
    for finding in findings:
        counts[finding.rule] += 1
        if counts[finding.rule] <= most:
            yield finding
    for finding in findings:
        more = counts.pop(finding.rule, 0) - most
        if more > 0:
            yield finding_of("more_alike", finding.sheet, "", "", count=more, at=finding.cell)
