"""Files that are not what they seem: damaged, locked, of another kind, or with more than tables."""

from __future__ import annotations

import io
import zipfile

from tests.corpus.case import Case
from tests.corpus.tables import BEDS, BEDS_READ, Rows, beds
from tests.corpus.writers import Page, Value, steady, text, xls, xlsx


def _with_part(name: str, content: bytes) -> bytes:
    out = io.BytesIO(xlsx(beds(*BEDS)))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, content)
    return steady(out.getvalue())


_LOCKED = b"".join(
    name.encode("utf-16-le").ljust(128, b"\x00") for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage")
)
_MANY: Rows = beds(*[[f"未知{number}市", 1, 1] for number in range(250)], *BEDS)
_LISTED = "; ".join(["error findings_cut A204", *[f"error region_unknown A{row}" for row in range(4, 204)]])
_WEB = "<html><table><tr><td>长沙市</td></tr></table></html>".encode()
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PLAN: Rows = [["项目", "一季度", "二季度", "三季度"], ["养老机构改造", "启动", "施工", "验收"]]
_NOTES: list[list[Value]] = [[1, 2, 3], [4, 5, 6]]

CASES = (
    Case("empty.xlsx", lambda: b"", "", "error file_empty"),
    Case("cut_off.xlsx", lambda: xlsx(beds(*BEDS))[:2000], "", "error file_damaged"),
    Case("cut_off.xls", lambda: xls(beds(*BEDS))[:700], "", "error file_damaged"),
    Case("web_page.xls", lambda: _WEB, "", "error file_markup"),
    Case("locked.xlsx", lambda: _OLE + bytes(504) + _LOCKED, "", "error file_encrypted"),
    Case("csv_named.xlsx", lambda: text(beds(*BEDS)), BEDS_READ, "note extension_differs"),
    Case("macros.xlsm", lambda: _with_part("xl/vbaProject.bin", b"\xd0\xcf"), BEDS_READ, "note macros_present"),
    Case(
        "numbers_on_another_sheet.xlsx",
        lambda: xlsx(Page(beds(*BEDS), "数据"), Page(_NOTES, "草稿")),
        BEDS_READ,
        "note sheet_not_read 草稿!",
    ),
    Case("letter.csv", lambda: "各位领导：\n材料稍后报送。\n".encode("gb18030"), "", "error no_table"),
    Case(
        "very_many_faults.xlsx",
        lambda: xlsx(_MANY),
        """
        430100 elderly_beds 1200 B254; 430100 nursing_beds 700 C254; 430200 elderly_beds 800 B255;
        430200 nursing_beds 300 C255
        """,
        _LISTED,
    ),
    Case("plan_in_words.xlsx", lambda: xlsx(Page(beds(*BEDS), "数据"), Page(_PLAN, "计划")), BEDS_READ),
)
