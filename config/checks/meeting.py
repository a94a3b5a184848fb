"""Cross-checks of how meetings are held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from config.draft import Draft
from config.files import Entry
from config.model import AgendaPart, Meetings
from config.problems import Problem
from config.wording import mark

TWICE = mark("The code {code} stands here twice.")
IN_TWO_CLASSES = mark("The role {role} votes in two classes, {first} and {second}.")
WEIGHTS = mark("The weights of the classes add up to {total}, not to 1.")
NAMELESS = mark("The part has no name; it needs one in both languages, or `each`.")


def check_meeting(draft: Draft) -> Iterator[Problem]:
    """Codes are there once, no role votes in two classes, weights add up to 1, and every item gets a name."""
    if draft.meeting is None:
        return
    entry, rules = draft.meeting, draft.meeting.it
    for key, named in (("ballot_class", rules.ballot_class), ("criterion", rules.criterion), ("kind", rules.kind)):
        repeated = (code for code, times in Counter(one.code for one in named).items() if times > 1)
        yield from (entry.fault(key, TWICE, code=code) for code in repeated)
    yield from _classes(entry)
    total = round(sum(rules.weights.values()), 9)
    if total != 1 and len(rules.weights) == len(rules.ballot_class):
        yield entry.fault("ballot_class", WEIGHTS, total=f"{total:g}")
    for number, kind in enumerate(rules.kind, 1):
        for place, part in enumerate(kind.part, 1):
            if _nameless(part):
                yield entry.fault(f"kind[{number}].part[{place}].name", NAMELESS)


def _classes(entry: Entry[Meetings]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for number, one in enumerate(entry.it.ballot_class, 1):
        for role in one.roles:
            if role in seen:
                places = {"role": role, "first": seen[role], "second": one.code}
                yield entry.fault(f"ballot_class[{number}].roles", IN_TWO_CLASSES, **places)
            seen[role] = one.code


def _nameless(part: AgendaPart) -> bool:
    return not part.each and not (part.name.strip() and part.name_en.strip())
