import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from xlsxwriter import Workbook

from config.model import Quarter
from dashboard.access.person import Person, Post
from dashboard.usecases.access import make_token
from dashboard.usecases.appeals import asking as appealing
from dashboard.usecases.desk import Desk
from dashboard.usecases.meetings.preparing import prepare_meeting
from loaders.intake.evidence import Evidence
from loaders.intake.outcome import EntryRow, HighlightRow, Intake
from loaders.store.accesstables import Account
from loaders.store.accounts import give_post, keep_account
from loaders.store.appeals import About
from loaders.store.database import writing
from loaders.store.following import hand_out, take_step
from loaders.store.followtables import Assignment
from loaders.store.highlighting import enter_case, take_case_step, turn_round
from loaders.store.highlighttables import HighlightEntry
from loaders.store.life import hand_over
from loaders.store.readers import submission_by_receipt
from loaders.store.released import newest_release
from loaders.store.steps import Signed
from loaders.store.tables import Submission
from loaders.store.writers import keep_raw, keep_submission
from tests.app.province import QUARTERS, made_up_workspace, row_of, submit
from tests.frozen import released
from tests.matrix.seats import BELOW, FOREIGN, LINE, OTHER, OWN, SEATS, TOKENS
from tests.serving import session_of
from tests.unit.dashboard.chosen import PICTURE as CHOSEN_PICTURE
from tests.unit.store.lives import CAME, WARNINGS, figure_row

RELEASED, OPEN = QUARTERS[-2:]
CONFIRMED_IN = "2024Q4"
STATISTIC, COUNTY = "township_divisions", "430202"
OF_LINE, OF_FOREIGN = "home_adaptations", "cremations"
RATIO_OF_LINE, RATIO_OF_FOREIGN = "elderly_visit_rate", "cremation_rate"
UNITS: Mapping[str, str] = {"own": OWN, "below": BELOW, "other": OTHER, "line": LINE, "foreign": FOREIGN}
SUPPORT = "planning_finance"
ASKED: Mapping[str, str] = {"own": OWN, "below": BELOW, "other": OTHER, "line": OTHER, "foreign": FOREIGN}
PICTURE = b"\x89PNG\r\n\x1a\n picture"
TARGETS: Mapping[str, Post] = {
    "own": Post("submitter", OWN),
    "below": Post("submitter", BELOW),
    "other": Post("submitter", OTHER),
    "foreign": Post("office"),
}


@dataclass(frozen=True, eq=False)
class World:
    desk: Desk
    receipts: Mapping[str, str]
    people: Mapping[str, Person]
    tokens: Mapping[str, str]
    handed_out: str
    case: str
    confirmed: str
    appeals: Mapping[str, str]
    meeting: str

    def signed_in(self, seat: str) -> str:
        # Anew each time: the suite takes longer than a session may lie idle.
        return session_of(self.desk, self.people[seat].login)

    def at(self, seat: str) -> Desk:
        return self.desk.of(self.people[seat])

    def submission(self, place: str) -> Submission:
        found = submission_by_receipt(self.desk.engine, self.receipts[place])
        assert found is not None
        return found

    def places(self, receipts: set[str]) -> set[str]:
        return {place for place, receipt in self.receipts.items() if receipt in receipts}


def made_world(folder: Path) -> World:
    desk = made_up_workspace(folder, (RELEASED, OPEN))
    _revise(desk)
    sent(desk, FOREIGN, RELEASED, case=_case(OTHER, OF_FOREIGN, "released"))
    released(desk, RELEASED)
    for region in desk.config.children[desk.config.province.top]:
        if region.code not in UNITS.values():
            sent(desk, region.code, OPEN)
    receipts = {place: sent(desk, unit, OPEN) for place, unit in UNITS.items()}
    for place, region, code in (
        ("own", OWN, OF_FOREIGN),
        ("below", BELOW, OF_FOREIGN),
        ("foreign", OTHER, OF_FOREIGN),
        ("line", OTHER, OF_LINE),
    ):
        sent(desk, "office", OPEN, case=_case(region, code, place))
    for place, post in TARGETS.items():
        account_with(desk, target(place), post)
    people = {seat: account_with(desk, f"seat-{seat}", *posts) for seat, posts in SEATS.items()}
    tokens = {kind: make_token(desk, kind, unit) for kind, unit in TOKENS.items() if unit is not None}
    for place in UNITS:
        handed_out(desk, place)
    meeting = prepare_meeting(desk, "quarterly_review", OPEN, dt.date(2026, 10, 20))
    return World(
        desk,
        receipts,
        people,
        tokens,
        handed_out(desk, "own", title="共同", division=LINE),
        *_chosen(desk),
        _asked(desk),
        meeting,
    )


def _chosen(desk: Desk) -> tuple[str, str]:
    number = chosen_case(desk, OWN, OPEN, "passed")
    before, after = (desk.now() - dt.timedelta(hours=hours) for hours in (9, 8))
    with writing(desk.engine) as session:
        turn_round(session, OPEN, "opened", Signed("某人", desk.now(), "test", "office"))
        for action, at in (("opened", before), ("closed", after)):
            turn_round(session, CONFIRMED_IN, action, Signed("某人", at, "test", "office"))
    return number, chosen_case(desk, OWN, CONFIRMED_IN, "passed", "confirmed")


def chosen_case(desk: Desk, unit: str, quarter: str, *actions: str) -> str:
    region = unit if unit.isdigit() else OTHER
    told = {"unit": unit, "region_code": region, "quarter": quarter, "title": f"亮点 {unit}", "line": LINE}
    same = dict.fromkeys(("number", "what_was_done", "effect", "indicator", "made_by", "login"), "")
    rest = {"kind": "work", "level": "none", "source": {}, "made_at": desk.now(), "invented": True}
    steps = actions or (("passed", "confirmed") if quarter == CONFIRMED_IN else ())
    with writing(desk.engine) as session:
        early = Signed("某人", desk.now() - dt.timedelta(days=1), "test", unit)
        entry = enter_case(session, HighlightEntry(**{**same, **told, **rest}), early)
        take_case_step(session, entry, "sent", early, files=[Evidence(*CHOSEN_PICTURE)])
        for action in steps:
            by = early if action == "passed" else Signed("某人", desk.now(), "test", "office")
            take_case_step(session, entry, action, by, said={"level": "none"})
        return entry.number


def handed_out(desk: Desk, place: str, days_ago: int = 0, **terms: str) -> str:
    made = desk.now() - dt.timedelta(days=days_ago)
    told = {"title": f"交办 {place}", "owner": ASKED[place], "division": LINE if place == "line" else SUPPORT}
    due = desk.config.supervision.due.workdays.after(desk.local(made).date(), 5)
    rest = {"co_owners": [], "source": {}, "watch": {}, "days": 5, "due": due, "made_at": made, "invented": True}
    same = dict.fromkeys(("number", "demand", "made_by", "login"), "") | {"quarter": OPEN, "closes_by": "evidence"}
    with writing(desk.engine) as session:
        kept = hand_out(
            session, Assignment(**{**same, **rest, **told, **terms}), Signed("某人", made, "test", "office")
        )
        if not days_ago:
            by = Signed("某人", made, "test", ASKED[place], login="someone")
            take_step(session, kept, "sent", by, "已办", [Evidence("照片.png", PICTURE)])
        return kept.number


def _revise(desk: Desk) -> None:
    told = (
        (FOREIGN, RELEASED, OF_FOREIGN, (COUNTY,)),
        (FOREIGN, OPEN, OF_FOREIGN, (COUNTY, BELOW)),
        (LINE, OPEN, OF_LINE, (COUNTY,)),
    )
    for unit, quarter, code, regions in told:
        item = desk.config.indicator[code]
        rows = tuple(row_of(item, desk.config.region[region], quarter, 99.0, "Z9") for region in regions)
        submit(desk, unit, quarter, rows)


def _asked(desk: Desk) -> dict[str, str]:
    items = {item.owner: item.code for item in desk.config.scheme_for(RELEASED)[0].items}
    release = newest_release(desk.engine, RELEASED)
    assert release is not None

    def ask(place: str, region: str, owner: str) -> str:
        at = desk.of(Person(f"asks-{place}", f"某{place}", (Post("head", region),), 1, 1))
        files = [(f"{place}.pdf", f"%PDF-1.7 {place}".encode())]
        about: About = "items" if owner else "rank"
        chosen = [items[owner]] if owner else []
        return appealing.ask(at, RELEASED, release.id, region, about, chosen, f"某{place}", files=files)

    return {
        "own": ask("own", OWN, ""),
        "below": ask("below", BELOW, FOREIGN),
        "foreign": ask("foreign", OTHER, FOREIGN),
        "line": ask("line", OTHER, LINE),
    }


def target(place: str) -> str:
    return f"target-{place}"


def account_with(desk: Desk, login: str, *posts: Post) -> Person:
    with writing(desk.engine) as session:
        account = keep_account(session, Account(login=login, name=f"某{login}", made_at=desk.now(), made_by="test"))
        for post in posts:
            give_post(session, account, post.role, post.unit, "test", desk.now())
        return Person(login, account.name, posts, account.id or 0, 0, "10.0.0.1")


def workbook(text: str) -> bytes:
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        book.add_worksheet("表").write(0, 0, text)
    return buffer.getvalue()


def form_of(desk: Desk, unit: str, quarter: str = OPEN) -> Intake:
    region = unit if unit.isdigit() else OTHER
    code = STATISTIC if unit.isdigit() else OF_LINE if unit == LINE else OF_FOREIGN
    if unit.isdigit():
        rows = (figure_row(region, 77.0, quarter, code),)
    else:
        told = ((region, "B2"), (COUNTY, "B3"))
        rows = tuple(row_of(desk.config.indicator[code], desk.config.region[r], quarter, 77.0, at) for r, at in told)
    return Intake(
        "statutory_form" if unit.isdigit() else "division_workbook",
        region_code=region if unit.isdigit() else "",
        submitter=unit,
        period=Quarter(quarter).last_month,
        rows=rows,
        findings=(*WARNINGS, replace(WARNINGS[1], sheet=rows[-1].sheet, cell=rows[-1].cell)),
        entries=_lines(OTHER, "line") if unit == LINE and quarter == OPEN else (),
    )


def _case(region: str, code: str, place: str) -> HighlightRow:
    return HighlightRow(f"案例 {place}", region, "elderly_care", "做法", "成效", code, "表", "B3")


def _told(case: HighlightRow) -> Intake:
    place = case.title.removeprefix("案例 ")
    lines = () if place == "line" else _lines(case.region_code, place)
    return Intake("division_workbook", highlights=(case,), entries=lines)


def _lines(region: str, place: str) -> tuple[EntryRow, ...]:
    told = {"progress": "推进中", "done_share": "10", "plan": "再推进", "measure": "整改", "due": "2025-01-31"}
    return tuple(
        EntryRow(ledger, f"台账 {place}", region, {**told, "state": "under_way"}, "台账", "B3")
        for ledger in ("key_tasks", "rectifications")
    )


def sent(desk: Desk, unit: str, quarter: str, case: HighlightRow | None = None) -> str:
    intake = form_of(desk, unit, quarter) if case is None else _told(case)
    name = f"{unit}{case.title if case else ''}{quarter}"
    with writing(desk.engine) as session:
        submission = Submission(
            receipt=f"pending {name}",
            kind=intake.kind or "",
            submitter=unit,
            region_code=intake.region_code,
            period=Quarter(quarter).last_month,
            quarter=quarter,
            file_name=f"{name}.xlsx",
            sha256=keep_raw(session, workbook(name)),
            received_at=CAME,
            channel="test",
            outcome="accepted",
            late=False,
            invented=True,
            rows=len(intake.rows),
        )
        keep_submission(session, submission, intake)
        hand_over(session, submission, Signed("某人", CAME, "test"), {})
        return submission.receipt
