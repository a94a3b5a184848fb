"""首页: the card of a meeting that runs just now, for who takes part in it."""

from __future__ import annotations

from config.wording import Say, mark
from dashboard.parts.home import Card, Line
from dashboard.parts.markup import element
from dashboard.usecases.meetings.reports import MeetingReport


def running_card(report: MeetingReport | None, words: Say) -> Card | None:
    """What the meeting looks at now, and the ballots that wait for the reader; None while none runs."""
    if report is None:
        return None
    opens, on = f"meeting?meeting={report.number}", report.present
    waits = element("b", words(mark("waits for your vote")), css="jp-soon")
    lines = [Line(one.title, waits, opens) for one in report.items if one.may_vote]
    if on is not None and not on.may_vote:
        place = words(mark("item {place} of {count}"), place=on.place, count=len(report.items))
        lines.insert(0, Line(on.title, place, opens))
    answer = words(mark("{title} is running"), title=report.title)
    return Card(words(mark("Meeting")), answer, tuple(lines), opens, words(mark("Take part")))
