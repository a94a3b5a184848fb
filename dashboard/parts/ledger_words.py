"""What a line of a ledger says, as it is read: its fields in their units, its light with its reason in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from config.model import Ledger, LedgerField
from config.wording import Say, mark
from dashboard.parts.filters import quarter_name
from dashboard.parts.lights import WORDS
from dashboard.parts.markup import Html, element
from dashboard.parts.numbers import MISSING, figure, per_cent
from dashboard.usecases.ledgers.lines import LedgerLine

STATUSES: Mapping[str, str] = {
    "all": mark("Every state"),
    "red": mark("overdue"),
    "yellow": mark("behind"),
    "blue": mark("due soon"),
    "open": mark("not finished"),
    "closed": mark("finished"),
}


def field_words(field: LedgerField, text: str, locale: str, words: Say, decimals: int | None = None) -> str:
    """A kept text as it is read, without its unit; `decimals` are those of its column, its own where none are given."""
    if not text:
        return MISSING
    if field.type == "choice":
        return field.choice(text, locale)
    if field.type == "quarter":
        return quarter_name(text, words)
    if field.type == "milestones":
        return " → ".join(f"{share}%" for share in text.split("/"))
    if field.type in ("number", "percent"):
        return figure(float(text), decimals_of([text]) if decimals is None else decimals)
    return text


def decimals_of(texts: Sequence[str]) -> int:
    """The most decimals of some figures in decimal text."""
    return max((len(text.partition(".")[2]) for text in texts), default=0)


def line_light(line: LedgerLine, words: Say) -> Html:
    """How a line stands as sign, word and colour, with how far: closed, overdue by days, behind by points, due soon."""
    if line.closed:
        return element("span", words(mark("✓ finished")), css="jp-up")
    if not line.light:
        return element("span", line_light_words(line, words), css="jp-status")
    return element("b", line_light_words(line, words), css=WORDS[line.light][2])


def line_light_words(line: LedgerLine, words: Say) -> str:
    """The light of a line as sign and words, for where there is no colour."""
    left = line.pace.days_left
    if line.closed:
        return words(mark("✓ finished"))
    if line.light == "red" and left is not None:
        return words(mark("● overdue by {days} days"), days=figure(-left, 0))
    if line.light == "yellow":
        return words(mark("▲ behind by {points} points"), points=figure(line.pace.behind * 100, 1))
    if line.light == "blue" and left is not None:
        return words(mark("○ {days} days left"), days=figure(left, 0))
    if line.pace.done is not None and line.pace.expected is not None:
        return words(mark("✓ on time"))
    return words(mark("no figure") if left is None else mark("within time"))


def pace_words(line: LedgerLine, words: Say) -> str:
    """What was done beside what should be by now, in words; empty where nothing of the kind is reckoned."""
    pace = line.pace
    if pace.done is None:
        return ""
    if pace.expected is None:
        return words(mark("{done} done"), done=per_cent(pace.done))
    return words(mark("{done} done, time progress {time}"), done=per_cent(pace.done), time=per_cent(pace.expected, 0))


def demand_of(line: LedgerLine, ledger: Ledger, locale: str, words: Say) -> str:
    """What an assignment that comes from the line asks at first: how the line stands, and what it says."""
    fields = [ledger.field[code] for code in ledger.listed if line.said.get(code)]
    colon, stop = words(mark("{name}: {text}")), words(mark("; "))
    said = []
    for field in fields:
        text = field_words(field, line.said[field.code], locale, words) + field.measured(locale)
        said.append(colon.format(name=field.label(locale), text=text))
    return stop.join([line_light_words(line, words), *said])
