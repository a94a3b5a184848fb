from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from loaders.store import life, refusals
from loaders.store.counting import in_force, set_asides
from loaders.store.database import writing
from loaders.store.readers import current_values, highlights, input_hash, submission_by_receipt
from loaders.store.refusals import StepRefused
from loaders.store.released import submissions_behind
from loaders.store.steps import MOVES
from loaders.store.stored import newest_values, reported_figures, stored_indicators
from loaders.store.trail import answers_of, corrected_by, extensions, steps_in, steps_of
from tests.unit.store.lives import CAME, DIVISION, OFFICE, WARNINGS, handed_in

TOTAL = "total_mismatch 表 B9"


def do(engine: Engine, step: Callable[..., Any], receipt: str, *arguments: Any) -> Any:
    with writing(engine) as session:
        return step(session, receipt, *arguments)


def approve(engine: Engine, receipt: str) -> None:
    do(engine, life.approve, receipt, DIVISION)


def confirm(engine: Engine, receipt: str) -> None:
    do(engine, life.confirm, receipt, OFFICE)


def send_back(engine: Engine, receipt: str, *regions: str) -> None:
    do(engine, life.send_back, receipt, DIVISION, "长沙县数字有误", regions)


def state(engine: Engine, receipt: str) -> str:
    found = submission_by_receipt(engine, receipt)
    assert found is not None
    return found.state


def actions(engine: Engine, receipt: str) -> list[str]:
    return [step.action for step, about in steps_in(engine, "2026Q3") if about == receipt]


def counting(engine: Engine) -> dict[str, float]:
    return {row.region_code: row.value for row in current_values(engine)}


def test_a_submission_goes_from_the_unit_to_the_division_to_the_office(engine: Engine) -> None:
    receipt = handed_in(engine, {"430121": 1})

    approve(engine, receipt)
    confirm(engine, receipt)

    assert state(engine, receipt) == "confirmed"
    first, second, third = (step for step, _ in steps_in(engine, "2026Q3"))
    assert (first.action, first.actor, first.channel, first.at) == ("submitted", "elderly_care", "test", CAME)
    assert (second.action, second.actor, second.places) == ("approved", "李四", {"post": "elderly_care"})
    assert (third.action, third.unit, third.quarter) == ("confirmed", "elderly_care", "2026Q3")


WRONG = [
    ((), life.confirm, "submitted", "confirmed"),
    ((approve,), life.approve, "approved", "approved"),
    ((approve, confirm), life.approve, "confirmed", "approved"),
    ((approve, confirm), life.confirm, "confirmed", "confirmed"),
    ((approve, confirm), life.send_back, "confirmed", "returned"),
    ((send_back,), life.approve, "returned", "approved"),
    ((send_back,), life.confirm, "returned", "confirmed"),
    ((send_back,), life.send_back, "returned", "returned"),
]


@pytest.mark.parametrize(("before", "step", "found", "action"), WRONG)
def test_a_step_that_the_state_does_not_allow_says_who_was_before_and_changes_nothing(
    engine: Engine, before: tuple[Any, ...], step: Callable[..., Any], found: str, action: str
) -> None:
    receipt = handed_in(engine, {"430121": 1})
    for one in before:
        one(engine, receipt)
    told = actions(engine, receipt)

    with pytest.raises(StepRefused) as refused:
        do(engine, step, receipt, OFFICE, "原因")

    assert refused.value.message == refusals.WRONG_STATE[found, action]
    assert receipt in str(refused.value)
    assert state(engine, receipt) == found
    assert actions(engine, receipt) == told


def test_every_step_that_a_state_forbids_has_its_sentence() -> None:
    states, taken = ("submitted", "approved", "returned", "confirmed"), ("approved", "confirmed", "returned")
    forbidden = {(one, action) for one in states for action in taken} - set(MOVES)

    assert set(refusals.WRONG_STATE) == forbidden | {("confirmed", "answered"), ("returned", "answered")}


def test_of_two_reviewers_at_once_one_is_refused(engine: Engine) -> None:
    receipt = handed_in(engine, {"430121": 1})

    def try_to(_: int) -> str:
        try:
            approve(engine, receipt)
        except StepRefused as refused:
            return refused.message
        return ""

    with ThreadPoolExecutor(4) as pool:
        said = sorted(pool.map(try_to, range(4)))

    assert said == ["", *[refusals.WRONG_STATE["approved", "approved"]] * 3]
    assert actions(engine, receipt) == ["submitted", "approved"]


def test_a_return_without_a_reason_or_of_nothing_is_refused(engine: Engine) -> None:
    receipt = handed_in(engine, {"430121": 1, "430181": 2})

    for arguments, message in (
        ((receipt, DIVISION, "  "), refusals.NO_REASON),
        (("JP-0", DIVISION, "错"), refusals.UNKNOWN),
        ((receipt, DIVISION, "错", ["430102"]), refusals.NOT_IN_IT),
    ):
        with pytest.raises(StepRefused) as refused:
            do(engine, life.send_back, *arguments)
        assert refused.value.message == message

    assert state(engine, receipt) == "submitted"
    assert set_asides(engine) == {}


def test_what_is_returned_counts_nowhere_and_the_earlier_figures_count_again(engine: Engine) -> None:
    first = handed_in(engine, {"430121": 1, "430181": 2})
    second = handed_in(engine, {"430121": 10, "430182": 30}, indicator="home_adaptations")
    assert counting(engine) == {"430121": 10, "430181": 2, "430182": 30}

    send_back(engine, second)

    assert counting(engine) == {"430121": 1, "430181": 2}
    assert {row.value for row in newest_values(engine, "home_adaptations")} == {1, 2}
    assert {region for _, region in reported_figures(engine, "2026Q3")["elderly_care"]} == {"430121", "430181"}
    assert [one.receipt for one in submissions_behind(engine, ["2026Q3"])] == [first]
    assert stored_indicators(engine) == ["home_adaptations"]
    send_back(engine, first)
    assert counting(engine) == {}
    assert stored_indicators(engine) == []
    assert highlights(engine) == []


def test_a_region_that_is_set_aside_does_not_hold_up_the_others(engine: Engine) -> None:
    first = handed_in(engine, {"430121": 1, "430181": 2})
    second = handed_in(engine, {"430121": 10, "430181": 20})

    send_back(engine, second, "430121")
    approve(engine, second)

    assert counting(engine) == {"430121": 1, "430181": 20}
    assert state(engine, second) == "approved"
    returned = steps_in(engine, "2026Q3")[2][0]
    assert (returned.action, returned.regions, returned.reason) == ("returned", ["430121"], "长沙县数字有误")
    with pytest.raises(StepRefused, match="430121") as refused:
        send_back(engine, second, "430121")
    assert refused.value.message == refusals.ASIDE_ALREADY
    numbers = {one.receipt: one.id for one in submissions_behind(engine, ["2026Q3"])}
    assert in_force(engine, "2026Q3") == {numbers[first]: 1, numbers[second]: 1}


def test_the_last_regions_that_were_left_are_the_whole_submission(engine: Engine) -> None:
    receipt = handed_in(engine, {"430121": 1, "430181": 2})
    send_back(engine, receipt, "430121")

    send_back(engine, receipt, "430181")

    assert state(engine, receipt) == "returned"
    assert actions(engine, receipt) == ["submitted", "returned", "returned"]


def test_only_what_changes_a_value_changes_the_hash_of_the_inputs(engine: Engine) -> None:
    handed_in(engine, {"430121": 1})
    before = input_hash(engine, "config")
    second = handed_in(engine, {"430121": 10, "430181": 20})
    came = input_hash(engine, "config")

    approve(engine, second)
    assert input_hash(engine, "config") == came
    send_back(engine, second, "430121")
    assert len({before, came, input_hash(engine, "config")}) == 3
    send_back(engine, second)
    assert input_hash(engine, "config") == before


def test_a_correction_names_the_newest_earlier_submission_of_its_kind_unit_and_period(engine: Engine) -> None:
    first = handed_in(engine, {"430100": 1}, submitter="430100")
    handed_in(engine, {"430200": 1}, submitter="430200")
    handed_in(engine, {"430100": 1}, submitter="430100", quarter="2026Q2")
    second = handed_in(engine, {"430100": 2}, submitter="430100")
    send_back(engine, second)

    third = handed_in(engine, {"430100": 3}, submitter="430100")

    corrects = {about: step.places.get("corrects") for step, about in steps_in(engine, "2026Q3") if not step.reason}
    assert (corrects[first], corrects[second], corrects[third]) == (None, first, second)
    kept = submission_by_receipt(engine, first)
    assert kept is not None
    assert corrected_by(engine, kept) == second


def test_reasons_are_kept_for_warnings_only_and_of_one_the_newest_holds(engine: Engine) -> None:
    note = "mark_doubtful 表 B2"
    receipt = handed_in(engine, {"430121": 1}, findings=WARNINGS, actor="赵六", reasons={TOTAL: "含省本级", note: "x"})
    kept = submission_by_receipt(engine, receipt)
    assert kept is not None
    number = kept.id or 0
    assert [answer.reason for answer in answers_of(engine, number).values()] == ["含省本级"]

    do(engine, life.answer, receipt, DIVISION, {TOTAL: "含省本级一家"})
    again = do(engine, life.answer, receipt, DIVISION, {TOTAL: "含省本级一家"})

    assert again is None
    assert [(one.reason, one.actor) for one in answers_of(engine, number).values()] == [("含省本级一家", "李四")]
    told = [(step.action, step.actor, step.places.get("answers")) for step in steps_of(engine, number)]
    assert told == [("submitted", "赵六", 1), ("answered", "李四", 1)]


def test_an_answer_to_what_is_no_warning_or_is_closed_is_refused(engine: Engine) -> None:
    receipt = handed_in(engine, {"430121": 1}, findings=WARNINGS)

    for reasons, message in (
        ({"mark_doubtful 表 B2": "x"}, refusals.NOT_A_WARNING),
        ({TOTAL: " "}, refusals.NO_REASON),
        ({}, refusals.NO_REASON),
    ):
        with pytest.raises(StepRefused) as refused:
            do(engine, life.answer, receipt, DIVISION, reasons)
        assert refused.value.message == message
    approve(engine, receipt)
    confirm(engine, receipt)
    with pytest.raises(StepRefused) as refused:
        do(engine, life.answer, receipt, DIVISION, {TOTAL: "x"})
    assert refused.value.message == refusals.WRONG_STATE["confirmed", "answered"]


def test_of_two_extensions_the_newest_holds_and_both_are_in_the_trail(engine: Engine) -> None:
    for days in (30, 20):
        with writing(engine) as session:
            until = CAME.replace(day=1, month=11).replace(day=days)
            life.extend(session, "2026Q3", "430100", until, OFFICE, "停电")

    assert extensions(engine)["2026Q3", "430100"].until.day == 20
    steps = steps_in(engine, "2026Q3")
    assert [(step.action, step.unit, about, step.reason) for step, about in steps] == [
        ("extended", "430100", "", "停电")
    ] * 2
    with pytest.raises(StepRefused), writing(engine) as session:
        life.extend(session, "2026Q3", "430100", CAME, OFFICE, " ")


@pytest.mark.parametrize("change", ["UPDATE step SET reason = 'x'", "DELETE FROM step"])
def test_the_database_itself_refuses_to_change_the_trail(engine: Engine, change: str) -> None:
    receipt = handed_in(engine, {"430121": 1})

    with pytest.raises(DBAPIError, match="never changed or deleted"), writing(engine) as session:
        session.execute(text(change))

    assert actions(engine, receipt) == ["submitted"]
