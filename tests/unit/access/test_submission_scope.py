from collections.abc import Iterator
from pathlib import Path

import pytest

from config.model import ROLES, Config, Role
from config.workspace import REPOSITORY, Workspace
from dashboard.access.gate import NotAllowed
from dashboard.access.person import Person, operator
from dashboard.usecases.collection import collected_quarters, collection
from dashboard.usecases.deliveries import deliveries, opened_delivery, raw_bytes, standing_deliveries
from dashboard.usecases.desk import Desk
from dashboard.usecases.receipts import (
    annotated_content,
    raw_content,
    submission_of,
    submission_record,
    submission_records,
)
from dashboard.usecases.review import review_desk
from dashboard.usecases.reviewing import answer, review
from dashboard.usecases.submissions import moved_since_last_quarter, submission_status
from dashboard.usecases.trails import trail_in, trail_of, trail_records
from dashboard.usecases.windows import deadline
from loaders.store import refusals
from loaders.store.database import migrate, open_engine
from loaders.store.readers import submission_by_receipt
from loaders.store.refusals import StepRefused
from tests.people import Reviewer as At
from tests.people import extend, head, of_office, person, submitter
from tests.unit.store.lives import WARNINGS, handed_in

QUARTER = "2026Q3"
SENT = ("elderly_care", "child_welfare", "planning_finance", "430100", "430121", "430200")
DIVISIONS, REGIONS = ("", "elderly_care", "child_welfare", "planning_finance"), ("430000", "430100", "430121", "430200")
UNITS: dict[Role, tuple[str, ...]] = {
    "reviewer": DIVISIONS,
    "head": ("", *REGIONS),
    "submitter": (*DIVISIONS, *REGIONS),
    "administrator": ("", "430100"),
}
SEVERAL: tuple[tuple[tuple[Role, str], ...], ...] = (
    (("reviewer", "elderly_care"), ("submitter", "430200")),
    (("submitter", "elderly_care"), ("submitter", "430121")),
    (("head", "430100"), ("reviewer", "child_welfare")),
    (("administrator", ""), ("submitter", "430100")),
    (),
)
ONE: tuple[tuple[tuple[Role, str], ...], ...] = tuple(
    ((role, unit),) for role in ROLES for unit in UNITS.get(role, ("",))
)


@pytest.fixture(scope="module")
def desk(hunan: Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("scope")
    engine = open_engine(f"sqlite:///{folder / 'store.db'}")
    migrate(engine)
    yield Desk(Workspace(folder, REPOSITORY / "config", "", invented=True), hunan, engine)
    engine.dispose()


@pytest.fixture(scope="module")
def sent(desk: Desk) -> dict[str, str]:
    return {
        unit: handed_in(desk.engine, {unit if unit.isdigit() else told: 1}, submitter=unit, findings=WARNINGS)
        for unit, told in zip(SENT, ("430181", "430182", "430204", "", "", ""), strict=True)
    }


def visible(config: Config, posts: tuple[tuple[Role, str], ...], unit: str) -> bool:
    statistics = [one.indicator for one in config.statistics if one.indicator]
    of_a_form = {one.owner for one in config.indicators if one.code in statistics}
    parents = {region.code: region.parent_code for region in config.regions}
    for role, own in posts:
        if role in ("leader", "office"):
            return True
        if role == "submitter" and own == unit:
            return True
        if role == "reviewer" and own and (own == unit or (unit.isdigit() and own in of_a_form)):
            return True
        above = unit if unit.isdigit() else ""
        while role == "head" and above:
            if above == own:
                return True
            above = parents.get(above, "")
    return False


@pytest.mark.parametrize("posts", [*ONE, *SEVERAL], ids=str)
def test_who_sees_which_submission_is_as_a_naive_reading_of_the_posts_says(
    desk: Desk, sent: dict[str, str], posts: tuple[tuple[Role, str], ...]
) -> None:
    at = desk.of(person("某人", *posts))
    expected = {receipt for unit, receipt in sent.items() if visible(desk.config, posts, unit)}
    if not at.sight.has("submissions"):
        assert not expected
        for refused in (deliveries, collected_quarters):
            with pytest.raises(NotAllowed):
                refused(at, "zh_CN") if refused is deliveries else refused(at)
        with pytest.raises(NotAllowed):
            submission_status(at, sent["430100"], "zh_CN")
        return

    lists = {
        "deliveries": {one.receipt for one in deliveries(at, "zh_CN")},
        "standing": {one.receipt for one in standing_deliveries(at, QUARTER, "zh_CN")},
        "collection": {one.delivery.receipt for one in collection(at, QUARTER, "zh_CN").units if one.delivery},
        "review": {one.key for one in review_desk(at, QUARTER, "zh_CN").lines if one.delivery},
        "records": {one["receipt"] for one in submission_records(at, QUARTER, "zh_CN")},
        "trail": {one.receipt for one in trail_in(at, QUARTER, "zh_CN")},
        "trail for programs": {one["receipt"] for one in trail_records(at, QUARTER)},
        "status": {one for one in sent.values() if submission_status(at, one, "zh_CN")},
        "moves": {one for one in sent.values() if moved_since_last_quarter(at, one, "zh_CN")},
        "by receipt": {one for one in sent.values() if submission_of(at, one)},
        "steps": {one for one in sent.values() if trail_of(at, one, "zh_CN")},
    }

    assert {name: found for name, found in lists.items() if found != expected} == {}


def test_a_head_sees_the_own_region_and_those_below_and_no_units_beside(desk: Desk, sent: dict[str, str]) -> None:
    shown = collection(desk.of(head("430100")), QUARTER, "zh_CN")

    assert {unit.code for unit in shown.owing} == {"430100"}
    assert {unit.delivery.unit for unit in shown.units if unit.delivery} == {"430100", "430121"}


def test_what_is_anothers_is_as_if_it_were_not_there(desk: Desk, sent: dict[str, str]) -> None:
    at, foreign = desk.of(submitter("430100")), sent["430200"]
    kept = submission_by_receipt(desk.engine, foreign)
    assert kept is not None
    (delivery,) = [one for one in deliveries(desk, "zh_CN") if one.receipt == foreign]

    assert opened_delivery(at, kept.id or 0, "zh_CN") is None
    assert raw_bytes(at, delivery) is None
    assert raw_content(at, kept) is None
    assert raw_bytes(desk.of(submitter("430200")), delivery) is not None
    with pytest.raises(StepRefused) as unknown:
        answer(at, "JP-0", {"total_mismatch 表 B9": "x"})
    with pytest.raises(StepRefused) as refused:
        answer(at, foreign, {"total_mismatch 表 B9": "x"})
    assert (unknown.value.message, refused.value.message) == (refusals.UNKNOWN, refusals.UNKNOWN)
    for told in (annotated_content, submission_record):
        with pytest.raises(KeyError):
            told(at, kept, "zh_CN")


def test_a_division_acts_on_its_own_line_and_does_not_learn_of_another(desk: Desk, sent: dict[str, str]) -> None:
    at = desk.of(person("李四", ("reviewer", "elderly_care")))

    done = review(at, "approved", [sent["child_welfare"], "JP-0"], "elderly_care", locale="en")

    assert [one.refused.replace(one.receipt, "X") for one in done] == ["There is no submission X."] * 2
    assert [one.unit for one in done] == ["", ""]


def test_an_extension_is_told_to_those_whom_it_concerns(desk: Desk, sent: dict[str, str]) -> None:
    closes = desk.config.calendar.window(QUARTER).closes
    extend(desk, QUARTER, "430200", closes.replace(year=closes.year + 1), "停电", At("王五", "office"))

    def extended(who: Person) -> bool:
        window = deadline(desk.of(who), QUARTER, "430200")
        return window is not None and window.extended

    assert [extended(who) for who in (submitter("430200"), head("430200"), of_office(), operator())] == [True] * 4
    assert [extended(who) for who in (submitter("430100"), head("430100"))] == [False] * 2
    assert {step.action for step in trail_in(desk.of(submitter("430100")), QUARTER, "zh_CN")} == {"submitted"}
    assert "extended" in {step.action for step in trail_in(desk.of(submitter("430200")), QUARTER, "zh_CN")}


def test_the_auditor_reads_every_step_and_no_submission(desk: Desk, sent: dict[str, str], tmp_path: Path) -> None:
    auditor = desk.of(person("审计员", ("auditor", "")))

    assert {one.receipt for one in trail_in(auditor, QUARTER, "zh_CN")} >= set(sent.values())
    assert trail_of(auditor, sent["430100"], "zh_CN")
    with pytest.raises(NotAllowed):
        submission_records(auditor, QUARTER, "zh_CN")
