"""The name of a submitted file, fit to be stored, shown, and saved under again on any computer."""

from __future__ import annotations

import re
import unicodedata

_MOST_BYTES = 180
_LONGEST_EXTENSION = 10
_UNFIT = re.compile(r'[<>:"|?*]')
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
"""Unicode categories that a name can hide behind: controls, signs of writing direction, halves of characters."""
_NAMELESS = "upload"


def plain_name(name: str) -> str:
    """The name without folders, without what is not seen, without what Windows forbids, and not too long.

    A name that is nothing then is `upload`; the extension stays.
    """
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in _UNSEEN)
    stem, dot, extension = _UNFIT.sub("_", seen).strip(" .").rpartition(".")
    if not dot or len(extension) > _LONGEST_EXTENSION:
        stem, dot, extension = f"{stem}{dot}{extension}", "", ""
    short = stem.encode()[:_MOST_BYTES].decode(errors="ignore").rstrip(" .")
    return f"{short or _NAMELESS}{dot}{extension}"
