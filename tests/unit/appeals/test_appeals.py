import datetime as dt
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from config.model import Calendar, Config, Quarter
from config.wording import translator
from dashboard.access.gate import NotAllowed
from dashboard.access.person import Person
from dashboard.releasing.making import Made, make_release
from dashboard.releasing.remarks import ReleaseProblem
from dashboard.releasing.verifying import verify_release
from dashboard.usecases.appeals import asking, deciding, evidence, listing, window
from dashboard.usecases.desk import Desk
from loaders.intake import evidence as files
from loaders.intake.evidence import EvidenceRefused
from loaders.store import appeals
from loaders.store.refusals import StepRefused
from loaders.store.verification import verify
from tests.frozen import DIVISIONS, EARLIER, INDICATOR, QUARTER, REGION, corrected, released, small_desk
from tests.people import checker, head, leader, of_office, person, submitter

OFFICE, LINE = of_office(), checker(DIVISIONS[0])
OTHER_LINE = checker(DIVISIONS[1], "赵六")
HEAD = head(REGION)
PDF = ("台账.pdf", b"%PDF-1.7 x")


@pytest.fixture
def desk(tmp_path: Path, engine: Engine, hunan: Config) -> Desk:
    return small_desk(tmp_path, engine, hunan)


@pytest.fixture
def first(desk: Desk) -> Made:
    return released(desk)


def asked(desk: Desk, first: Made, by: Person = HEAD, **said: object) -> str:
    told = {"about": "items", "items": [INDICATOR], "reason": "漏填一位", "region": REGION} | said
    return asking.ask(desk.of(by), QUARTER, first.release.id, **told)  # type: ignore[arg-type]


def only(desk: Desk, by: Person = OFFICE) -> listing.AppealLine:
    (line,) = listing.appeals_in_sight(desk.of(by))
    return line


def days_later(desk: Desk, days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Desk, "now", lambda self: dt.datetime.now(dt.UTC) + dt.timedelta(days=days))


def test_an_accepted_appeal_leads_to_a_revision_that_changes_a_rank_and_shows_it(desk: Desk, first: Made) -> None:
    number = asked(desk, first, held="9999户", files=[PDF])
    deciding.give_opinion(desk.of(LINE), number, "属实")
    deciding.decide(desk.of(OFFICE), number, "同意更正", accepted=True)
    assert listing.to_be_answered(desk.of(OFFICE), QUARTER) == {number: "长沙县"}
    corrected(desk, 0.0)

    made = make_release(desk.of(OFFICE), Quarter(QUARTER), "王五", translator(), "勘误：更正长沙县", appeals=[number])

    line, followed = only(desk, HEAD), listing.what_followed(desk.of(HEAD), number)
    assert (line.state, line.answer, line.days) == ("answered", made.release.id, None)
    assert made.release.reason == f"勘误：更正长沙县（申诉{number}）"
    assert followed is not None
    assert followed.before == line.place
    assert followed.before.rank is not None
    assert followed.after.rank is not None
    assert followed.after.rank > followed.before.rank
    changed = {(one.kind, one.region, one.before, one.after) for one in followed.figures}
    assert ("rank", "长沙县", followed.before.rank, followed.after.rank) in changed
    assert {region for _, region, _, _ in changed} == {"长沙县"}
    assert [one.after for one in followed.figures if one.kind == "value"] == [0.0]
    assert followed.others_moved > 0
    assert listing.to_be_answered(desk.of(OFFICE), QUARTER) == {}
    assert verify(desk.engine, desk.workspace.folder / "audit.seal").faults == ()
    assert verify_release(desk, made.release.id).faults == ()


@pytest.mark.parametrize("decided", [None, False])
def test_a_revision_does_not_answer_what_was_not_accepted(desk: Desk, first: Made, decided: bool | None) -> None:
    number = asked(desk, first)
    if decided is not None:
        deciding.decide(desk.of(OFFICE), number, "不属实", accepted=decided)
    corrected(desk, 0.0)

    with pytest.raises(ReleaseProblem):
        make_release(desk, Quarter(QUARTER), "王五", translator(), "勘误", appeals=[number])

    assert only(desk).newer == ""


def test_an_accepted_one_can_be_settled_by_a_release_that_was_made_meanwhile(desk: Desk, first: Made) -> None:
    number = asked(desk, first)
    deciding.decide(desk.of(OFFICE), number, "同意", accepted=True)
    with pytest.raises(StepRefused) as refused:
        deciding.settle(desk.of(OFFICE), number, "已更正")
    assert refused.value.message == deciding.NOTHING_NEWER
    corrected(desk, 0.0)
    second = released(desk, reason="勘误")

    deciding.settle(desk.of(OFFICE), number, "已更正")

    assert (only(desk).state, only(desk).answer) == ("answered", second.release.id)


def test_the_window_closes_at_the_end_of_the_declared_day(
    desk: Desk, first: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = desk.config.calendar.appeal_days
    plain = replace(desk, config=desk.config.model_copy(update={"calendar": without_windows(desk.config)}))
    found = window.appeal_window(plain.of(HEAD), QUARTER)
    assert found is not None
    assert (found.open, found.closes.time()) == (True, dt.time(23, 59, 59))
    assert (found.closes.date() - found.opens.date()).days == days
    assert window.appeal_window(plain.of(HEAD), EARLIER) is None

    days_later(desk, days + 1, monkeypatch)

    late = window.appeal_window(plain.of(HEAD), QUARTER)
    assert late is not None
    assert not late.open
    with pytest.raises(StepRefused) as refused:
        asked(plain, first)
    assert refused.value.message == window.OVER
    assert listing.appeals_in_sight(plain.of(OFFICE)) == ()


def without_windows(config: Config) -> Calendar:
    return config.calendar.model_copy(update={"appeal_windows": ()})


def test_a_quarter_may_stay_open_longer(hunan: Config) -> None:
    released_at, declared = dt.datetime(2026, 7, 18, 10), hunan.calendar.appeal_windows[0]

    assert hunan.calendar.appeals_close(declared.quarter, released_at) == declared.closes
    assert hunan.calendar.appeals_close("2025Q4", released_at) == dt.datetime(2026, 7, 25, 23, 59, 59)


def test_what_is_overdue_says_for_how_long(desk: Desk, first: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(desk, first)
    assert only(desk).days == desk.config.calendar.decision_days

    days_later(desk, desk.config.calendar.decision_days + 3, monkeypatch)

    assert only(desk).days == -3


@pytest.mark.parametrize(
    ("by", "region"),
    [(HEAD, "430181"), (submitter(REGION), "430100"), (person("孙", ("head", "430200")), REGION)],
)
def test_only_the_region_itself_asks(desk: Desk, first: Made, by: Person, region: str) -> None:
    with pytest.raises(StepRefused) as refused:
        asked(desk, first, by, region=region)

    assert refused.value.message == asking.NOT_YOURS


@pytest.mark.parametrize("by", [OFFICE, LINE, leader(), person("蒋", ("auditor", ""))])
def test_others_have_no_way_to_ask(desk: Desk, first: Made, by: Person) -> None:
    with pytest.raises(NotAllowed):
        asked(desk, first, by)


def test_a_head_asks_for_the_counties_and_a_submitter_for_the_own_unit(desk: Desk, first: Made) -> None:
    assert asked(desk, first, head("430100"))
    assert asked(desk, first, submitter(REGION), about="rank", items=[])


def test_the_owning_division_and_the_office_see_it_and_no_one_else(desk: Desk, first: Made) -> None:
    asked(desk, first)

    for by in (HEAD, submitter(REGION), head("430100"), LINE, OFFICE, person("蒋", ("auditor", ""))):
        assert only(desk, by).number
    for by in (OTHER_LINE, head("430200"), submitter("430100")):
        assert listing.appeals_in_sight(desk.of(by)) == ()
    with pytest.raises(NotAllowed):
        listing.appeals_in_sight(desk.of(leader()))


def test_another_division_gives_no_opinion(desk: Desk, first: Made) -> None:
    number = asked(desk, first)

    with pytest.raises(StepRefused) as refused:
        deciding.give_opinion(desk.of(OTHER_LINE), number, "不归我处")

    assert refused.value.message == appeals.UNKNOWN
    assert only(desk).waits_for == ("养老服务处",)


def test_who_asked_does_not_decide_in_another_post(desk: Desk, first: Made) -> None:
    both = person("两岗", ("head", REGION), ("office", ""))
    number = asked(desk, first, both)

    with pytest.raises(StepRefused) as refused:
        deciding.decide(desk.of(both), number, "同意", accepted=True)

    assert refused.value.message == appeals.OWN_HAND
    assert only(desk).state == "open"


def test_a_revision_meanwhile_has_to_be_looked_at_first(desk: Desk, first: Made) -> None:
    corrected(desk, 0.0)
    released(desk, reason="勘误")

    with pytest.raises(StepRefused) as refused:
        asked(desk, first)

    assert refused.value.message == window.OTHER_RELEASE


@pytest.mark.parametrize("items", [[], ["no_such_item"], [INDICATOR, "no_such_item"]])
def test_an_item_is_one_of_the_scheme(desk: Desk, first: Made, items: list[str]) -> None:
    with pytest.raises(StepRefused) as refused:
        asked(desk, first, items=items)

    assert refused.value.message == asking.NO_ITEM


def archive(*parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for part in parts:
            packed.writestr(part, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.pdf", b"<html>", files.NOT_WHAT_IT_SAYS),
        ("a.svg", b"<svg/>", files.WRONG_KIND),
        ("a.html", b"%PDF-1.7", files.WRONG_KIND),
        ("a.pdf", b"", files.EMPTY),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"x" * evidence.MOST_BYTES, files.TOO_LARGE),
        ("a.docx", b"PK\x03\x04 broken", files.NOT_WHAT_IT_SAYS),
        ("a.xlsx", archive("word/document.xml"), files.NOT_WHAT_IT_SAYS),
        ("a.xlsx", archive("xl/workbook.xml", "xl/vbaProject.bin"), files.RUNS),
        ("a.docx", archive("word/document.xml", "word/embeddings/a.bin"), files.RUNS),
        ("a.pdf", b"%PDF-1.7 /OpenAction << /S /JavaScript >>", files.RUNS),
    ],
)
def test_a_file_that_is_not_safe_is_refused_and_nothing_is_kept(
    desk: Desk, first: Made, name: str, content: bytes, message: str
) -> None:
    with pytest.raises(EvidenceRefused) as refused:
        asked(desk, first, files=[PDF, (name, content)])

    assert refused.value.message == message
    assert listing.appeals_in_sight(desk.of(OFFICE)) == ()


def test_more_files_than_may_come_with_an_appeal_are_refused(desk: Desk, first: Made) -> None:
    many = [(f"{number}.pdf", PDF[1]) for number in range(evidence.MOST_FILES + 1)]

    with pytest.raises(EvidenceRefused) as refused:
        asked(desk, first, files=many)

    assert refused.value.message == files.TOO_MANY
    assert listing.appeals_in_sight(desk.of(OFFICE)) == ()


def test_evidence_is_given_back_as_it_came_under_a_plain_name(desk: Desk, first: Made) -> None:
    word = archive("word/document.xml")
    number = asked(desk, first, files=[("../../说明\u202e.docx", word), PDF])

    kept = only(desk).files
    assert [(file.name, file.kind) for file in kept] == [("说明.docx", "docx"), ("台账.pdf", "pdf")]
    assert evidence.evidence_content(desk.of(LINE), number, kept[0].sha256) == word
    with pytest.raises(StepRefused):
        evidence.evidence_content(desk.of(OTHER_LINE), number, kept[0].sha256)
    with pytest.raises(StepRefused):
        evidence.evidence_content(desk.of(OFFICE), number, "0" * 64)
