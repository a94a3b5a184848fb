"""Which figure a column's head names: its path of texts, without units, with a role in brackets or in a group."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from config.model import Reading
from loaders.intake.heads import TAIL_UNIT, Head, Names
from loaders.intake.roles import Heading, read_heading
from loaders.intake.slots import Slot
from loaders.intake.unitwords import MULTIPLE, bare_unit
from loaders.intake.words import bracket_parts, bracketed, key_of, listed, unfooted, without_brackets

_GENERIC = frozenset(listed("数量 数值 人数 户数 金额 合计 总计 小计 本期 本季度 本季 本月 累计 本年累计 期末数"))
_DECIMALS = re.compile(r"(?:精确到|保留)?(?:小数点后)?[一二两三四\d]位小数|取?整数|保留整数")
_OF_CHANGE = ("上年", "去年", "同比", "环比")
_WORD_BEFORE = re.compile(
    r"(?P<word>本季度?末?|本期末?|上季度?末?|上期末?|[上去]年同期|(?:(?:19|20)\d\d年)?(?:\d{1,2}月|第?[一二三四1-4]季度)[末底]?)的?(?P<name>.{3,})$"
)
_WORD_BEHIND = re.compile(
    r"(?P<name>.{3,}?)(?P<word>本季度?[末数]?|本期[末数]?|上季度?[末数]?|上期[末数]?|[上去]年同期数?|[同环]比(?:增长|增幅|增长率)?)$"
)
_SERIAL = re.compile(r"[A-Za-z]{0,4}\d{1,12}")


def match_heads(heads: list[Head], names: Names, reading: Reading) -> dict[int, Slot]:
    """The figure of each column that is recognised; a leaf in several columns needs its group to tell it."""
    leaves = [key_of(_bare(head.path[-1], reading)) for head in heads]
    found: dict[int, Slot] = {}
    times = Counter(leaves)
    for head, leaf in zip(heads, leaves, strict=True):
        slot = _named(head, names, reading, times[leaf] > 1)
        if slot is not None:
            found[head.column] = slot
    return found


def _named(head: Head, names: Names, reading: Reading, repeated: bool) -> Slot | None:
    """The figure of a column by its path; a group or leaf such as 上季度 says what of it."""
    path = _split_role(head.path)
    said = {place: heading.word for place, text in enumerate(path) if (heading := read_heading(text))}
    others = [place for place, word in said.items() if word != "current"]
    for key in _keys(head.path, reading, repeated) if not others else ():
        slots = names.slots.get(key, ())
        if len(slots) == 1:
            return slots[0]
    place = next(iter(others or said), len(path) - 1)
    heading = read_heading(path[place])
    if heading is None or len(path) < 2:
        return _worded(head, names, reading) if heading is None else None
    slot = _named(replace(head, path=path[:place] + path[place + 1 :]), names, reading, False)
    return with_heading(slot, heading) if slot is not None else None


def _worded(head: Head, names: Names, reading: Reading) -> Slot | None:
    """The figure of a leaf with a period before or behind its name (上季度护理型床位); what a quarter of a sum since
    January means is not known."""
    leaf = _bare(head.path[-1], reading)
    for pattern in (_WORD_BEFORE, _WORD_BEHIND):
        found = pattern.match(leaf)
        if found is not None and read_heading(found["word"]) is not None:
            slot = _named(replace(head, path=(*head.path[:-1], found["name"], found["word"])), names, reading, False)
            told = slot is not None and (slot.measure != "ytd_cumulative" or found["word"].startswith(_OF_CHANGE))
            return slot if told else None
    return None


def with_heading(slot: Slot, heading: Heading) -> Slot:
    """The slot with what the head says of its period; a change is in per cent whatever the figure's unit is."""
    headings = (*slot.headings, heading)
    return replace(slot.as_change() if "change_pct" in heading.word else slot, headings=headings)


def split_path(path: tuple[str, ...], reading: Reading) -> tuple[str, tuple[Heading, ...]]:
    """The key of the figure that a head names without units, and what it says of the period."""
    headings = [(text, read_heading(text)) for text in _split_role(path)]
    figure = [text for text, heading in headings if heading is None] or list(path)
    return key_of("".join(key_of(_bare(text, reading)) for text in figure)), tuple(h for _, h in headings if h)


def _bare(text: str, reading: Reading) -> str:
    """A head's text without the unit in brackets or behind a stroke; other brackets stay."""
    bare = unfooted(text)
    for inside in bracketed(bare):
        rest = "，".join(part for part in bracket_parts(f"({inside})") if not _says_unit(part, reading))
        if len(rest) < len(inside):
            bare = re.sub(r"[(\[【〔]" + re.escape(inside) + r"[)\]】〕]", f"({rest})" if rest else "", bare)
    tail = TAIL_UNIT.search(bare)
    return bare[: tail.start()] if tail and tail.group(1) in reading.units else bare


def _says_unit(text: str, reading: Reading) -> bool:
    """True for a unit, and for how many decimals are wanted of it."""
    return bare_unit(text) in reading.units or bool(_DECIMALS.fullmatch(text))


def _adds_nothing(text: str) -> bool:
    """True when what stands in the brackets of a head does not narrow the figure: this period, a number, or a unit
    (one that nobody knows is said when the units are read)."""
    return all(
        (heading is not None and heading.word == "current") or inside.isdigit() or MULTIPLE.match(inside)
        for inside in bracketed(text)
        for heading in (read_heading(inside),)
    )


def _split_role(path: tuple[str, ...]) -> tuple[str, ...]:
    """The path with a role in the brackets of its leaf (护理型床位（上季度）) as a leaf of its own."""
    for inside in bracketed(path[-1]):
        heading = read_heading(inside)
        if heading is not None and heading.word != "current":
            return (*path[:-1], without_brackets(path[-1]), inside)
    return path


def _keys(path: tuple[str, ...], reading: Reading, repeated: bool) -> list[str]:
    texts = [_bare(text, reading) for text in path]
    texts = [text for text in texts if not _SERIAL.fullmatch(text)] or texts
    keys = [key_of("".join(key_of(text) for text in texts[start:])) for start in range(len(texts) - 1)]
    if len(texts) > 2:
        keys.append(key_of(key_of(texts[0]) + key_of(texts[-1])))
    if not repeated:
        keys.append(key_of(texts[-1]))
        keys.extend([key_of(without_brackets(texts[-1]))] if _adds_nothing(texts[-1]) else [])
    if len(texts) > 1 and key_of(texts[-1]) in _GENERIC:
        keys.append(key_of(texts[-2]))
    return list(dict.fromkeys(keys))
