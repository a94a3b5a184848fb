"""查不足: what lies behind in a quarter, each kind with those it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from dashboard.access.gate import needs
from dashboard.usecases.book import Book
from dashboard.usecases.bottom_lines import Alarm, bottom_line_alarms
from dashboard.usecases.desk import Desk
from dashboard.usecases.lasting import Lasting, black_listed, last_for_long
from dashboard.usecases.tasks import KeyTask, Mending, key_tasks, rectifications


@dataclass(frozen=True)
class BrokenDown:
    """A key task that is reported region by region: the province's own line if there is one, and the regions' lines."""

    title: str
    division: str
    division_name: str
    regions: tuple[KeyTask, ...]

    @property
    def behind(self) -> tuple[KeyTask, ...]:
        """The regions behind time progress, the furthest first."""
        late = (task for task in self.regions if task.light == "yellow")
        return tuple(sorted(late, key=lambda task: (-task.behind, task.region)))


@dataclass(frozen=True)
class Shortfalls:
    """What lies behind in a quarter. `tasks` are the province's lines, behind first."""

    quarter: str
    tasks: tuple[KeyTask, ...]
    broken_down: tuple[BrokenDown, ...]
    mending: tuple[Mending, ...]
    alarms: tuple[Alarm, ...]
    black: tuple[Lasting, ...]
    last: tuple[Lasting, ...]
    reported: bool

    @property
    def divisions(self) -> dict[str, str]:
        """The divisions that reported something, by code."""
        every: tuple[KeyTask | BrokenDown | Mending, ...] = (*self.tasks, *self.broken_down, *self.mending)
        return {one.division: one.division_name for one in every}

    @property
    def behind(self) -> tuple[KeyTask, ...]:
        """The tasks behind time progress, the furthest first."""
        return tuple(task for task in self.tasks if task.light == "yellow")

    @property
    def overdue(self) -> tuple[Mending, ...]:
        """What should have been mended by now."""
        return tuple(one for one in self.mending if one.light == "red")

    @property
    def rung(self) -> tuple[Alarm, ...]:
        """The bottom lines that were crossed, without the questions."""
        return tuple(one for one in self.alarms if not one.asks)

    @property
    def shared(self) -> frozenset[str]:
        """The problems that several units report in the same words."""
        units = {("".join(one.title.split()), one.division, one.region) for one in self.mending if not one.closed}
        return frozenset(title for title, times in Counter(title for title, *_ in units).items() if times > 1)

    @property
    def repeated(self) -> tuple[Mending, ...]:
        """Problems that had been closed and are back, or that several units have."""
        return tuple(one for one in self.mending if one.closed_before or self.has_company(one))

    def has_company(self, one: Mending) -> bool:
        """True for an open problem that other units report in the same words."""
        return not one.closed and "".join(one.title.split()) in self.shared

    def within(self, area: Collection[str], division: str) -> Shortfalls:
        """What lies behind in some regions (everywhere when empty) and of one division (all when empty).

        Tasks of the province stay for every area, for they are the frame of what its regions do.
        """

        def kept(one: KeyTask | Mending) -> bool:
            return division in ("", one.division) and (not area or not one.region or one.region in area)

        broken = [replace(one, regions=tuple(filter(kept, one.regions))) for one in self.broken_down]
        return replace(
            self,
            tasks=tuple(filter(kept, self.tasks)),
            broken_down=tuple(one for one in broken if one.regions),
            mending=tuple(filter(kept, self.mending)),
            alarms=tuple(
                one for one in self.alarms if division in ("", one.division) and (not area or one.region in area)
            ),
            black=_lasting_within(self.black, area, division),
            last=_lasting_within(self.last, area, division),
        )

    def ahead(self, divisions: Collection[str], regions: Collection[str]) -> Shortfalls:
        """The same with what concerns some divisions and regions first, after how grave it is."""

        def others(one: KeyTask | Mending | BrokenDown) -> bool:
            return one.division not in divisions

        def elsewhere(one: Alarm | Lasting) -> bool:
            return one.region not in regions

        return replace(
            self,
            tasks=tuple(sorted(self.tasks, key=lambda one: (one.light != "yellow", others(one)))),
            broken_down=tuple(sorted(self.broken_down, key=others)),
            mending=tuple(sorted(self.mending, key=lambda one: (one.light != "red", others(one)))),
            alarms=tuple(sorted(self.alarms, key=lambda one: (one.asks, elsewhere(one)))),
            black=tuple(sorted(self.black, key=elsewhere)),
            last=tuple(sorted(self.last, key=elsewhere)),
        )


def _lasting_within(every: Sequence[Lasting], area: Collection[str], division: str) -> tuple[Lasting, ...]:
    shown = (one.of(division) for one in every if not area or one.region in area)
    return tuple(one for one in shown if one.items)


@needs("results", "present")
def shortfalls(desk: Desk, book: Book, quarter: str, locale: str = "zh_CN") -> Shortfalls:
    """What lies behind in a quarter, of a release as it was frozen, before it as far as the person sees."""
    mending = rectifications(desk, book, quarter, locale)
    key = ("shortfalls", quarter, locale, tuple((one.key, one.light) for one in mending))
    return book.drawn(key, lambda: _draw(desk, book, quarter, mending, locale))


def _draw(desk: Desk, book: Book, quarter: str, mending: tuple[Mending, ...], locale: str) -> Shortfalls:
    every = key_tasks(desk, book, quarter, locale)
    broken = {(task.division, task.title) for task in every if task.region}
    alone = [task for task in every if not task.region]
    return Shortfalls(
        quarter=quarter,
        tasks=tuple(sorted(alone, key=lambda task: (-task.behind, task.light != "yellow"))),
        broken_down=tuple(_broken_down(every, division, title) for division, title in sorted(broken)),
        mending=mending,
        alarms=bottom_line_alarms(desk, book, quarter, locale),
        black=black_listed(desk, book, quarter, locale),
        last=last_for_long(desk, book, quarter, locale),
        reported=bool(every or mending),
    )


def _broken_down(every: Sequence[KeyTask], division: str, title: str) -> BrokenDown:
    lines = tuple(task for task in every if (task.division, task.title) == (division, title) and task.region)
    return BrokenDown(title, division, lines[0].division_name, lines)
