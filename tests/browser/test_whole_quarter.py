import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from config.workspace import REPOSITORY, write_workspace
from dashboard.usecases.appeals.listing import what_followed
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.meetings.preparing import prepare_meeting
from tests.browser.conftest import at_rest, cookie_of, copied
from tests.browser.quarterly import (
    LATE,
    LEADERS,
    OWNER,
    PATIENT,
    QUARTER,
    a_case_is_judged_and_hung,
    a_comment_is_handed_out,
    a_task_is_handed_out,
    accepted,
    address_of,
    appealed,
    closed_on_evidence_only,
    closed_on_the_figure,
    red_since_september,
    released,
    sent_again,
    seven_vote_at_once,
    that_lifts_a_place,
)
from tests.people import of_office
from tests.serving import Served, serving, session_of
from tests.unit.meetings.gathered import DAY

pytestmark = pytest.mark.browser

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def province(demonstration: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("whole")
    config = folder / "config"
    shutil.copytree(REPOSITORY / "config", config, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (snippet,) = re.findall(
        r"```toml\n(\[\[sections\]\].*?)```", (REPOSITORY / "docs/assignments.md").read_text("utf-8"), re.S
    )
    with (config / "schemes" / "hunan_2026.toml").open("a", encoding="utf-8") as scheme:
        scheme.write(f"\n{snippet}")
    copied(demonstration, folder / "workspace")
    write_workspace(folder / "workspace", config, invented=True)
    return open_desk(folder / "workspace")


@pytest.fixture(scope="module")
def server(province: Desk) -> Iterator[Served]:
    with serving(province.workspace.folder) as server:
        yield server


@pytest.fixture
def opened(browser: Browser, province: Desk, server: Served) -> Iterator[Open]:
    contexts: dict[str, BrowserContext] = {}

    def open_as(login: str, path: str, *posts: tuple[str, str], size: tuple[int, int] = (1366, 768)) -> Page:
        if login not in contexts:
            contexts[login] = browser.new_context(
                viewport={"width": size[0], "height": size[1]}, locale="zh-CN", reduced_motion="reduce"
            )
            contexts[login].add_cookies([cookie_of(server.address, session_of(province, login, *posts))])
        page = contexts[login].new_page()
        page.goto(server.address + path)
        page.locator("h1").first.wait_for(timeout=PATIENT)
        at_rest(page)
        return page

    yield open_as
    for context in contexts.values():
        context.close()


def test_a_quarter_from_its_release_over_the_meeting_to_the_correction(province: Desk, opened: Open) -> None:
    lead = opened("leader-1", f"/assignments?assignment={closed_on_the_figure(province)}", ("leader", ""))
    expect(lead.locator("[data-testid=stMain]")).to_contain_text("已销号", timeout=PATIENT)

    red_since_september(province)
    a_task_is_handed_out(opened("leader-1", "/"))

    office = opened("the-office", f"/release?quarter={QUARTER}", ("office", ""))
    first = released(office)
    office.goto(address_of(office, f"/region?region={LATE}&quarter={QUARTER}&part=items&listed=all"))
    expect(office.locator("tr", has_text="督办扣分").first).to_contain_text(re.compile(r"[−-]2\.00"), timeout=PATIENT)
    lead.reload()
    expect(lead.get_by_text("指标回落，自动重新交办").first).to_be_visible(timeout=PATIENT)

    number = prepare_meeting(province.of(of_office()), "quarterly_review", QUARTER, DAY)
    screen = opened("the-office", f"/meeting?meeting={number}&face=screen")
    devices = [opened(login, f"/meeting?meeting={number}", ("leader", ""), size=(390, 844)) for login in LEADERS]
    seven_vote_at_once(screen, devices)
    given = a_comment_is_handed_out(screen, devices[0])

    clerk = opened("the-clerk", f"/assignments?assignment={given}", ("submitter", OWNER))
    office.goto(clerk.url)
    closed_on_evidence_only(office, clerk)
    office.goto(address_of(office, "/assignments?part=points"))
    expect(office.get_by_text(re.compile("[−-]2")).first).to_be_visible(timeout=PATIENT)

    a_case_is_judged_and_hung(opened("judge", f"/selection?quarter={QUARTER}"), office, province)

    better = that_lifts_a_place(province)
    head = opened("the-head", f"/region?region={better.region}&quarter={QUARTER}&part=appeal", ("head", better.region))
    asked = appealed(province, head, better.region)
    office.goto(address_of(office, f"/appeals?appeal={asked}"))
    accepted(office, asked)
    sent_again(province, better)
    office.goto(address_of(office, f"/release?quarter={QUARTER}"))
    second = released(office, "勘误：申诉更正")

    followed = what_followed(province.of(of_office()), asked)
    assert first != second
    assert followed is not None
    assert (followed.after.rank or 99) < (followed.before.rank or 0)
    office.goto(address_of(office, f"/appeals?appeal={asked}"))
    expect(office.get_by_text(f"第{followed.after.rank}名").first).to_be_visible(timeout=PATIENT)
    expect(office.get_by_text(second).first).to_be_visible(timeout=PATIENT)
