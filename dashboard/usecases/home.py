"""What 首页 is drawn from: the quarter to act on, its results as far as they are seen, and the own work in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from config.model import Role
from dashboard.releasing.reading import Edition, open_edition, released_quarters
from dashboard.usecases.appeals.belonging import READ
from dashboard.usecases.appeals.listing import AppealLine, appeals_in_sight
from dashboard.usecases.assignments.reports import AssignmentReport, assignments
from dashboard.usecases.board_shape import Board
from dashboard.usecases.boards import board, opening_quarter, scored_quarters
from dashboard.usecases.book import open_book
from dashboard.usecases.collection import Collection, Unit, collection
from dashboard.usecases.desk import Desk
from dashboard.usecases.meetings.reports import MeetingReport, meeting_report, meetings
from dashboard.usecases.owing import Reporter, reporters_of
from dashboard.usecases.posts import acting_posts
from dashboard.usecases.prospects import Prospects, prospects
from dashboard.usecases.rank_moves import RankMove, rank_move
from dashboard.usecases.red_black import RedBlack, red_black
from dashboard.usecases.region_report import RegionReport, region_report
from dashboard.usecases.review import ReviewDesk, ReviewLine, review_desk
from dashboard.usecases.shortfalls import Shortfalls, shortfalls
from dashboard.usecases.standings import earlier_quarter
from dashboard.usecases.tasks import KeyTask, Mending, key_tasks, rectifications

WAITING = ("open", "accepted")
REPORTING: tuple[Role, ...] = ("head", "submitter")
"""The roles whose unit may owe a submission."""


@dataclass(frozen=True)
class Ground:
    """What the page asks of the use cases, each once; raises ReleaseProblem where the release to show is damaged."""

    desk: Desk
    locale: str

    @cached_property
    def quarter(self) -> str:
        """The quarter whose results are shown; empty where the person sees none, or there are none yet.

        Who sees totals gets the newest with ranks; who sees the figures of a division the one that is being collected.
        """
        sight = self.desk.sight
        if not self.desk.config.schemes or not sight.has("results", "present"):
            return ""
        released, book = released_quarters(self.desk), open_book(self.desk)
        scored, now = scored_quarters(book, released), str(self.desk.current_quarter())
        if now in scored and sight.divisions("present") and not sight.regions("present"):
            return now
        return (opening_quarter(book, released) or scored[0]) if scored else ""

    @cached_property
    def source(self) -> Edition | None:
        """The edition of the quarter whose results are shown."""
        return open_edition(self.desk, self.quarter) if self.quarter else None

    @cached_property
    def boards(self) -> tuple[Board, ...]:
        """The level boards of all groups, in the order of the scheme."""
        if self.source is None:
            return ()
        scheme, _ = self.source.desk.config.scheme_for(self.quarter)
        at, book = self.source.desk, self.source.book
        return tuple(board(at, book, self.quarter, group, locale=self.locale) for group in scheme.groups)

    @cached_property
    def lists(self) -> tuple[tuple[Board, RedBlack], ...]:
        """The red and black lists of every group beside its board."""
        if self.source is None:
            return ()
        at, book = self.source.desk, self.source.book
        return tuple((one, red_black(at, book, self.quarter, one.group, self.locale)) for one in self.boards)

    @cached_property
    def behind(self) -> Shortfalls | None:
        """What lies behind in the quarter."""
        if self.source is None:
            return None
        return shortfalls(self.source.desk, self.source.book, self.quarter, self.locale)

    @cached_property
    def collected(self) -> Collection | None:
        """The collection of the quarter whose window opened last; None for who does not see it."""
        if not self.desk.sight.has("submissions"):
            return None
        return collection(self.desk, str(self.desk.current_quarter()), self.locale)

    @cached_property
    def reviewed(self) -> ReviewDesk | None:
        """The review of that quarter."""
        return review_desk(self.desk, self.collected.quarter, self.locale) if self.collected else None

    @cached_property
    def waiting(self) -> tuple[ReviewLine, ...]:
        """What waits for the posts in which the person acts."""
        posts, config = acting_posts(self.desk, self.locale), self.desk.config
        lines = self.reviewed.lines if self.reviewed else ()
        return tuple(line for line in lines if any(line.waits_for(config, post) for post in posts))

    @cached_property
    def assigned(self) -> tuple[AssignmentReport, ...]:
        """The assignments in sight that are not closed, overdue ones first."""
        if not self.desk.sight.has("assignments"):
            return ()
        return tuple(one for one in assignments(self.desk, self.locale) if not one.closed)

    @cached_property
    def appeals(self) -> tuple[AppealLine, ...]:
        """The appeals in sight that wait for a decision or for their correction."""
        if not self.desk.sight.has(*READ):
            return ()
        return tuple(line for line in appeals_in_sight(self.desk, locale=self.locale) if line.state in WAITING)

    @cached_property
    def meeting(self) -> MeetingReport | None:
        """The meeting that runs now, for who takes part in it or runs it."""
        if not self.desk.sight.has("meeting", "vote"):
            return None
        running = next((one for one in meetings(self.desk, self.locale) if one.stage == "running"), None)
        return meeting_report(self.desk, running.number, self.locale) if running else None

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The codes of the units that the person answers for as their head or their clerk."""
        known = self.desk.config.region.keys() | self.desk.config.division.keys()
        return tuple(p.unit for p in self.desk.person.posts if p.role in REPORTING and p.unit in known)

    @cached_property
    def owing(self) -> tuple[Unit, ...]:
        """The own units that owe a submission, with those below them."""
        config = self.desk.config
        own = {code for unit in self.units for code in (config.below(unit) if unit in config.region else {unit})}
        return tuple(unit for unit in self.collected.owing if unit.code in own) if self.collected else ()

    def reporters(self, unit: str) -> tuple[Reporter, ...]:
        """Who submits figures of a region that owes nothing itself."""
        quarter = self.collected.quarter if self.collected else ""
        return reporters_of(self.desk.config, quarter, unit, self.locale) if quarter else ()

    def report(self, code: str) -> RegionReport | None:
        """The page of a region in short."""
        if self.source is None:
            return None
        return region_report(self.source.desk, self.source.book, self.quarter, code, self.locale)

    def move(self, code: str) -> RankMove | None:
        """Why the rank of a region moved."""
        if self.source is None:
            return None
        before = open_edition(self.desk, earlier_quarter(self.quarter)).book
        base = before if before.release else self.source.book
        return rank_move(self.source.desk, self.source.book, base, self.quarter, code, self.locale)

    def prospects(self, code: str) -> Prospects | None:
        """What a region lacks to the next place."""
        if self.source is None:
            return None
        return prospects(self.source.desk, self.source.book, self.quarter, code, self.locale)

    def tasks(self, *, regions: frozenset[str] = frozenset(), divisions: tuple[str, ...] = ()) -> list[KeyTask]:
        """The key tasks of regions, or the province's own of divisions."""
        if self.source is None:
            return []
        every = key_tasks(self.source.desk, self.source.book, self.quarter, self.locale)
        return [t for t in every if t.region in regions or (t.division in divisions and not t.region)]

    def mending(self, *, regions: frozenset[str] = frozenset(), divisions: tuple[str, ...] = ()) -> list[Mending]:
        """The rectifications that are open, of regions or of divisions."""
        if self.source is None:
            return []
        every = rectifications(self.source.desk, self.source.book, self.quarter, self.locale)
        return [one for one in every if not one.closed and (one.region in regions or one.division in divisions)]
