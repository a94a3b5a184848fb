"""How alike two texts are: the share of neighbouring pairs of signs that they have in common."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import Indel


@dataclass(frozen=True)
class Like:
    """An earlier text by its key, and how alike it is, 0 to 1."""

    key: str
    likeness: float


def likeness(one: str, other: str) -> float:
    """The Sorensen-Dice coefficient (Dice 1945) of the multisets of character pairs, 0 to 1; 0 for an empty text.

    Of sorted sequences the longest common subsequence is the multiset's intersection, so that the normalized Indel
    similarity of rapidfuzz is this coefficient.
    """
    return _alike(_pairs(one), _pairs(other))


def most_alike(text: str, earlier: Iterable[tuple[str, str]], at_least: float) -> tuple[Like, ...]:
    """Of earlier texts (key, text) those that are alike enough, the most alike first."""
    own = _pairs(text)
    found = (Like(key, _alike(own, _pairs(other))) for key, other in earlier)
    return tuple(sorted((one for one in found if one.likeness >= at_least), key=lambda one: (-one.likeness, one.key)))


def _pairs(text: str) -> list[str]:
    signs = [sign for sign in text.lower() if sign.isalnum()]
    return sorted(first + second for first, second in itertools.pairwise(signs))


def _alike(one: list[str], other: list[str]) -> float:
    return float(Indel.normalized_similarity(one, other)) if one and other else 0.0
