"""办法: the scheme that scores a quarter, in words: what is scored, how, and what became otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from config.model import Config, Scheme, SchemeItem
from config.sheet.inline import figure
from config.sheet.keys import called
from config.sheet.names import Names
from config.sheet.words import standard
from config.sheet.writing import scheme_workbook
from config.wording import Say, mark, translator
from dashboard.access.gate import needs
from dashboard.usecases.desk import Desk

COMMA = mark(", ")
FRESH, GONE, OTHERWISE = "added", "removed", "changed"


@dataclass(frozen=True)
class MethodItem:
    """An item: its marks, its rule in words, the clause it stands on, who owns it."""

    code: str
    name: str
    marks: float
    standard: str
    clause: str
    owner: str
    indicator: str


@dataclass(frozen=True)
class MethodSection:
    """A section with its full marks; `kind` is regular, bonus or deduction."""

    code: str
    name: str
    kind: str
    full_marks: float
    items: tuple[MethodItem, ...]


@dataclass(frozen=True)
class ItemChange:
    """What is otherwise than in the scheme before: an item added, removed, or with other marks or another rule."""

    kind: str
    name: str
    section: str
    before: str
    after: str


@dataclass(frozen=True)
class Method:
    """A scheme in words. `terms` and `results` are (name, what holds); `back_cast`: it was not in force then."""

    name: str
    document: str
    valid_from: str
    valid_to: str
    version: str
    full_marks: float
    invented: bool
    back_cast: bool
    sections: tuple[MethodSection, ...]
    terms: tuple[tuple[str, str], ...]
    results: tuple[tuple[str, str], ...]
    earlier: str
    changes: tuple[ItemChange, ...]

    @property
    def items(self) -> int:
        """How many items are scored."""
        return sum(len(section.items) for section in self.sections)


@needs("results", "present")
def method(desk: Desk, quarter: str, locale: str = "zh_CN") -> Method:
    """The scheme that scores a quarter. Raises LookupError when the workspace has no scheme."""
    return desk.once(("method", quarter, locale), lambda: _draw(desk, quarter, locale))


@needs("results", "present")
def method_workbook(desk: Desk, quarter: str, locale: str = "zh_CN") -> bytes:
    """The scheme of a quarter as the Excel sheet that offices use; reading it back gives the same scheme."""
    scheme, _ = desk.config.scheme_for(quarter)
    return scheme_workbook(scheme, locale, Names.of(desk.config, locale))


def _draw(desk: Desk, quarter: str, locale: str) -> Method:
    config = desk.config
    scheme, back_cast = config.scheme_for(quarter)
    names, say = Names.of(config, locale), translator(locale)
    before = _earlier(config, scheme)
    return Method(
        name=scheme.name_en if locale == "en" else scheme.name,
        document=scheme.document,
        valid_from=scheme.valid_from,
        valid_to=scheme.valid_to,
        version=scheme.version,
        full_marks=scheme.full_marks,
        invented=scheme.invented,
        back_cast=back_cast,
        sections=tuple(_sections(scheme, names, locale)),
        terms=tuple(_terms(scheme, names, locale, say)),
        results=tuple(_results(config, scheme, locale, say)),
        earlier="" if before is None else (before.name_en if locale == "en" else before.name),
        changes=() if before is None else tuple(_changes(before, scheme, names, locale)),
    )


def _sections(scheme: Scheme, names: Names, locale: str) -> Iterator[MethodSection]:
    for section in scheme.sections:
        items = tuple(_item(item, names, locale) for item in section.items)
        yield MethodSection(section.code, section.label(locale), section.kind, section.full_marks, items)


def _item(item: SchemeItem, names: Names, locale: str) -> MethodItem:
    owner = names.divisions.get(item.owner, item.owner)
    words = standard(item, locale, names)
    return MethodItem(item.code, item.label(locale), item.full_marks, words, item.clause, owner, item.indicator)


def _terms(scheme: Scheme, names: Names, locale: str, say: Say) -> Iterator[tuple[str, str]]:
    groups = say(COMMA).join(names.groups.get(group, group) for group in scheme.groups)
    yield say(mark("Peer groups")), groups
    combined = called("combine", scheme.combine, locale)
    yield (
        say(mark("Total")),
        say(
            mark("full marks {marks} ({combined}), published and ranked at {decimals} decimals, half up"),
            marks=figure(scheme.full_marks),
            combined=combined,
            decimals=scheme.precision,
        ),
    )
    yield say(mark("Missing values")), called("missing", scheme.missing, locale)
    yield say(mark("Not applicable")), say(mark("the item leaves the total, and the rest is scaled up to full marks"))
    yield say(mark("Ties")), called("tie", scheme.tie, locale)
    if scheme.minimum_coverage:
        least = f"{scheme.minimum_coverage * 100:.10g}%"
        yield (
            say(mark("Completeness")),
            say(mark("a unit is ranked when at least {share} of its items have a value"), share=least),
        )
    certainty = scheme.certainty
    yield (
        say(mark("Range of places")),
        say(
            mark("{draws} draws with weights moved by up to {noise}; the range holds {share} of the places"),
            draws=f"{certainty.draws:,}",
            noise=f"{certainty.weight_noise * 100:.10g}%",
            share=f"{certainty.interval * 100:.10g}%",
        ),
    )


def _results(config: Config, scheme: Scheme, locale: str, say: Say) -> Iterator[tuple[str, str]]:
    for band in scheme.bands:
        bound = say(mark("{bound} points and above"), bound=figure(band.at_least))
        if band.top_share is not None:
            share = f"{band.top_share * 100:.10g}%"
            bound = say(mark("{bound}, among the first {share} of the group"), bound=bound, share=share)
        yield band.label(locale), bound
    for veto in scheme.vetoes:
        indicator = config.indicator.get(veto.indicator)
        counted = indicator.label(locale) if indicator else veto.indicator
        effect = called("effect", veto.effect, locale)
        yield (
            say(mark("Veto: {name}"), name=veto.label(locale)),
            say(
                mark("{indicator} of {least} or more: {effect}"),
                indicator=counted,
                least=figure(veto.at_least),
                effect=effect,
            ),
        )
    if scheme.lists is not None:
        yield (
            say(mark("Red and black lists")),
            say(
                mark(
                    "red: target exceeded and among the first {top}; black: target missed and among the last {bottom}"
                ),
                top=scheme.lists.red_top,
                bottom=scheme.lists.black_bottom,
            ),
        )
    boards = scheme.boards
    yield (
        say(mark("Composite board")),
        say(
            mark("level {level}, improvement on last quarter {quarter}, on last year {year}"),
            level=figure(boards.level),
            quarter=figure(boards.quarter),
            year=figure(boards.year),
        ),
    )


def _earlier(config: Config, scheme: Scheme) -> Scheme | None:
    """The scheme that was in force before this one; None where there was none."""
    before = [one for one in config.schemes if one.valid_from < scheme.valid_from]
    return max(before, key=lambda one: one.valid_from, default=None)


def _changes(before: Scheme, after: Scheme, names: Names, locale: str) -> Iterator[ItemChange]:
    old, new = _by_code(before, names, locale), _by_code(after, names, locale)
    for code in (*new, *(code for code in old if code not in new)):
        was, now = old.get(code), new.get(code)
        if was == now:
            continue
        kind = FRESH if was is None else GONE if now is None else OTHERWISE
        name, section = (now or was or ("", "", ""))[:2]
        yield ItemChange(kind, name, section, was[2] if was else "", now[2] if now else "")


def _by_code(scheme: Scheme, names: Names, locale: str) -> dict[str, tuple[str, str, str]]:
    """Of each item its name, its section, and what is asked of it."""
    say = translator(locale)
    asked = mark("{marks} points: {standard}")
    return {
        item.code: (
            item.label(locale),
            section.label(locale),
            say(asked, marks=figure(item.full_marks), standard=standard(item, locale, names)),
        )
        for section in scheme.sections
        for item in section.items
    }
