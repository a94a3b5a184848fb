"""What followed from lights: letters and interviews, with the points that they take and the assignments behind them."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import mark
from dashboard.parts.filters import quarter_name
from dashboard.parts.markup import nothing
from dashboard.parts.numbers import figure
from dashboard.parts.session import say
from dashboard.parts.table import Column, Row, plain_table
from dashboard.usecases.assignments.escalations import Escalated

NAMES = {"letter": mark("Letter of reminder"), "interview": mark("Interview")}


def escalations_table(found: Sequence[Escalated]) -> None:
    """One line for each letter and interview, the newest quarter first."""
    words = say()
    if not found:
        nothing(words(mark("No letter and no interview: no unit had lights enough.")))
        return
    columns = [
        Column(words(mark("Unit")), names=True),
        Column(words(mark("Quarter")), align="tight"),
        Column(words(mark("What follows")), align="tight"),
        Column(words(mark("Points taken")), align="right"),
        Column(words(mark("Text")), align="text"),
    ]
    rows = [
        Row(
            (
                one.unit_name,
                quarter_name(one.quarter, words),
                words(NAMES[one.consequence]),
                figure(one.points, 2),
                one.text,
            )
        )
        for one in found
    ]
    plain_table(columns, rows)
