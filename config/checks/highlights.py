"""Cross-checks of how highlight cases are chosen and rewarded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from config.draft import Draft
from config.problems import Problem
from config.wording import mark

WEIGHTS = mark("The weights of the criteria add up to {sum}; they must add up to 100.")
TWICE = mark("The criterion {code} stands there twice.")
NEGATIVE = mark("{points} points: a bonus is not negative.")


def check_highlights(draft: Draft) -> Iterator[Problem]:
    """Weights add up to 100, no criterion stands there twice, no bonus is negative."""
    if draft.highlights is None:
        return
    entry = draft.highlights
    criteria, bonus = entry.it.judging.criteria, entry.it.bonus
    total = sum(one.weight for one in criteria)
    if abs(total - 100) > 1e-9:
        yield entry.fault("judging.criteria", WEIGHTS, sum=f"{total:g}")
    for code, count in Counter(one.code for one in criteria).items():
        if count > 1:
            yield entry.fault("judging.criteria", TWICE, code=code)
    for key, given in (("levels", tuple(bonus.levels.values())), ("places", bonus.places)):
        for points in given:
            if points < 0:
                yield entry.fault(f"bonus.{key}", NEGATIVE, points=f"{points:g}")
