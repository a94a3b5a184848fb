"""Who acts at the door, where no page is open yet: for what is put on record."""

from __future__ import annotations

from dashboard.access.person import Person
from dashboard.usecases.desk import Desk
from loaders.store.accesstables import Account
from loaders.store.sessions import SignedIn


def as_holder(desk: Desk, holder: Account | SignedIn, address: str, channel: str = "page") -> Desk:
    """The desk with the holder of an account or a session at it, without posts, who acts from an address."""
    return desk.of(Person(holder.login, holder.name, address=address, channel=channel))
