import httpx2 as httpx
import pytest

from loaders.store.accounts import account_of, end_post
from loaders.store.database import writing
from tests.attack.siege import Siege, files_offered
from tests.wire import Seen


@pytest.fixture(scope="module")
def owner(siege: Siege) -> str:
    return siege.token("owner", ("office", ""))


@pytest.fixture(scope="module")
def thief(siege: Siege) -> str:
    return siege.token("thief", ("office", ""))


def csv_of(seen: Seen) -> str:
    return files_offered(seen)["values_csv"]


def test_a_file_under_media_is_given_to_the_session_that_was_told_its_address(
    siege: Siege, owner: str, thief: str
) -> None:
    with siege.reader(owner) as reader:
        url = reader.fetch(csv_of(reader.open("indicator")))

        mine = siege.client(owner).get(url)
        theirs = siege.client(thief).get(url)
        of_the_same_person = siege.client(siege.token("owner")).get(url)

    assert (mine.status_code, theirs.status_code, of_the_same_person.status_code) == (200, 404, 404)
    assert "indicator" in mine.text
    assert theirs.content == b""


def test_the_download_of_another_page_is_not_written(siege: Siege, owner: str, thief: str) -> None:
    with siege.reader(owner) as reader, siege.reader(thief) as other:
        number = csv_of(reader.open("indicator"))
        other.open("indicator")

        assert other.fetch(number) == ""
        assert other.fetch(number, reader.session) == ""
        assert reader.fetch(number).startswith("/media/")


def test_a_download_drawn_before_a_post_ended_is_not_written_after_it(siege: Siege) -> None:
    token = siege.token("demoted", ("office", ""), ("submitter", "430100"))
    with siege.reader(token) as reader:
        number = csv_of(reader.open("indicator"))
        with writing(siege.desk.engine) as session:
            account = account_of(session, "demoted")
            assert account is not None
            end_post(session, account, "office", "", "test", siege.desk.now())
        assert reader.wait_closed(8) == 4409
    with siege.reader(token, reader.session) as again:
        seen = again.open("indicator")

        assert again.session != reader.session
        assert again.fetch(number) == ""
    assert not seen.holds("机密elderly_care")


def test_a_page_is_not_resumed_by_another_session(siege: Siege, owner: str, thief: str) -> None:
    with siege.reader(owner) as reader:
        reader.open("review")
        with siege.reader(thief, reader.session) as other:
            other.open("clock")

            assert other.session != reader.session
        assert reader.open("review").holds("测试owner")


def put(browser: httpx.Client, method: str, session: str, name: str = "f.csv") -> int:
    browser.get("/_stcore/health")
    headers = {"X-Xsrftoken": browser.cookies["_streamlit_xsrf"]}
    address = f"/_stcore/upload_file/{session}/0123"
    files = {"files": {"file": (name, b"a,b", "text/csv")}} if method == "PUT" else {}
    return browser.request(method, address, headers=headers, **files).status_code


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_nobody_uploads_into_or_deletes_from_another_persons_page(
    siege: Siege, owner: str, thief: str, method: str
) -> None:
    with siege.reader(owner) as reader:
        reader.open("upload")

        assert put(siege.client(thief), method, reader.session) == 404
        assert put(siege.client(thief), method, "00000000-0000-0000-0000-000000000000") == 404
        assert put(siege.client(owner), method, reader.session) == 204


def test_an_upload_needs_the_frontends_token_even_from_its_own_page(siege: Siege, owner: str) -> None:
    with siege.reader(owner) as reader:
        reader.open("upload")
        files = {"file": ("f.csv", b"a,b", "text/csv")}

        answer = siege.client(owner).put(f"/_stcore/upload_file/{reader.session}/0123", files=files)

    assert answer.status_code == 403
