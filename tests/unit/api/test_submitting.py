import hashlib
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event

from dashboard.api import submitting
from dashboard.usecases.access import end_token, make_token
from loaders.intake.refusal import MAX_BYTES
from loaders.store import readers
from tests.unit.api.conftest import HENGYANG, PLAIN, SICHUAN, Api, multipart

FORM = HENGYANG.read_bytes()


def test_a_file_gets_its_receipt_and_the_same_bytes_get_the_first_one_again(api: Api) -> None:
    first, again = api.post((HENGYANG.name, FORM)), api.post((HENGYANG.name, FORM))

    report = first.json
    assert (first.status, again.status) == (201, 200)
    assert (report["file"], report["outcome"], report["receipt"]) == (HENGYANG.name, "accepted", "JP-2023Q2-000001")
    assert report["sha256"] == hashlib.sha256(FORM).hexdigest()
    assert first.headers["location"] == "/api/submissions/JP-2023Q2-000001"
    assert again.json["receipt"] == report["receipt"]
    assert api.counts()["submission"] == 1
    kept = readers.submission(api.desk.engine, 1)
    assert kept is not None
    assert (kept.channel, kept.file_name) == ("api", HENGYANG.name)


def test_bytes_alone_are_taken_under_the_name_of_the_address_or_the_header(api: Api) -> None:
    named = api.ask("POST", f"/api/submissions?name={HENGYANG.name}", FORM)
    header = {"Content-Disposition": "attachment; filename*=UTF-8''%E5%9B%9B%E5%B7%9D.xlsx"}
    headed = api.ask("POST", "/api/submissions", SICHUAN.read_bytes(), header)
    raw = {"Content-Disposition": 'attachment; filename="云南.csv"'.encode().decode("latin-1")}
    told = api.ask("POST", "/api/submissions?region=530000&period=2020Q1", PLAIN.read_bytes(), raw)

    assert [answer.status for answer in (named, headed, told)] == [201, 201, 201]
    assert [answer.json["file"] for answer in (named, headed, told)] == [HENGYANG.name, "四川.xlsx", "云南.csv"]


def test_what_a_file_does_not_say_is_told_beside_it(api: Api) -> None:
    untold = api.post((PLAIN.name, PLAIN.read_bytes()))
    told = api.post((PLAIN.name, PLAIN.read_bytes()), region="530000", period="2020-03")
    unknown = api.post((PLAIN.name, PLAIN.read_bytes()), region="530000", period="spring")

    assert [answer.status for answer in (untold, told, unknown)] == [422, 201, 400]
    assert [finding["rule"] for finding in untold.json["findings"]] == ["region_missing"]
    assert unknown.json["code"] == "period_unknown"


def test_several_files_give_a_list_and_the_gravest_decides(api: Api) -> None:
    good, bad = (HENGYANG.name, FORM), ("坏.xlsx", FORM[:2000])

    mixed = api.post(good, bad)
    both = api.post(good, (SICHUAN.name, SICHUAN.read_bytes()))
    again = api.post(good, (SICHUAN.name, SICHUAN.read_bytes()))

    assert [answer.status for answer in (mixed, both, again)] == [422, 201, 200]
    assert [(report["file"], report["outcome"]) for report in mixed.json] == [
        (HENGYANG.name, "accepted"),
        ("坏.xlsx", "rejected"),
    ]
    assert all(report["receipt"] for report in both.json)


def test_findings_are_said_in_the_language_that_is_asked_for(api: Api) -> None:
    chinese = api.post(("坏.xlsx", FORM[:2000])).json["findings"][0]["message"]
    english = api.post(("坏.xlsx", FORM[:2000]), language="en-GB,en;q=0.9,zh;q=0.5").json["findings"][0]["message"]
    preferred = api.post(("坏.xlsx", FORM[:2000]), language="zh-CN,zh;q=0.9,en;q=0.8").json["findings"][0]["message"]

    assert english == "The file is damaged or incomplete and cannot be opened."
    assert chinese == preferred != english


@pytest.mark.parametrize("secret", ["", "jp_wrong", "jp_" + "長" * 9])
def test_every_failure_of_a_token_says_the_same(api: Api, secret: str) -> None:
    ended = make_token(api.desk, "旧系统")
    end_token(api.desk, "旧系统")
    header = {"Authorization": f"Bearer {secret}".encode().decode("latin-1")} if secret else {}

    refused = api.ask("POST", "/api/submissions?name=a.xlsx", FORM, header, token="")
    revoked = api.ask("POST", "/api/submissions?name=a.xlsx", FORM, token=ended)
    basic = api.ask("GET", "/api/values", headers={"Authorization": f"Basic {api.token}"}, token="")

    assert refused.status == revoked.status == basic.status == 401
    assert refused.body == revoked.body == basic.body
    assert refused.json["code"] == "token_refused"
    assert refused.headers["www-authenticate"].startswith("Bearer")
    assert api.counts()["raw_file"] == 0


def test_a_units_token_takes_its_own_files_and_no_others(api: Api) -> None:
    own = make_token(api.desk, "四川", "510000")

    foreign = api.post((HENGYANG.name, FORM), token=own)
    mixed = api.post((HENGYANG.name, FORM), (SICHUAN.name, SICHUAN.read_bytes()), token=own)
    broken = api.post(("坏.xlsx", FORM[:2000]), token=own)
    untold = api.post((PLAIN.name, PLAIN.read_bytes()), region="530000", token=own)

    assert [answer.status for answer in (foreign, mixed, broken, untold)] == [403, 403, 422, 403]
    assert foreign.json["code"] == "other_unit"
    assert "衡阳市" in foreign.json["message"]
    assert [report["outcome"] for report in mixed.json] == ["rejected", "accepted"]
    assert {row.submitter for row in readers.submissions(api.desk.engine)} == {"510000"}


@pytest.mark.parametrize("how", ["declared", "chunked", "multipart"])
def test_a_body_over_the_limit_is_refused_while_it_comes(api: Api, how: str) -> None:
    content = b"\0" * (MAX_BYTES + 1)
    if how == "multipart":
        answer = api.post(("大.xlsx", content))
    elif how == "declared":
        answer = api.ask("POST", "/api/submissions?name=a.xlsx", b"", {"Content-Length": str(MAX_BYTES * 3)})
    else:
        pieces = (content[start : start + 65536] for start in range(0, len(content), 65536))
        answer = api.ask("POST", "/api/submissions?name=a.xlsx", pieces)

    assert (answer.status, answer.json["code"]) == (413, "too_large")
    assert "20 MB" in answer.json["message"]
    assert api.counts()["raw_file"] == 0


@pytest.mark.parametrize(
    ("parts", "code"),
    [([("file", "", b"text")], "file_missing"), ([("other", "a.xlsx", b"x")], "file_missing"), ([], "file_missing")],
)
def test_a_form_without_a_file_says_what_is_missing(api: Api, parts: list[tuple[str, str, bytes]], code: str) -> None:
    body, kind = multipart(parts)

    answer = api.ask("POST", "/api/submissions", body, {"Content-Type": kind})

    assert (answer.status, answer.json["code"]) == (400, code)


def test_a_body_that_is_no_form_or_has_no_name_or_ends_early_is_refused_in_a_sentence(api: Api) -> None:
    broken = api.ask("POST", "/api/submissions", b"--x--", {"Content-Type": "multipart/form-data"})
    torn = api.ask("POST", "/api/submissions", b"--x\r\nrubbish", {"Content-Type": "multipart/form-data; boundary=x"})
    body, kind = multipart([("file", HENGYANG.name, FORM)])
    cut_off = api.ask("POST", "/api/submissions", body[:-200], {"Content-Type": kind})
    nameless = api.ask("POST", "/api/submissions", FORM)

    answers = (broken, torn, cut_off, nameless)
    assert [answer.status for answer in answers] == [400, 400, 400, 400]
    assert [answer.json["code"] for answer in answers] == ["body_broken"] * 3 + ["name_missing"]
    assert api.counts()["raw_file"] == 0


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.xlsx", "passwd.xlsx"),
        ("C:\\用户\\表.xlsx", "表.xlsx"),
        ("=cmd|'/c calc'!A1.xlsx", "=cmd|'/c calc'!A1.xlsx".rpartition("/")[2]),
        ("a\u202excod.xlsx", "axcod.xlsx"),
        ("/", "unnamed"),
    ],
)
def test_a_name_loses_folders_and_hidden_signs(api: Api, name: str, kept: str) -> None:
    assert api.post((name, FORM)).json["file"] == kept


def test_uploads_at_once_all_get_their_receipts(api: Api) -> None:
    corrected = [FORM + b"\0" * number for number in range(8)]

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda content: api.post((HENGYANG.name, content)), corrected * 2))

    receipts = {answer.json["receipt"] for answer in answers}
    assert {answer.status for answer in answers} <= {200, 201}
    assert None not in receipts
    assert api.counts()["raw_file"] == len(corrected)


def test_a_database_that_is_locked_asks_to_come_back(api: Api) -> None:
    api.desk.engine.dispose()
    event.listen(api.desk.engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=50"))
    with api.desk.engine.connect().execution_options(writes=True) as locking:
        locking.exec_driver_sql("SELECT 1")
        answer = api.post((HENGYANG.name, FORM))
    after = api.post((HENGYANG.name, FORM))

    assert (answer.status, answer.json["code"]) == (503, "busy")
    assert answer.headers["retry-after"] == "5"
    assert after.status == 201


def test_too_many_that_wait_are_sent_away_before_their_bodies_are_read(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submitting, "WAITING_AT_MOST", 0)

    answer = api.post((HENGYANG.name, FORM))

    assert (answer.status, answer.json["code"]) == (503, "busy")
    assert api.counts()["raw_file"] == 0


def test_a_sender_that_goes_away_leaves_nothing_and_frees_its_turn(api: Api) -> None:
    with socket.create_connection(("127.0.0.1", api.port)) as sender:
        head = f"POST /api/submissions?name=a.xlsx HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {api.token}\r\n"
        sender.sendall(f"{head}Content-Length: 5000\r\n\r\n".encode() + FORM[:1000])
        time.sleep(0.3)
    for _ in range(50):
        if submitting._waiting:
            time.sleep(0.1)

    assert not submitting._waiting
    assert api.counts()["raw_file"] == 0


def test_a_mistake_of_the_program_is_a_sentence_and_no_stack_trace(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(submitting, "take_in", fall)

    answer = api.post((HENGYANG.name, FORM))

    assert (answer.status, answer.json["code"]) == (500, "failed")
    assert "secret" not in answer.body.decode()
