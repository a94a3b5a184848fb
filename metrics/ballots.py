"""Judges' ballots (民主测评): the score of each unit from its A and B votes, and the faults of ballots."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from config.frames import VALUES, Schema, conform
from config.model import Status
from config.wording import Say, mark
from metrics.rounding import NOISE, settle
from metrics.words import plain

BALLOTS: Schema = {
    "judge": nw.String,
    "ballot_class": nw.String,
    "unit": nw.String,
    "quarter": nw.String,
    "indicator": nw.String,
    "grade": nw.String,
    "score": nw.Float64,
    "full_marks": nw.Float64,
}
"""One row per judge (or number of a nameless ballot), unit, quarter and indicator (what is voted on): a grade, or a
score of so many full marks. With neither the judge abstained, which is no valid vote and no fault."""

FAULTS: Schema = {
    "quarter": nw.String,
    "indicator": nw.String,
    "judge": nw.String,
    "ballot_class": nw.String,
    "unit": nw.String,
    "fault": nw.String,
    "grade": nw.String,
    "score": nw.Float64,
    "full_marks": nw.Float64,
    "count": nw.Int64,
}
"""One row per fault of a ballot; `identical` is of all that a judge gave for an indicator: its unit is empty and
`count` says how many units got the score. For `twice` count says how many ballots the judge gave the unit."""

GRADES: Mapping[str, float] = {"excellent": 100.0, "good": 80.0, "pass": 60.0, "fail": 40.0}
"""优秀, 良好, 合格, 不合格: vote score = sum(votes x 100/80/60/40) / valid votes (domain.md, judges' scores)."""

CLASSES: Mapping[str, float] = {"A": 0.6, "B": 0.4}
"""A votes (few leaders) 60 %, B votes 40 %."""

WHOLE_ABOVE = 10.0
"""Above so many full marks a score is a whole number. The published duty lets up to 5 points use decimals and forbids
them above 10; between, where it is silent, decimals are allowed here."""

SPREAD_FROM = 2
"""From so many units on a judge may not give all of them the same score."""

SENTENCES = {
    "class": mark("{judge}: {read} is no class of votes; the classes are {known}. The vote does not count."),
    "grade": mark("{judge} on {unit}: {read} is no grade; the grades are {known}. The vote does not count."),
    "both": mark(
        "{judge} on {unit}: a grade ({read}) and a score ({score}) stand side by side. The vote does not count."
    ),
    "range": mark("{judge} on {unit}: {score} is not between 0 and {full}. The vote does not count."),
    "twice": mark("{judge} on {unit}: voted {count} times. None of these votes counts."),
    "decimals": mark("{judge} on {unit}: {score} has decimals; above {above} points give whole points."),
    "identical": mark("{judge}: all {count} units got the same score, {score}. Scores must be spread."),
}
VOID = ("class", "grade", "both", "range", "twice")
"""Faults that make a vote invalid; the others are breaches of the voting duty, and the vote counts."""
_VOTE = ("judge", "unit", "quarter", "indicator")
_POLL = ("quarter", "indicator")


def ballot_values(ballots: nw.LazyFrame, classes: Mapping[str, float] = CLASSES) -> nw.LazyFrame:
    """BALLOTS to VALUES: of each unit and indicator the vote score, 0 to 100, as the rule `votes` takes it.

    Mean of the valid votes of each class (a score as a share of its full marks x 100), weighted by the class. A class
    without a valid vote on a unit leaves, and the others' weights fill its place; without any the unit is not reported.
    By quarter, indicator and unit; ValueError for a lacking column.
    """
    votes = _marked(ballots, classes)
    means = votes.group_by("unit", *_POLL, "ballot_class").agg(nw.col("_mark").mean())
    weight = _of_table("ballot_class", classes)
    means = means.with_columns(_weight=nw.when(~nw.col("_mark").is_null()).then(weight))
    means = means.with_columns(_weighted=nw.col("_mark") * nw.col("_weight"))
    units = means.group_by("unit", *_POLL).agg(nw.col("_weighted").sum(), nw.col("_weight").sum())
    known = nw.col("_weight") > 0
    score = settle(nw.col("_weighted") / nw.when(known).then(nw.col("_weight")).otherwise(1.0))
    reported, missing = nw.lit(Status.REPORTED.value), nw.lit(Status.NOT_REPORTED.value)
    values = units.with_columns(
        region_code=nw.col("unit"),
        value=nw.when(known).then(score),
        status=nw.when(known).then(reported).otherwise(missing),
        submission_id=nw.lit(None, nw.Int64),
        sheet=nw.lit(""),
        cell=nw.lit(""),
    )
    return conform(values.sort(*_POLL, "region_code"), VALUES)


def ballot_faults(
    ballots: nw.LazyFrame,
    classes: Mapping[str, float] = CLASSES,
    *,
    whole_above: float = WHOLE_ABOVE,
    spread_from: int = SPREAD_FROM,
) -> nw.LazyFrame:
    """BALLOTS to FAULTS, every fault at once, by quarter, indicator, judge, unit and fault."""
    votes = _checked(ballots, classes)
    whole = (nw.col("score") - nw.col("score").round(0)).abs() <= NOISE
    votes = votes.with_columns(_decimals=(nw.col("full_marks") > whole_above) & ~whole)
    found = [
        votes.filter(nw.col(f"_{fault}").fill_null(value=False)).with_columns(
            fault=nw.lit(fault), count=nw.when(nw.col("_twice")).then(nw.col("_times"))
        )
        for fault in (*VOID, "decimals")
    ]
    every = nw.concat([*(conform(one, FAULTS) for one in found), _identical(votes, spread_from)])
    return every.unique().sort(*_POLL, "judge", "unit", "fault", "ballot_class", "score", nulls_last=True)


def ballot_in_words(row: Mapping[str, Any], say: Say, classes: Mapping[str, float] = CLASSES) -> str:
    """The sentence for one row of FAULTS."""
    fault = row["fault"]
    read, known = (row["ballot_class"], classes) if fault == "class" else (row["grade"], GRADES)
    places = {name: "—" if row[name] is None else plain(row[name]) for name in ("score", "count")}
    names = {name: row[name] or "—" for name in ("judge", "unit")}
    full = "—" if row["full_marks"] is None else plain(row["full_marks"])
    return say(
        SENTENCES[fault],
        **names,
        **places,
        full=full,
        read=read or "—",
        known=", ".join(known),
        above=plain(WHOLE_ABOVE),
    )


def _checked(ballots: nw.LazyFrame, classes: Mapping[str, float]) -> nw.LazyFrame:
    """BALLOTS with a truth value for each fault that makes a vote invalid (`_class`, `_grade`, ...), and _valid."""
    rows = conform(ballots, BALLOTS).with_columns(nw.when(nw.col("grade") != nw.lit("")).then(nw.col("grade")))
    score, full, graded, scored = nw.col("score"), nw.col("full_marks"), _known("grade"), _known("score")
    in_range = ((score >= 0) & (score <= full) & (full > 0)).fill_null(value=False)
    rows = rows.with_columns(_one=nw.lit(1)).with_columns(_times=nw.col("_one").sum().over(*_VOTE))
    rows = rows.with_columns(
        _class=~nw.col("ballot_class").is_in(list(classes)).fill_null(value=False),
        _grade=graded & ~nw.col("grade").is_in(list(GRADES)).fill_null(value=False),
        _both=graded & scored,
        _range=scored & ~in_range,
        _twice=nw.col("_times") > 1,
    )
    void = nw.any_horizontal(*(nw.col(f"_{fault}") for fault in VOID), ignore_nulls=True)
    return rows.with_columns(_valid=~void & (graded | scored))


def _marked(ballots: nw.LazyFrame, classes: Mapping[str, float]) -> nw.LazyFrame:
    """The ballots with `_mark`, 0 to 100, null where the vote is not valid."""
    mark_of_score = nw.col("score") / nw.col("full_marks") * 100
    given = nw.when(_known("score")).then(mark_of_score).otherwise(_of_table("grade", GRADES))
    return _checked(ballots, classes).with_columns(_mark=nw.when(nw.col("_valid")).then(given))


def _identical(votes: nw.LazyFrame, spread_from: int) -> nw.LazyFrame:
    """The judges who gave all units of an indicator one and the same score."""
    scored = votes.filter(nw.col("_valid") & _known("score"))
    judges = scored.group_by("judge", "ballot_class", *_POLL).agg(
        _low=nw.col("score").min(),
        score=nw.col("score").max(),
        full_marks=nw.col("full_marks").max(),
        count=nw.col("score").count(),
    )
    same = (nw.col("score") - nw.col("_low") <= NOISE) & (nw.col("count") >= spread_from)
    named = {"unit": nw.lit(""), "fault": nw.lit("identical"), "grade": nw.lit(None, nw.String)}
    return conform(judges.filter(same).with_columns(**named), FAULTS)


def _known(name: str) -> nw.Expr:
    return ~nw.col(name).is_null()


def _of_table(name: str, table: Mapping[str, float]) -> nw.Expr:
    """The number that the table gives for the text of a column, null for any other text."""
    found: nw.Expr = nw.lit(None, nw.Float64)
    for text, number in table.items():
        found = nw.when(nw.col(name) == nw.lit(text)).then(nw.lit(float(number))).otherwise(found)
    return found
