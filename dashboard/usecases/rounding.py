"""The one rounding of figures that are printed or compared as printed: settled first, then half up (四舍五入)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

_SETTLED = Decimal(1).scaleb(-9)
"""Nine decimals are kept before rounding; the binary noise of 0.2549999999999999 for 0.255 lies below them."""
_ROOM = Context(prec=60, rounding=ROUND_HALF_UP)


def half_up(value: float, decimals: int) -> Decimal:
    """The figure at its printed decimals (at most nine), half away from zero: settled to nine decimals, then rounded.

    The engine's own rounding is metrics.rounding; both take 2.675, stored as 2.67499999999999982, for 2.675.
    """
    settled = Decimal(repr(float(value))).quantize(_SETTLED, context=_ROOM)
    return settled.quantize(Decimal(1).scaleb(-decimals), context=_ROOM)
