import json
import re
import uuid
from functools import cache
from urllib.parse import urljoin

import httpx2 as httpx
import pytest
from websockets.exceptions import InvalidStatus

from dashboard.api.calls import _METHODS, Resource
from dashboard.server import pages
from dashboard.usecases.templates import template_file
from tests.matrix.addresses import ANY, SHUT, addresses, api_addresses
from tests.matrix.seats import REFUSED, SEATS, TOKENS
from tests.matrix.tables import read
from tests.matrix.world import OPEN, UNITS, World
from tests.wire import Reader

TABLE, API = read("en", "addresses"), read("en", "api")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
CLIENT = httpx.Client(follow_redirects=False)
EVERYWHERE = "/account/everywhere"
FILLED = {
    "{level}": "prefecture",
    "{name}": "world_110m",
    "{path:path}": "x",
    "{file_id:path}": "x",
    "{session_id}": "x",
    "{file_id}": "y",
}


def test_every_address_has_a_row_and_every_row_is_an_address() -> None:
    assert set(TABLE) == set(addresses())
    assert set(API) == set(api_addresses())


@pytest.mark.parametrize("seat", list(SEATS))
def test_an_address_lets_in_whom_its_row_names(world: World, address: str, seat: str) -> None:
    column = list(SEATS).index(seat)
    rows = sorted(TABLE, key=lambda row: row.endswith(EVERYWHERE))

    let_in = {row: come_in(world, address, row, seat) for row in rows}

    assert let_in == {row: cells[column] != REFUSED for row, cells in TABLE.items()}


def come_in(world: World, address: str, row: str, seat: str) -> bool:
    method, _, pattern = row.partition(" ")
    path = pattern
    for place, filled in FILLED.items():
        path = path.replace(place, filled)
    token = "no-session" if seat == "nobody" else world.signed_in(seat)
    if method == "WEBSOCKET":
        return connects(address, token)
    sent = {"accept": "text/html", "cookie": f"jiping={token}"}
    return any(let_in(address + path, one, sent) for one in (METHODS if method == ANY else (method,)))


def let_in(url: str, method: str, headers: dict[str, str]) -> bool:
    data = {"form": form_token(url, headers)} if method == "POST" and "/_stcore/" not in url else None
    answer = CLIENT.request(method, url, data=data, headers=headers)
    asked_to_sign_in = answer.status_code == 303 and "next=" in answer.headers["location"]
    forbidden = answer.status_code == 403 and not answer.text
    shut = answer.status_code == 404 and any(part in url for part in SHUT)
    return not (asked_to_sign_in or forbidden or shut or unsigned(answer))


def unsigned(answer: httpx.Response) -> bool:
    return answer.status_code == 401 and answer.text == json.dumps({"signed_in": False}, separators=(",", ":"))


def form_token(url: str, headers: dict[str, str]) -> str:
    page = CLIENT.get(urljoin(url, "/account"), headers=headers).text
    found = re.search(r'name="form" value="(\w+)"', page)
    return found.group(1) if found else ""


def connects(address: str, token: str) -> bool:
    try:
        with Reader(address, f"jiping={token}") as reader:
            return bool(reader.open().messages)
    except InvalidStatus:
        return False


@pytest.mark.parametrize("kind", list(TOKENS))
def test_the_api_answers_a_token_as_its_row_says(world: World, address: str, kind: str) -> None:
    column = list(TOKENS).index(kind)
    cells = {row: found[column] for row, found in API.items()}
    with httpx.Client(base_url=address, headers=headers(world, kind)) as client:
        for row, cell in cells.items():
            method, _, path = row.partition(" ")
            expected = means(kind, cell)
            for one in METHODS if method == ANY else (method,):
                assert reached(world, client, one, path) == expected, row


def headers(world: World, kind: str) -> dict[str, str]:
    if kind == "cookie":
        return {"cookie": f"jiping={world.signed_in('office')}"}
    return {"authorization": f"Bearer {world.tokens[kind]}"} if kind in world.tokens else {}


def means(kind: str, cell: str) -> set[str] | None:
    if cell == REFUSED:
        return None
    own = "line" if kind == "division" else "own"
    return {"all": set(UNITS), "own": {own}}.get(cell, {"yes"})


def reached(world: World, client: httpx.Client, method: str, path: str) -> set[str] | None:
    if "{receipt}" in path:
        answers = {place: client.get(path.format(receipt=receipt)) for place, receipt in world.receipts.items()}
        statuses = {answer.status_code for answer in answers.values()}
        return None if statuses == {401} else {place for place, one in answers.items() if one.status_code == 200}
    if method == "POST" and path == "/api/submissions":
        return sent(world, client)
    answer = client.request(method, path.replace("{rest:path}", uuid.uuid4().hex))
    if answer.status_code in (401, 404):
        return None
    assert answer.status_code == 200
    if path == "/api/submissions":
        return world.places({one["receipt"] for one in answer.json()})
    if path == "/api/values":
        return valued(answer.json())
    return {"yes"}


def sent(world: World, client: httpx.Client) -> set[str] | None:
    statuses = {place: client.post("/api/submissions", files={"file": form(world, place)}) for place in UNITS}
    found = {place: answer.status_code for place, answer in statuses.items()}
    assert set(found.values()) <= {401, 403, 422}
    return None if set(found.values()) == {401} else {place for place, status in found.items() if status == 422}


@cache
def form(world: World, place: str) -> tuple[str, bytes]:
    return template_file(world.desk, UNITS[place], "2025Q4")


def valued(rows: list[dict[str, str]]) -> set[str]:
    known = {(row["submitter"], row["quarter"]) for row in rows}
    return {place for place, unit in UNITS.items() if (unit, OPEN) in known}


def test_an_address_of_the_api_has_no_other_method_than_its_rows(world: World, address: str) -> None:
    headers = {"authorization": f"Bearer {world.tokens['province']}"}
    resources = [route for route in pages._user_routes if isinstance(route, Resource)]
    with httpx.Client(base_url=address, headers=headers) as client:
        for route in resources:
            path = route.path.format(receipt=world.receipts["own"])
            others = set(_METHODS) - {"HEAD", *route.serves}
            assert {client.request(method, path).status_code for method in others} == {405}, route.path

    assert len(resources) > 5
