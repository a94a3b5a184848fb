"""The scoring idioms, one file each, by the name that a scheme uses."""

from __future__ import annotations

from metrics.rules import (
    as_given,
    borda,
    by_rank,
    by_results,
    completion,
    distance_to_target,
    efficacy,
    goalposts,
    min_max,
    per_event,
    percentile,
    places,
    shortfall_per_item,
    step_deduction,
    tiers,
    votes,
    z_score,
)
from metrics.rules.curve import Rule

RULES: dict[str, Rule] = {
    "completion": completion.RULE,
    "step_deduction": step_deduction.RULE,
    "shortfall_per_item": shortfall_per_item.RULE,
    "tiers": tiers.RULE,
    "per_event": per_event.RULE,
    "by_results": by_results.RULE,
    "efficacy": efficacy.RULE,
    "by_rank": by_rank.RULE,
    "places": places.RULE,
    "votes": votes.RULE,
    "as_given": as_given.RULE,
    "min_max": min_max.RULE,
    "z_score": z_score.RULE,
    "goalposts": goalposts.RULE,
    "distance_to_target": distance_to_target.RULE,
    "percentile": percentile.RULE,
    "borda": borda.RULE,
}
