from collections.abc import Callable, Mapping, Set

import httpx2 as httpx
import pytest
from websockets.exceptions import InvalidStatus

from config.wording import translator
from dashboard.navigation import PAGES
from dashboard.parts import failure as refused
from tests.matrix import appealed, managed, reach, sent
from tests.matrix.seats import OTHER, REFUSED, SEATS
from tests.matrix.tables import read
from tests.matrix.world import OPEN, TARGETS, UNITS, World, target
from tests.wire import Reader, Seen

TABLE = read("en", "pages")
NOT_OPEN, HEADLINE = translator()(refused.NOT_OPEN), 'class="jp-headline"'
Marks = Callable[[World, Seen], Set[str]]


def cells(seat: str) -> dict[str, str]:
    return {page: row[list(SEATS).index(seat)] for page, row in TABLE.items()}


def receipts(world: World, seen: Seen) -> Set[str]:
    return {place for place, receipt in world.receipts.items() if seen.holds(receipt)}


def cases(_world: World, seen: Seen) -> Set[str]:
    return {place for place in reach.EVERY if seen.holds(f"案例 {place}")}


def numbers(world: World, seen: Seen) -> Set[str]:
    return {place for place, number in world.appeals.items() if seen.holds(number)}


def logins(_world: World, seen: Seen) -> Set[str]:
    return {place for place in TARGETS if seen.holds(target(place))}


def handed_out(_world: World, seen: Seen) -> Set[str]:
    return {place for place in UNITS if seen.holds(f"交办 {place}")}


SUBMITTED: Mapping[str, dict[str, str]] = {"highlights": {"part": "cases"}}
MARKS: Mapping[str, tuple[Marks, Mapping[str, Set[str]]]] = {
    "progress": (receipts, sent.MEANS),
    "review": (receipts, sent.MEANS),
    "highlights": (
        cases,
        {word: (places - {"any", "released"}) or {"released"} for word, places in reach.MEANS.items()},
    ),
    "assignments": (handed_out, sent.MEANS),
    "appeals": (numbers, appealed.MEANS),
    "accounts": (logins, managed.MEANS),
}


def test_every_page_has_a_row_and_every_row_is_a_page() -> None:
    assert list(TABLE) == list(PAGES)


@pytest.mark.parametrize("seat", list(SEATS))
def test_a_page_opens_to_whom_its_row_names_and_shows_as_much(world: World, address: str, seat: str) -> None:
    say, row = translator(), cells(seat)
    with Reader(address, f"jiping={world.signed_in(seat)}") as reader:
        listed = reader.open().listed
        seen = {page: reader.open(page, quarter=OPEN, lang="zh", **SUBMITTED.get(page, {})) for page in PAGES}

    assert set(listed) == {say(PAGES[page].title) for page, cell in row.items() if cell != REFUSED}
    assert {page for page, one in seen.items() if not one.holds(NOT_OPEN)} == opens(row)
    assert {page for page, one in seen.items() if one.holds(HEADLINE)} == opens(row)
    for page, (marks, means) in MARKS.items():
        assert marks(world, seen[page]) == means.get(row[page], set()), page


def opens(row: Mapping[str, str]) -> set[str]:
    return {page for page, cell in row.items() if cell != REFUSED}


@pytest.mark.parametrize("seat", list(SEATS))
def test_a_page_that_is_refused_tells_nothing(world: World, address: str, seat: str) -> None:
    shut = [page for page, cell in cells(seat).items() if cell == REFUSED]
    stranger = "seat-leader" if seat != "leader" else "seat-office"
    name, told = world.desk.config.region[OTHER].name, []
    with Reader(address, f"jiping={world.signed_in(seat)}") as reader:
        for page in shut:
            seen = reader.open(page, quarter=OPEN, region=OTHER, receipt=world.receipts["other"], event="1", lang="zh")
            words = (
                name,
                *world.receipts.values(),
                *world.appeals.values(),
                *(target(place) for place in TARGETS),
                stranger,
            )
            told += [(page, word) for word in words if seen.holds(word)]
            assert not seen.buttons

    assert told == []


def test_nobody_opens_a_page_without_a_session(address: str) -> None:
    for page in PAGES:
        answer = httpx.get(f"{address}/{page}", headers={"accept": "text/html"}, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next=/{page}")
    with pytest.raises(InvalidStatus):
        Reader(address)
