"""How much one address may ask in a minute; counted in this process."""

from __future__ import annotations

import ipaddress
import math
import time
from typing import Literal

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from config.model import Rates
from dashboard.usecases.desk import Desk

Kind = Literal["sign_ins", "uploads", "api"]
_counter = SlidingWindowCounterRateLimiter(MemoryStorage())


def wait_for(desk: Desk, kind: Kind, address: str) -> int:
    """Count a request; 0 when it may go on, else the seconds after which the address may ask again."""
    rates: Rates = desk.config.access.rates
    limit = RateLimitItemPerMinute(getattr(rates, kind))
    place = (str(desk.workspace.folder), kind, _place(address))
    if _counter.hit(limit, *place):
        return 0
    return max(1, math.ceil(_counter.get_window_stats(limit, *place).reset_time - time.time()))


def _place(address: str) -> str:
    """An address; of IPv6 the network of one subscriber, who has more addresses than can be counted."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((known, 64), strict=False)) if known.version == 6 else str(known)
