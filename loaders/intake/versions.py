"""Which version of which form a table is, and which of its rows each line is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from config.model import Config, Form, FormRow
from loaders.intake.panel import Line
from loaders.intake.words import key_of, tight

_LEAST_SHARE = 0.6


@dataclass(frozen=True)
class Match:
    """A form version laid over the lines: the form's row number of each line, None where it has none."""

    form: Form
    places: tuple[int | None, ...]
    marked: bool
    in_force: bool

    @property
    def hits(self) -> int:
        """How many lines were recognised."""
        return sum(place is not None for place in self.places)


def choose_version(config: Config, lines: Sequence[Line], text: str, period: str) -> Match | None:
    """The version that recognises the lines best among those whose marker stands in the title block.

    A version without its marker is taken only when it recognises most lines. In force at the period comes before the
    number of lines only among versions that recognise about the same.
    """
    matches = [_match(form, lines, text, period) for form in config.forms if form.layout == "rows"]
    able = [match for match in matches if match.hits and (match.marked or match.hits >= _LEAST_SHARE * len(lines))]
    return max(able, key=lambda match: _rank(match, len(lines)), default=None)


def _rank(match: Match, lines: int) -> tuple[float, ...]:
    return (round(5 * match.hits / max(lines, 1)), match.marked, match.in_force, match.hits, -len(match.form.rows))


def _match(form: Form, lines: Sequence[Line], text: str, period: str) -> Match:
    marked = not form.markers or any(tight(marker) in text for marker in form.markers)
    return Match(form, match_lines(form, lines), marked, not period or form.in_force(period))


def match_lines(form: Form, lines: Sequence[Line]) -> tuple[int | None, ...]:
    """The row of the form that each line is, by code where the line has one, else by label and place in the tree."""
    coded = {tight(row.official_code): number for number, row in enumerate(form.rows) if row.official_code}
    coded = _by_digits(coded) | coded
    labelled = labels_of(form)
    above = _parents(form)
    seen: dict[int, int] = {}
    places: list[int | None] = []
    for position, line in enumerate(lines):
        place = _coded_place(line, coded) if line.code is not None else _labelled_place(line, labelled, above, seen)
        if place is not None:
            seen[place] = position
        places.append(place)
    return tuple(places)


def _by_digits(coded: dict[str, int]) -> dict[str, int]:
    """The codes without their letters, as they stand in a column that was kept as numbers."""
    bare: dict[str, list[int]] = {}
    for code, number in coded.items():
        for digits in {code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ0")}:
            bare.setdefault(digits, []).append(number)
    return {digits: numbers[0] for digits, numbers in bare.items() if digits and len(numbers) == 1}


def labels_of(form: Form) -> dict[str, list[int]]:
    """The numbers of the form's rows by the key of their label and its other spellings."""
    labelled: dict[str, list[int]] = {}
    for number, row in enumerate(form.rows):
        for label in {key_of(label) for label in (row.label, *row.aliases)}:
            labelled.setdefault(label, []).append(number)
    return labelled


def _coded_place(line: Line, coded: dict[str, int]) -> int | None:
    return coded.get(tight(line.code.text).upper()) if line.code is not None else None


def _labelled_place(
    line: Line, labelled: dict[str, list[int]], above: list[tuple[int, ...]], seen: dict[int, int]
) -> int | None:
    if line.label is None:
        return None
    free = [number for number in labelled.get(key_of(line.label.text), ()) if number not in seen]
    if len(free) < 2:
        return next(iter(free or labelled.get(key_of(line.label.text), [])), None)
    last = max(seen.values(), default=-1)
    latest = next((number for number, position in seen.items() if position == last), -1)
    return min(free, key=lambda number: (-_nearness(number, above, seen), number < latest, number))


def _nearness(number: int, above: list[tuple[int, ...]], seen: dict[int, int]) -> int:
    """Where the nearest row above it in the tree was seen last; the later, the more likely this is the row."""
    return max((seen[parent] for parent in above[number][:1] if parent in seen), default=-1)


def _parents(form: Form) -> list[tuple[int, ...]]:
    """For each row the rows above it in the tree, nearest first."""
    above: list[tuple[int, ...]] = []
    stack: list[tuple[int, int]] = []
    for number, row in enumerate(form.rows):
        while stack and stack[-1][0] >= row.depth:
            stack.pop()
        above.append(tuple(parent for _, parent in reversed(stack)))
        stack.append((row.depth, number))
    return above


def parents_of(form: Form) -> list[int | None]:
    """For each row of the form the number of the nearest row above it that is counted, None where there is none."""
    rows: tuple[FormRow, ...] = form.rows
    return [next((p for p in parents if not rows[p].section and rows[p].statistic), None) for parents in _parents(form)]
