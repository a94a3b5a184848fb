"""What the code declares, as the tables of docs/access.md: `python -m tests.matrix` writes them anew."""

from collections.abc import Iterator, Mapping, Sequence

from config.model import Role
from dashboard.access.rights import Right, reach_of
from dashboard.navigation import PAGES
from dashboard.parts.giving import DOWNLOADS, PLACES, Download
from tests.gated import gated, rights_of
from tests.matrix.addresses import METRICS, OPEN, SHUT, addresses, api_addresses
from tests.matrix.seats import LINE, OWN, REFUSED, SEATS, TOKENS

Row = tuple[tuple[str, ...], tuple[str, ...]]
IN_ORDER: tuple[Right, ...] = (
    *(
        "present",
        "submissions",
        "check",
        "confirm",
        "oversee",
        "submit",
        "release",
        "appeal",
        "trail",
        "accounts",
        "system",
        "assignments",
        "assign",
        "evidence",
        "close",
        "meeting",
        "vote",
        "nominate",
        "select",
        "judge",
        "enter",
        "results",
    ),
)
USE = "dashboard.usecases."
SELECTION = f"{USE}selection."
PLAIN = {
    f"{USE}method.method",
    f"{USE}method.method_workbook",
    "dashboard.releasing.register.release_lines",
    "dashboard.releasing.register.release_contents",
    "dashboard.releasing.register.revised",
    "dashboard.releasing.corrections.corrections",
    "dashboard.releasing.reading.released_quarters",
    f"{USE}appeals.window.appeal_window",
    *(f"{SELECTION}{name}" for name in ("reports.wall", "files.confirmed_file", "files.wall_picture")),
    f"{SELECTION}alike.alike_confirmed",
    f"{SELECTION}bonus.case_bonuses",
    f"{USE}scoring.input_hash",
    f"{USE}indicator_report.known_codes",
    f"{USE}collection.collected_quarters",
    f"{USE}trial.trial_ground",
    f"{USE}matching.meanings_for",
    f"{USE}uploading.annotated_copy",
    f"{USE}uploading.deadline_of",
    f"{USE}accounts.listing.regions_managed",
    f"{USE}accounts.sheets.issued_workbook",
    f"{USE}accounts.sheets.issued_csv",
}
ALL_OR_RELEASED = {f"{USE}packing.may_pack", f"{USE}packing.pack_contents"}
WHOLE_PROVINCE = {
    *(f"{USE}access.{name}" for name in ("make_token", "end_token", "known_tokens")),
    f"{USE}accounts.firststart.first_administrator",
}
OWN_TRAY = {f"{USE}drafts.{name}" for name in ("keep", "drop", "settle", "restore", "unsent")}
WITH_OWN_FILES = {f"{USE}file_report.files", f"{USE}file_report.file_report"}


def word(seat: str, rights: Sequence[Right]) -> str:
    if not rights:
        return "yes"
    for right in IN_ORDER:
        for post in SEATS[seat]:
            reach = reach_of(post.role, post.unit, right)
            if right in rights and reach:
                return "released" if right == "results" else "yes" if right == "system" else reach
    return REFUSED


def of_use_case(name: str, rights: tuple[Right, ...], seat: str) -> str:
    found = word(seat, rights)
    if found == REFUSED or name in PLAIN:
        return found if found == REFUSED else "yes"
    if name in OWN_TRAY or (name in WITH_OWN_FILES and seat == "submitter"):
        return "own"
    narrower = "released" if name in ALL_OR_RELEASED else REFUSED if name in WHOLE_PROVINCE else found
    return found if found == "all" else narrower


def use_case_rows() -> Iterator[Row]:
    groups: dict[tuple[tuple[Right, ...], str, tuple[str, ...]], list[str]] = {}
    for name, use_case in gated().items():
        rights = rights_of(use_case) or ()
        module, _, function = name.removeprefix("dashboard.").rpartition(".")
        cells = tuple(of_use_case(name, rights, seat) for seat in SEATS)
        groups.setdefault((rights, module, cells), []).append(function)
    order = {right: place for place, right in enumerate(("results", *IN_ORDER))}
    for (_, module, cells), functions in sorted(groups.items(), key=lambda one: _place(one[0], order)):
        yield (module, *functions), cells


def _place(key: tuple[tuple[Right, ...], str, tuple[str, ...]], order: Mapping[str, int]) -> tuple[int, str]:
    rights, module, _ = key
    return min((order[right] for right in rights), default=99), module


def page_rows() -> Iterator[Row]:
    for name, page in PAGES.items():
        yield (name,), tuple(word(seat, page.rights) for seat in SEATS)


def download_rows() -> Iterator[Row]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for name in DOWNLOADS:
        groups.setdefault(tuple(of_download(name, seat) for seat in SEATS), []).append(name)
    yield from ((tuple(names), cells) for cells, names in groups.items())


ASKED: Mapping[Download, tuple[Right, ...]] = {
    "meeting_minutes": ("meeting",),
    "honour_file": ("confirm", "nominate"),
}
"""Files that not everyone gets who opens their page, by the rights of which one is needed."""


def of_download(name: Download, seat: str) -> str:
    found = word(seat, PAGES[PLACES[name][0]].rights)
    if found == REFUSED:
        return found
    if name in ASKED:
        return word(seat, ASKED[name])
    if name.startswith("results_"):
        return found if found == "all" else "released"
    if name in ("board_xlsx", "region_sheet") and found == "line":
        return "released"
    if name.startswith("values_") and seat == "submitter":
        return "own"
    return "own" if name in ("annotated_copy", "receipt") else found


def address_rows() -> Iterator[Row]:
    for address in addresses():
        yield (address,), tuple(of_address(address, seat) for seat in SEATS)


def of_address(address: str, seat: str) -> str:
    path = address.partition(" ")[2]
    if path.startswith(SHUT):
        return REFUSED
    if path.startswith(OPEN):
        return "yes"
    if path == METRICS:
        return word(seat, ("system",))
    return REFUSED if seat == "nobody" else "yes"


def api_rows() -> Iterator[Row]:
    for address in api_addresses():
        yield (address,), tuple(of_api(address, kind) for kind in TOKENS)


def of_api(address: str, kind: str) -> str:
    if address == "GET /api/openapi.json":
        return "yes"
    if address.startswith("ANY"):
        return REFUSED
    if kind in ("cookie", "none"):
        return REFUSED
    if address == "GET /api/indicators":
        return "yes"
    posts: Mapping[str, tuple[Role, str]] = {"region": ("submitter", OWN), "division": ("submitter", LINE)}
    role, unit = posts.get(kind, ("office", ""))
    return reach_of(role, unit, "submit" if address.startswith("POST") else "submissions") or REFUSED
