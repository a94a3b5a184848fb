"""目标完成率: points x min(actual / target, cap); for an inverse indicator target / actual."""

from __future__ import annotations

from config.wording import mark
from metrics.rules.curve import Case, Curve, Form, Post, Rule


def curve(case: Case) -> Curve:
    """Value over target between 0 and `cap` (1 unless the scheme pays for more); no share without a positive target.

    An inverse indicator of 0 or less gets the cap. KeyError when the item has no target.
    """
    own = case.item.by_group.get(case.group)
    if case.item.target is None and not (own and own.target):
        raise KeyError(f"{case.item.code}: target")
    form: Form = "inverse" if case.lower_is_better else "line"
    return Curve(high=Post.TARGET, form=form, cap=case.number("cap", 1.0), positive=True)


RULE = Rule(
    curve,
    mark("Reached {value}, the target is {target}: {rate} done, {points} of {full_marks} points."),
    needs_target=True,
)
