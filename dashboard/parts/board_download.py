"""The download of a board exactly as it is shown: the same rows, places and signs, as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from config.wording import mark
from dashboard.pack.board_sheet import board_workbook, standing_workbook
from dashboard.pack.phrases import file_stem
from dashboard.parts.board_switch import board_label
from dashboard.parts.boards import board_name
from dashboard.parts.filters import quarter_name
from dashboard.parts.frame import edition_words
from dashboard.parts.giving import give_button
from dashboard.parts.session import desk, say
from dashboard.releasing.reading import Edition
from dashboard.usecases.board_shape import Board, BoardRow
from dashboard.usecases.downloads import record_download
from dashboard.usecases.holding import Held
from dashboard.usecases.standing_boards import PlacesRow, StandingBoard

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def board_download(source: Edition, shown: Board, rows: Sequence[BoardRow], holds: Mapping[str, Held]) -> None:
    """The shown rows of a board; nothing where no row is shown."""
    if not rows:
        return
    words, title, state = say(), board_name(shown, say()), edition_words(source)
    _button(source, shown.quarter, title, lambda: board_workbook(shown, rows, holds, title, state, words))


def standing_download(source: Edition, found: StandingBoard, rows: Sequence[PlacesRow]) -> None:
    """The shown rows of a board of improvement or of the composite."""
    if not rows:
        return
    words, state = say(), edition_words(source)
    places = {"quarter": quarter_name(found.quarter, words), "group": found.group_name}
    title = words(mark("{quarter} {group}, {section}"), **places, section=board_label(found.board, words))
    _button(source, found.quarter, title, lambda: standing_workbook(found, rows, title, state, words))


def _button(source: Edition, quarter: str, title: str, write: Callable[[], bytes]) -> None:
    opened, file = desk(), f"{file_stem(title)}.xlsx"

    def give() -> bytes:
        record_download(opened, "results", quarter, source.release is not None, file=file)
        return write()

    give_button("board_xlsx", say()(mark("Download what is shown (Excel)")), give, file, _XLSX)
