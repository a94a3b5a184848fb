"""The keys of the scheme format as config/sheet/keys.toml describes them."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal

from config.model import Model

Kind = Literal[
    "text", "rule", "number", "whole", "flag", "choice", "codes", "weights", "terms", "range", "table", "tables"
]
_FILE = Path(__file__).parent / "keys.toml"


class Key(Model):
    """A key of a model of config.model.scheme; `choices` names the list that its value is one of."""

    kind: Kind
    head: str
    head_en: str
    note: str
    note_en: str
    choices: str = ""

    def title(self, locale: str) -> str:
        """What the key is called on a sheet."""
        return self.head_en if locale == "en" else self.head

    def meaning(self, locale: str) -> str:
        """What the key means, in a sentence."""
        return self.note_en if locale == "en" else self.note


class Keybook(Model):
    """All keys by model and name, and what the choices are called, in Chinese and in English."""

    keys: dict[str, dict[str, Key]]
    choices: dict[str, dict[str, tuple[str, str]]]


@lru_cache(maxsize=1)
def keybook() -> Keybook:
    """The program's keybook; a fault in it is a programmer's (ValidationError)."""
    return Keybook.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def called(choices: str, value: str, locale: str) -> str:
    """What a choice is called in the locale; KeyError for a value that is none of the choices."""
    return keybook().choices[choices][value][1 if locale == "en" else 0]


def chosen(choices: str, text: str) -> str | None:
    """The choice that is called so, in either language or by its own code; None where there is none."""
    wanted = text.strip().casefold()
    for value, names in keybook().choices[choices].items():
        if wanted in (value, *(name.casefold() for name in names)):
            return value
    return None
