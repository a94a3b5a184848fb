"""What minutes and summary begin with: facts of the figures and of what happened, in sentences; no opinions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from config.wording import Say, mark, translator
from dashboard.access.gate import inner, needs
from dashboard.releasing.reading import open_edition
from dashboard.usecases.assignments.reports import AssignmentReport, assignments
from dashboard.usecases.board_shape import Board, BoardRow
from dashboard.usecases.boards import board
from dashboard.usecases.desk import Desk
from dashboard.usecases.direction import Direction, Verdict, direction
from dashboard.usecases.meetings.dossier import Dossier, dossier
from dashboard.usecases.meetings.reports import ItemLine, MeetingReport, meeting_report

FIRST = 3
_VERDICTS: tuple[tuple[Verdict, str], ...] = (
    ("reached", mark("{count} reached time progress")),
    ("moved", mark("{count} moved but are behind")),
    ("stuck", mark("{count} did not move")),
    ("no_figure", mark("{count} without a figure")),
)


@needs("meeting")
def drafted_minutes(desk: Desk, number: str, item: str, locale: str = "zh_CN") -> tuple[str, ...]:
    """The facts of one item: what became of the promises, lights, time, votes, comments, assignments."""
    report, say = meeting_report(desk, number, locale), translator(locale)
    line = report.of(item)
    if line is None:
        return ()
    found = dossier(desk, line.unit, report.quarter, number, locale)
    handed = {one.number: one for one in _handed(desk, number, locale)}
    return (*_promised(found, say), *_worked(found, say), *_held(line, say), *_commented(line, handed, say))


@needs("meeting")
def drafted_summary(desk: Desk, number: str, locale: str = "zh_CN") -> tuple[str, ...]:
    """The facts of the quarter and of the meeting: who leads and moved, lights, promises, votes, assignments."""
    report, say = meeting_report(desk, number, locale), translator(locale)
    source = open_edition(desk, report.quarter)
    lines: list[str] = []
    if source.desk.config.schemes:
        for group in source.desk.config.scheme_for(report.quarter)[0].groups[:1]:
            lines += _ranked(board(source.desk, source.book, report.quarter, group, locale=locale), say)
    lines += _directed(direction(source.desk, source.book, report.quarter, locale), say)
    return (*lines, *_met(report, say), *_handed_out(_handed(desk, number, locale), say))


@inner
def _handed(desk: Desk, number: str, locale: str) -> list[AssignmentReport]:
    """The assignments that came of this meeting's comments."""
    found = assignments(desk, locale) if desk.sight.has("assignments") else ()
    told = (one for one in found if one.source.get("kind") == "comment" and one.source.get("meeting") == number)
    return sorted(told, key=lambda one: one.number)


def _names(rows: Sequence[BoardRow], say: Say) -> str:
    return say(mark(", ")).join(row.name for row in rows)


def _ranked(found: Board, say: Say) -> Iterator[str]:
    if not found.ranked:
        return
    first = _names(found.ranked[:FIRST], say)
    yield say(mark("{group}: {first} are the first three."), group=found.group_name, first=first)
    moved = (found.risers[:FIRST], mark("Up most: {moves}.")), (found.fallers[:FIRST], mark("Down most: {moves}."))
    for rows, sentence in moved:
        if rows:
            places = (say(mark("{name} by {places}"), name=row.name, places=abs(row.change or 0)) for row in rows)
            yield say(sentence, moves=say(mark(", ")).join(places))


def _directed(found: Direction, say: Say) -> Iterator[str]:
    held = len(found.province) - found.count("first")
    if held:
        counted = ((found.count(verdict), said) for verdict, said in _VERDICTS)
        parts = say(mark(", ")).join(say(said, count=count) for count, said in counted if count)
        yield say(mark("Of last quarter's {count} plans: {parts}."), count=held, parts=parts)
    behind = Counter(one.task.division_name for one in found.province if one.task.light == "yellow")
    if behind:
        told = (say(mark("{unit} {count}"), unit=unit, count=count) for unit, count in behind.most_common())
        yield say(mark("Key tasks behind time progress: {units}."), units=say(mark(", ")).join(told))


def _met(report: MeetingReport, say: Say) -> Iterator[str]:
    if report.there:
        yield say(mark("{there} people were present; {comments} comments were made."), there=report.there, comments=len(report.comments))  # fmt: skip # noqa: E501
    voted = [one for one in report.items if one.result is not None and one.result.score is not None]
    if voted:
        ordered = sorted(voted, key=lambda one: -(one.result.score or 0) if one.result else 0)
        told = (_voted(one, say) for one in ordered)
        yield say(mark("Votes: {scores}."), scores=say(mark(", ")).join(told))


def _voted(one: ItemLine, say: Say) -> str:
    score = f"{one.result.score:.2f}" if one.result and one.result.score is not None else "—"
    return say(mark("{unit} {score}"), unit=one.title, score=score)


def _handed_out(handed: Sequence[AssignmentReport], say: Say) -> Iterator[str]:
    if not handed:
        return
    yield say(mark("{count} assignments were handed out:"), count=len(handed))
    for one in handed:
        places = {"number": one.number, "title": one.title, "owner": one.owner_name, "due": f"{one.due:%Y-%m-%d}"}
        yield say(mark("{number} {title} ({owner}, due {due})"), **places)


def _promised(found: Dossier, say: Say) -> Iterator[str]:
    verdicts = {
        "reached": mark("reached time progress"),
        "moved": mark("moved, still behind"),
        "stuck": mark("did not move"),
        "no_figure": mark("no figure"),
        "first": mark("no plan last quarter"),
    }
    for one in found.promises:
        places = {"task": one.task.title, "verdict": say(verdicts[one.verdict])}
        if one.task.promised:
            yield say(
                mark("{task}: promised last quarter “{promise}”; {verdict}."), promise=one.task.promised, **places
            )
        else:
            yield say(mark("{task}: {verdict}."), **places)


def _worked(found: Dossier, say: Say) -> Iterator[str]:
    for one in found.promises:
        if one.task.problems:
            yield say(mark("Problems ({task}): {problems}"), task=one.task.title, problems=one.task.problems)
    for one in found.promises:
        if one.task.plan:
            yield say(mark("Next quarter ({task}): {plan}"), task=one.task.title, plan=one.task.plan)


def _held(line: ItemLine, say: Say) -> Iterator[str]:
    if line.seconds:
        minutes = f"{line.seconds / 60:.0f}"
        yield say(mark("It had {minutes} minutes, of {given} given."), minutes=minutes, given=line.minutes)
    if line.result is not None and line.result.score is not None:
        score = f"{line.result.score:.2f}"
        yield say(mark("Votes: {votes}, score {score} of 100."), votes=line.result.votes, score=score)


def _commented(line: ItemLine, handed: dict[str, AssignmentReport], say: Say) -> Iterator[str]:
    for one in line.comments:
        yield say(mark("{actor}: {text}"), actor=one.actor, text=one.text)
        for number in one.assignments:
            if number in handed:
                told = handed[number]
                places = {"number": number, "owner": told.owner_name, "due": f"{told.due:%Y-%m-%d}"}
                yield say(mark("Handed out as {number} to {owner}, due {due}."), **places)
