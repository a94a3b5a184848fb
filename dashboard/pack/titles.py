"""What every sheet of the workbook says of itself: its title, its line of context, the number format of points."""

from __future__ import annotations

from config.wording import Say, mark
from dashboard.pack.contents import PackContents
from dashboard.pack.phrases import invented_line, quarter_phrase, release_line


def ranking_title(contents: PackContents, say: Say) -> str:
    """The title of the workbook."""
    return say(mark("Overall ranking for {quarter}"), quarter=quarter_phrase(contents.quarter, say))


def context_line(contents: PackContents, say: Say, *parts: str) -> str:
    """Quarter, what is given, release, and that figures are invented."""
    given = (quarter_phrase(contents.quarter, say), *parts, release_line(contents, say), invented_line(contents, say))
    return " · ".join(filter(None, given))


def decimals_pattern(decimals: int) -> str:
    """The number format with thousands and the given decimals."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")
