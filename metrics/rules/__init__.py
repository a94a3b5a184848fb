"""The scoring idioms, one file each, by the name that a scheme uses."""

from __future__ import annotations

from metrics.rules import (
    by_rank,
    by_results,
    completion,
    efficacy,
    per_event,
    shortfall_per_item,
    step_deduction,
    tiers,
)
from metrics.rules.case import Rule

RULES: dict[str, Rule] = {
    "completion": completion.RULE,
    "step_deduction": step_deduction.RULE,
    "tiers": tiers.RULE,
    "shortfall_per_item": shortfall_per_item.RULE,
    "per_event": per_event.RULE,
    "by_results": by_results.RULE,
    "efficacy": efficacy.RULE,
    "by_rank": by_rank.RULE,
}
