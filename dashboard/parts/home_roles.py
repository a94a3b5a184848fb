"""首页: which cards a person gets, by their posts; those of the first role first, none twice."""

from __future__ import annotations

from collections.abc import Iterator

from config.model import ROLES, Role
from config.wording import Say, mark
from dashboard.parts.chart import once_drawn
from dashboard.parts.home import Card
from dashboard.parts.home_behind import behind_card, fields_card, own_tasks_card
from dashboard.parts.home_clerk import answers_card, drafts_card, owed_card
from dashboard.parts.home_followed import appeals_card, assigned_card
from dashboard.parts.home_lag import lag_card
from dashboard.parts.home_meeting import running_card
from dashboard.parts.home_region import move_card, standing_card, ways_card, zone_card
from dashboard.parts.home_results import leaders_card, lists_card, movers_card
from dashboard.parts.home_work import collection_card, receipts_card, release_card, waiting_card
from dashboard.releasing.register import release_lines
from dashboard.usecases.desk import Desk
from dashboard.usecases.home import Ground


def roles_of(desk: Desk) -> tuple[Role, ...]:
    """The roles of the person at the desk in the order of the product; whoever runs the command has the office's."""
    held = {post.role for post in desk.person.posts}
    return tuple(role for role in ROLES if role in held) or (("office",) if desk.person.operator else ())


def home_cards(ground: Ground, words: Say) -> tuple[Card, ...]:
    """The cards of the person at the desk: that of a meeting that runs now before all others."""
    running = running_card(ground.meeting, words)
    found: dict[str, Card] = {running.kind: running} if running else {}
    for role in roles_of(ground.desk):
        for card in _OF_ROLE.get(role, _nothing)(ground, words):
            if card is not None:
                found.setdefault(card.kind, card)
    return tuple(found.values())


def _nothing(_ground: Ground, _words: Say) -> Iterator[Card | None]:
    yield from ()


def _leader(ground: Ground, words: Say) -> Iterator[Card | None]:
    config = ground.desk.config
    units = [post.unit for post in ground.desk.person.posts if post.role == "leader" and post.unit]
    yield _fields(ground, tuple(unit for unit in units if unit in config.division), words)
    for code in units:
        if code in config.region:
            yield _zone(ground, code, mark("My zone: {region}"), words)
    yield from _quarter(ground, words)
    behind = ground.behind
    if behind is not None:
        yield once_drawn(behind, "lag", lambda: lag_card(ground.desk, behind, ground.locale, words))
    yield assigned_card(ground.assigned, words)
    yield lists_card(ground.quarter, ground.lists, words)
    yield from _collected(ground, words)


def _office(ground: Ground, words: Say) -> Iterator[Card | None]:
    yield from _collected(ground, words)
    if ground.collected:
        yield waiting_card(ground.collected.quarter, ground.waiting, words)
    yield from _followed(ground, words)
    if ground.source is not None:
        yield release_card(ground.quarter, release_lines(ground.desk), words)
    yield from _quarter(ground, words)
    yield lists_card(ground.quarter, ground.lists, words)


def _reviewer(ground: Ground, words: Say) -> Iterator[Card | None]:
    known = ground.desk.config.division
    divisions = tuple(p.unit for p in ground.desk.person.posts if p.role == "reviewer" and p.unit in known)
    if ground.collected:
        yield waiting_card(ground.collected.quarter, ground.waiting, words)
    yield from _collected(ground, words)
    yield from _followed(ground, words)
    yield _fields(ground, divisions, words)


def _head(ground: Ground, words: Say) -> Iterator[Card | None]:
    for post in ground.desk.person.posts:
        report = ground.report(post.unit) if post.role == "head" else None
        if report is None:
            continue
        below = ground.desk.config.below(post.unit)
        move = ground.move(post.unit)
        if move is not None:
            yield move_card(move, post.unit, ground.quarter, words)
        yield standing_card(report, words)
        yield ways_card(report, ground.prospects(post.unit), words)
        yield own_tasks_card(ground.tasks(regions=below), ground.mending(regions=below), ground.quarter, words)
        if report.below:
            yield _zone(ground, post.unit, mark("Regions below: {region}"), words, own=True)
    yield from _followed(ground, words)
    yield owed_card(ground, words)


def _submitter(ground: Ground, words: Say) -> Iterator[Card | None]:
    yield owed_card(ground, words)
    yield answers_card(ground, words)
    yield drafts_card(ground, words)
    if ground.collected:
        yield receipts_card(ground.collected, ground.owing, words)
    yield from _followed(ground, words)


def _collected(ground: Ground, words: Say) -> Iterator[Card | None]:
    if ground.collected:
        yield collection_card(ground.collected, words)


def _followed(ground: Ground, words: Say) -> Iterator[Card | None]:
    yield assigned_card(ground.assigned, words)
    yield appeals_card(ground.appeals, words)


def _quarter(ground: Ground, words: Say) -> Iterator[Card | None]:
    if ground.boards and ground.behind is not None:
        yield leaders_card(ground.boards, words)
        yield movers_card(ground.boards, words)
        yield behind_card(ground.behind, words)


def _fields(ground: Ground, divisions: tuple[str, ...], words: Say) -> Card | None:
    if ground.source is None or not divisions:
        return None
    names = [ground.desk.config.division[code].label(ground.locale) for code in divisions]
    tasks, mending = ground.tasks(divisions=divisions), ground.mending(divisions=divisions)
    return fields_card(names, tasks, mending, ground.quarter, words)


def _zone(ground: Ground, code: str, kind: str, words: Say, *, own: bool = False) -> Card | None:
    report = ground.report(code)
    if report is None:
        return None
    tasks = ground.tasks(regions=ground.desk.config.below(code))
    return zone_card(words(kind, region=report.name), report, tasks, words, own=own)


_OF_ROLE = {
    "leader": _leader,
    "office": _office,
    "reviewer": _reviewer,
    "head": _head,
    "submitter": _submitter,
}
