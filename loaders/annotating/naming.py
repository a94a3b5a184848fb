"""The name of an annotated workbook: what the submitter called it, safe on every system."""

from __future__ import annotations

import re

from config.wording import DEFAULT_LOCALE, mark, translator

SUFFIX = mark("_annotated")
NAMELESS = mark("workbook")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff<>:"|?*]')
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_LONGEST = 100


def annotated_name(name: str) -> str:
    """<stem>_问题批注.xlsx without folders, control signs and what Windows forbids; the suffix never comes twice."""
    say = translator(DEFAULT_LOCALE)
    suffix = say(SUFFIX)
    stem = _EXTENSION.sub("", _UNSAFE.sub("", re.split(r"[/\\]", name)[-1])).strip(" .")
    while stem.endswith(suffix):
        stem = stem.removesuffix(suffix).strip(" .")
    return f"{stem[:_LONGEST] or say(NAMELESS)}{suffix}.xlsx"
