"""A scheme's terms as one small table, a row for each peer group and item, and what of the engine they need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import narwhals as nw

from config.model import Indicator, Scheme
from metrics.kernel import Parts, columns
from metrics.kinds import Kind, covered, kinds_of
from metrics.rules.curve import Post
from metrics.table import table_beside
from metrics.terms import Term, target_of, terms

_TEXT, _NUMBER, _SWITCH, _COUNT = nw.String, nw.Float64, nw.Boolean, nw.Int64
_SCHEMA = {
    "slot": _COUNT,
    "term": _COUNT,
    "item_order": _COUNT,
    "section": _COUNT,
    "full_marks": _NUMBER,
    "weight": _NUMBER,
    "regular": _SWITCH,
    "missing": _TEXT,
    "stand_in": _NUMBER,
    "figure": _TEXT,
    "log": _SWITCH,
    "winsorise": _SWITCH,
    "lower": _SWITCH,
    "relative": _SWITCH,
    "reads": _TEXT,
    "low_post": _TEXT,
    "high_post": _TEXT,
    "target_fixed": _NUMBER,
    "target_indicator": _TEXT,
    "annual": _SWITCH,
    "needs_target": _SWITCH,
    "limited": _SWITCH,
    "low": _NUMBER,
    "high": _NUMBER,
    "base": _NUMBER,
    "slope": _NUMBER,
    "floor": _NUMBER,
    "cap": _NUMBER,
    "flat": _NUMBER,
    "positive": _SWITCH,
    "stepped": _SWITCH,
    "inverse": _SWITCH,
}
SHOWN = ("low_shown", "high_shown")
"""Of a goalpost column: `own` where the item's goalpost is worth showing, `peers` for the peers' worst or best."""


@dataclass(frozen=True)
class Sheet:
    """A scheme prepared for scoring: compile it once, score with it as often as you like."""

    scheme: Scheme
    terms: tuple[Term, ...]

    @classmethod
    def of(cls, scheme: Scheme, catalogue: Iterable[Indicator] = ()) -> Sheet:
        """The sheet of a scheme; KeyError for an unknown rule or a missing parameter."""
        return cls(scheme, terms(scheme, catalogue))

    @cached_property
    def parts(self) -> Parts:
        """The parts of the kernel that the scheme's curves use."""
        return Parts.of(term.curve for term in self.terms)

    @cached_property
    def posts(self) -> frozenset[str]:
        """The goalposts that are no numbers of the scheme: `target` and statistics of the peers."""
        given = (post for term in self.terms for post in (term.curve.low, term.curve.high))
        return frozenset(post.value for post in given if isinstance(post, Post))

    def posts_of(self, side: str) -> tuple[str, ...]:
        """The goalposts of one side (low or high) that are no numbers of the scheme."""
        return tuple(sorted({post for post in self.columns[f"{side}_post"] if post}))

    @cached_property
    def reads(self) -> frozenset[str]:
        """What curves read: value, place, middle_place."""
        return frozenset(term.curve.reads for term in self.terms)

    @cached_property
    def missing(self) -> frozenset[str]:
        """The policies for missing values that the items name."""
        return frozenset(term.missing for term in self.terms)

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """The figures beside the value that items are about (change_share and the like)."""
        return tuple(sorted({term.item.figure for term in self.terms} - {"value"}))

    @cached_property
    def columns(self) -> dict[str, list[Any]]:
        """The table's columns as lists, a row for each peer group and item."""
        rows = [
            {**self._keys(number, term), **_row(term), **columns(term.curve, self.parts.tiers)}
            for number, term in enumerate(self.terms)
        ]
        return {name: [row[name] for row in rows] for name in self.schema}

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The indicators that items read, made ones under their items' codes; their places are their numbers."""
        return tuple(dict.fromkeys(item.source for item in self.scheme.items))

    @cached_property
    def places(self) -> dict[str, int]:
        """The numbers of the indicators: `sources` first, then those that only targets and vetoes name."""
        targets = (term.target.indicator for term in self.terms if term.target.indicator)
        vetoes = (veto.indicator for veto in self.scheme.vetoes)
        return {code: place for place, code in enumerate(dict.fromkeys((*self.sources, *targets, *vetoes)))}

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of terms, for arrays."""
        return kinds_of(self.terms, len(self.scheme.items), self.places)

    @cached_property
    def on_arrays(self) -> bool:
        """True where arrays know all that the scheme asks for (metrics.kinds.covered)."""
        return covered(self.terms)

    def numbers_of(self, item: str) -> list[int]:
        """The numbers of an item's terms, one in each peer group."""
        return [number for number, term in enumerate(self.terms) if term.item.code == item]

    def _keys(self, number: int, term: Term) -> dict[str, int]:
        """Whole numbers for the term itself, and for the peer group and indicator that it is found by."""
        source, group = self.places[term.item.source], self.scheme.groups.index(term.group)
        section = self._sections[term.section.code]
        return {"term": number, "slot": group * len(self.sources) + source, "section": section}

    @cached_property
    def _sections(self) -> dict[str, int]:
        return {section.code: place for place, section in enumerate(self.scheme.sections)}

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The table's columns and types."""
        tiers = {f"{name}_{k}": nw.Float64 for k in range(1, self.parts.tiers + 1) for name in ("bound", "jump")}
        return {**_SCHEMA, **tiers, **dict.fromkeys(SHOWN, nw.String), "shown": nw.Float64}

    def beside(self, frame: nw.LazyFrame) -> nw.LazyFrame:
        """The table on the engine of the frame, without the columns that nothing in the scheme needs."""
        kept = {name: kind for name, kind in self.schema.items() if name not in set(self._unused())}
        return table_beside(frame, {name: self.columns[name] for name in kept}, kept)

    def _unused(self) -> Iterator[str]:
        needed = {
            "figure": bool(self.figures),
            "stand_in": "constant" in self.missing,
            **{name: getattr(self.parts, name) for name in ("positive", "stepped", "inverse")},
            "flat": self.parts.flat or self.parts.positive,
            "reads": self.reads != {"value"},
            "relative": any(self.columns["relative"]),
            **{name: any(self.columns[name]) for name in ("log", "winsorise", "annual", "limited")},
            **{name: any(self.columns[name]) for name in ("target_indicator", "low_post", "high_post")},
        }
        return (name for name, wanted in needed.items() if not wanted)


def _row(term: Term) -> dict[str, Any]:
    item, curve = term.item, term.curve
    return {
        "item_order": term.order,
        "full_marks": item.full_marks,
        "weight": term.weight if term.regular else 0.0,
        "regular": term.regular,
        "missing": term.missing,
        "stand_in": term.constant,
        "figure": item.figure,
        "log": item.log,
        "winsorise": item.winsorise,
        "lower": term.lower_is_better,
        "relative": curve.relative,
        "reads": curve.reads,
        "low_post": curve.low.value if isinstance(curve.low, Post) else None,
        "high_post": curve.high.value if isinstance(curve.high, Post) else None,
        "target_fixed": target_of(term),
        "target_indicator": term.target.indicator or None,
        "annual": term.target.annual,
        "needs_target": term.needs_target,
        "limited": bool(item.levels),
        "low_shown": _shown(term, "low"),
        "high_shown": _shown(term, "high"),
        "shown": None if curve.shown is None or isinstance(curve.shown, Post) else float(curve.shown),
    }


def _shown(term: Term, side: str) -> str | None:
    """Goalposts that the scheme names or the peers give are shown; those that only drive the arithmetic are not."""
    if term.curve.reads != "value":
        return "peers"
    post = getattr(term.curve, side)
    own = term.item.by_group.get(term.group)
    named = side in {**term.item.parameters, **(own.parameters if own else {})}
    return "own" if named or (isinstance(post, Post) and post is not Post.TARGET) else None
