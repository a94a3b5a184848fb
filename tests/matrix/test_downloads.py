import io
import re
from collections.abc import Mapping
from contextlib import suppress

import httpx2 as httpx
import openpyxl
import pytest
from streamlit.proto.DownloadButton_pb2 import DownloadButton
from streamlit.proto.WidgetStates_pb2 import WidgetState

from config.workspace import REPOSITORY
from dashboard.access.gate import NotAllowed
from dashboard.parts.giving import DOWNLOADS, PLACES
from dashboard.usecases import drafts
from dashboard.usecases.accounts.sheets import issued_workbook
from dashboard.usecases.templates import template_file
from dashboard.usecases.uploading import read_upload
from tests.matrix.honoured import nominated
from tests.matrix.seats import OTHER, OWN, REFUSED, SEATS
from tests.matrix.tables import read
from tests.matrix.world import OF_LINE, OPEN, RELEASED, World
from tests.wire import Reader, Seen

TABLE = read("en", "downloads")
BEGINS: Mapping[str, bytes] = {
    "scheme_workbook": b"PK",
    "results_archive": b"PK",
    "results_workbook": b"PK",
    "results_bulletin": b"PK",
    "results_slides": b"PK",
    "board_xlsx": b"PK",
    "region_sheet": b"PK",
    "shortfalls_xlsx": b"PK",
    "direction_xlsx": b"PK",
    "ledger_xlsx": b"PK",
    "values_xlsx": b"PK",
    "values_csv": b"\xef\xbb\xbf",
    "values_parquet": b"PAR1",
    "values_json": b"[",
    "template": b"PK",
    "annotated_copy": b"PK",
    "receipt": b"<!",
    "received_file": b"",
    "evidence": b"\x89PNG",
    "account_list": b"\xef\xbb\xbf",
    "account_template": b"PK",
    "account_passwords": b"PK",
    "trail_xlsx": b"PK",
    "trail_jsonl": b"{",
    "appeal_evidence": b"%PDF-",
    "meeting_minutes": b"PK",
    "honours_xlsx": b"PK",
    "honours_docx": b"PK",
    "honour_file": b"\x89PNG",
    "case_file": b"\x89PNG",
    "entry_file": b"\x89PNG",
}

OTHER_NAME = "株洲市"
CLIENT = httpx.Client()
OF_RESULTS = {"results_archive", "results_workbook", "results_bulletin", "results_slides"}


def cells(seat: str) -> dict[str, str]:
    return {name: row[list(SEATS).index(seat)] for name, row in TABLE.items()}


def test_every_file_has_a_row_a_page_and_a_beginning() -> None:
    assert set(TABLE) == set(DOWNLOADS) == set(PLACES) == set(BEGINS)


def test_no_page_gives_a_file_out_beside_the_one_button() -> None:
    files = [file for file in (REPOSITORY / "dashboard").rglob("*.py") if file.name != "giving.py"]

    beside = {
        file.name for file in files if re.search(r"\bst\.(download_button|link_button)\b", file.read_text("utf-8"))
    }

    assert beside == set()
    assert len(files) > 200


@pytest.mark.parametrize("seat", list(SEATS))
def test_a_file_is_given_to_whom_its_row_names(world: World, address: str, seat: str) -> None:
    given = Given(world, address, seat)
    nominated(world, "own")

    given.of("ranking", quarter=RELEASED)
    given.of("region", quarter=RELEASED, region=OTHER)
    given.of("method", quarter=RELEASED)
    given.of("shortfalls", quarter=RELEASED)
    given.of("direction", quarter=RELEASED)
    given.of("ledgers", quarter=RELEASED)
    given.of("indicator", period=OPEN, indicator=OF_LINE)
    given.of("progress", quarter=OPEN)
    given.of("review", quarter=OPEN)
    given.of("assignments", assignment=world.handed_out)
    given.of("meeting", meeting=world.meeting, part="minutes")
    given.of("highlights", case=world.confirmed)
    given.of("selection", quarter=OPEN, entry=world.case)
    given.of("trail")
    given.of("appeals")
    given.of("honours", list="regions")
    given.of("honours", list="people")
    given.of("accounts")
    given.of("accounts", press="begin_import")
    given.of("upload")
    chosen(world, seat)
    given.of("upload")
    given.passwords()

    row = cells(seat)
    assert given.offered == {name for name, cell in row.items() if cell != REFUSED}
    assert given.offered - set(given.files) <= OF_RESULTS
    assert {name for name, content in given.files.items() if not content.startswith(BEGINS[name])} == set()


def test_who_sees_a_quarter_in_part_gets_no_file_of_the_whole(world: World, address: str) -> None:
    given = Given(world, address, "head")

    given.of("ranking", quarter=OPEN)
    before = set(given.offered)
    given.of("ranking", quarter=RELEASED)

    assert before == {"board_xlsx"}
    assert given.offered == OF_RESULTS | {"board_xlsx"}
    assert OTHER_NAME not in texts_of(given.first["board_xlsx"])
    assert OTHER_NAME in texts_of(given.files["board_xlsx"])


class Given:
    def __init__(self, world: World, address: str, seat: str) -> None:
        self.world, self.address, self.seat = world, address, seat
        self.cookie = f"jiping={world.signed_in(seat)}"
        self.offered: set[str] = set()
        self.files: dict[str, bytes] = {}
        self.first: dict[str, bytes] = {}

    def of(self, page: str, press: str = "", **query: str) -> None:
        with Reader(self.address, self.cookie) as reader:
            reader.open()
            seen = reader.open(page, lang="zh", **query)
            if press:
                seen = reader.open(page, pressed(seen, press), lang="zh", **query)
            for key, button in seen.buttons.items():
                name = key.partition(".")[0]
                assert page in PLACES[name]
                self.offered.add(name)
                if name not in OF_RESULTS or name == written_for(self.seat):
                    self.files[name] = self.content(reader, button)
                    self.first.setdefault(name, self.files[name])

    def content(self, reader: Reader, button: DownloadButton) -> bytes:
        path = reader.given(button.deferred_file_id) if button.deferred_file_id else button.url
        return CLIENT.get(self.address + path, headers={"cookie": self.cookie}).content

    def passwords(self) -> None:
        with suppress(NotAllowed):
            self.files["account_passwords"] = issued_workbook(self.world.at(self.seat), ())
            self.offered.add("account_passwords")


def texts_of(workbook: bytes) -> str:
    sheets = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets
    return "\n".join(str(cell) for sheet in sheets for row in sheet.values for cell in row)


def written_for(seat: str) -> str:
    return sorted(OF_RESULTS)[list(SEATS).index(seat) % len(OF_RESULTS)]


def pressed(seen: Seen, key: str) -> tuple[WidgetState, ...]:
    elements = [message.delta.new_element for message in seen.messages if message.HasField("delta")]
    ids = [one.button.id for one in elements if one.button.id.endswith(f"-{key}")]
    return tuple(WidgetState(id=one, trigger_value=True) for one in ids)


def chosen(world: World, seat: str) -> None:
    name, content = template_file(world.desk, OWN, "2025Q4")
    at = world.at(seat)
    with suppress(NotAllowed):
        drafts.keep(at, read_upload(at, name, content))
        sent = read_upload(at, f"sent {name}", content)
        drafts.keep(at, sent)
        drafts.settle(at, sent.key, world.receipts["own"])
