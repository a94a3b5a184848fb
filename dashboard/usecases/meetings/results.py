"""计票: the result of a closed ballot by classes and criteria, and the faults of ballots; nothing of an open one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import polars as pl

from config.model import Meetings
from config.wording import translator
from dashboard.access.gate import inner, needs
from dashboard.usecases.desk import Desk
from dashboard.usecases.meetings.standings import Held, held_meeting
from loaders.store.readers import polars_schema
from metrics.ballots import BALLOTS, ballot_faults, ballot_in_words, ballot_values
from metrics.meeting import Item


@dataclass(frozen=True)
class Part:
    """A part of a result: its score (0 to 100, None without a valid vote), and how many votes it rests on."""

    code: str
    name: str
    score: float | None
    votes: int


@dataclass(frozen=True)
class VoteResult:
    """The result of a closed ballot: the score (0 to 100) from the classes by their weights, and its parts.

    The score is the mean of the criteria, weighted by their full marks.
    """

    score: float | None
    votes: int
    criteria: tuple[Part, ...]
    classes: tuple[Part, ...]


@inner
def result_of(desk: Desk, held: Held, key: str, locale: str = "zh_CN") -> VoteResult | None:
    """The result of an item; None while its ballot is not closed, whoever asks."""
    if held.state.poll(key) != "closed":
        return None
    found: VoteResult = desk.once(
        ("vote result", str(desk.workspace.folder), held.kept.number, key, locale),
        lambda: _result(desk.config.meeting, held, key, locale),
    )
    return found


@needs("meeting")
def vote_faults(desk: Desk, number: str, locale: str = "zh_CN") -> tuple[str, ...]:
    """The faults of the ballots that are closed, in words; a judge who gave every unit the same score among them."""
    held, say = held_meeting(desk, number), translator(locale)
    names = {item.key: item.title_en or item.title if locale == "en" else item.title for item in held.state.items}
    criteria = {one.code: one.label(locale) for one in desk.config.meeting.criterion}
    rows = [row for item in held.state.items if held.state.poll(item.key) == "closed" for row in _rows(held, item)]
    people = {login: guest.name for login, guest in held.state.attendance.items()}
    found = ballot_faults(_lazy(_whole(rows, desk.config.meeting)), desk.config.meeting.weights).collect().to_native()
    return tuple(
        f"{criteria.get(row['indicator'], '')} · " + ballot_in_words(_named(row, names, people), say)
        for row in found.to_dicts()
    )


def _result(rules: Meetings, held: Held, key: str, locale: str) -> VoteResult:
    item = held.state.of(key)
    rows = _whole(list(_rows(held, item)), rules) if item is not None else []
    each = _scores(rows, rules.weights)
    classes = []
    for one in rules.ballot_class:
        own = [row for row in rows if row["ballot_class"] == one.code]
        score = _mean(_scores(own, {one.code: 1.0}), rules)
        classes.append(Part(one.code, one.label(locale), score, len({row["judge"] for row in own})))
    criteria = tuple(
        Part(one.code, one.label(locale), each.get(one.code), len(held.state.ballots(key))) for one in rules.criterion
    )
    return VoteResult(_mean(each, rules), len(held.state.ballots(key)), criteria, tuple(classes))


def _rows(held: Held, item: Item) -> Iterator[dict[str, Any]]:
    """BALLOTS of an item, without their full marks."""
    for ballot in held.state.ballots(item.key):
        for criterion, score in ballot.scores.items():
            yield {
                "judge": ballot.login,
                "ballot_class": ballot.ballot_class,
                "unit": item.key,
                "quarter": held.kept.quarter,
                "indicator": criterion,
                "grade": None,
                "score": score,
                "full_marks": None,
            }


def _whole(rows: Sequence[dict[str, Any]], rules: Meetings) -> list[dict[str, Any]]:
    full = {one.code: one.full_marks for one in rules.criterion}
    return [{**row, "full_marks": full[row["indicator"]]} for row in rows if row["indicator"] in full]


def _scores(rows: Sequence[Mapping[str, Any]], weights: Mapping[str, float]) -> dict[str, float]:
    """The score of each criterion, 0 to 100, of the ballots of one item."""
    found = ballot_values(_lazy(rows), weights).collect().to_native()
    return {row["indicator"]: row["value"] for row in found.to_dicts() if row["value"] is not None}


def _mean(scores: Mapping[str, float], rules: Meetings) -> float | None:
    full = {one.code: one.full_marks for one in rules.criterion if one.code in scores}
    return sum(scores[code] * marks for code, marks in full.items()) / sum(full.values()) if full else None


def _lazy(rows: Sequence[Mapping[str, Any]]) -> nw.LazyFrame[Any]:
    return nw.from_native(pl.DataFrame(list(rows), schema=polars_schema(BALLOTS), orient="row").lazy())


def _named(row: Mapping[str, Any], names: Mapping[str, str], people: Mapping[str, str]) -> dict[str, Any]:
    judge, unit = row["judge"], row["unit"]
    return {**row, "judge": people.get(judge) or judge, "unit": names.get(unit, unit)}
