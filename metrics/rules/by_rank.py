"""按排名: the first in the peer group gets full marks; each place lower loses a share `loss` of them.

With `given` the value is itself a place, as from a judge; places of several judges, an item each, are turned to points
and averaged by their section.
"""

from __future__ import annotations

from config.wording import mark
from metrics.rules.curve import Case, Curve, Numbers, Reads, Rule


def curve(case: Case) -> Curve:
    """Equal values share a place (1, 2, 2, 4); for instance each place lower loses 2 %: loss 0.02."""
    reads: Reads = "value" if case.switch("given") else "place"
    return Curve(low=1.0, high=2.0, reads=reads, base=1.0, slope=-case.number("loss"))


def numbers(case: Case, row: Numbers) -> Numbers:
    """`loss_percent`: per cent of full marks lost with each place."""
    return {"loss_percent": case.number("loss") * 100}


RULE = Rule(
    curve,
    mark(
        "By rank: the first gets full marks, each place lower costs {loss_percent} % of them. {value} gets {points} "
        "of {full_marks} points."
    ),
    numbers,
)
