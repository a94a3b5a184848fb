"""The rules that schemes may name, with their parameters, as config/rules.toml declares them."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal

from config.model import Model

Kind = Literal["number", "positive", "switch", "bounds"]
_FILE = Path(__file__).parent / "rules.toml"


class RuleDeclaration(Model):
    """One rule: its parameters by name, and whether its item needs a target."""

    name: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    either: tuple[tuple[str, ...], ...] = ()
    target: Literal["required", "optional"] = "optional"


class Rulebook(Model):
    """All rules, and the kind of value that each parameter takes."""

    parameters: dict[str, Kind]
    rule: tuple[RuleDeclaration, ...]

    def named(self, name: str) -> RuleDeclaration | None:
        """The declaration of a rule, or None."""
        return next((rule for rule in self.rule if rule.name == name), None)


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """The program's rulebook; it belongs to the code, so a fault in it is a programmer's (ValidationError)."""
    return Rulebook.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))
