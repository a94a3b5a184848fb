"""What a file really is, by its bytes and not by its name, and its cells; or the refusal that says why not."""

from __future__ import annotations

import re
import zipfile
from pathlib import PurePath

from loaders.intake.archive import open_archive, read_part
from loaders.intake.cells import Book
from loaders.intake.legacy import read_xls
from loaders.intake.ods import read_ods
from loaders.intake.refusal import Refusal, check_size
from loaders.intake.textfile import decode, read_text
from loaders.intake.xlsx import read_xlsx

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"RIFF", "WEBP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
    (b"\x1f\x8b", "GZIP"),
    (b"{\\rtf", "RTF"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3", "SQLite"),
)
_OLE_FOREIGN = (
    ("WordDocument", "Word"),
    ("PowerPoint Document", "PowerPoint"),
    ("VisioDocument", "Visio"),
    ("__nameid_version1.0", "Outlook"),
)
_ZIP_FOREIGN = (("word/", "Word"), ("ppt/", "PowerPoint"), ("xl/workbook.bin", "XLSB"))
_MARKUP = re.compile(r"^\s*(<!doctype\s+html|<html|<head|<table|<body|<meta|<\?xml|mime-version:)", re.IGNORECASE)
_EXTENSIONS = {
    "xlsx": ("xlsx", "xlsm", "et"),
    "xls": ("xls", "et"),
    "ods": ("ods",),
    "csv": ("csv", "txt", "tsv"),
    "tsv": ("tsv", "txt", "csv"),
}
_SPREADSHEETS = ("xlsx", "xlsm", "xls", "et", "ods", "csv", "tsv")


def open_book(content: bytes) -> Book:
    """The file's cells.

    Raises Refusal with the rule that says why the file cannot be read: file_empty, file_too_large, file_damaged,
    file_encrypted, file_kind, file_markup, file_too_large_unpacked, file_entities, encoding_unknown, too_many_cells.
    """
    check_size(len(content))
    if not content.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise Refusal("file_empty")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _open_zip(content)
    if content.startswith(_OLE):
        return _open_ole(content)
    return _open_other(content)


def misnamed(name: str, book: Book) -> bool:
    """True when the name's extension says another kind of table than the bytes are."""
    extension = PurePath(name).suffix.lower().lstrip(".")
    return extension in _SPREADSHEETS and extension not in _EXTENSIONS[book.kind]


def _open_zip(content: bytes) -> Book:
    archive = open_archive(content)
    names = archive.namelist()
    for start, kind in _ZIP_FOREIGN:
        if any(name.startswith(start) for name in names):
            raise Refusal("file_kind", kind=kind)
    if "[Content_Types].xml" in names and any(name.endswith("workbook.xml") for name in names):
        return read_xlsx(archive)
    if "content.xml" in names and _is_ods(archive):
        return read_ods(archive)
    raise Refusal("file_damaged" if any(name.startswith("xl/") for name in names) else "file_kind", kind="ZIP")


def _is_ods(archive: zipfile.ZipFile) -> bool:
    kind = read_part(archive, "mimetype") if "mimetype" in archive.namelist() else b"spreadsheet"
    return b"spreadsheet" in kind


def _open_ole(content: bytes) -> Book:
    """Compound files: the names of the streams in the directory tell the kind."""
    if _stream("EncryptedPackage") in content or _stream("EncryptionInfo") in content:
        raise Refusal("file_encrypted")
    for stream, kind in _OLE_FOREIGN:
        if _stream(stream) in content:
            raise Refusal("file_kind", kind=kind)
    if _stream("Workbook") not in content and _stream("Book") not in content:
        raise Refusal("file_damaged")
    return read_xls(content, macros=_stream("_VBA_PROJECT_CUR") in content)


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")


def _open_other(content: bytes) -> Book:
    for start, kind in _FOREIGN:
        if content.startswith(start) and (kind not in ("BMP", "EXE", "WEBP") or b"\x00" in content[:64]):
            raise Refusal("file_kind", kind=kind)
    if _MARKUP.match(decode(content)[:2000].lstrip("\ufeff")):
        raise Refusal("file_markup")
    return read_text(content)
