import json

import pytest

from config.model import ROLES, Role
from dashboard.access.rights import MATRIX
from dashboard.navigation import PAGES
from dashboard.usecases.access import make_token
from loaders.store.accesstables import AccountPost
from loaders.store.accounts import account_of, posts_held
from loaders.store.database import reading
from loaders.store.steps import known
from tests.attack.siege import HENGYANG, QUARTER, ZHUZHOU, Siege, files_offered, shows, state, widget
from tests.wire import Seen

UNITS: dict[Role, str] = {"reviewer": "social_assistance", "head": "430100", "submitter": "430100"}
SECRETS = ("机密", "JP-2026Q3-", "431,", "测试somebody")
"""File names, receipts, and the login of an account: what no page may tell to one who may not open it."""


def posted(siege: Siege, role: Role) -> str:
    return siege.token(f"is-{role}", (role, UNITS.get(role, "")))


def forbidden() -> list[tuple[Role, str]]:
    return [(role, page) for role in ROLES for page in PAGES if not set(PAGES[page].rights) & set(MATRIX[role])]


@pytest.mark.parametrize("role", ROLES)
def test_a_page_opened_by_its_name_without_a_right_says_one_sentence_and_gives_nothing(
    siege: Siege, role: Role
) -> None:
    siege.token("somebody", ("office", ""))
    told = {}
    with siege.reader(posted(siege, role)) as reader:
        for _, page in (one for one in forbidden() if one[0] == role):
            seen = reader.open(page, quarter=QUARTER, receipt=siege.receipts["elderly_care"], account="somebody")
            told[page] = (shows(seen, "您无权查看此页"), gives(seen))

    assert told == {page: (True, []) for page in told}


def gives(seen: Seen) -> list[str]:
    widgets = ("selectbox", "download_button", "plotly_chart", "arrow_data_frame")
    return [words for words in SECRETS if shows(seen, words)] + [one for one in widgets if has(seen, one)]


def has(seen: Seen, kind: str) -> bool:
    deltas = (one.delta for one in seen.messages if one.WhichOneof("type") == "delta")
    return any(delta.new_element.WhichOneof("type") == kind for delta in deltas)


ASKED = [
    ("submitter", "430100", "progress", {"quarter": QUARTER, "receipt": HENGYANG}),
    ("submitter", "430100", "upload", {"receipt": HENGYANG, "template_unit": HENGYANG}),
    ("reviewer", "social_assistance", "review", {"receipt": HENGYANG, "which": "all", "post": "office"}),
    ("reviewer", "social_assistance", "review", {"receipt": "elderly_care", "which": "all", "post": "elderly_care"}),
    ("head", "430100", "region", {"region": HENGYANG, "quarter": QUARTER}),
    ("head", "430100", "progress", {"quarter": QUARTER, "receipt": HENGYANG}),
    ("head", "430100", "highlights", {"quarter": QUARTER}),
    ("leader", "", "region", {"region": "' OR 1=1 --", "quarter": QUARTER}),
]


@pytest.mark.parametrize(("role", "unit", "page", "query"), ASKED, ids=lambda one: str(one)[:40])
def test_an_id_of_anothers_in_the_address_gives_nothing_of_it(
    siege: Siege, role: Role, unit: str, page: str, query: dict[str, str]
) -> None:
    named = {name: siege.receipts.get(value, value) if name == "receipt" else value for name, value in query.items()}
    foreign = [f"机密{one}" for one in (HENGYANG, ZHUZHOU, "elderly_care")]
    with siege.reader(siege.token(f"asks-{role}-{unit}", (role, unit))) as reader:
        seen = reader.open(page, **named)

    assert shows(seen, "测试asks")
    if role != "leader":
        assert [words for words in foreign if shows(seen, words)] == []
        assert not shows(seen, named.get("receipt", "no receipt asked for"))


def test_the_office_is_told_what_the_others_are_not(siege: Siege) -> None:
    seen = siege.seen(siege.token("controls", ("office", "")), "review", receipt=siege.receipts[HENGYANG], which="all")

    assert shows(seen, f"机密{HENGYANG}")
    assert shows(seen, siege.receipts[HENGYANG])


API = ("", "/file", "/annotated")


@pytest.mark.parametrize("part", API)
@pytest.mark.parametrize("unit", ["430100", "social_assistance"])
def test_another_units_receipt_is_for_a_token_as_one_that_is_not_there(siege: Siege, part: str, unit: str) -> None:
    secret = make_token(siege.desk, f"api {part} {unit}", unit)
    headers = {"Authorization": f"Bearer {secret}"}
    with siege.client(**headers) as api:
        theirs = api.get(f"/api/submissions/{siege.receipts['elderly_care']}{part}")
        nobodys = api.get(f"/api/submissions/JP-2026Q3-999999{part}")

    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.content == nobodys.content


@pytest.mark.parametrize("query", [{"region": HENGYANG}, {"indicator": "home_adaptations"}, {"quarter": QUARTER}, {}])
def test_a_units_token_is_given_no_values_of_others(siege: Siege, query: dict[str, str]) -> None:
    secret = make_token(siege.desk, f"values {query}", "430100")
    with siege.client(**{"Authorization": f"Bearer {secret}"}) as api:
        answer = api.get("/api/values", params=query)

    assert answer.status_code == 200
    assert answer.json() == []


def test_a_forged_choice_acts_in_no_post_and_on_no_submission_that_was_not_offered(siege: Siege) -> None:
    receipt = siege.receipts[HENGYANG]
    with siege.reader(siege.token("forges", ("reviewer", "social_assistance"))) as reader:
        seen = reader.open("review", which="all")
        table = widget(seen, "bidi_component", "review_lines")
        picked = state(table, json_trigger_value=json.dumps([{"event": "opened", "value": receipt}]))
        forged = reader.open("review", (picked,), which="all", post="office")
        passed = reader.open("review", (state(button(forged, "act_approved"), trigger_value=True),), receipt=receipt)

    with reading(siege.desk.engine) as session:
        assert known(session, receipt).state == "submitted"
        assert known(session, siege.receipts["elderly_care"]).state == "submitted"
    assert not shows(forged, receipt)
    assert not shows(passed, receipt)


def button(seen: Seen, key: str) -> str:
    return widget(seen, "button", key)


def test_a_delegated_administrator_learns_and_changes_nothing_of_another_units_account(siege: Siege) -> None:
    siege.token("elsewhere", ("submitter", ZHUZHOU))
    siege.token("within", ("submitter", HENGYANG))
    with siege.reader(siege.token("delegate", ("administrator", HENGYANG))) as reader:
        seen = reader.open("accounts", account="elsewhere")
        own = reader.open("accounts", account="within")
        table = widget(own, "bidi_component", "accounts")
        picked = state(table, json_trigger_value=json.dumps([{"event": "opened", "value": "elsewhere"}]))
        after = reader.open("accounts", (picked,))
        role, unit = (
            widget(own, "selectbox", "[^-]*within[^-]*_role_zh_CN"),
            widget(own, "selectbox", "[^-]*within[^-]*_unit_[^-]*"),
        )
        forged = (
            state(role, string_value="办公室"),
            state(unit, string_value="全省"),
            state(button(own, "give_post_within"), trigger_value=True),
        )
        reader.open("accounts", forged, account="within")

    assert shows(own, "within")
    assert not shows(seen, "测试elsewhere")
    assert not shows(after, "测试elsewhere")
    assert {(post.role, post.unit) for post in held(siege, "within")} <= {("submitter", HENGYANG), ("head", HENGYANG)}


def held(siege: Siege, login: str) -> list[AccountPost]:
    with reading(siege.desk.engine) as session:
        account = account_of(session, login)
        assert account is not None
        return list(posts_held(session, account.id or 0))


def test_a_template_of_another_unit_is_not_written(siege: Siege) -> None:
    token = siege.token("templates", ("submitter", "430100"), ("submitter", "430300"))
    with siege.reader(token) as reader:
        seen = reader.open("upload")
        chosen = state(widget(seen, "selectbox", "template_unit_zh_CN"), string_value="衡阳市")
        forged = reader.open("upload", (chosen,), template_unit=HENGYANG)

    assert files_offered(forged)
    assert not shows(forged, "衡阳市_")
