import re
from urllib.parse import quote

import httpx2 as httpx
import pytest
from starlette.routing import Route

from dashboard.door.asking import local
from dashboard.door.routes import ROUTES
from dashboard.parts.markup import unmarked
from dashboard.usecases.access import make_token
from tests.attack.siege import EVIL, Siege, shows, state, widget
from tests.unit.door.doors import PASSWORD, form_token, make_account, sign_in, signed_in

POSTS = sorted({route.path for route in ROUTES if isinstance(route, Route) and "POST" in (route.methods or ())})
BY_PROVIDER = "/sign-in/sso/logout"
EVERYTHING = {
    "login": "crossed",
    "password": PASSWORD,
    "new": "河流 纸伞 七月 电车 99",
    "again": "河流 纸伞 七月 电车 99",
    "code": "123456",
    "offered": "x",
}
ELSEWHERE = (
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
)
INJECTED = (
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "/%5cevil.example/%2f..",
    "///evil.example",
    "/..//evil.example",
    "/\r\nSet-Cookie: jiping=planted",
    "/%0d%0aSet-Cookie:%20jiping=planted",
    "/\nLocation: https://evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/x?\0",
    "/" + "a" * 10_000,
    "/sign-out",
    "/.//evil.example",
    "\t//evil.example",
    "/\t/evil.example",
)
SQL = ("' OR '1'='1", "'; DROP TABLE account; --", '" OR ""="', "%")
TEXTS = ("' OR 1=1 --", "\0", "𝕏" * 3000, "../../etc/passwd", "{7*7}", EVIL)
ODD = {
    "nul": b"login=a%00b&password=x%00",
    "surrogates": b"login=%ED%A0%80%ED%B0%80&password=%ED%A0%80",
    "no utf-8": b"login=%ff%fe&password=\xff\xfe",
    "a name as a password": b"password[]=x&password[$ne]=1&login[]=y",
    "many fields": b"&".join(b"a%d=1" % number for number in range(2000)),
    "twice": b"login=a&login=b&password=x&password=y",
    "json": b'{"login": {"$gt": ""}, "password": {"$gt": ""}}',
    "nothing": b"",
    "long": b"login=" + b"a" * 15_000 + b"&password=x",
    "markup": b"login=" + EVIL.replace("&", "").encode() + b"&password=x",
    "right to left": "login=\u202enimda&password=x".encode(),
}


def state_of(siege: Siege) -> tuple[str, int, bool]:
    account = siege.account("crossed")
    return account.password, account.version, account.active


@pytest.fixture(scope="module")
def crossed(siege: Siege) -> httpx.Client:
    return siege.signed_in("crossed", ("office", ""))


@pytest.mark.parametrize("path", POSTS)
def test_no_own_form_does_anything_without_its_token_or_with_anothers(
    siege: Siege, crossed: httpx.Client, path: str
) -> None:
    make_account(siege.desk, f"other{POSTS.index(path)}", ("office", ""))
    other = siege.client()
    sign_in(other, f"other{POSTS.index(path)}")
    before = state_of(siege)
    tokens = ("", "x", form_token(other.get("/account")), form_token(siege.client().get("/sign-in")))

    answers = [crossed.post(path, data=EVERYTHING | {"form": token}) for token in tokens]
    answers += [crossed.post(path, data=EVERYTHING)]

    assert {answer.status_code for answer in answers} <= ({404} if path == BY_PROVIDER else {403})
    assert state_of(siege) == before
    assert signed_in(crossed)


@pytest.mark.parametrize("path", POSTS)
def test_no_own_form_is_taken_from_another_site_even_with_its_token(
    siege: Siege, crossed: httpx.Client, path: str
) -> None:
    token = form_token(crossed.get("/account"))

    statuses = {crossed.post(path, data=EVERYTHING | {"form": token}, headers=one).status_code for one in ELSEWHERE}

    assert statuses == {403}
    assert signed_in(crossed)


@pytest.mark.parametrize("path", POSTS)
def test_nothing_that_changes_is_done_by_a_link(siege: Siege, crossed: httpx.Client, path: str) -> None:
    before, token = state_of(siege), form_token(crossed.get("/account"))

    crossed.get(path, params=EVERYTHING | {"form": token})
    crossed.head(path, params={"form": token})

    assert state_of(siege) == before
    assert signed_in(crossed)


@pytest.mark.parametrize("target", INJECTED, ids=lambda one: repr(one[:30]))
def test_next_leads_to_no_other_site_and_writes_no_header(siege: Siege, target: str) -> None:
    login = f"next{INJECTED.index(target)}"
    make_account(siege.desk, login, ("office", ""))
    browser = siege.client()
    fields = {"login": login, "password": PASSWORD, "form": form_token(browser.get("/sign-in")), "next": target}

    answer = browser.post("/sign-in", data=fields)

    assert answer.status_code == 303
    assert_inward(answer.headers["location"])
    assert "planted" not in "".join(answer.headers.get_list("set-cookie"))
    assert browser.get("/account").status_code == 200
    assert_inward(browser.get("/sign-in", params={"next": target[:9000]}).headers["location"])


def assert_inward(location: str) -> None:
    assert location.startswith("/")
    assert not re.match(r"/[/\\]", location)
    assert httpx.URL("http://here.example/").join(location).host == "here.example"


@pytest.mark.parametrize("target", ["/ranking?quarter=2026Q3", "/region?region=430400#a"])
def test_what_lies_within_the_app_may_follow_a_sign_in(target: str) -> None:
    assert local(target) == target


@pytest.mark.parametrize("path", ["/account/", "//evil.example/", "/sign-in/", "//evil.example/account/"])
def test_no_redirect_goes_to_the_host_that_a_request_names(siege: Siege, crossed: httpx.Client, path: str) -> None:
    for browser in (crossed, siege.client()):
        answer = browser.get(httpx.URL(f"{siege.address}{path}"), headers={"Host": "evil.example"})

        assert "evil.example" not in httpx.URL(answer.headers.get("location", "/")).host


@pytest.mark.parametrize("text", SQL)
def test_sql_in_a_field_of_the_door_is_only_a_text(siege: Siege, text: str) -> None:
    make_account(siege.desk, f"sql{SQL.index(text)}", ("office", ""))

    for fields in ((text, PASSWORD), (f"sql{SQL.index(text)}", text), (f"sql{SQL.index(text)}{text}", PASSWORD)):
        assert sign_in(siege.client(), *fields).status_code == 401

    assert siege.account(f"sql{SQL.index(text)}").active


@pytest.mark.parametrize("page", ["ranking", "region", "indicator", "highlights", "progress", "review", "trail"])
@pytest.mark.parametrize("start", range(2))
def test_odd_texts_in_every_parameter_of_a_page_are_no_failure(siege: Siege, page: str, start: int) -> None:
    names = ("quarter", "region", "indicator", "receipt", "period", "level", "post", "which", "event", "view", "lang")
    query = {name: TEXTS[(number + start) % len(TEXTS)] for number, name in enumerate(names)}
    role = "auditor" if page == "trail" else "office"
    with siege.reader(siege.token(f"odd-{role}", (role, ""))) as reader:
        seen = reader.open(page, **query)

    assert seen.holds(f"测试odd-{role}")
    assert not seen.holds("暂时无法显示")


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
def test_odd_forms_are_refused_and_are_no_failure(siege: Siege, body: bytes) -> None:
    browser = siege.client()
    token = form_token(browser.get("/sign-in"))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}

    answer = browser.post("/sign-in", content=body + b"&form=" + token.encode(), headers=headers)

    assert answer.status_code in (400, 401, 403)
    assert "<script>window" not in answer.text
    assert "onerror=window.ran=1>" not in answer.text or "&lt;img" in answer.text


@pytest.mark.parametrize("path", ["/api/values", "/api/submissions", "/api/submissions/{}", "/api/submissions/{}/file"])
@pytest.mark.parametrize("text", [*SQL, "\0", "𝕏" * 500], ids=range(6))
def test_sql_in_a_parameter_of_the_api_is_only_a_text(siege: Siege, path: str, text: str) -> None:
    secret = make_token(siege.desk, f"sql {path} {text[:9]!r}")
    query = {} if "{}" in path else dict.fromkeys(("quarter", "region", "indicator", "format"), text)
    with siege.client(**{"Authorization": f"Bearer {secret}"}) as api:
        answer = api.get(path.replace("{}", quote(text, safe="")), params=query)

    assert answer.status_code in (400, 404)
    assert answer.text == "Bad Request" or set(answer.json()) == {"message", "code"}


@pytest.mark.parametrize(
    ("role", "page", "key"), [("administrator", "accounts", "account_search"), ("auditor", "trail", "trail_who")]
)
@pytest.mark.parametrize("text", [*SQL, "\0"], ids=range(5))
def test_sql_in_a_field_that_searches_finds_nothing_more(
    siege: Siege, role: str, page: str, key: str, text: str
) -> None:
    siege.token("needle-in-the-hay", ("submitter", "430100"))
    with siege.reader(siege.token(f"searches-{role}", (role, ""))) as reader:
        field = widget(reader.open(page), "text_input", key)
        seen = reader.open(page, (state(field, string_value=f"nothing{text}"),))

    assert shows(seen, f"测试searches-{role}")
    assert not shows(seen, "needle-in-the-hay")
    assert not shows(seen, "暂时无法显示")


def test_a_text_from_a_file_is_no_link_or_picture_in_the_label_of_a_widget() -> None:
    text = "![x](http://evil.example) [y](//z) www.evil.example <http://evil> :red[a] a@evil.example"

    escaped = unmarked(text)

    assert re.sub(r"\\(.)", r"\1", escaped) == text
    assert not re.search(r"(?<!\\)[\[\]<>:.@!]", escaped)
