"""The rules that schemes may name, with their parameters, as config/rules.toml declares them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from config.model import Model

Kind = Literal["number", "positive", "share", "count", "switch", "bounds", "bounds_above"]
"""A number; above 0; from 0 to 1; a whole number of at least 1; true or false; pairs [at_least, points] from high to
low; pairs [at_most, points] from low to high."""

Relative = Literal["never", "always", "observed", "peers", "not_given"]
_FILE = Path(__file__).parent / "rules.toml"


class RuleDeclaration(Model):
    """One rule: its idiom in words, its parameters by name, whether its item needs a target, and what it may do."""

    name: str
    label: str
    label_en: str
    about: str
    about_en: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    either: tuple[tuple[str, ...], ...] = ()
    target: Literal["required", "optional"] = "optional"
    relative: Relative = "never"
    negative: tuple[str, ...] = ()
    negative_with: tuple[str, ...] = ()
    log: bool = False

    def is_relative(self, parameters: Mapping[str, Any]) -> bool:
        """True when under these parameters one unit's points depend on other units' values."""
        if self.relative == "not_given":
            return not parameters.get("given")
        return self.relative == "always" or bool(parameters.get(self.relative))

    def may_be_negative(self, parameters: Mapping[str, Any]) -> bool:
        """True when under these parameters points may fall below 0 (over a range of points: below its lower end)."""
        below = any(number < 0 for name in self.negative for number in _points(parameters.get(name, 0.0)))
        return below or any(parameters.get(name) for name in self.negative_with)

    def label_in(self, locale: str) -> str:
        """The name of the idiom in the locale."""
        return self.label_en if locale == "en" else self.label

    def about_in(self, locale: str) -> str:
        """What the rule does, in the locale."""
        return self.about_en if locale == "en" else self.about


class Rulebook(Model):
    """All rules, and the kind of value that each parameter takes."""

    parameters: dict[str, Kind]
    rule: tuple[RuleDeclaration, ...]

    def named(self, name: str) -> RuleDeclaration | None:
        """The declaration of a rule, or None."""
        return next((rule for rule in self.rule if rule.name == name), None)


def _points(value: Any) -> Iterator[float]:
    """The points in a parameter: a number, or the second of each pair."""
    if isinstance(value, list | tuple):
        yield from (float(pair[1]) for pair in value)
    else:
        yield float(value)


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """The program's rulebook; it belongs to the code, so a fault in it is a programmer's (ValidationError)."""
    return Rulebook.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))
