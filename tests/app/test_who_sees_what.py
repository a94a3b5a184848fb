import pytest

from config.model import Role
from dashboard.access.gate import NotAllowed
from dashboard.navigation import PAGES, first_page, may_open
from dashboard.releasing.reading import open_edition
from dashboard.usecases.boards import board, opening_quarter
from dashboard.usecases.book import open_book
from dashboard.usecases.cases import case_quarters
from dashboard.usecases.desk import Desk
from dashboard.usecases.file_report import file_report, files
from dashboard.usecases.indicator_report import indicator_report, known_codes, periods_of
from dashboard.usecases.packing import pack_contents
from dashboard.usecases.prospects import prospects
from dashboard.usecases.rank_moves import rank_move
from dashboard.usecases.region_report import region_report
from dashboard.usecases.values import Wanted, values_frame
from tests.app.conftest import Open, text_of
from tests.app.seats import LINE, OPEN, OTHER, OWN, POSTS, RELEASED, person, seat

HEADLINE = 'class="jp-headline"'
RESULTS = ("ranking", "highlights", "shortfalls", "direction", "region", "indicator", "method", "release")
LIMITED = ("reviewer", "head", "submitter", "auditor")


def board_of(desk: Desk, quarter: str) -> set[str]:
    edition = open_edition(desk, quarter)
    shown = board(edition.desk, edition.book, quarter, "prefectures")
    return {row.region_code for row in shown.ranked}


@pytest.mark.parametrize("role", [role for role in POSTS if role not in ("administrator", "judge")])
def test_a_released_board_is_whole_for_everyone(half_released: Desk, role: str) -> None:
    assert len(board_of(seat(half_released, role), RELEASED)) == 14


@pytest.mark.parametrize(
    ("role", "units"), [("leader", 14), ("office", 14), ("reviewer", 0), ("head", 1), ("submitter", 0), ("auditor", 0)]
)
def test_a_board_before_its_release(half_released: Desk, role: str, units: int) -> None:
    assert len(board_of(seat(half_released, role), OPEN)) == units


def test_a_head_sees_the_own_place_among_all(half_released: Desk) -> None:
    whole, own = (open_edition(desk, OPEN) for desk in (half_released, seat(half_released, "head")))
    every = board(whole.desk, whole.book, OPEN, "prefectures")
    part = board(own.desk, own.book, OPEN, "prefectures")
    section = every.rows and half_released.config.scheme_for(OPEN)[0].sections[0].code

    assert [row for row in every.rows if row.region_code == OWN] == list(part.rows)
    ranks = {row.region_code: row.rank for row in board(whole.desk, whole.book, OPEN, "prefectures", section).rows}
    assert [row.rank for row in board(own.desk, own.book, OPEN, "prefectures", section).rows] == [ranks[OWN]]


def test_an_administrator_sees_no_results(half_released: Desk) -> None:
    administrator = seat(half_released, "administrator")

    for ask in (
        open_book,
        lambda desk: open_edition(desk, RELEASED),
        case_quarters,
        lambda d: values_frame(d, Wanted()),
    ):
        with pytest.raises(NotAllowed):
            ask(administrator)


def test_reports_of_one_person_do_not_come_to_another(half_released: Desk) -> None:
    head, office = seat(half_released, "head"), seat(half_released, "office")

    small = board(head, open_book(head), OPEN, "prefectures")
    large = board(office, open_book(office), OPEN, "prefectures")
    again = board(head, open_book(head), OPEN, "prefectures")

    assert (len(small.rows), len(large.rows), len(again.rows)) == (1, 14, 1)


def test_what_moved_a_head_is_the_same_as_the_office_reads(half_released: Desk) -> None:
    told = []
    for role in ("head", "office"):
        desk = seat(half_released, role)
        book, before = open_edition(desk, OPEN).book, open_edition(desk, RELEASED).book
        told.append(rank_move(desk, book, before, OPEN, OWN))
        hidden = rank_move(desk, book, before, OPEN, OTHER)

    assert told[0] is not None
    assert told[0] == told[1]
    assert hidden is not None
    head = seat(half_released, "head")
    assert rank_move(head, open_book(head), open_edition(head, RELEASED).book, OPEN, OTHER) is None


def test_prospects_before_the_release_say_nothing_of_the_next_place(half_released: Desk) -> None:
    office, head = (seat(half_released, role) for role in ("office", "head"))
    whole, part = (prospects(desk, open_book(desk), OPEN, OWN) for desk in (office, head))

    assert whole is not None
    assert part is not None
    assert whole.next_rank is not None
    assert (part.to_next_place, part.next_rank, part.in_part) == (None, None, True)
    assert {way.needed_for_place for way in part.ways} <= {None}
    assert prospects(head, open_book(head), OPEN, OTHER) is None


def test_a_reviewer_reads_the_items_of_the_own_line_and_no_total(half_released: Desk) -> None:
    reviewer = seat(half_released, "reviewer")

    found = region_report(reviewer, open_book(reviewer), OPEN, OTHER)

    assert found is not None
    assert found.only_items
    assert {line.item.owner for line in found.items} == {LINE}
    assert (found.row.rank, found.row.published) == (None, None)
    assert all(section.points is None for section in found.sections)


@pytest.mark.parametrize(
    ("role", "code", "regions"),
    [
        ("head", "home_adaptations", {OWN}),
        ("reviewer", "home_adaptations", None),
        ("reviewer", "cremations", set()),
        ("submitter", "home_adaptations", set()),
    ],
)
def test_figures_before_their_release(half_released: Desk, role: str, code: str, regions: set[str] | None) -> None:
    desk = seat(half_released, role)
    edition = open_edition(desk, OPEN)

    found = indicator_report(edition.desk, edition.book, code, OPEN).among("prefecture")

    assert {line.region_code for line in found} == (board_of(half_released, RELEASED) if regions is None else regions)


@pytest.mark.parametrize("role", ["submitter", "auditor"])
def test_figures_of_released_quarters_can_be_chosen_and_no_others(half_released: Desk, role: str) -> None:
    desk = seat(half_released, role)
    book = open_book(desk)

    assert "home_adaptations" in known_codes(desk, book)
    assert periods_of(desk, book, "home_adaptations") == (RELEASED,)
    assert opening_quarter(book, frozenset({RELEASED})) == RELEASED


def quarters_and_regions(desk: Desk) -> set[tuple[str, str, str]]:
    frame = values_frame(desk, Wanted())
    return set(frame.select("quarter", "region_code", "indicator_code").iter_rows())


@pytest.mark.parametrize("role", LIMITED)
def test_values_leave_as_far_as_they_are_in_sight(half_released: Desk, role: str) -> None:
    every, seen = quarters_and_regions(half_released), quarters_and_regions(seat(half_released, role))
    config = half_released.config
    below = config.below(OWN) if role == "head" else frozenset()
    line = {i.code for i in config.indicators if i.owner == LINE} if role == "reviewer" else set()

    assert seen == {one for one in every if one[0] == RELEASED or one[1] in below or one[2] in line}


def test_files_that_are_not_in_sight_are_not_there(half_released: Desk) -> None:
    auditor, reviewer = seat(half_released, "auditor"), seat(half_released, "reviewer")
    everything = dict(files(half_released, open_book(half_released)))
    book = open_book(auditor)

    seen = dict(files(auditor, book))
    hidden = next(number for number in everything if number not in seen)

    assert {source.file_name.removesuffix(".xlsx")[-6:] for source in seen.values()} == {RELEASED}
    assert file_report(auditor, book, next(iter(seen))).lines
    for number in (hidden, 10**9):
        with pytest.raises(KeyError):
            file_report(auditor, book, number)
    listed = dict(files(reviewer, open_book(reviewer))).values()
    assert {source.submitter for source in listed if OPEN in source.file_name} == {LINE}


@pytest.mark.parametrize("role", LIMITED)
def test_nobody_packs_what_they_see_in_part(half_released: Desk, role: str) -> None:
    desk = seat(half_released, role)
    before, after = open_edition(desk, OPEN), open_edition(desk, RELEASED)

    with pytest.raises(NotAllowed):
        pack_contents(before.desk, before.book, OPEN)
    with pytest.raises(NotAllowed):
        pack_contents(before.desk, open_book(half_released), OPEN)
    assert len(pack_contents(after.desk, after.book, RELEASED).groups[0].board.ranked) == 14


def test_the_office_packs_what_is_not_released(half_released: Desk) -> None:
    desk = seat(half_released, "office")
    edition = open_edition(desk, OPEN)

    assert len(pack_contents(edition.desk, edition.book, OPEN).groups[0].board.ranked) == 14


@pytest.mark.parametrize("role", list(POSTS))
def test_every_page_says_something_to_everyone(half_released: Desk, open_page: Open, role: str) -> None:
    desk = seat(half_released, role)

    for name in RESULTS:
        shown = open_page(half_released, name, person(POSTS[role]), lang="zh")
        assert not shown.exception, name
        assert ("您无权查看此页" in text_of(shown)) != may_open(desk, name), name
        assert may_open(desk, name) == (HEADLINE in text_of(shown)), name


@pytest.mark.parametrize("name", list(PAGES))
def test_a_page_that_is_not_open_to_a_person_shows_a_sentence_and_nothing_else(
    half_released: Desk, open_page: Open, name: str
) -> None:
    shown = open_page(half_released, name, person(), lang="en")

    assert not shown.exception
    assert "This is not open to you" in text_of(shown)
    assert HEADLINE not in text_of(shown)


FIRST: dict[Role, str] = {
    "leader": "home",
    "office": "home",
    "reviewer": "home",
    "head": "home",
    "submitter": "home",
    "judge": "selection",
    "auditor": "trail",
    "administrator": "accounts",
}


@pytest.mark.parametrize("role", list(FIRST))
def test_the_page_that_opens_first(half_released: Desk, role: Role) -> None:
    assert first_page(seat(half_released, role)) == FIRST[role]
