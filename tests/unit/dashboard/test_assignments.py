import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from config.frames import VALUES
from config.model import Config
from config.workspace import REPOSITORY, Workspace
from dashboard.access.gate import NotAllowed
from dashboard.access.person import Person
from dashboard.usecases.assignments import refusing
from dashboard.usecases.assignments.acting import evidence_file, reopen, send_evidence
from dashboard.usecases.assignments.escalations import escalations
from dashboard.usecases.assignments.making import assign, units_to_ask
from dashboard.usecases.assignments.reports import AssignmentReport, assignment, assignments
from dashboard.usecases.computed import computed_values, with_computed
from dashboard.usecases.desk import Desk
from dashboard.usecases.scoring import compute, frames_of, input_hash
from loaders.intake.evidence import EvidenceRefused
from loaders.store import readers
from loaders.store.auditreading import Asked, events
from loaders.store.database import migrate, open_engine
from loaders.store.refusals import StepRefused
from metrics.escalating import DEDUCTION
from tests.app.province import made_up_workspace
from tests.frozen import released
from tests.people import checker, head, leader, of_office, person, submitter
from tests.unit.dashboard.assigned import (
    CITY,
    COUNTY,
    LINE,
    MADE,
    OFFICE,
    OTHER,
    PICTURE,
    after,
    at,
    closed,
    handed_out,
    sent,
    sent_back,
    wanted,
)
from tests.unit.metrics import builders as build

AUDITOR = person("审计员", ("auditor", ""))


@pytest.fixture
def desk(hunan: Config, tmp_path: Path) -> Iterator[Desk]:
    engine = open_engine(f"sqlite:///{tmp_path / 'store.db'}")
    migrate(engine)
    yield Desk(Workspace(tmp_path, REPOSITORY / "config", "", invented=True), hunan, engine)
    engine.dispose()


def seen(desk: Desk, number: str, moment: dt.datetime, by: Person = OFFICE) -> AssignmentReport:
    with at(moment):
        found = assignment(desk.of(by), number)
    assert found is not None
    return found


def refused(act: Any, *arguments: Any) -> str:
    with pytest.raises(StepRefused) as caught:
        act(*arguments)
    return caught.value.message


def test_the_due_date_skips_the_holidays_and_counts_the_working_weekend(desk: Desk) -> None:
    made = dt.datetime(2026, 9, 24, 2, 0, tzinfo=dt.UTC)

    found = seen(desk, handed_out(desk, made, days=7), made)

    assert (found.due, found.days_left) == (dt.date(2026, 10, 12), 7)


def test_lights_come_on_by_the_share_of_working_days_and_red_the_day_after(desk: Desk) -> None:
    number = handed_out(desk, days=10)

    shown = {day: seen(desk, number, after(day)) for day in (0, 6, 7, 9, 10, 13, 14)}

    assert {day: one.light for day, one in shown.items()} == {
        0: "", 6: "", 7: "blue", 9: "blue", 10: "yellow", 13: "yellow", 14: "red",
    }  # fmt: skip
    assert (shown[13].days_left, shown[14].days_left, shown[14].overdue) == (0, -1, True)
    assert shown[0].coming[0] == ("blue", dt.date(2026, 9, 14))


def test_evidence_is_sent_by_the_owner_looked_at_by_another_and_closes(desk: Desk) -> None:
    number = handed_out(desk)
    sent(desk, number, after(3))
    sent_back(desk, number, after(4), checker(LINE))
    returned = seen(desk, number, after(4))
    sent(desk, number, after(5))
    closed(desk, number, after(6))

    found = seen(desk, number, after(60))

    assert (returned.state, returned.light) == ("returned", "yellow")
    assert (found.state, found.light, found.overdue) == ("closed", "", False)
    assert [step.action for step in found.steps] == ["sent", "returned", "sent", "closed"]
    assert [step.post_name for step in found.steps] == ["长沙市", "养老服务处", "长沙市", "办公室"]
    actions = [event.action for event in events(desk.engine, Asked(action="assignment"))]
    assert actions[::-1] == [f"assignment.{act}" for act in ("made", "sent", "returned", "sent", "closed")]


def test_nothing_closes_before_evidence_was_sent_and_nobody_closes_their_own(desk: Desk) -> None:
    number = handed_out(desk)
    both = person("两职", ("submitter", CITY), ("office", ""))
    assert refused(closed, desk, number, after(1)) == refusing.NOT_SENT
    sent(desk, number, after(2))

    assert refused(closed, desk, number, after(3), both) == refusing.OWN
    assert refused(closed, desk, number, after(3), checker("social_affairs")) == refusing.UNKNOWN
    with pytest.raises(NotAllowed):
        closed(desk, number, after(3), submitter(CITY))
    with pytest.raises(NotAllowed):
        closed(desk, number, after(3), leader())
    assert seen(desk, number, after(3)).state == "sent"


def test_the_office_does_not_look_at_what_the_office_owes(desk: Desk) -> None:
    number = handed_out(desk, owner="office", division="planning_finance")
    sent(desk, number, after(1), "office")

    assert refused(closed, desk, number, after(2)) == refusing.NOT_IN_CHARGE
    closed(desk, number, after(2), checker("planning_finance"))
    assert seen(desk, number, after(2)).closed


def test_time_stands_still_while_evidence_is_looked_at(desk: Desk) -> None:
    number = handed_out(desk, days=5)
    sent(desk, number, after(3))

    waiting = seen(desk, number, after(60))
    sent_back(desk, number, after(61))
    back = seen(desk, number, after(61))

    assert (waiting.light, waiting.overdue) == ("blue", False)
    assert (back.light, back.days_left) == ("yellow", 3)


def test_a_closed_one_is_opened_again_with_a_time_of_its_own(desk: Desk) -> None:
    number = handed_out(desk)
    sent(desk, number, after(1))
    closed(desk, number, after(2))
    with at(after(30)):
        reopen(desk.of(OFFICE), number, "问题反弹")

    found = seen(desk, number, after(30))

    assert (found.state, found.reopened, found.days_left, len(found.runs)) == ("open", True, 10, 2)
    assert refused(closed, desk, number, after(31)) == refusing.NOT_SENT


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"title": " "}, refusing.NO_TITLE),
    ({"demand": ""}, refusing.NO_DEMAND),
    ({"owner": "430000"}, refusing.NO_OWNER),
    ({"owner": "nobody"}, refusing.NO_OWNER),
    ({"co_owners": (CITY,)}, refusing.NO_OWNER),
    ({"owner": LINE}, refusing.NO_DIVISION),
    ({"days": 251}, refusing.WRONG_DAYS),
    ({"quarter": "2199Q1"}, refusing.NO_QUARTER),
    ({"recovers": True}, refusing.NO_INDICATOR),
    ({"indicator": "cremation_rate", "bound": float("nan")}, refusing.NO_INDICATOR),
]


@pytest.mark.parametrize(("changes", "message"), WRONG)
def test_what_is_missing_is_said_and_nothing_is_handed_out(desk: Desk, changes: dict[str, Any], message: str) -> None:
    assert refused(assign, desk.of(OFFICE), wanted(**changes)) == message
    assert assignments(desk.of(OFFICE)) == ()


def test_only_the_office_and_leaders_hand_out_and_the_province_itself_is_not_asked(desk: Desk) -> None:
    for someone in (submitter(CITY), head(CITY), checker(LINE), AUDITOR):
        with pytest.raises(NotAllowed):
            assign(desk.of(someone), wanted())

    assert seen(desk, handed_out(desk, by=leader()), MADE).made_by == "赵厅长"
    assert "430000" not in units_to_ask(desk.of(leader()))


def test_everyone_sees_what_is_theirs(desk: Desk) -> None:
    city, county = handed_out(desk), handed_out(desk, owner=COUNTY, division="social_affairs")
    other = handed_out(desk, owner=OTHER, co_owners=(COUNTY,), division=LINE)

    def numbers(someone: Person) -> set[str]:
        return {one.number for one in assignments(desk.of(someone))}

    assert numbers(leader()) == numbers(of_office()) == numbers(AUDITOR) == {city, county, other}
    assert numbers(head(CITY)) == {city, county, other}
    assert numbers(head(OTHER)) == {other}
    assert numbers(submitter(CITY)) == {city}
    assert numbers(submitter(COUNTY)) == {county, other}
    assert numbers(checker(LINE)) == {city, other}
    assert numbers(checker("social_affairs")) == {county}
    assert assignment(desk.of(submitter(OTHER)), city) is None


def test_what_someone_may_do_is_offered_to_them_alone(desk: Desk) -> None:
    number = handed_out(desk)

    before = {one.name: seen(desk, number, after(1), one).acts for one in (submitter(CITY), head(CITY), OFFICE)}
    sent(desk, number, after(1))
    later = {one.name: seen(desk, number, after(2), one).acts for one in (leader(), checker(LINE), AUDITOR)}

    assert before == {"陈报送": {"sent"}, "何局长": {"sent"}, "王五": set()}
    assert later == {"赵厅长": set(), "李四": {"returned", "closed"}, "审计员": set()}


def test_files_come_back_to_who_sees_the_assignment_and_to_nobody_else(desk: Desk) -> None:
    number = handed_out(desk)
    sent(desk, number, after(1))
    (file,) = seen(desk, number, after(1)).steps[0].files

    assert evidence_file(desk.of(checker(LINE)), number, file.sha256) == PICTURE[1]
    assert refused(evidence_file, desk.of(submitter(OTHER)), number, file.sha256) == refusing.UNKNOWN
    assert refused(evidence_file, desk.of(OFFICE), number, "0" * 64) == refusing.UNKNOWN
    (noted,) = events(desk.engine, Asked(action="file.downloaded"))
    assert (noted.subject, noted.after["sha256"]) == (number, file.sha256)


def test_a_file_that_is_not_taken_keeps_nothing_of_what_came_with_it(desk: Desk) -> None:
    number = handed_out(desk)

    with pytest.raises(EvidenceRefused):
        send_evidence(desk.of(submitter(CITY)), number, "已完成", [PICTURE, ("a.exe", b"MZ")])

    assert seen(desk, number, MADE).steps == ()
    assert refused(send_evidence, desk.of(submitter(CITY)), number, "已完成", []) == refusing.NO_FILE
    assert refused(send_evidence, desk.of(submitter(CITY)), number, " ", [PICTURE]) == refusing.NO_NOTE
    assert refused(send_evidence, desk.of(submitter(OTHER)), number, "已完成", [PICTURE]) == refusing.UNKNOWN


def test_two_yellow_lights_are_a_letter_and_a_red_one_an_interview_each_told_with_its_reason(desk: Desk) -> None:
    numbers = [handed_out(desk, days=10) for _ in range(2)]
    red = handed_out(desk, owner=OTHER, days=5)
    with at(after(11)):
        found = escalations(desk.of(OFFICE))
        own = escalations(desk.of(submitter(OTHER)))

    told = {(one.unit, one.quarter, one.consequence, one.assignments, one.points) for one in found}
    assert told == {
        (CITY, "2026Q3", "letter", tuple(numbers), -1.0),
        (OTHER, "2026Q3", "interview", (red,), -2.0),
    }
    assert [one.unit for one in own] == [OTHER]
    assert numbers[0] in next(one.text for one in found if one.unit == CITY)


def scheme_reading(desk: Desk) -> Desk:
    base = build.item("cremations", "completion", 100, target={"value": 100})
    taken = build.item(
        "supervision_deduction", "per_event", 10, parameters={"per_event": -1.0, "floor": -10.0, "start": 0}
    )
    section = build.section("s", base)
    less = build.section("less", taken).model_copy(update={"kind": "deduction", "full_marks": 10.0})
    scheme = build.scheme(section, less, groups=("prefectures",), full_marks=100)
    return Desk(desk.workspace, desk.config.model_copy(update={"schemes": (scheme,)}), desk.engine)


def test_points_reach_the_score_to_the_last_one_and_the_released_inputs(desk: Desk) -> None:
    scoring = scheme_reading(desk)
    given = {(region, "2026Q3", "cremations"): 90.0 for region in (CITY, OTHER)}
    values = build.collect(build.values(given))
    before = input_hash(scoring)
    handed_out(scoring, owner=OTHER, days=5)
    for _ in range(2):
        handed_out(scoring, days=10)

    with at(after(11)):
        both = with_computed(scoring, values)
        frozen = computed_values(scoring, DEDUCTION, ["2026Q2", "2026Q3"])
        moved = input_hash(scoring)

    board = frames_of(both, scoring.config)["ranking"].filter(pl.col("region_code").is_in([CITY, OTHER]))
    assert board.sort("region_code").select("region_code", "points").rows() == [(CITY, 89.0), (OTHER, 88.0)]
    assert dict(frozen.schema) == readers.polars_schema(VALUES)
    assert frozen.filter(pl.col("value") > 0).select("region_code", "quarter", "value").rows() == [
        (CITY, "2026Q3", 1.0),
        (OTHER, "2026Q3", 2.0),
    ]
    assert moved != before


def test_a_scheme_that_does_not_read_it_pays_nothing(desk: Desk) -> None:
    values = readers.values_frame(desk.engine, desk.config).collect()
    before = input_hash(desk)
    handed_out(desk)

    assert with_computed(desk, values) is values
    assert input_hash(desk) == before


def test_what_a_file_says_of_its_own_deduction_does_not_count(desk: Desk) -> None:
    own = build.collect(build.values({(CITY, "2026Q3", "supervision_deduction"): 7.0}))

    found = with_computed(scheme_reading(desk), own).filter(region_code=CITY)

    assert found["value"].to_list() == [0.0]


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Desk]:
    made = made_up_workspace(tmp_path, ("2026Q1", "2026Q2"))
    yield made
    made.engine.dispose()


def test_it_closes_when_the_released_figure_has_recovered_and_opens_by_itself_when_it_falls_back(
    province: Desk,
) -> None:
    released(province, "2026Q1")
    frame = compute(province)["measures"]
    known = {
        quarter: frame.filter(quarter=quarter, region_code=CITY, indicator="cremation_rate")["value"][0]
        for quarter in ("2026Q1", "2026Q2")
    }
    low, high = sorted(known.values())
    rising = known["2026Q2"] > known["2026Q1"]
    now = dt.datetime.now(dt.UTC)
    easy = handed_out(province, now, indicator="cremation_rate", bound=known["2026Q1"], recovers=True, quarter="2026Q1")
    hard = handed_out(province, now, indicator="cremation_rate", bound=high + 1, recovers=True, quarter="2026Q1")

    assert refused(closed, province, hard, now) == refusing.NOT_RECOVERED
    closed(province, easy, now)
    released(province, "2026Q2")
    later = now + dt.timedelta(hours=1)

    assert low < high
    assert not rising
    found = seen(province, easy, later)
    assert (found.state, found.fell_back, found.reopened) == ("open", True, True)
    assert [figure.meets for figure in found.watch.figures] == [True, False] if found.watch else False
