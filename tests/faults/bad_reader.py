"""A reader process whose `read` misbehaves as the file's name says; the tests start it in the place of the real one."""

import os
import signal
import tempfile
import time
from collections.abc import Callable
from typing import Any

from config.model import Config
from loaders.intake.outcome import Told
from loaders.workshop import child


class Forged:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("exit 0",)


def spin() -> None:
    while True:
        pass


def fail() -> None:
    raise KeyError("fail")


def flood() -> None:
    os.write(ANSWERS.fileno(), (1 << 60).to_bytes(8, "big") * 2)
    time.sleep(60)


def write() -> None:
    with tempfile.TemporaryFile() as file:
        file.write(b"x")


MISDEEDS: dict[str, Callable[[], Any]] = {
    "hang": lambda: time.sleep(60),
    "spin": spin,
    "crash": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "leave": lambda: os._exit(0),
    "eat": lambda: len(bytearray(1 << 30)),
    "nibble": lambda: [bytearray(1 << 16) for _ in range(1 << 16)],
    "fail": fail,
    "chatter": lambda: print("x" * 1_000_000, flush=True),
    "forge": Forged,
    "number": lambda: 7,
    "flood": flood,
    "write": write,
}


def read(config: Config, name: str, content: bytes, told: Told) -> Any:
    done = MISDEEDS[name]() if name in MISDEEDS else None
    return child._read(config, name, content, told) if done is None else done


if __name__ == "__main__":
    ANSWERS = child._only_answers()
    child._only_answers = lambda: ANSWERS
    child.JOBS["read"] = read
    child.MOST_JOBS = 20
    child.main()
