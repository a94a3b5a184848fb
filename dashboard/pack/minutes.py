"""会议纪要 as a Word document: what was said and decided item by item, votes, assignments, and the summary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from config.wording import Say, mark, translator
from dashboard.pack.official import OfficialDocument
from dashboard.pack.phrases import file_stem, listed, numeral
from dashboard.pack.tables import Column, Table
from dashboard.parts.numbers import MISSING, figure
from dashboard.usecases.meetings.reports import ItemLine, MeetingReport

Drafts = Mapping[str, Sequence[str]]


def minutes_name(title: str, say: Say) -> str:
    """The name of the file: `2026年第三季度工作点评会纪要.docx`."""
    return file_stem(say(mark("{meeting}: minutes"), meeting=title)) + ".docx"


def minutes_document(
    report: MeetingReport,
    drafts: Drafts,
    summary: Sequence[str],
    state: str,
    department: str,
    made: dt.datetime,
    locale: str,
) -> bytes:
    """The minutes as docx bytes. Where the office wrote nothing of an item, or no summary, the drafted facts stand.

    `state` says which release the figures are of, or that there is none, and whether they are invented.
    """
    say = translator(locale)
    title = say(mark("{meeting}: minutes"), meeting=report.title)
    document = OfficialDocument(title=title, author=department, made=made, chinese=locale != "en")
    document.head_and_foot(department, state)
    document.title((report.title, say(mark("Minutes"))), _when(report, say))
    document.paragraph(_there(report, say))
    for number, item in enumerate(report.items, start=1):
        heading = mark("{number}. {heading}")
        document.heading(say(heading, number=numeral(number, locale), heading=item.title))
        for line in _lines(item, drafts.get(item.key, ()), say):
            document.paragraph(line)
    _votes(document, report, say)
    document.heading(say(mark("Summary")))
    written = report.summaries[-1].text.splitlines() if report.summaries else summary
    lines = [line.strip() for line in written if line.strip()]
    for place, line in enumerate(lines, start=1):
        document.paragraph(line, is_last=place == len(lines))
    document.signature(department, f"{made:%Y-%m-%d}")
    return document.to_bytes()


def _when(report: MeetingReport, say: Say) -> str:
    if report.began is None:
        return f"{report.day:%Y-%m-%d} · {report.number}"
    until = f"{report.ended:%H:%M}" if report.ended else MISSING
    return f"{report.began:%Y-%m-%d} {report.began:%H:%M}—{until} · {report.number}"


def _there(report: MeetingReport, say: Say) -> str:
    names = [guest.name for guest in report.guests.values() if guest.there and guest.name]
    if not names:
        return say(mark("Attendance was not recorded."))
    return say(mark("Present ({count}): {names}."), count=len(names), names=listed(names, say))


def _lines(item: ItemLine, draft: Sequence[str], say: Say) -> Iterator[str]:
    """The newest version of the minutes, else the drafted facts; comments that these leave out stand below them."""
    yield from filter(str.strip, item.text.splitlines() or draft)
    for one in item.comments:
        if item.text and one.text not in item.text:
            yield say(mark("{actor}: {text}"), actor=one.actor, text=one.text)


def _votes(document: OfficialDocument, report: MeetingReport, say: Say) -> None:
    voted = [one for one in report.items if one.result is not None and one.result.votes]
    if not voted:
        return
    document.heading(say(mark("Votes")))
    heads = (say(mark("Item of the agenda")), say(mark("Votes")), say(mark("Score (of 100)")))
    columns = (Column(heads[0], 60), Column(heads[1], 20, "right"), Column(heads[2], 30, "right"))
    ordered = sorted(voted, key=lambda one: -(one.result.score or 0.0) if one.result else 0.0)
    rows = tuple(
        (one.title, str(one.result.votes), figure(one.result.score, 2)) for one in ordered if one.result is not None
    )
    document.table(Table(columns, rows))
