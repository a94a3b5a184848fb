"""What is read of a value: its stand-in where it is missing, brought in where it lies far out, in logarithms.

Peers are the units of one peer group in one quarter; an item that does not apply to a unit leaves it out.
"""

from __future__ import annotations

import narwhals as nw

from config.frames import IMPUTED
from metrics.means import add_mean
from metrics.sheet import Sheet

_AMONG = "peers"
SKEWED, PEAKED = 2.0, 3.5
"""An indicator has outliers where |skewness| is above 2 and kurtosis above 3.5 (OECD/JRC Handbook on Constructing
Composite Indicators; the rule of the JRC's audits and of COINr's qTreat)."""
MOST_WINSORISED = 5
"""How many distinct extreme values of an item are brought in at most."""


def add_x(rows: nw.LazyFrame, sheet: Sheet) -> nw.LazyFrame:
    """Add x, what the curves read, and `imputed`: the value or its stand-in, winsorised, in logarithms, or the place.

    x is null where nothing is known or the item does not apply; the logarithm of 0 or less is null.
    """
    rows = rows.with_columns(x=nw.when(~nw.col("na")).then(nw.col("value")))
    rows = _imputed(rows, sheet)
    rows = _winsorised(rows) if any(sheet.columns["winsorise"]) else rows
    if any(sheet.columns["log"]):
        x = nw.col("x")
        logged = nw.when(x > 0).then(nw.when(x > 0).then(x).otherwise(1.0).log())
        rows = rows.with_columns(x=nw.when(nw.col("log")).then(logged).otherwise(x))
    return rows


def _imputed(rows: nw.LazyFrame, sheet: Sheet) -> nw.LazyFrame:
    """Fill x by the declared policies; group statistics are of the reported values of the peers."""
    stand_ins = {
        "group_median": nw.col("x").median().over(_AMONG),
        "group_mean": nw.col("_group_mean"),
        "previous": nw.col("previous_value"),
        "constant": nw.col("stand_in"),
    }
    used = [policy for policy in stand_ins if policy in sheet.missing]
    if not used:
        return rows.with_columns(imputed=nw.lit(False))
    if "group_mean" in used:
        rows = add_mean(rows, "x", "_group_mean", _AMONG)
    rows = rows.with_columns(**{f"_{policy}": stand_ins[policy] for policy in used})
    stand_in = nw.lit(None, nw.Float64)
    for policy in used:
        stand_in = nw.when(nw.col("missing") == nw.lit(policy)).then(nw.col(f"_{policy}")).otherwise(stand_in)
    rows = rows.with_columns(_stand_in=nw.when(nw.col("x").is_null() & ~nw.col("na")).then(stand_in))
    rows = rows.with_columns(imputed=~nw.col("_stand_in").is_null(), x=nw.coalesce(nw.col("x"), nw.col("_stand_in")))
    status = nw.when(nw.col("imputed")).then(nw.lit(IMPUTED)).otherwise(nw.col("status"))
    value = nw.when(nw.col("imputed")).then(nw.col("x")).otherwise(nw.col("value"))
    return rows.with_columns(status=status, value=value).drop(*(f"_{policy}" for policy in used), "_stand_in")


def _winsorised(rows: nw.LazyFrame) -> nw.LazyFrame:
    """Bring in the most extreme value to the next one, again and again while the peers' values are skewed and peaked.

    The extreme on the side of the skew is taken; x of rows that do not ask for it stays.
    """
    rows = rows.with_columns(_w=nw.when(nw.col("winsorise")).then(nw.col("x")))
    for _ in range(MOST_WINSORISED):
        rows = _brought_in(rows)
    kept = nw.coalesce(nw.col("_w"), nw.col("x"))
    return rows.with_columns(x=kept).drop("_w")


def _brought_in(rows: nw.LazyFrame) -> nw.LazyFrame:
    w = nw.col("_w")
    rows = add_mean(rows, "_w", "_mean", _AMONG)
    rows = rows.with_columns(_off=w - nw.col("_mean"))
    for k in (2, 3, 4):
        rows = add_mean(rows.with_columns(_power=nw.col("_off") ** k), "_power", f"_m{k}", _AMONG)
    n = w.count().over(_AMONG).cast(nw.Float64)
    rows = rows.with_columns(_n=n).with_columns(
        _m2=nw.when((nw.col("_m2") > 0) & (nw.col("_n") > 3)).then(nw.col("_m2"))
    )
    rows = rows.with_columns(_skew=_skewness(), _peak=_excess_kurtosis())
    odd = (nw.col("_skew").abs() > SKEWED) & (nw.col("_peak") > PEAKED)
    outward = nw.when(nw.col("_skew") > 0).then(w).otherwise(-w)
    rows = rows.with_columns(_odd=odd.fill_null(False), _out=outward)
    rows = rows.with_columns(_edge=nw.col("_out").max().over(_AMONG))
    rows = rows.with_columns(_inner=nw.when(nw.col("_out") < nw.col("_edge")).then(nw.col("_out")))
    rows = rows.with_columns(_next=nw.col("_inner").max().over(_AMONG))
    side = nw.when(nw.col("_skew") > 0).then(nw.col("_next")).otherwise(-nw.col("_next"))
    extreme = nw.col("_odd") & (nw.col("_out") == nw.col("_edge")) & ~nw.col("_next").is_null()
    names = (
        "_mean",
        "_power",
        "_n",
        "_off",
        "_m2",
        "_m3",
        "_m4",
        "_skew",
        "_peak",
        "_odd",
        "_out",
        "_edge",
        "_inner",
        "_next",
    )
    return rows.with_columns(_w=nw.when(extreme).then(side).otherwise(w)).drop(*names)


def _skewness() -> nw.Expr:
    """Adjusted for the sample (type 2, as in SAS and COINr), from the moments _m2 and _m3 of _n values."""
    n = nw.col("_n")
    whole = nw.when(n > 2).then(n)
    return nw.col("_m3") / nw.col("_m2") ** 1.5 * (whole * (whole - 1)).sqrt() / (whole - 2)


def _excess_kurtosis() -> nw.Expr:
    """Adjusted for the sample (type 2), from the moments _m2 and _m4 of _n values."""
    n = nw.col("_n")
    whole = nw.when(n > 3).then(n)
    excess = nw.col("_m4") / nw.col("_m2") ** 2 - 3
    return ((whole + 1) * excess + 6) * (whole - 1) / ((whole - 2) * (whole - 3))
