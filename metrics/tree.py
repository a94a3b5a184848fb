"""Items to sections to the total: points added and scaled, or weighted means of shares, over any number of levels.

Every sum is taken over whole numbers of 10^-12: whole numbers add up to the same in any order, so two runs and two
engines give the same bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from metrics.shape import Node, Tree
from metrics.table import table_beside

GRAIN, INVERSE_GRAIN = 1e12, 1e9
NOTHING = 1e-9
"""Shares up to this are none: a geometric or harmonic mean with one of them is 0."""

LOST_GRAIN, _ORDERS = 1e6, 100_000
_NODE = {
    "number": nw.Int64,
    "node": nw.String,
    "parent": nw.String,
    "parent_number": nw.Int64,
    "kind": nw.String,
    "combine": nw.String,
    "full_marks": nw.Float64,
    "node_weight": nw.Float64,
    "floor": nw.Float64,
    "cap": nw.Float64,
}
_SUMMED = ("_share", "_weight", "_marks", "known", "valued", "applies")
_REGULAR = ("counted_marks", "valued", "applies")
_COUNTED = ("known", "valued", "applies", "lost_most")
_PART = ("unit", "above", "share", "weight", "added", "counted_marks", *_COUNTED)
_KEPT = (
    "unit",
    "number",
    "node",
    "parent",
    "parent_number",
    "kind",
    "full_marks",
    "node_weight",
    "counted_marks",
    "points",
    *_COUNTED,
)


def whole(number: nw.Expr, grain: float = GRAIN) -> nw.Expr:
    """A number as a whole number of grains, so that sums do not depend on their order."""
    return (number * grain).round(0).cast(nw.Int64)


def climbed(leaves: nw.LazyFrame, tree: Tree) -> list[nw.LazyFrame]:
    """The scored items to one frame for each depth of the tree, the root's first.

    `leaves` hold unit, section (its number), item_order, full_marks, weight, regular, share (null without a value), na,
    counts (the item's marks count) and known (it applies and has a value), the last three true or false. Each frame
    holds unit, number, node, parent, kind, full_marks, counted_marks, points (null where nothing counts), known, valued
    and applies (numbers of items below, the last two of regular ones) and lost_most (see add_most_lost).
    """
    waiting, climbing = _as_children(leaves, tree.additions), list[nw.LazyFrame]()
    one_depth = len(set(tree.depths.values())) == 2
    for depth in range(tree.deepest, -1, -1):
        children = [_as_parts(climbing[-1])] if climbing else []
        if depth > 0:
            numbers = [node.number for node in tree.at(depth)]
            children.append(waiting if one_depth else waiting.filter(nw.col("above").is_in(numbers)))
        together = nw.concat(children) if len(children) > 1 else children[0]
        climbing.append(_combined(together, tree, depth))
    return climbing[::-1]


def _as_children(leaves: nw.LazyFrame, additions: bool) -> nw.LazyFrame:
    """Items as parts of their sections; an item's points in a bonus or deduction section are added as they are."""
    leaves = leaves.with_columns(nw.col("known", "counts").cast(nw.Int64), _open=(~nw.col("na")).cast(nw.Int64))
    regular = {"valued": nw.col("known"), "applies": nw.col("_open"), "added": nw.lit(0.0)}
    leaves = leaves.with_columns(
        nw.col("share").fill_null(0.0),
        weight=nw.col("weight") * nw.col("counts"),
        counted_marks=nw.col("full_marks") * nw.col("counts"),
    ).with_columns(points=nw.col("share") * nw.col("full_marks"), **regular)
    if additions:
        beside = {"added": nw.when(nw.col("regular")).then(nw.lit(0.0)).otherwise(nw.col("points"))}
        inside = {name: nw.when(nw.col("regular")).then(nw.col(name)).otherwise(nw.lit(0)) for name in _REGULAR}
        leaves = leaves.with_columns(**beside, **inside)
    lost = whole(nw.col("counted_marks") - nw.col("points"), LOST_GRAIN)
    last = _ORDERS - 1 - nw.col("item_order")
    leaves = leaves.with_columns(_lost=lost).with_columns(
        above=nw.col("section"), lost_most=nw.when(nw.col("_lost") > 0).then(nw.col("_lost") * _ORDERS + last)
    )
    return leaves.select(*_PART)


def _as_parts(nodes: nw.LazyFrame) -> nw.LazyFrame:
    """Nodes of one depth as parts of their parents."""
    regular, none = nw.col("kind") == nw.lit("regular"), nw.lit(0.0)
    live, points = ~nw.col("points").is_null(), nw.col("points").fill_null(0.0)
    return nodes.select(
        "unit",
        "known",
        "valued",
        "applies",
        "lost_most",
        "counted_marks",
        above=nw.col("parent_number"),
        share=points / nw.col("full_marks"),
        weight=nw.when(regular & live).then(nw.col("node_weight")).otherwise(none),
        added=nw.when(regular).then(none).otherwise(points),
    ).select(*_PART)


def _combined(children: nw.LazyFrame, tree: Tree, depth: int) -> nw.LazyFrame:
    """The nodes of one depth from their children, grouped by one number for the unit and the node."""
    nodes, span = tree.at(depth), len(tree.nodes)
    means = sorted({node.combine for node in nodes} - {"sum", "arithmetic"})
    children = children.with_columns(
        _key=nw.col("unit") * span + nw.col("above"),
        _share=nw.col("share") * nw.col("weight"),
        _weight=nw.col("weight"),
        _marks=nw.col("counted_marks"),
        _added=nw.col("added"),
    ).with_columns(whole(nw.col("_share", "_weight", "_marks", *(["_added"] if tree.additions else []))))
    if means:
        counting = {"_least": nw.when(nw.col("weight") > 0).then(nw.col("share"))}
        children = children.with_columns(**counting, **{f"_{mean}": _transformed(mean) for mean in means})
    summed = (*_SUMMED, *(["_added"] if tree.additions else []), *(f"_{mean}" for mean in means))
    sums = [nw.col(*summed).sum(), nw.col("lost_most").max(), *([nw.col("_least").min()] if means else [])]
    grouped = children.group_by("_key").agg(*sums)
    grouped = grouped.with_columns(unit=nw.col("_key") // span).with_columns(
        number=nw.col("_key") - nw.col("unit") * span
    )
    joined = grouped.join(table_beside(children, _columns(nodes), _NODE), on="number")
    return joined.with_columns(points=_points(means, tree.additions), counted_marks=nw.col("_marks") / GRAIN).select(
        *_KEPT
    )


def _columns(nodes: Sequence[Node]) -> dict[str, list[Any]]:
    names = ("number", "code", "parent", "parent_number", "kind", "combine", "full_marks", "weight", "floor", "cap")
    return {column: [getattr(node, name) for node in nodes] for column, name in zip(_NODE, names, strict=True)}


def _transformed(mean: str) -> nw.Expr:
    """What is added up for a mean other than the arithmetic: weight x ln(share), or weight / share."""
    counting = (nw.col("weight") > 0) & (nw.col("share") > NOTHING)
    share = nw.when(counting).then(nw.col("share")).otherwise(nw.lit(1.0))
    part = share.log() * nw.col("weight") if mean == "geometric" else nw.col("weight") / share
    grain = GRAIN if mean == "geometric" else INVERSE_GRAIN
    return whole(nw.when(counting).then(part).otherwise(nw.lit(0.0)), grain)


def _points(means: Sequence[str], additions: bool) -> nw.Expr:
    """The mean of the shares times the full marks; with additions those and the node's bounds."""
    live = nw.col("_weight") > 0
    weight = nw.when(live).then(nw.col("_weight")).otherwise(nw.lit(1)).cast(nw.Float64)
    body = nw.col("_share") * nw.col("full_marks") / weight
    for kind in means:
        other = (nw.col("_geometric") / weight).exp() if kind == "geometric" else _harmonic(weight)
        some = nw.when(nw.col("_least") > NOTHING).then(other).otherwise(nw.lit(0.0))
        body = nw.when(nw.col("combine") == nw.lit(kind)).then(some * nw.col("full_marks")).otherwise(body)
    mean = nw.when(live).then(body)
    if not additions:
        return mean
    regular = nw.col("kind") == nw.lit("regular")
    points = nw.when(regular).then(mean).otherwise(nw.lit(0.0)) + nw.col("_added") / GRAIN
    return (
        nw.when(points < nw.col("floor"))
        .then(nw.col("floor"))
        .when(points > nw.col("cap"))
        .then(nw.col("cap"))
        .otherwise(points)
    )


def _harmonic(weight: nw.Expr) -> nw.Expr:
    under = nw.col("_harmonic") / INVERSE_GRAIN
    return weight / GRAIN / nw.when(under > 0).then(under).otherwise(nw.lit(1.0))


def add_most_lost(totals: nw.LazyFrame) -> nw.LazyFrame:
    """Add weakest_lost and weakest_order from lost_most: the points of the item that lost most (to 10^-6), and its
    place in the scheme, the first among equals.

    lost_most holds both in one whole number, so that a maximum finds them.
    """
    code = nw.col("lost_most")
    totals = totals.with_columns(_lost=code // _ORDERS)
    return totals.with_columns(
        weakest_lost=nw.col("_lost") / LOST_GRAIN, weakest_order=_ORDERS - 1 - code + nw.col("_lost") * _ORDERS
    )
