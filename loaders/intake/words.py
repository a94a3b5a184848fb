"""Texts made comparable: full-width letters and digits, spaces, brackets, numbering and trailing units set aside."""

from __future__ import annotations

import re
from functools import lru_cache

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0xA0: 0x20,
    0x2212: 0x2D,
    0x200B: None,
    0xFEFF: None,
}
_LONGEST = 500
"""A cell may hold 32,767 characters, and a search through all of them for every name there is would take seconds."""
_SPACE = re.compile(r"\s+")
_BRACKETS = re.compile(r"[(\[{【〔<《]([^()\[\]{}【】〔〕<>《》]*)[)\]}】〕>》]")
_LEADING = re.compile(
    r"^(?:其中[:：]?|[一二三四五六七八九十]+[、.．]|\([一二三四五六七八九十\d]+\)|\d+(?:[、)]|\.(?!\d))|[①-⑳]|"
    r"(?:[IVX]{1,4}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|[A-Z])[、.．]?(?=[\u4e00-\u9fff(])|[-–—·*•]+)"
)
_JOINTS = re.compile(r"[\"“”'‘’·、,，。;；:：/\\\-–—_~～+()\[\]{}【】〔〕<>《》]")
_FOOTNOTE = re.compile(r"(?<=.)(?:[*※△▲★☆†‡①-⑳⑴-⒇¹²³⁴-⁹]|\[(?:注)?\d{1,2}\]|\(?注[\d一二三四五①-⑩]{1,2}\)?|\(注\))+$")
_NOTES = re.compile(
    r"^(注|备注|说明|附注|填表说明|填报说明|填表人|填报人|制表人|审核人|复核人|审核|负责人|单位负责人|统计负责人|分管负责人|主要负责人|联系人|联系电话|电话|制表|填表|"
    r"填报日期|填表日期|报出日期|上报日期|数据来源|资料来源|来源)(\d*[:：.、(]|$)"
)


def listed(text: str) -> tuple[str, ...]:
    """The words of a list that is written as text, separated by white space."""
    return tuple(text.split())


def narrow(text: str) -> str:
    """The text with full-width letters, digits and signs made narrow; other characters stay as they are.

    A text of more than 500 characters is cut and ends in `…`: it is neither name nor number.
    """
    return _narrow(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def tight(text: str) -> str:
    """The narrow text without any white space; long texts are cut as by narrow()."""
    return _tight(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def key_of(text: str) -> str:
    """What two spellings of one name share: no white space, numbering, brackets or joints; lower case."""
    return _key_of(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


@lru_cache(maxsize=32768)
def _narrow(text: str) -> str:
    return text.translate(_WIDTH)


@lru_cache(maxsize=32768)
def _tight(text: str) -> str:
    return _SPACE.sub("", _narrow(text))


@lru_cache(maxsize=32768)
def _key_of(text: str) -> str:
    bare = _tight(text)
    while True:
        shorter = _LEADING.sub("", bare, count=1)
        if shorter == bare or not shorter:
            break
        bare = shorter
    return _JOINTS.sub("", bare).lower()


def bracketed(text: str) -> tuple[str, ...]:
    """What stands in brackets in the text, tightened."""
    return tuple(_BRACKETS.findall(tight(text)))


def unfooted(text: str) -> str:
    """The tight text without the mark of a footnote behind it: 长沙市*, 株洲市①, 床位（注1）."""
    return _FOOTNOTE.sub("", tight(text))


def bracket_parts(text: str) -> tuple[str, ...]:
    """What stands in brackets in the text, part by part: (万元，保留两位小数) gives two."""
    return tuple(part for inside in bracketed(text) for part in re.split(r"[,;，；、]", inside) if part)


def without_brackets(text: str) -> str:
    """The text without its brackets and what they hold."""
    return _BRACKETS.sub("", tight(text))


def is_note(text: str) -> bool:
    """True for the first cell of a remark or signature row (注：…, 填表人：…)."""
    return bool(_NOTES.match(tight(text)))
