"""Why a step in the life of a submission cannot be taken: a sentence for whoever tried."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from config.wording import Say, mark, translator

UNKNOWN = mark("There is no submission {receipt}.")
FILE_LOST = mark("The file is not in the store any more; bring the database back from a copy.")
NO_REASON = mark("A return, an extension and an answer need their reason; write it so that the unit can act on it.")
NOT_IN_IT = mark("{receipt} says nothing of {regions}.")
ASIDE_ALREADY = mark("{regions} of {receipt} were returned already.")
NOT_A_WARNING = mark("{receipt} has no such reminder to answer.")
NOT_LATER = mark("The extension must end later than the window does ({closes}).")
WRONG_STATE: Mapping[tuple[str, str], str] = {
    ("submitted", "confirmed"): mark("{receipt} has not been approved yet; the division in charge checks it first."),
    ("approved", "approved"): mark("{receipt} was approved already, by {actor}."),
    ("confirmed", "approved"): mark("{receipt} was confirmed already, by {actor}."),
    ("confirmed", "confirmed"): mark("{receipt} was confirmed already, by {actor}."),
    ("confirmed", "returned"): mark("{receipt} was confirmed by {actor}, which is final; a correction is a new file."),
    ("confirmed", "answered"): mark("{receipt} was confirmed by {actor}, which is final; a correction is a new file."),
    ("returned", "approved"): mark("{receipt} was returned by {actor}; wait for the corrected file."),
    ("returned", "confirmed"): mark("{receipt} was returned by {actor}; wait for the corrected file."),
    ("returned", "returned"): mark("{receipt} was returned already, by {actor}."),
    ("returned", "answered"): mark("{receipt} was returned by {actor}; hand in a corrected file."),
}
"""What is said of a step (the second) that a state (the first) does not allow; `actor` brought it into that state."""


class StepRefused(Exception):
    """A step was not taken, and nothing was changed; the text says why. `regions` among the places are codes."""

    def __init__(self, message: str, **places: Any) -> None:
        self.message, self.places = message, places
        super().__init__(self.text(translator()))

    def text(self, say: Say) -> str:
        """The sentence in a reader's language."""
        listed = self.places.get("regions")
        places = self.places if isinstance(listed, str | None) else self.places | {"regions": ", ".join(listed)}
        return say(self.message, **places)
