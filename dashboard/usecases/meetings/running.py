"""Running a meeting: items, time and ballots, who is there, new items, minutes and the summary."""

from __future__ import annotations

from typing import Any

from dashboard.access.gate import inner, needs
from dashboard.access.person import Post
from dashboard.usecases.desk import Desk
from dashboard.usecases.meetings import refusing
from dashboard.usecases.meetings.acting import Asked, happen
from dashboard.usecases.meetings.posts import guest_of
from dashboard.usecases.meetings.standings import Held, held_meeting
from loaders.store.accounts import accounts
from loaders.store.refusals import StepRefused
from metrics.meeting_acts import Action

LONGEST_TEXT, LONGEST_TITLE, MOST_MINUTES = 4000, 80, 240


@needs("meeting")
def start_meeting(desk: Desk, number: str) -> None:
    """Begin: the first item comes on and its time runs. Raises StepRefused where it has begun already."""
    happen(desk, number, lambda held: Asked("started"))


@needs("meeting")
def end_meeting(desk: Desk, number: str) -> None:
    """End: time stands still, ballots are closed. Raises StepRefused where it does not run."""
    happen(desk, number, lambda held: Asked("ended"))


@needs("meeting")
def open_item(desk: Desk, number: str, item: str) -> None:
    """Bring an item on; its time runs (on). Raises StepRefused."""
    happen(desk, number, lambda held: Asked("opened", item))


@needs("meeting")
def turn(desk: Desk, number: str, step: int) -> None:
    """Go so many items further, or back (-1); begins the meeting; at either end nothing happens. Raises StepRefused."""
    state = held_meeting(desk, number).state
    item = state.beside(state.item, step)
    if state.stage == "prepared":
        if step > 0:
            start_meeting(desk, number)
    elif item is not None:
        open_item(desk, number, item.key)


@needs("meeting")
def stop_or_go(desk: Desk, number: str) -> None:
    """Stop the time of the item that is on, or let it run again. Raises StepRefused."""

    def other(held: Held) -> Asked:
        running = held.state.clock(held.state.item).since is not None
        return Asked("paused" if running else "resumed", held.state.item)

    happen(desk, number, other)


@needs("meeting")
def set_to_zero(desk: Desk, number: str) -> None:
    """Set the time of the item that is on to zero. Raises StepRefused."""
    happen(desk, number, lambda held: Asked("reset", held.state.item))


@needs("meeting")
def open_ballot(desk: Desk, number: str, item: str) -> None:
    """Let people vote on an item. Raises StepRefused where it is not voted on or was voted on already."""
    happen(desk, number, lambda held: Asked("ballot_opened", item))


@needs("meeting")
def close_ballot(desk: Desk, number: str, item: str) -> None:
    """Close the ballot of an item for good; its result shows. Raises StepRefused."""
    happen(desk, number, lambda held: Asked("ballot_closed", item))


@needs("meeting")
def mark_attendance(desk: Desk, number: str, login: str, there: bool) -> None:
    """Mark someone with an account as present or absent. Raises StepRefused."""
    said = _guest(desk, login)
    action: Action = "present" if there else "absent"
    happen(desk, number, lambda held: Asked(action, "", said))


@needs("meeting")
def add_item(
    desk: Desk, number: str, title: str, minutes: int, behind: str = "", unit: str = "", vote: bool = False
) -> None:
    """Add an item behind another one; at the end where none is named. Raises StepRefused."""
    known = desk.config.division.get(unit) or desk.config.region.get(unit)
    name = title.strip() or (known.name if known else "")
    if not name:
        raise StepRefused(refusing.NO_ITEM_TITLE)
    if not 1 <= minutes <= MOST_MINUTES:
        raise StepRefused(refusing.NO_TIME)
    said = {
        "title": name[:LONGEST_TITLE],
        "title_en": known.name_en if known and not title.strip() else "",
        "unit": unit,
    }

    def added(held: Held) -> Asked:
        key = f"i{len(held.state.items) + 1}"
        return Asked("added", behind, {"key": key, **said, "minutes": minutes, "vote": vote})

    happen(desk, number, added)


@needs("meeting")
def write_minutes(desk: Desk, number: str, item: str, text: str) -> None:
    """Keep a version of the minutes of an item. Raises StepRefused where nothing is written."""
    said = _text(text)
    happen(desk, number, lambda held: Asked("noted", item, said))


@needs("meeting")
def sum_up(desk: Desk, number: str, text: str) -> None:
    """Keep a version of the summary. Raises StepRefused where nothing is written."""
    said = _text(text)
    happen(desk, number, lambda held: Asked("summed_up", "", said))


@needs("meeting")
def may_attend(desk: Desk) -> dict[str, str]:
    """The people who may be marked as present, by login with their names: those who run meetings or vote in them."""
    found = {}
    for account, posts in accounts(desk.engine):
        held = tuple(Post(post.role, post.unit) for post in posts if post.until is None)  # type: ignore[arg-type]
        if account.active and guest_of(desk, account.login, account.name, held)["class"]:
            found[account.login] = account.name
    return found


@inner
def _guest(desk: Desk, login: str) -> dict[str, Any]:
    for account, posts in accounts(desk.engine):
        if account.login == login and account.active:
            held = tuple(Post(post.role, post.unit) for post in posts if post.until is None)  # type: ignore[arg-type]
            return guest_of(desk, account.login, account.name, held)
    raise StepRefused(refusing.NO_ONE)


def _text(text: str) -> dict[str, str]:
    if not text.strip():
        raise StepRefused(refusing.NO_TEXT)
    return {"text": text.strip()[:LONGEST_TEXT]}
