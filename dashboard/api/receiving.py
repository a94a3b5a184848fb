"""The body of a request: one or several files, counted while they come and kept on disk beyond a megabyte."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import ExitStack
from dataclasses import dataclass, field
from email.message import Message
from tempfile import SpooledTemporaryFile
from typing import IO

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from config.wording import mark
from dashboard.api.refusals import Refusal
from loaders.intake.refusal import MAX_BYTES, MEGABYTE

MAX_FILES = 50
ENVELOPE = MEGABYTE
"""What the boundaries and fields of a multipart body may take beside its files."""
PATIENCE = 120
"""Seconds within which a body has to be here."""
_NAME_LENGTH = 200


@dataclass(frozen=True)
class Received:
    """A file as it came: its plain name, and its bytes, which are on disk when they are many."""

    name: str
    stream: IO[bytes]

    def content(self) -> bytes:
        """The bytes; the place where they lay is given up."""
        with self.stream:
            self.stream.seek(0)
            return self.stream.read()


@dataclass(frozen=True)
class Parcel:
    """What a request brings: its files and the fields beside them."""

    files: tuple[Received, ...]
    fields: dict[str, str] = field(default_factory=dict)


class _WholeParser(MultiPartParser):
    """Knows whether the closing boundary came: without it the last file may be cut off."""

    closed = False

    def on_end(self) -> None:
        self.closed = True


async def parcel_of(request: Request) -> Parcel:
    """Read a body: multipart with `file` fields, or the bytes of one file with its name beside them.

    Raises Refusal: 413 as soon as the body is larger than a file may be, 408 when it does not come, 400 when it holds
    no file or cannot be taken apart.
    """
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > MAX_BYTES + ENVELOPE:
        raise _too_large()
    try:
        async with asyncio.timeout(PATIENCE):
            return await (_form(request) if _is_form(request) else _raw(request))
    except TimeoutError:
        raise Refusal(408, "too_slow", mark("The body took too long to arrive; send it again.")) from None


def plain_name(name: str) -> str:
    """A file's name without folders, signs that do not print, and excess."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable()).strip()[-_NAME_LENGTH:] or "unnamed"


async def _form(request: Request) -> Parcel:
    stream = _counted(request, MAX_BYTES + ENVELOPE)
    try:
        parser = _WholeParser(request.headers, stream, max_files=MAX_FILES, max_fields=10)
        form = await parser.parse()
    except MultiPartException:
        raise _broken() from None
    if not parser.closed:
        await form.close()
        raise _broken()
    files = [part for part in form.getlist("file") if isinstance(part, UploadFile)]
    if not files or any((part.size or 0) > MAX_BYTES for part in files):
        await form.close()
        raise _too_large() if files else _no_file()
    return Parcel(tuple(Received(plain_name(part.filename or ""), part.file) for part in files), _texts(form))


def _texts(form: FormData) -> dict[str, str]:
    return {name: value.strip() for name, value in form.items() if isinstance(value, str)}


async def _raw(request: Request) -> Parcel:
    name = _raw_name(request)
    if not name:
        raise Refusal(
            400, "name_missing", mark("The file needs a name: write ?name=… or a Content-Disposition with filename.")
        )
    with ExitStack() as opened:
        kept = opened.enter_context(SpooledTemporaryFile(max_size=MEGABYTE))
        async for chunk in _counted(request, MAX_BYTES):
            await asyncio.to_thread(kept.write, chunk)
        opened.pop_all()
    return Parcel((Received(plain_name(name), kept),))


async def _counted(request: Request, limit: int) -> AsyncGenerator[bytes, None]:
    total = 0
    async for chunk in request.stream():
        total += len(chunk)
        if total > limit:
            raise _too_large()
        yield chunk


def _is_form(request: Request) -> bool:
    return request.headers.get("content-type", "").lower().startswith("multipart/form-data")


def _raw_name(request: Request) -> str:
    asked = request.query_params.get("name", "")
    if asked:
        return asked
    header = Message()
    written = request.headers.get("content-disposition", "").encode("latin-1").decode("utf-8", "replace")
    header["Content-Disposition"] = written.replace("\r", "").replace("\n", "")
    return header.get_filename("")


def _too_large() -> Refusal:
    return Refusal(
        413,
        "too_large",
        mark("The request is larger than {limit} MB, the most that is read."),
        limit=MAX_BYTES // MEGABYTE,
    )


def _broken() -> Refusal:
    return Refusal(400, "body_broken", mark("The multipart body cannot be taken apart; see docs/api.md."))


def _no_file() -> Refusal:
    return Refusal(400, "file_missing", mark("The request holds no file; send it in a field named: file"))
