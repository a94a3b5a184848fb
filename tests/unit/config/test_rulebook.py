from config.rulebook import rulebook
from metrics.rules import RULES


def test_the_rulebook_declares_the_rules_that_the_engine_has() -> None:
    assert {rule.name for rule in rulebook().rule} == set(RULES)


def test_every_parameter_of_a_rule_has_a_kind_and_every_kind_is_used() -> None:
    named = {name for rule in rulebook().rule for name in (*rule.required, *rule.optional)}

    assert named == set(rulebook().parameters)
