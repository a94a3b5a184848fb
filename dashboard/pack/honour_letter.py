"""公示稿: the draft of the public notice of a list of honours, on one page of Word where the list is short enough."""

from __future__ import annotations

import datetime as dt

from config.wording import Say, mark
from dashboard.pack.official import OfficialDocument
from dashboard.pack.phrases import file_stem, numeral
from dashboard.pack.tables import Column, Table
from dashboard.parts.honour_words import MEASURES, UNITS, group_labels, measure_figure, rule_words
from dashboard.usecases.honours.drawn import Drawn

LONGEST = 24
"""How many names the table holds; more stand in the workbook."""


def notice_title(drawn: Drawn, say: Say, language: str) -> str:
    """`关于2025年亮点地区名单的公示（稿）`."""
    return say(mark("Notice of the list {list} {year} (draft)"), list=drawn.rule.label(language), year=drawn.year)


def notice_name(drawn: Drawn, say: Say, language: str) -> str:
    """The name of the file."""
    return file_stem(notice_title(drawn, say, language)) + ".docx"


def notice(drawn: Drawn, department: str, state: str, made: dt.datetime, say: Say, language: str) -> bytes:
    """The draft as docx bytes; `state` says whether it is confirmed or provisional, and what is invented.

    How long it is made public, where objections go and by what day is for the office to write: it is left open.
    """
    title = notice_title(drawn, say, language)
    document = OfficialDocument(title=title, author=department, made=made, chinese=language != "en", one_page=True)
    document.head_and_foot(department, state)
    document.title((title,), drawn.rule.basis_en if language == "en" else drawn.rule.basis)
    heading = mark("{number}. {heading}")
    document.heading(say(heading, number=numeral(1, language), heading=say(mark("How the list came about"))))
    for sentence in rule_words(drawn.rule, group_labels(drawn, language), say, language):
        document.paragraph(sentence)
    document.heading(say(heading, number=numeral(2, language), heading=say(mark("The list"))))
    document.table(_table(drawn, say, language))
    if len(drawn.named) > LONGEST:
        document.note(say(mark("The first {count} are listed; all of them stand in the workbook."), count=LONGEST))
    document.note(_rests(drawn, say))
    document.heading(say(heading, number=numeral(3, language), heading=say(mark("Objections"))))
    open_line = mark("Whoever objects tells the office until ____ (month, day), by telephone ____.")
    document.paragraph(say(open_line))
    document.signature(department, say(mark("____ (year, month, day)")))
    return document.to_bytes()


def _table(drawn: Drawn, say: Say, language: str) -> Table:
    rule = drawn.rule
    columns = (
        Column(say(mark("Group")), 40),
        Column(say(mark("Rank")), 14, "center"),
        Column(say(mark("Unit")), 40),
        Column(f"{say(MEASURES[rule.rule])}\n({say(UNITS[rule.rule])})", 28, "right"),
    )
    rows = tuple(
        (
            group.label(language),
            str(line.place or ""),
            line.label(language),
            measure_figure(rule.rule, line.measures.get(rule.rule), rule.decimals),
        )
        for group, line in drawn.named[:LONGEST]
    )
    return Table(columns, rows)


def _rests(drawn: Drawn, say: Say) -> str:
    releases = say(mark(", ")).join(drawn.releases.values())
    return say(mark("Worked out from the releases {releases}."), releases=releases)
