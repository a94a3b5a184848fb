"""The bulletin's chapters in order: headings, paragraphs, the table; and what is attached."""

from __future__ import annotations

from dataclasses import dataclass, replace

from config.wording import Say, mark
from dashboard.pack import facts
from dashboard.pack.contents import PackContents
from dashboard.pack.notes import ranks_note
from dashboard.pack.phrases import numeral, together
from dashboard.pack.tables import Table, ranking_table, sections_table
from dashboard.parts.numbers import figure

LOSSES_SHOWN = 6


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `lead`, its first words, is set as a heading of the second level."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Chapter:
    """A numbered heading, its paragraphs, and a table with a note below it."""

    heading: str
    paragraphs: tuple[Paragraph, ...]
    table: Table | None = None
    note: str = ""


@dataclass(frozen=True)
class Attachment:
    """附件: a titled table on a page of its own, with a note below it."""

    title: str
    table: Table
    note: str


def chapters(contents: PackContents, say: Say) -> tuple[Chapter, ...]:
    """The six chapters; ranking, sections and losses are those of the first group."""
    parts = (
        Chapter(say(mark("Overview")), _overview(contents, say)),
        _ranking(contents, say),
        Chapter(say(mark("Moved up and moved down")), _movers(contents, say)),
        Chapter(say(mark("The sections")), _sections(contents, say)),
        Chapter(say(mark("Where most points were lost")), _losses(contents, say)),
        Chapter(say(mark("Submissions")), _reporting(contents, say)),
    )
    message = mark("{number}. {heading}")
    return tuple(
        replace(part, heading=say(message, number=numeral(number, contents.locale), heading=part.heading))
        for number, part in enumerate(parts, start=1)
    )


def attachments(contents: PackContents, say: Say) -> tuple[Attachment, ...]:
    """The sections of the first group, and the rankings of the others."""
    first, *others = contents.groups
    note = table_note(contents, say)
    sections = say(mark("Section points of {group}"), group=first.board.group_name)
    return (
        Attachment(
            sections,
            sections_table(first, say),
            together(contents, note, say(mark("The figures below the names of sections are their full marks."))),
        ),
        *(
            Attachment(
                say(mark("Overall ranking of {group}"), group=group.board.group_name),
                ranking_table(group.board, say),
                note,
            )
            for group in others
        ),
    )


def table_note(contents: PackContents, say: Say) -> str:
    """What stands below a table of points."""
    full = figure(contents.full_marks, 0)
    return say(mark("Note: full marks are {full} points. {ranks}"), full=full, ranks=ranks_note(contents, say))


def _overview(contents: PackContents, say: Say) -> tuple[Paragraph, ...]:
    groups = (Paragraph(facts.group_overview(contents, group, say)) for group in contents.groups)
    return (Paragraph(facts.opening(contents, say)), *groups)


def _ranking(contents: PackContents, say: Say) -> Chapter:
    board = contents.groups[0].board
    return Chapter(
        heading=say(mark("Ranking of {group}"), group=board.group_name),
        paragraphs=(Paragraph(facts.ranking_intro(contents, board, say)),),
        table=ranking_table(board, say),
        note=table_note(contents, say),
    )


def _movers(contents: PackContents, say: Say) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(facts.movers(contents, group.board, say)) for group in contents.groups)


def _sections(contents: PackContents, say: Say) -> tuple[Paragraph, ...]:
    sections = contents.groups[0].sections
    return _numbered(contents, [(facts.section_lead(s, say), facts.section_facts(s, say)) for s in sections], say)


def _losses(contents: PackContents, say: Say) -> tuple[Paragraph, ...]:
    shown = contents.groups[0].losses[:LOSSES_SHOWN]
    decimals = contents.precision
    return _numbered(
        contents, [(facts.loss_lead(loss, say), facts.loss_facts(loss, decimals, say)) for loss in shown], say
    )


def _numbered(contents: PackContents, pairs: list[tuple[str, str]], say: Say) -> tuple[Paragraph, ...]:
    message = mark("({number}) {lead} ")
    return tuple(
        Paragraph(text, say(message, number=numeral(n, contents.locale), lead=lead))
        for n, (lead, text) in enumerate(pairs, start=1)
    )


def _reporting(contents: PackContents, say: Say) -> tuple[Paragraph, ...]:
    groups = (Paragraph(facts.completeness(contents, group, say)) for group in contents.groups)
    return (Paragraph(facts.deliveries(contents, say)), *groups)
