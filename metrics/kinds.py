"""The terms of a scheme sorted into kinds that the kernel takes at once, as arrays of items x units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from metrics.grids import Numbers, Whole
from metrics.kernel import Parts, columns
from metrics.rules.curve import Post
from metrics.terms import Term, target_of

_POSTS = {Post.TARGET, Post.WORST, Post.BEST, Post.BEHIND, Post.UNITS, Post.UNITS_HALF}
_MISSING = {"zero", "exclude"}


def covered(terms: Sequence[Term]) -> bool:
    """True where arrays know all that the terms ask for; else the frames score the scheme.

    Left to the frames are logarithms, winsorising, stand-ins for missing values, and goalposts that are means of peers.
    """
    posts = {post for term in terms for post in (term.curve.low, term.curve.high) if isinstance(post, Post)}
    plain = not any(term.item.log or term.item.winsorise for term in terms)
    return plain and posts <= _POSTS and {term.missing for term in terms} <= _MISSING


@dataclass(frozen=True)
class Sign:
    """What the terms of a kind have in common."""

    figure: str
    parts: Parts
    low: Post | None
    high: Post | None
    reads: str
    lower: bool
    aim: str
    annual: bool
    needs_target: bool
    levels: tuple[str, ...]

    @classmethod
    def of(cls, term: Term) -> Sign:
        """The sign of a term."""
        curve, aim = term.curve, term.target
        low, high = (post if isinstance(post, Post) else None for post in (curve.low, curve.high))
        told = (term.lower_is_better, aim.indicator, aim.annual, term.needs_target, term.item.levels)
        return cls(term.item.figure, Parts.of([curve]), low, high, curve.reads, *told)

    @property
    def posts(self) -> set[Post]:
        """The goalposts that are no numbers of the scheme."""
        return {post for post in (self.low, self.high) if post is not None}


@dataclass(frozen=True)
class Kind:
    """Items (by order) that have one sign in some peer groups (by number), the places of their indicators in the sheet,
    and their curves' numbers and fixed targets: items x groups, or items x 1 where all groups have the same."""

    sign: Sign
    groups: tuple[int, ...]
    orders: Whole
    sources: Whole
    given: Mapping[str, Any]
    target: Numbers


def kinds_of(terms: Sequence[Term], items: int, places: Mapping[str, int]) -> tuple[Kind, ...]:
    """The kinds of terms that stand by group and then item; `places` are the numbers of the indicators."""
    members: dict[tuple[Sign, tuple[int, ...]], list[Sequence[Term]]] = {}
    for order in range(items):
        signs: dict[Sign, list[int]] = {}
        for group, term in enumerate(terms[order::items]):
            signs.setdefault(Sign.of(term), []).append(group)
        for sign, groups in signs.items():
            alike = [terms[group * items + order] for group in groups]
            members.setdefault((sign, tuple(groups)), []).append(alike)
    return tuple(_kind(*key, alike, places) for key, alike in members.items())


def _kind(sign: Sign, groups: tuple[int, ...], alike: Sequence[Sequence[Term]], places: Mapping[str, int]) -> Kind:
    rows = [[columns(term.curve, sign.parts.tiers) for term in row] for row in alike]
    given = {name: _block([[cell[name] for cell in row] for row in rows]) for name in rows[0][0]}
    orders, sources = (
        np.array(list(numbers))
        for numbers in zip(*((r[0].order, places[r[0].item.source]) for r in alike), strict=True)
    )
    return Kind(sign, groups, orders, sources, given, _block([[target_of(term) for term in row] for row in alike]))


def _block(numbers: Sequence[Sequence[Any]]) -> Any:
    block = np.array([[np.nan if number is None else number for number in row] for row in numbers])
    same = (block == block[:, :1]) | (np.isnan(block) & np.isnan(block[:, :1]))
    return block[:, :1] if same.all() else block
