"""The numbers by which people name what was kept: a head (`JB-2026-`), and the next number under it."""

from __future__ import annotations

from sqlmodel import Session, col, select


def next_number(session: Session, kept: str, head: str, width: int = 1) -> str:
    """The number after the last one that begins so; `kept` is the column of the numbers that there are."""
    numbers = session.exec(select(kept).where(col(kept).startswith(head)))
    last = max((int(number.removeprefix(head)) for number in numbers), default=0)
    return f"{head}{last + 1:0{width}d}"
