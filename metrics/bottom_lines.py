"""底线 (不降标、不漏保): which figures say that a benefit fell, that people were left out, that harm was done."""

from __future__ import annotations

import narwhals as nw

from metrics.rounding import NOISE

STANDARD, COVERAGE, EVENT, RECIPIENTS = "standard", "coverage", "event", "recipients"


def alarm(kind: str = "kind", value: str = "value", previous: str = "previous", at_least: str = "at_least") -> nw.Expr:
    """True where a figure crosses its bottom line, as a Narwhals expression over the named columns. Alias `alarm`.

    kind: standard, coverage, event or recipients; value and previous (the quarter before) in the indicator's unit,
    at_least in the same, null where nothing is declared. A standard may not fall (不降标) nor lie below what the
    province declares, a coverage may not lie below what it has to reach (不漏保), and one event is one too many. What
    is not known raises no alarm: it is told as missing elsewhere.
    """
    of, now = nw.col(kind), nw.col(value)
    below = (now < nw.col(at_least) - NOISE).fill_null(value=False)
    fell = (of == STANDARD) & ((now < nw.col(previous) - NOISE).fill_null(value=False) | below)
    short = (of == COVERAGE) & below
    harm = (of == EVENT) & (now > NOISE).fill_null(value=False)
    return (fell | short | harm).alias("alarm")


def question(
    kind: str = "kind",
    value: str = "value",
    previous: str = "previous",
    falls_by: str = "falls_by",
    moved: str = "moved",
) -> nw.Expr:
    """True where fewer people receive a benefit and no standard explains it, over the named columns. Alias `question`.

    falls_by is the fall in per cent of the quarter before from which it is asked; moved (boolean, null where it is not
    known) says that a standard of the benefit moved. Where that is not known nothing is asked, and where it moved,
    either: the people may have risen above the line.
    """
    line = nw.col(previous) * (1 - nw.col(falls_by) / 100)
    fell = (nw.col(kind) == RECIPIENTS) & (nw.col(previous) > 0) & (nw.col(value) <= line + NOISE)
    return (fell & ~nw.col(moved)).fill_null(value=False).alias("question")
