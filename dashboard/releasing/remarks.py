"""What is said of a release: sentences with their places, put into words where they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from config.wording import Say, translator
from config.workspace import WorkspaceProblem


@dataclass(frozen=True)
class Remark:
    """A sentence of the catalogue and what stands in its places."""

    message: str
    places: Mapping[str, Any] = field(default_factory=dict)

    def text(self, say: Say) -> str:
        """The sentence in a reader's language."""
        return say(self.message, **self.places)


class ReleaseProblem(WorkspaceProblem):
    """A release cannot be made or read; the text says why and what to do."""

    def __init__(self, message: str, **places: Any) -> None:
        self.remark = Remark(message, places)
        super().__init__(self.remark.text(translator()))
