"""What a value means among its peers: goalposts that they set, and places.

Peers are the units of one peer group in one quarter; an item that does not apply to a unit leaves it out.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from metrics.means import add_mean
from metrics.rounding import NOISE
from metrics.rules.curve import Post
from metrics.sheet import Sheet

PEERS = ("quarter", "peer_group")
"""The columns within which units are compared with each other."""

_AMONG = "peers"
_EXTREMES = {Post.WORST, Post.BEST}


def add_posts(rows: nw.LazyFrame, sheet: Sheet) -> nw.LazyFrame:
    """Bring the goalposts low and high from the target and the peers, and x to the place where a curve reads places.

    Adds `worst` and `best` of the peers (by direction) where a curve is taken against peers.
    """
    used = set(sheet.posts) | (_EXTREMES if sheet.reads != {"value"} else set())
    if used - {Post.TARGET}:
        rows = rows.with_columns(_compared=nw.when(nw.col("relative")).then(nw.col("x")))
        statistics = {name: statistic.over(_AMONG) for name, statistic in _statistics(used)}
        rows = rows.with_columns(**statistics) if statistics else rows
        rows = _with_mean(rows, used)
    if used & (_EXTREMES | {Post.BEHIND}):
        smallest, largest, lower = nw.col("_smallest"), nw.col("_largest"), nw.col("lower")
        rows = rows.with_columns(
            worst=nw.when(lower).then(largest).otherwise(smallest),
            best=nw.when(lower).then(smallest).otherwise(largest),
        )
    moving = [side for side in ("low", "high") if sheet.posts_of(side)]
    if moving:
        logs = any(sheet.columns["log"])
        rows = rows.with_columns(**{side: _post(side, sheet.posts_of(side), logs) for side in moving})
    return _with_places(rows, sheet)


def _statistics(used: set[str]) -> list[tuple[str, nw.Expr]]:
    x, extremes = nw.col("_compared"), _EXTREMES | {Post.BEHIND}
    wanted = [
        (extremes, "_smallest", x.min()),
        (extremes, "_largest", x.max()),
        ({Post.UNITS, Post.UNITS_HALF}, "_units", x.count()),
    ]
    return [(name, statistic) for posts, name, statistic in wanted if used & posts]


def _with_mean(rows: nw.LazyFrame, used: set[str]) -> nw.LazyFrame:
    """Add _mean and, for standard scores, _deviation (of the whole group, divided by n)."""
    if not used & {Post.MEAN, Post.BEYOND}:
        return rows
    rows = add_mean(rows, "_compared", "_mean", _AMONG)
    rows = rows.with_columns(_off=(nw.col("_compared") - nw.col("_mean")) ** 2)
    return add_mean(rows, "_off", "_variance", _AMONG).with_columns(_deviation=nw.col("_variance").sqrt())


def _post(side: str, used: Sequence[str], logs: bool) -> nw.Expr:
    target, worst, mean = _target(logs), nw.col("worst"), nw.col("_mean")
    noise = nw.when(mean.abs() > 1).then(mean.abs()).otherwise(nw.lit(1.0)) * NOISE
    apart = nw.when(nw.col("_deviation") > noise).then(nw.col("_deviation")).otherwise(nw.lit(0.0))
    posts = {
        Post.TARGET: target,
        Post.BEHIND: nw.when(nw.col("lower") == (worst > target)).then(worst).otherwise(target),
        Post.WORST: nw.col("worst"),
        Post.BEST: nw.col("best"),
        Post.MEAN: mean,
        Post.BEYOND: mean + nw.when(nw.col("lower")).then(-apart).otherwise(apart),
        Post.UNITS: nw.col("_units").cast(nw.Float64),
        Post.UNITS_HALF: nw.col("_units") + 0.5,
    }
    found = nw.col(side)
    for post in used:
        found = nw.when(nw.col(f"{side}_post") == nw.lit(post)).then(posts[Post(post)]).otherwise(found)
    return found


def _target(logs: bool) -> nw.Expr:
    target = nw.col("target")
    if not logs:
        return target
    positive = nw.when(target > 0).then(target).otherwise(nw.lit(1.0))
    return nw.when(~nw.col("log")).then(target).otherwise(nw.when(target > 0).then(positive.log()))


def _with_places(rows: nw.LazyFrame, sheet: Sheet) -> nw.LazyFrame:
    """x becomes the place by the value, the best first, for curves that read places.

    A place is what such a rule's formula starts from; the ranking of units is in metrics.rank alone.
    """
    methods = {"place": "min", "middle_place": "average"}
    better = nw.when(nw.col("lower")).then(-nw.col("_compared")).otherwise(nw.col("_compared"))
    for reads, method in methods.items():
        if reads in sheet.reads:
            place = better.rank(method, descending=True).over(_AMONG).cast(nw.Float64)  # type: ignore[arg-type]
            rows = rows.with_columns(_place=place)
            x = nw.when(nw.col("reads") == nw.lit(reads)).then(nw.col("_place")).otherwise(nw.col("x"))
            rows = rows.with_columns(x=x).drop("_place")
    return rows
