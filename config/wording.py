"""Every string that a person reads goes through one catalogue per locale: gettext .po files in config/locale.

The message id is the English sentence with {named} places; zh_CN is the product's first language, English the
message itself.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from babel.messages.pofile import read_po

LOCALES = ("zh_CN", "en")
DEFAULT_LOCALE = "zh_CN"
_FOLDER = Path(__file__).parent / "locale"


class Say(Protocol):
    """A translator: say("Closes {day}", day="…") -> the sentence in its locale."""

    def __call__(self, message: str, /, **places: Any) -> str: ...


def mark(message: str) -> str:
    """Mark a message for extraction where it is defined; it is translated where it is shown."""
    return message


@lru_cache(maxsize=len(LOCALES))
def _catalogue(locale: str) -> dict[str, str]:
    with (_FOLDER / f"{locale}.po").open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file, locale=locale) if entry.id and entry.string}


@lru_cache(maxsize=len(LOCALES))
def translator(locale: str = DEFAULT_LOCALE) -> Say:
    """The translator of a locale; a message that the catalogue misses is shown as it is (a test holds that none is).

    Raises ValueError for a locale that the product does not speak.
    """
    if locale not in LOCALES:
        raise ValueError(f"unknown locale {locale!r}")
    catalogue = _catalogue(locale) if locale != "en" else {}

    def say(message: str, /, **places: Any) -> str:
        sentence = catalogue.get(message, message)
        return sentence.format(**places) if places else sentence

    return say
