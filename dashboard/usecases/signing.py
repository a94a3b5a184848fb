"""Who signs a step: the person at the desk, by the name of the account, in a post."""

from __future__ import annotations

from dashboard.access.gate import inner
from dashboard.usecases.desk import Desk
from dashboard.usecases.posts import OFFICE
from loaders.store.steps import Signed


@inner
def signed(desk: Desk, post: str = "") -> Signed:
    """The person's signature, now; `post` is the code of a division, empty for a unit's own steps."""
    who = desk.person
    return Signed(who.name.strip(), desk.now(), who.channel, post, login=who.login, address=who.address)


@inner
def signed_by_sender(desk: Desk) -> Signed:
    """The signature under a file: of someone of the office, who may send any unit's, in the office's post."""
    of_office = bool(desk.person.account) and desk.sight.whole("submit")
    return signed(desk, OFFICE if of_office else "")
