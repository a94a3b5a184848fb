"""Regions by the names and codes that files print: full, former and short names, codes, and names in free text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from functools import lru_cache
from threading import Lock

from config.model import Config, Region
from loaders.intake.words import key_of, tight

_CODE = re.compile(r"^\d{6}(?:\d{6})?(?:\.0+)?$")
_MOST_CHAINED = 5
"""Country, province, prefecture, county, township: longer chains name nothing."""
_PREFIX = r"(?:^|(?<=年)|(?<=年度)|(?<=[:：]))"


class Gazetteer:
    """The regions of a workspace, looked up by what is printed; built once for each configuration."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self._by_name: dict[str, list[Region]] = {}
        self._by_short: dict[str, list[Region]] = {}
        self._by_stem: dict[str, list[Region]] = {}
        self._by_code: dict[str, Region] = {}
        self.former: set[str] = set()
        for region in config.regions:
            self._add(region)
        for former in config.former_names:
            self._add_former(former.former_name, former.former_code, config.region[former.region_code])
        self._longest = max(map(len, self._by_name), default=0)
        self._autonomous = [(name, regions) for name, regions in self._by_name.items() if "自治" in name]
        self._in_text = _alternatives(self._by_name, "")
        self._whole = lru_cache(maxsize=32768)(self._meant)
        self._at_start = _alternatives((name for name in self._by_short if len(name) > 1), _PREFIX)

    def _add(self, region: Region) -> None:
        self._by_name.setdefault(key_of(region.name), []).append(region)
        if region.short_name and region.short_name != region.name:
            self._by_short.setdefault(key_of(region.short_name), []).append(region)
        self._by_stem.setdefault(key_of(region.name)[:-1], []).append(region)
        self._by_code[region.code] = region
        if region.code.isdigit() and len(region.code) < 12:
            self._by_code[region.code.ljust(12, "0")] = region

    def _add_former(self, name: str, code: str, region: Region) -> None:
        same = self._by_name.setdefault(key_of(name), [])
        if region not in same:
            same.append(region)
            self.former.add(key_of(name))
        self._by_code.setdefault(code, region)
        self._by_code.setdefault(code.ljust(12, "0"), region)

    def coded(self, text: str) -> Region | None:
        """The region of a printed code (6 or 12 digits, the workspace's own, or a former one)."""
        bare = tight(text).lstrip("'").replace(",", "")
        return self._by_code.get(bare.partition(".")[0] if _CODE.match(bare) else bare)

    def named(self, text: str, within: str = "", level: str = "") -> tuple[Region, ...]:
        """The regions that a whole name may mean: full or former name, else short name, else a chain (福建省宁德市).

        `within` (a region code) and `level` narrow several down where they can.
        """
        found = self._whole(key_of(text))
        for keep in (lambda r: within and self.inside(r.code, within), lambda r: level and r.level == level):
            if len(found) > 1:
                found = [region for region in found if keep(region)] or found
        return tuple(found)

    def namesakes(self, text: str, level: str) -> tuple[Region, ...]:
        """The regions of `level` that a short name may mean beside the upper region of that name (长沙 for 长沙县)."""
        uppers = self._by_short.get(key_of(text), []) if key_of(text) not in self._by_name else []
        below = self._by_stem.get(key_of(text), [])
        return tuple(
            r for r in below for upper in uppers if r.level == level != upper.level and r.parent_code == upper.code
        )

    def _meant(self, name: str) -> list[Region]:
        if len(name) > _MOST_CHAINED * self._longest:
            return []
        return self._by_name.get(name) or self._by_short.get(name) or self._chained(name) or self._begun(name)

    def _chained(self, name: str) -> list[Region]:
        """福建省宁德市, 长沙芙蓉区: a full or short name, and behind it that of a region below."""
        for length in range(2, min(len(name) - 1, self._longest + 1)):
            heads = self._by_name.get(name[:length], [])
            shorts = self._by_short.get(name[:length], []) if not heads else []
            tails = self._whole(name[length:]) if heads or shorts else []
            chain = [tail for tail in tails for head in heads if self.inside(tail.code, head.code)]
            chain = chain or [t for t in tails for head in shorts if t is not head and self.inside(t.code, head.code)]
            if chain:
                return chain
        return []

    def _begun(self, name: str) -> list[Region]:
        """湘西, 湘西自治州, 江华县: the beginning of the long name of an autonomous region, when it is the only one."""
        stem, kind = re.sub(r"(自治)?[州县旗区]$", "", name), name[-1:]
        begun = [regions for full, regions in self._autonomous if full.startswith(name)]
        begun = begun or [found for full, found in self._autonomous if full.startswith(stem) and full.endswith(kind)]
        return begun[0] if len(stem) >= 2 and len(begun) == 1 else []

    def inside(self, code: str, upper: str) -> bool:
        """True when the region is `upper` or lies below it."""
        return upper in self.line_of(code)

    def line_of(self, code: str) -> tuple[str, ...]:
        """The region and everything above it, from itself up."""
        line: list[str] = []
        while code and code not in line:
            line.append(code)
            region = self.config.region.get(code)
            code = region.parent_code if region else ""
        return tuple(line)

    def common_parent(self, codes: Iterable[str]) -> str:
        """The lowest region that lies above all of them (never one of them), or an empty text."""
        lines = [self.line_of(code)[1:] for code in codes]
        if not lines:
            return ""
        return next((code for code in lines[0] if all(code in line for line in lines[1:])), "")

    def mentioned(self, text: str) -> tuple[Region, ...]:
        """The regions that a title names, each chain (福建省宁德市) as its lowest; doubtful names are left out."""
        bare = key_of(text)
        chains: list[Region] = []
        for match in self._in_text.finditer(bare):
            self._extend(chains, self._by_name[match.group()])
        if not chains:
            for match in self._at_start.finditer(bare):
                self._extend(chains, self._by_short[match.group()])
        return tuple(chains)

    def _extend(self, chains: list[Region], named: list[Region]) -> None:
        if chains:
            below = [region for region in named if self.inside(region.code, chains[-1].code)]
            if below:
                chains[-1] = below[0]
                return
            if any(self.inside(chains[-1].code, region.code) for region in named):
                return
        if len(named) == 1:
            chains.append(named[0])

    def nearest(self, text: str, within: str = "") -> str:
        """The known name that is most like the text, or an empty text."""
        name = key_of(text)
        if not name:
            return ""
        names = {key_of(r.name): r.name for r in self.config.regions if not within or self.inside(r.code, within)}
        close = difflib.get_close_matches(name, names, n=8, cutoff=0.5)
        return names[max(close, key=lambda known: _likeness(name, known))] if close else ""

    def nearest_code(self, text: str) -> str:
        """The known code that is most like the text, with its name, or an empty text."""
        bare = tight(text)[:6]
        close = difflib.get_close_matches(bare, self.config.region, n=1, cutoff=0.6) if bare else []
        return f"{close[0]} {self.config.region[close[0]].name}" if close else ""


def _likeness(text: str, known: str) -> tuple[float, int, bool]:
    """How alike two names are: characters shared, those at their place, and the first one, which is rarely mistaken."""
    at_place = sum(a == b for a, b in zip(text, known, strict=False))
    return (round(difflib.SequenceMatcher(None, text, known).ratio(), 2), at_place, text[:1] == known[:1])


def _alternatives(names: Iterable[str], prefix: str) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return (
        re.compile(prefix + "(?:" + "|".join(map(re.escape, longest_first)) + ")")
        if longest_first
        else re.compile(r"(?!)")
    )


_known: list[tuple[Config, Gazetteer]] = []
_lock = Lock()


def gazetteer_of(config: Config) -> Gazetteer:
    """The gazetteer of a configuration; the last few are kept."""
    with _lock:
        for known, gazetteer in _known:
            if known is config:
                return gazetteer
        gazetteer = Gazetteer(config)
        _known.insert(0, (config, gazetteer))
        del _known[4:]
        return gazetteer
