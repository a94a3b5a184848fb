"""查重: earlier cases that are alike, shown beside a new one; of cases in workbooks and of those that were entered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.access.gate import inner, needs
from dashboard.releasing.reading import released_quarters
from dashboard.usecases.desk import Desk
from dashboard.usecases.names import name_of_submitter
from dashboard.usecases.selection.belonging import known, told_to_all
from dashboard.usecases.selection.standings import Chosen, choice, find
from loaders.store import readers
from metrics.likeness import most_alike

MOST = 3


@dataclass(frozen=True)
class Earlier:
    """An earlier case that is alike: its number where it was entered, else empty; how alike, 0 to 1."""

    number: str
    quarter: str
    region: str
    title: str
    what_was_done: str
    likeness: float


@needs("enter", "select")
def alike_entered(desk: Desk, number: str, locale: str = "zh_CN") -> tuple[Earlier, ...]:
    """The earlier cases most alike to one whose standing the person sees, the most alike first.

    The office is shown all of them, others those of released quarters and confirmed ones. Raises StepRefused.
    """
    return _alike(desk, known(desk, number), locale, whole=desk.sight.whole("select"))


@needs("results", "present")
def alike_confirmed(desk: Desk, number: str, locale: str = "zh_CN") -> tuple[Earlier, ...]:
    """The earlier cases most alike to a confirmed one, of released quarters and confirmed ones."""
    one = find(desk, number)
    return _alike(desk, one, locale, whole=False) if one is not None and told_to_all(one) else ()


@inner
def _alike(desk: Desk, one: Chosen, locale: str, *, whole: bool) -> tuple[Earlier, ...]:
    told = released_quarters(desk.whole)
    earlier = list(_earlier(desk, one.entry.quarter, locale, told, whole=whole))
    texts = ((str(place), _text(each.title, each.what_was_done)) for place, each in enumerate(earlier))
    own = _text(one.texts["title"], one.texts["what_was_done"])
    found = most_alike(own, texts, desk.config.highlights.similarity.at_least)
    drawn = {earlier[int(each.key)].title: (earlier[int(each.key)], each.likeness) for each in reversed(found)}
    ordered = sorted(drawn.values(), key=lambda pair: (-pair[1], pair[0].quarter))
    return tuple(Earlier(*_fields(each), likeness) for each, likeness in ordered[:MOST])


def _fields(each: Earlier) -> tuple[str, str, str, str, str]:
    return each.number, each.quarter, each.region, each.title, each.what_was_done


def _text(title: str, done: str) -> str:
    """What is compared: the title without the region before its colon, and what was done."""
    return title.rpartition("：")[2] + done


@inner
def _earlier(desk: Desk, quarter: str, locale: str, told: frozenset[str], *, whole: bool) -> Iterable[Earlier]:
    """Earlier cases: those that were entered first, so that of two with one title the entered one is shown."""
    for one in choice(desk):
        if one.entry.quarter < quarter and (told_to_all(one) or whole):
            region = name_of_submitter(desk.config, one.entry.region_code, locale)
            yield Earlier(one.number, one.entry.quarter, region, one.texts["title"], one.texts["what_was_done"], 0.0)
    for row in readers.highlights(desk.engine):
        case, sent = row.Highlight, row.Submission
        if sent.quarter < quarter and (whole or sent.quarter in told):
            region = name_of_submitter(desk.config, case.region_code, locale)
            yield Earlier("", sent.quarter, region, case.title, case.what_was_done, 0.0)
