"""Which sheets a scheme's workbook has, and which key of the scheme stands in which column or row."""

from __future__ import annotations

from dataclasses import dataclass

from config.sheet.keys import Key, keybook

SHEETS = {
    "rules": ("评分细则", "Scoring rules"),
    "general": ("总则", "General"),
    "sections": ("板块", "Sections"),
    "groups": ("分组参数", "Terms by group"),
    "bands": ("等次", "Bands"),
    "vetoes": ("一票否决", "Vetoes"),
    "names": ("名称对照", "Names"),
}
"""The sheets by their part of the scheme: title in Chinese and in English."""

_NESTED = {
    "target": "Target",
    "inputs": "Inputs",
    "lists": "Lists",
    "boards": "Boards",
    "certainty": "Certainty",
}
NUMERALS = "一二三四五六七八九"
NONE_HERE = "—"
"""Stands in a level column where an item has no section of that level."""


@dataclass(frozen=True)
class Column:
    """A column (or a row of the general sheet): the path of its key in the scheme, its head and its width in signs."""

    path: tuple[str, ...]
    key: Key
    width: float = 12

    def head(self, locale: str) -> str:
        """The head of the column."""
        return self.key.title(locale)


def _column(model: str, dotted: str, width: float = 12) -> Column:
    path = tuple(dotted.split("."))
    owner = _NESTED[path[0]] if len(path) > 1 else model
    return Column(path, keybook().keys[owner][path[-1]], width)


def _own(head: str, head_en: str, note: str, note_en: str) -> Key:
    return Key(kind="text", head=head, head_en=head_en, note=note, note_en=note_en)


STANDARD_FROM = _own(
    "评分标准来源",
    "Source of the standard",
    "评分标准为办法原文的填“原文”；留空则由规则和参数自动生成。",
    "“document” where the standard is the document's own words; empty where the program words it.",
)
ITEM_CODE = _own(
    "评分项代码", "Item", "评分细则表中的评分项代码。", "The code of the item on the sheet of scoring rules."
)
GROUP_CODE = _own("组别", "Group", "总则中所列的分组代码。", "The code of a peer group of the general sheet.")
NAME_KIND = _own("类别", "Kind", "处室、指标或分组。", "Division, indicator or peer group.")
NAME_CODE = _own("代码", "Code", "办法中使用的代码。", "The code that the scheme uses.")
NAME = _own("名称", "Name", "评分细则表中使用的名称。", "The name that the scoring rules show.")
DOCUMENT_WORDS = ("原文", "document")

FRONT = (
    _column("SchemeItem", "full_marks", 7),
    _column("SchemeItem", "standard", 46),
    _column("SchemeItem", "owner", 16),
    _column("SchemeItem", "clause", 16),
)
"""The columns of the scoring rules that are printed, after the levels."""

BACK = (
    _column("SchemeItem", "code", 22),
    _column("SchemeItem", "indicator", 22),
    _column("SchemeItem", "rule", 14),
    _column("SchemeItem", "parameters", 34),
    _column("SchemeItem", "target.value", 9),
    _column("SchemeItem", "target.by_group", 24),
    _column("SchemeItem", "target.indicator", 20),
    _column("SchemeItem", "target.annual", 9),
    _column("SchemeItem", "missing", 14),
    _column("SchemeItem", "constant", 9),
    _column("SchemeItem", "direction", 10),
    _column("SchemeItem", "figure", 12),
    _column("SchemeItem", "weight", 8),
    _column("SchemeItem", "points", 11),
    _column("SchemeItem", "levels", 12),
    _column("SchemeItem", "log", 8),
    _column("SchemeItem", "winsorise", 10),
    _column("SchemeItem", "error", 9),
    _column("SchemeItem", "listed", 10),
    _column("SchemeItem", "inputs.sum", 28),
    _column("SchemeItem", "inputs.per", 28),
    _column("SchemeItem", "inputs.scale", 8),
    _column("SchemeItem", "unit", 9),
    _column("SchemeItem", "unit_en", 12),
    Column(("standard_from",), STANDARD_FROM, 12),
    _column("SchemeItem", "standard_en", 36),
    _column("SchemeItem", "name_en", 36),
)
"""The columns that the program computes with, right of what is printed."""

SECTION_COLUMNS = tuple(
    _column("SchemeSection", name, width)
    for name, width in (
        ("code", 22), ("name", 24), ("name_en", 36), ("parent", 22), ("kind", 8), ("full_marks", 8),
        ("weight", 8), ("combine", 14), ("floor", 9), ("cap", 9),
    )
)  # fmt: skip
GROUP_COLUMNS = (
    Column(("item",), ITEM_CODE, 24),
    Column(("group",), GROUP_CODE, 16),
    _column("GroupTerms", "parameters", 40),
    *(_column("GroupTerms", f"target.{name}", 16) for name in ("value", "by_group", "indicator", "annual")),
)
BAND_COLUMNS = tuple(
    _column("Band", name, width)
    for name, width in (("code", 16), ("name", 12), ("name_en", 16), ("at_least", 12), ("top_share", 12))
)
VETO_COLUMNS = tuple(
    _column("Veto", name, width)
    for name, width in (
        ("code", 20), ("name", 30), ("name_en", 36), ("indicator", 22), ("at_least", 8), ("effect", 20),
        ("bars", 20), ("clause", 18),
    )
)  # fmt: skip
NAME_COLUMNS = (Column(("kind",), NAME_KIND, 10), Column(("code",), NAME_CODE, 32), Column(("name",), NAME, 32))
GENERAL = (
    *(
        _column("Scheme", name)
        for name in (
            "code", "name", "name_en", "version", "valid_from", "valid_to", "document", "full_marks", "precision",
            "combine", "missing", "constant", "tie", "tie_break", "groups", "minimum_coverage", "invented",
        )
    ),
    *(_column("Scheme", f"boards.{name}") for name in ("level", "quarter", "year")),
    *(_column("Scheme", f"certainty.{name}") for name in ("draws", "seed", "weight_noise", "interval")),
    Column(("lists",), keybook().keys["Scheme"]["lists"].model_copy(update={"kind": "flag"})),
    *(_column("Scheme", f"lists.{name}") for name in ("red_top", "black_bottom", "exempt")),
)  # fmt: skip
"""The rows of the general sheet."""


def sheet_title(part: str, locale: str) -> str:
    """The title of a sheet."""
    return SHEETS[part][1 if locale == "en" else 0]


def level_head(level: int, locale: str) -> str:
    """一级指标, 二级指标, ...: the head of a level column, counted from 1."""
    if locale == "en":
        return f"Level {level}"
    return f"{NUMERALS[level - 1] if level <= len(NUMERALS) else level}级指标"
