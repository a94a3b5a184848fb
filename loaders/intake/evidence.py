"""佐证材料: files that may be kept as evidence: pictures, PDF, Word and Excel files that hold nothing that runs.

They are never opened by the product, and given out as they came, to be saved; what is looked at here is what they are,
and whether they carry macros, scripts or other files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from config.wording import Say, mark
from loaders.intake.archive import open_archive
from loaders.intake.filename import plain_name
from loaders.intake.refusal import MAX_BYTES, MEGABYTE, Refusal

MOST_FILES = 10
"""How many files may be sent at once."""
KINDS: Mapping[str, tuple[bytes, str]] = {
    "png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    "jpg": (b"\xff\xd8\xff", "image/jpeg"),
    "jpeg": (b"\xff\xd8\xff", "image/jpeg"),
    "pdf": (b"%PDF-", "application/pdf"),
    "docx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""What a kind of file begins with, and its media type."""
_MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_RUNS = re.compile(r"vbaProject|activeX|embeddings/|oleObject|macrosheets", re.IGNORECASE)
_PDF_RUNS = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")
WRONG_KIND = mark("{name}: send pictures (png, jpg), PDF, Word (docx) or Excel (xlsx) files.")
NOT_WHAT_IT_SAYS = mark("{name} is not what its ending says, or it is damaged; save it again and send that.")
TOO_LARGE = mark("{name} has {size} MB; a file may have {most}.")
RUNS = mark("{name} holds macros, scripts or other files inside; save it without them (or as a picture) and send that.")
EMPTY = mark("{name} is empty.")
TOO_MANY = mark("{count} files at once; send {most} at most.")


@dataclass(frozen=True)
class Evidence:
    """A file that is taken as evidence: the name that it is kept under, and its bytes."""

    name: str
    content: bytes

    @property
    def kind(self) -> str:
        """What kind of file it is, by its ending."""
        return _ending(self.name).replace("jpeg", "jpg")


class EvidenceRefused(Exception):
    """A file is not taken as evidence; the sentence says why and what to do."""

    def __init__(self, message: str, **places: object) -> None:
        super().__init__(message)
        self.message, self.places = message, places

    def text(self, say: Say) -> str:
        """The sentence in a reader's language."""
        return say(self.message, **self.places)


def taken(files: Sequence[tuple[str, bytes]], most: int = MOST_FILES, limit: int = MAX_BYTES) -> tuple[Evidence, ...]:
    """Files (name, bytes) as evidence, at most so many of at most so many bytes. Raises EvidenceRefused."""
    if len(files) > most:
        raise EvidenceRefused(TOO_MANY, count=len(files), most=most)
    return tuple(Evidence(fit_name(name, content, limit), content) for name, content in files)


def fit_name(name: str, content: bytes, limit: int = MAX_BYTES) -> str:
    """The name under which a file is kept as evidence. Raises EvidenceRefused for one that is not taken."""
    shown = plain_name(name)
    kind = _ending(shown)
    if kind not in KINDS:
        raise EvidenceRefused(WRONG_KIND, name=shown)
    if not content:
        raise EvidenceRefused(EMPTY, name=shown)
    if len(content) > limit:
        size, most = f"{len(content) / MEGABYTE:.1f}", limit // MEGABYTE
        raise EvidenceRefused(TOO_LARGE, name=shown, size=size, most=most)
    if not content.startswith(KINDS[kind][0]):
        raise EvidenceRefused(NOT_WHAT_IT_SAYS, name=shown)
    _must_be_still(shown, kind, content)
    return shown


def media_of(name: str) -> str:
    """The media type of a file that was taken as evidence."""
    return KINDS[_ending(name)][1]


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _must_be_still(name: str, kind: str, content: bytes) -> None:
    if kind == "pdf" and _PDF_RUNS.search(content):
        raise EvidenceRefused(RUNS, name=name)
    if kind in _MAIN:
        try:
            parts = open_archive(content).namelist()
        except Refusal as refused:
            raise EvidenceRefused(NOT_WHAT_IT_SAYS, name=name) from refused
        if _MAIN[kind] not in parts:
            raise EvidenceRefused(NOT_WHAT_IT_SAYS, name=name)
        if any(map(_RUNS.search, parts)):
            raise EvidenceRefused(RUNS, name=name)
