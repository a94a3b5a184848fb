import re

import pytest

from loaders.intake.report import SEVERITY
from loaders.intake.sentences import SENTENCES
from tests.conftest import REPOSITORY

MAKERS = (*(REPOSITORY / "loaders").rglob("*.py"), *(REPOSITORY / "dashboard" / "usecases").glob("*.py"))
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in MAKERS)


def test_every_rule_has_its_sentence_and_every_sentence_its_rule() -> None:
    made = {rule for rule in SENTENCES if re.search(rf'"{rule}"(?!: \()', SOURCES)}
    named = set(re.findall(r'(?:Refusal\(|Finding\(|report\.add\(\s*)"([a-z_]+)"', SOURCES))

    assert made == set(SENTENCES)
    assert named <= set(SENTENCES)
    assert set(SEVERITY) <= set(SENTENCES)


@pytest.mark.parametrize("rule", SENTENCES)
def test_a_sentence_says_what_is_wrong_and_what_to_do(rule: str) -> None:
    message, remedy = SENTENCES[rule]

    assert message.endswith(".")
    assert remedy.endswith(".")
    assert message != remedy
