import pytest

from config.model import CaseBonus, Config
from metrics.computed import computed_rows
from metrics.likeness import likeness, most_alike
from metrics.recusal import Ballot, mark_of
from metrics.rewarding import BONUS, Rewarded, bonus_sums, bonuses
from metrics.selecting import allowed, phase_after, state_after


def dice(one: str, other: str) -> float:
    first, second = ([text[i : i + 2] for i in range(len(text) - 1)] for text in (one, other))
    left = list(second)
    common = sum(1 for pair in first if pair in left and (left.remove(pair) or True))  # type: ignore[func-returns-value]
    return 2 * common / (len(first) + len(second))


@pytest.mark.parametrize(
    ("one", "other"),
    [("把食堂办到家门口", "食堂办到了家门口"), ("屋场会议定村里事", "社工站驻村不离村"), ("一样的话", "一样的话")],
)
def test_likeness_is_the_share_of_common_pairs(one: str, other: str) -> None:
    assert likeness(one, other) == pytest.approx(dice(one, other))
    assert likeness(one, other) == likeness(other, one)


def test_signs_between_words_do_not_count_and_an_empty_text_is_like_nothing() -> None:
    assert likeness("屋场，会议。", "屋场会议") == 1
    assert likeness("", "屋场") == 0


def test_the_most_alike_comes_first_and_others_are_left_out() -> None:
    found = most_alike("把食堂办到家门口", [("a", "无关的话"), ("b", "食堂办到家门口"), ("c", "把食堂办到家门口")], 0.6)

    assert [one.key for one in found] == ["c", "b"]


def test_a_case_goes_its_way_and_no_other() -> None:
    checked = [("returned", "collecting"), ("sent", "collecting"), ("passed", "collecting")]

    assert state_after(checked) == "passed"
    assert state_after([*checked, ("confirmed", "scoring")]) == "passed"
    assert state_after([*checked, ("confirmed", "closed"), ("replicated", "closed")]) == "confirmed"
    assert state_after([("confirmed", "closed")]) == "entered"
    assert not allowed("entered", "passed", "scoring")


def test_a_round_opens_once_and_closes_for_good() -> None:
    assert phase_after(["closed"]) == "collecting"
    assert phase_after(["opened", "opened"]) == "scoring"
    assert phase_after(["opened", "closed", "opened"]) == "closed"


def test_a_mark_weighs_the_criteria(hunan: Config) -> None:
    points = (("innovation", 10.0), ("effect", 5.0), ("spread", 0.0))

    assert mark_of(hunan, Ballot(1, "a", "c", frozenset(), points)) == 50.0


def test_bonus_points_add_up_by_level_and_place_up_to_the_most() -> None:
    cases = [
        Rewarded("1", "430121", "2026Q3", "ministry", 1),
        Rewarded("2", "430121", "2026Q3", "province", 9),
        Rewarded("3", "430400", "2026Q3", "none", 2),
    ]

    found = bonuses(cases, CaseBonus(most=3.0))
    rows = computed_rows(BONUS, bonus_sums(found), ["430121", "430400", "430200"], ["2026Q3"])

    assert [(one.by_level, one.by_place, one.points) for one in found] == [
        (2.0, 1.0, 3.0),
        (1.0, 0.0, 0.0),
        (0.0, 0.8, 0.8),
    ]
    assert {row["region_code"]: row["value"] for row in rows} == {"430121": 3.0, "430200": 0.0, "430400": 0.8}
    assert {row["indicator"] for row in rows} == {BONUS}
