"""How the app and its readers talk: messages with their length before them, on pipes."""

from __future__ import annotations

from typing import BinaryIO

_LENGTH = 8


def send(stream: BinaryIO, message: bytes) -> None:
    """Write one message. Raises BrokenPipeError when nobody reads any more."""
    stream.write(len(message).to_bytes(_LENGTH, "big"))
    stream.write(message)
    stream.flush()


def receive(stream: BinaryIO, most: int) -> bytes:
    """The next message; empty when the other side ended, or sends more than `most` bytes."""
    length = int.from_bytes(stream.read(_LENGTH), "big")
    message = stream.read(length) if length <= most else b""
    return message if len(message) == length else b""
