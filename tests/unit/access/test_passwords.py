import pytest

from config.model import Passwords
from dashboard.access.passwords import (
    GUESSABLE,
    LONGEST,
    TOO_LONG,
    TOO_SHORT,
    PasswordRefused,
    hashed,
    matches,
    must_be_good,
    one_time_password,
)

RULES = Passwords()
BAD = [
    ("Ab3$xY7!q", TOO_SHORT),
    ("password1234", GUESSABLE),
    ("123456789012", GUESSABLE),
    ("qwertyuiop12", GUESSABLE),
    ("aaaaaaaaaaaaaaaa", GUESSABLE),
    ("zhangsan2026!", GUESSABLE),
    ("x" * (LONGEST + 1), TOO_LONG),
]


@pytest.mark.parametrize(("password", "why"), BAD)
def test_a_weak_password_is_refused_with_its_reason(password: str, why: str) -> None:
    with pytest.raises(PasswordRefused) as refused:
        must_be_good(password, RULES, ("zhangsan", "张三"))

    assert refused.value.message == why


@pytest.mark.parametrize("password", ["江边 白鹭 铁锅 算盘 四月", "correct zebra ladle moon", "k7Qz!vR2mP9w"])
def test_a_good_password_is_taken(password: str) -> None:
    must_be_good(password, RULES, ("zhangsan",))


def test_a_password_matches_its_own_hash_only() -> None:
    kept = hashed("correct zebra ladle moon")

    assert kept.startswith("$argon2id$")
    assert matches(kept, "correct zebra ladle moon")
    assert not matches(kept, "correct zebra ladle noon")
    assert not matches("", "")
    assert not matches("no hash", "correct zebra ladle moon")


def test_one_time_passwords_are_random_and_good() -> None:
    made = {one_time_password() for _ in range(50)}

    assert len(made) == 50
    for password in made:
        must_be_good(password, RULES)
