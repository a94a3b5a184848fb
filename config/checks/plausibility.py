"""Cross-checks of the thresholds by which files are compared."""

from __future__ import annotations

from collections.abc import Iterator

from config.checks.references import UNKNOWN_INDICATOR, unknown
from config.draft import Draft
from config.model import Indicator, Statistic
from config.problems import Problem


def check_plausibility(draft: Draft) -> Iterator[Problem]:
    """What a check passes over is an indicator or a statistic."""
    if draft.plausibility is None:
        return
    known = draft.codes(Indicator, draft.indicators) | draft.codes(Statistic, draft.statistics)
    for check, codes in draft.plausibility.it.exempt.items():
        yield from unknown(draft.plausibility, f"exempt.{check}", codes, known, UNKNOWN_INDICATOR)
