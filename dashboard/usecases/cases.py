"""亮点案例: what a division says it did, beside what the figures say: the indicator before and after, and its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Row

from config.model import Config, Indicator, Quarter
from dashboard.access.gate import needs
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.in_sight import InSight, in_sight, own_lines
from dashboard.usecases.names import line_names, name_of_submitter
from dashboard.usecases.rounding import half_up
from dashboard.usecases.standing_state import as_it_stands
from loaders.store import readers
from loaders.store.tables import Highlight, Submission

Verdict = Literal["improved", "worsened", "moved", "unmoved", "no_before", "no_figure", "no_indicator"]
Figures = Mapping[tuple[str, str], float]


@dataclass(frozen=True)
class Moved:
    """The indicator that a case claims to have moved, in its own unit; `rank` is the place of the change in the group.

    For amounts that are cumulative within the year the figures are those of the quarter alone (`quarter_only`).
    """

    name: str
    unit: str
    decimals: int
    direction: str
    quarter_only: bool
    before_quarter: str
    before: float | None
    after: float | None
    rank: int | None
    ranked: int
    group: str

    @property
    def change(self) -> float | None:
        """After less before, at the printed decimals."""
        if self.before is None or self.after is None:
            return None
        return float(half_up(self.after, self.decimals) - half_up(self.before, self.decimals))


@dataclass(frozen=True)
class Case:
    """One highlight case with what its indicator did, and the submission that it stands in."""

    title: str
    quarter: str
    region: str
    line: str
    line_name: str
    what_was_done: str
    effect: str
    moved: Moved | None
    claimed: str
    submitter: str
    receipt: str
    file_name: str
    place: str

    @property
    def verdict(self) -> Verdict:
        """What the figures say of the claim."""
        return verdict_of(self.moved)


def verdict_of(moved: Moved | None) -> Verdict:
    """What the figures say of a claim; a better value is higher or lower as the indicator's direction says."""
    if moved is None:
        return "no_indicator"
    if moved.after is None:
        return "no_figure"
    if moved.change is None:
        return "no_before"
    if not moved.change:
        return "unmoved"
    if moved.direction == "neutral":
        return "moved"
    return "improved" if (moved.change > 0) == (moved.direction == "higher") else "worsened"


@needs("results", "present")
def case_quarters(desk: Desk) -> tuple[str, ...]:
    """The quarters with highlight cases that the person sees, newest first."""
    sees = in_sight(desk)
    key = ("case_quarters", None if sees is None else sees.told.ids)
    return as_it_stands(desk, key, lambda: _quarters(desk, sees), by="present")


def _quarters(desk: Desk, sees: InSight | None) -> tuple[str, ...]:
    rows = (row for row in readers.highlights(desk.engine) if sees is None or _reached(sees, row.Highlight))
    told = () if sees is None else (quarter for quarter in sees.told.behind if _told(desk, sees, quarter))
    return tuple(sorted({*(row.Submission.quarter for row in rows), *told}, reverse=True))


@needs("results", "present")
def highlight_cases(desk: Desk, book: Book, quarter: str, locale: str) -> tuple[Case, ...]:
    """The cases of a quarter, in the order of their lines, those whose indicator improved most in its group first.

    Of a release those that came with its submissions; before it those that the person sees.
    """
    return book.drawn(("cases", quarter, locale), lambda: _draw(desk, book, quarter, locale))


def _draw(desk: Desk, book: Book, quarter: str, locale: str) -> tuple[Case, ...]:
    lines = line_names(desk.config, locale)
    order = {line: place for place, line in enumerate(lines)}
    cases = [
        _case(desk, book, row.Highlight, row.Submission, lines, locale) for row in _highlights(desk, book, quarter)
    ]
    return tuple(sorted(cases, key=lambda case: (order.get(case.line, len(order)), _place(case))))


def _highlights(desk: Desk, book: Book, quarter: str) -> list[Row[Any]]:
    if book.release is not None:
        return _released_cases(desk, quarter, book.release.submissions)
    sees = in_sight(desk)
    return [row for row in readers.highlights(desk.engine, quarter) if sees is None or _reached(sees, row.Highlight)]


def _released_cases(desk: Desk, quarter: str, behind: Mapping[int, Sequence[str]]) -> list[Row[Any]]:
    rows = readers.highlights(desk.engine, quarter, among=tuple(behind))
    return [row for row in rows if row.Highlight.region_code not in behind[row.Highlight.submission_id]]


def _reached(sees: InSight, case: Highlight) -> bool:
    """True for a case of the own region, of the own indicator, or of the own line where it names no indicator."""
    config = sees.sight.config
    nameless = case.indicator not in config.indicator and case.line in own_lines(config, sees.sight)
    return nameless or sees.figure(case.region_code, case.indicator)


def _told(desk: Desk, sees: InSight, quarter: str) -> bool:
    """True for a released quarter with a case."""
    behind = sees.told.behind[quarter]
    return desk.once(("cases", quarter, sees.told.ids), lambda: bool(_released_cases(desk, quarter, behind)))


def _place(case: Case) -> float:
    return float("inf") if case.moved is None or case.moved.rank is None else case.moved.rank


def _case(
    desk: Desk, book: Book, highlight: Highlight, submission: Submission, lines: Mapping[str, str], locale: str
) -> Case:
    config = desk.config
    region = config.region.get(highlight.region_code)
    indicator = config.indicator.get(highlight.indicator)
    moved = None
    if indicator is not None:
        moved = moved_of(config, book, indicator, highlight.region_code, Quarter(submission.quarter), locale)
    return Case(
        title=highlight.title,
        quarter=submission.quarter,
        region=region.label(locale) if region else highlight.region_code,
        line=highlight.line,
        line_name=lines.get(highlight.line, highlight.line),
        what_was_done=highlight.what_was_done,
        effect=highlight.effect,
        moved=moved,
        claimed=highlight.indicator,
        submitter=name_of_submitter(config, submission.submitter, locale),
        receipt=submission.receipt,
        file_name=submission.file_name,
        place=f"{highlight.sheet} {highlight.cell}".strip(),
    )


def moved_of(
    config: Config, book: Book, indicator: Indicator, region_code: str, quarter: Quarter, locale: str
) -> Moved:
    """What an indicator did in a region from the quarter before to a quarter, and the place of it in the group."""
    before, quarter_only = str(quarter.shift(-1)), indicator.measure == "ytd_cumulative"
    column = "quarter_value" if quarter_only else "value"
    rows = book.whole.rows("measures", indicator=indicator.code, quarter=[before, str(quarter)])
    figures = {(row["region_code"], row["quarter"]): row[column] for row in rows if row[column] is not None}
    region = config.region.get(region_code)
    group = config.group.get(region.peer_group) if region else None
    peers = [r.code for r in config.regions if group is not None and r.peer_group == group.code]
    rank, ranked = _rank_of_change(figures, peers, region_code, (before, str(quarter)), indicator.direction)
    return Moved(
        name=indicator.label(locale),
        unit=indicator.unit_en if locale == "en" else indicator.unit,
        decimals=indicator.decimals,
        direction=indicator.direction,
        quarter_only=quarter_only,
        before_quarter=before,
        before=figures.get((region_code, before)),
        after=figures.get((region_code, str(quarter))),
        rank=rank,
        ranked=ranked,
        group=group.label(locale) if group else "",
    )


def _rank_of_change(
    figures: Figures, peers: list[str], region_code: str, quarters: tuple[str, str], direction: str
) -> tuple[int | None, int]:
    """The place of a unit's change among its peers' (1 is the greatest improvement), and how many have a change."""
    before, after = quarters
    sign = -1.0 if direction == "lower" else 1.0
    changes: dict[str, Any] = {
        code: sign * (figures[code, after] - figures[code, before])
        for code in peers
        if (code, after) in figures and (code, before) in figures
    }
    if region_code not in changes or direction == "neutral":
        return None, len(changes)
    return 1 + sum(change > changes[region_code] + 1e-9 for change in changes.values()), len(changes)
