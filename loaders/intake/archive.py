"""Zip containers (xlsx, ods) opened within limits: size, ratio, number of parts, no document types or entities."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree

from loaders.intake.refusal import MAX_PARTS, MAX_RATIO, MAX_UNPACKED, MEGABYTE, RATIO_FROM, Refusal

_DOCUMENT_TYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
"""What opens a document type; entities can be declared nowhere else."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,
    ElementTree.ParseError,
    ValueError,
)
"""What zipfile and ElementTree raise on broken parts; reading a part may also seek out of the file."""


def open_archive(content: bytes) -> zipfile.ZipFile:
    """The zip archive within the limits.

    Raises Refusal: file_damaged, file_encrypted, file_too_large_unpacked.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as broken:
        raise Refusal("file_damaged") from broken
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise Refusal("file_encrypted")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS or unpacked > max(RATIO_FROM, MAX_RATIO * len(content)):
        raise Refusal("file_too_large_unpacked", size=f"{unpacked / MEGABYTE:.0f}", limit=MAX_UNPACKED // MEGABYTE)
    return archive


@contextmanager
def broken_parts() -> Iterator[None]:
    """Turn what zip and XML libraries raise on broken parts into the refusal of a damaged file."""
    try:
        yield
    except _BROKEN as broken:
        raise Refusal("file_damaged") from broken


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one part.

    Raises Refusal file_entities when an XML part declares a document type or entities; no honest workbook does.
    """
    try:
        content = archive.read(name)
    except (*_BROKEN, OSError, RuntimeError, struct.error) as broken:
        raise Refusal("file_damaged") from broken
    if any(start in content for start in _DOCUMENT_TYPES):
        raise Refusal("file_entities")
    return content


def parse_part(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """The root element of one small XML part."""
    content = read_part(archive, name)
    with broken_parts():
        return ElementTree.fromstring(content)


def walk(content: bytes, depth: int) -> Iterator[tuple[str, ElementTree.Element]]:
    """Each complete element that stands `depth` levels below the root, with its parent's local name.

    Nothing is kept of what was passed, however large the part. Raises Refusal file_damaged.
    """
    above: list[ElementTree.Element] = []
    with broken_parts():
        for event, element in ElementTree.iterparse(io.BytesIO(content), events=("start", "end")):
            if event == "start":
                above.append(element)
                continue
            above.pop()
            if len(above) == depth:
                yield local(above[-1].tag), element
            if 0 < len(above) <= depth:
                above[-1].clear()


def local(tag: str) -> str:
    """An element's name without its namespace (transitional and strict files differ only there)."""
    return tag.rpartition("}")[2]
