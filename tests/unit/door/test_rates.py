import pytest

from tests.unit.door.doors import (
    Door,
)


def test_an_address_that_asks_the_api_too_often_waits(door: Door) -> None:
    browser = door.browser(**{"X-Forwarded-For": "10.9.8.7"})

    answers = [browser.get("/api/openapi.json") for _ in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 60
    assert door.browser(**{"X-Forwarded-For": "10.9.8.6"}).get("/api/openapi.json").status_code == 200


@pytest.mark.parametrize("path", ["/api/submissions", "/_stcore/upload_file/a/b"])
def test_an_address_that_uploads_too_often_waits(door: Door, path: str) -> None:
    browser = door.signed_in(f"uploads-{len(path)}", ("office", ""))
    browser.headers["X-Forwarded-For"] = f"10.9.7.{len(path)}"
    method = "POST" if path.startswith("/api") else "PUT"

    answers = [browser.request(method, path).status_code for _ in range(4)]

    assert answers[-1] == 429
    assert 429 not in answers[:3]
