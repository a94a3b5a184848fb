from collections.abc import Iterator

import pytest

from config.model import Config, Indicator, Quarter
from config.workspace import REPOSITORY, Workspace
from dashboard.access.gate import NotAllowed
from dashboard.access.person import Person
from dashboard.demo.build import missing_workbook
from dashboard.usecases import drafts
from dashboard.usecases.belonging import within
from dashboard.usecases.desk import Desk
from dashboard.usecases.loading import take_in
from dashboard.usecases.templates import template_file, template_units
from dashboard.usecases.trial import trial
from dashboard.usecases.uploading import answers, hand_in, read_upload
from loaders.intake.outcome import Intake
from loaders.store.database import migrate, open_engine
from loaders.store.readers import submissions
from tests.people import checker, head, leader, of_office, person, submitter
from tests.unit.intake.workbooks import Grid, xlsx_sheets

NAME, QUARTER = "衡阳市.xlsx", Quarter("2024Q4")


@pytest.fixture(scope="module")
def desk(hunan: Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("intake")
    engine = open_engine(f"sqlite:///{folder / 'store.db'}")
    migrate(engine)
    opened = Desk(Workspace(folder, REPOSITORY / "config", "", invented=True), hunan, engine)
    yield opened
    opened.workshop.close()
    engine.dispose()


@pytest.fixture(scope="module")
def form(desk: Desk) -> bytes:
    content = missing_workbook(desk, QUARTER, "430400").content
    before = missing_workbook(desk, Quarter("2024Q3"), "430400").content
    for quarter, kept in (("2024Q3", before), ("2024Q4", content)):
        receipt = take_in(desk.of(submitter("430400", "孙衡阳")), NAME, kept)
        assert receipt.receipt.startswith(f"JP-{quarter}")
    return content


def rules(intake: Intake) -> set[str]:
    return {finding.rule for finding in intake.findings}


@pytest.mark.parametrize("who", [submitter("430100"), submitter("430407"), submitter("elderly_care")], ids=str)
def test_a_file_of_another_unit_is_refused_and_held_against_nothing(desk: Desk, form: bytes, who: Person) -> None:
    at, before = desk.of(who), len(submissions(desk.engine))

    upload = read_upload(at, NAME, form)
    (done,) = hand_in(at, [upload], "zh_CN")
    loaded = take_in(at, NAME, form)

    own = "、".join(desk.config.region[p.unit].name if p.unit.isdigit() else "养老服务处" for p in who.posts)
    (finding,) = upload.findings
    assert finding.message() == f"这份文件的报送单位是衡阳市，您只能报送{own}的文件。"
    assert (upload.standing, done.slip, loaded.outcome) == ("refused", None, "rejected")
    assert rules(done.upload.intake) == rules(loaded.intake) == {"other_unit"}
    assert (upload.intake.rows, upload.intake.unmatched, upload.intake.asks) == ((), (), ())
    drafts.keep(at, upload)
    assert len(submissions(desk.engine)) == before
    assert drafts.restore(at, "zh_CN") == ((), ())
    assert trial(at, read_upload(desk, NAME, form).intake, "zh_CN") is None


@pytest.mark.parametrize(
    "who", [submitter("430400"), of_office(), person("b", ("submitter", "430400"), ("head", "430100"))]
)
def test_who_sends_for_the_unit_is_told_what_is_known_of_it(desk: Desk, form: bytes, who: Person) -> None:
    upload = read_upload(desk.of(who), NAME, form)

    assert upload.intake.rows
    assert "already_received" in rules(upload.intake)
    assert "other_unit" not in rules(upload.intake)


@pytest.mark.parametrize(
    "who", [head("430400"), checker("elderly_care"), leader(), person("a", ("auditor", ""))], ids=str
)
def test_who_only_reads_sends_nothing(desk: Desk, form: bytes, who: Person) -> None:
    at = desk.of(who)

    for refused in (
        lambda: read_upload(at, NAME, form),
        lambda: hand_in(at, [], "zh_CN"),
        lambda: take_in(at, NAME, form),
        lambda: template_file(at, "430400", "2024Q4"),
        lambda: drafts.restore(at, "zh_CN"),
    ):
        with pytest.raises(NotAllowed):
            refused()


def table(head_: str, *rows: list[object]) -> Grid:
    return [["养老服务处2025年第四季度情况表"], ["填报单位：养老服务处"], ["地区", head_], *rows]


def test_anothers_figures_do_not_show_through_the_checks_of_an_own_file(desk: Desk) -> None:
    foreign = next(i for i in desk.config.indicators if i.owner == "child_welfare" and i.name and not i.is_ratio)
    own = next(i for i in desk.config.indicators if i.code == "elderly_beds")
    for indicator in (foreign, own):
        grid = table(f"{indicator.name}（{indicator.unit}）", ["芙蓉区", 4321], ["天心区", 1234])
        grid[0], grid[1] = ["2025年第三季度情况表"], [f"填报单位：{desk.config.division[indicator.owner].name}"]
        assert take_in(desk, f"{indicator.code}.xlsx", xlsx_sheets({"表": grid})).receipt

    def told(who: Person, indicator: Indicator) -> str:
        grid = table(f"{indicator.name}（{indicator.unit}）", ["芙蓉区", 43_210_000], ["天心区", 12_340_000])
        found = read_upload(desk.of(who), "a.xlsx", xlsx_sheets({"表": grid})).findings
        return "\n".join(finding.message() for finding in found)

    clerk = submitter("elderly_care")
    assert told(clerk, own) == told(of_office(), own)
    assert told(of_office(), foreign) != told(clerk, foreign)
    assert "4321" in told(of_office(), foreign)
    assert "4321" not in told(clerk, foreign).replace("43210000", "")


def test_a_file_is_held_against_own_regions_and_own_indicators(desk: Desk) -> None:
    of_city, of_division = within(desk.of(submitter("430100")), "submit"), within(desk.of(checker("x")), "submit")
    elderly = within(desk.of(submitter("elderly_care")), "submit")
    assert of_city is not None
    assert of_division is not None
    assert elderly is not None

    assert of_city("430121", "cremations")
    assert not of_city("430000", "cremations")
    assert not of_city("430200", "cremations")
    assert elderly("430200", "elderly_beds")
    assert not elderly("430200", "cremations")
    assert not of_division("430200", "elderly_beds")
    assert within(desk.of(of_office()), "submit") is None


def test_templates_and_answers_are_those_of_own_units(desk: Desk) -> None:
    at = desk.of(person("a", ("submitter", "430400"), ("submitter", "430407"), ("submitter", "elderly_care")))

    assert list(template_units(at, "2026Q3", "zh_CN")) == ["elderly_care", "430400"]
    assert answers(at, "region", "zh_CN") == {"430400": "衡阳市", "430407": "衡阳市 石鼓区"}
    assert template_file(at, "430400", "2026Q3")[1]
    for other in ("430100", "child_welfare", "nobody"):
        with pytest.raises(NotAllowed):
            template_file(at, other, "2026Q3")


def test_a_receipt_names_who_handed_the_file_in_and_the_office_signs_in_its_post(desk: Desk, form: bytes) -> None:
    kept = [
        hand_in(desk.of(who), [read_upload(desk.of(who), NAME, form + b"\0" * number)], "zh_CN")
        for number, who in enumerate((submitter("430400", "孙衡阳"), of_office()), 1)
    ]
    slips = [done.slip for files in kept for done in files]

    assert [slip and slip.sender for slip in slips] == ["孙衡阳", "王五"]


def test_drafts_belong_to_an_account_not_to_its_login(desk: Desk, form: bytes) -> None:
    clerk, namesake = desk.of(submitter("430400", "孙衡阳")), desk.of(submitter("430400", "他人"))
    upload = read_upload(clerk, NAME, form)

    drafts.keep(clerk, upload)

    assert [one.key for one in drafts.restore(clerk, "zh_CN")[0]] == [upload.key]
    assert drafts.restore(namesake, "zh_CN") == ((), ())
    drafts.drop(namesake, upload.key)
    assert drafts.restore(clerk, "zh_CN")[0]


def test_a_draft_of_a_unit_that_is_not_ones_own_any_more_is_refused(desk: Desk, form: bytes) -> None:
    clerk = submitter("430400", "孙调走")
    drafts.keep(desk.of(clerk), read_upload(desk.of(clerk), NAME, form))
    moved = Person(clerk.login, clerk.name, submitter("430100").posts, clerk.account)

    (upload,), _ = drafts.restore(desk.of(moved), "zh_CN")

    assert rules(upload.intake) == {"other_unit"}
