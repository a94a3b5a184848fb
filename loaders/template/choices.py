"""The lists that cells choose from: short ones stand in the cell's own validation, long ones on a hidden sheet."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.utility import xl_range_abs

from loaders.template.paper import Paper

_SHEET = "选项"
_LONGEST = 255


class Choices:
    """The lists of a template, by name; the hidden sheet is written last."""

    def __init__(self) -> None:
        self._lists: dict[str, Sequence[str]] = {}

    def source(self, name: str, texts: Sequence[str]) -> list[str] | str:
        """What a validation names as its source: the texts, or the range that will hold them."""
        if len(",".join(texts)) <= _LONGEST and not any("," in text for text in texts):
            return list(texts)
        self._lists[name] = texts
        return f"=list_{name}"

    def write(self, paper: Paper) -> None:
        """Write the hidden sheet with the long lists."""
        if not self._lists:
            return
        sheet = paper.book.add_worksheet(_SHEET)
        for column, (name, texts) in enumerate(self._lists.items()):
            for row, text in enumerate(texts):
                sheet.write_string(row, column, text)
            area = xl_range_abs(0, column, len(texts) - 1, column)
            paper.book.define_name(f"list_{name}", f"='{_SHEET}'!{area}")
        sheet.hide()
