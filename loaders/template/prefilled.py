"""Cells that are filled in already: where their figures were reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xlsxwriter.worksheet import Worksheet

from config.wording import Say, mark
from loaders.template.earlier import Figure

Key = tuple[str, str]


def sources_line(figures: Iterable[Figure], say: Say) -> str:
    """What the head of the sheet says of its prefilled cells; empty where there are none."""
    sources = sorted({figure.source for figure in figures})
    if not sources:
        return ""
    if len(sources) == 1:
        return say(
            mark("The darker cells are filled in already, from {source}; overwrite what is not right."),
            source=sources[0],
        )
    return say(mark("The darker cells are filled in already (comments say from where); overwrite what is not right."))


def note_sources(
    sheet: Worksheet, known: Mapping[Key, Figure], places: Mapping[Key, tuple[int, int]], say: Say
) -> None:
    """Say at each prefilled cell where it comes from, unless the head of the sheet says it for all."""
    if len({figure.source for figure in known.values()}) < 2:
        return
    for key, figure in known.items():
        if figure.source:
            note = say(mark("Filled in already, from {source}."), source=figure.source)
            sheet.write_comment(*places[key], note, {"font_size": 9, "author": "", "x_scale": 1.5, "y_scale": 0.7})
