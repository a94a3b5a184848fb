"""A scheme as a page of Markdown: its terms, the tree with marks and the rules in words, bands, vetoes and lists."""

from __future__ import annotations

from collections.abc import Iterator

from config.model import Band, Scheme, SchemeItem, SchemeSection
from config.sheet.inline import figure
from config.sheet.keys import called
from config.sheet.names import NO_NAMES, Names
from config.sheet.tree import below, label
from config.sheet.words import standard
from config.wording import DEFAULT_LOCALE, Say, mark, translator

ITEMS, BANDS, VETOES = mark("Items and marks"), mark("Score bands"), mark("Vetoes of the scheme")
COMMA = mark(", ")


def scheme_outline(scheme: Scheme, locale: str = DEFAULT_LOCALE, names: Names = NO_NAMES) -> str:
    """The page; items show their marks, the scoring standard in words, the clause and the division in charge."""
    say = translator(locale)
    parts = [
        [f"# {scheme.name_en if locale == 'en' else scheme.name}", ""],
        _terms(scheme, names, locale, say),
        ["", _heading(say(ITEMS)), ""],
        *(_section(scheme, section, 0, names, locale) for section in below(scheme, "")),
        ["", _heading(say(BANDS)), ""],
        [f"- {_band(band, locale, say)}" for band in scheme.bands],
        _vetoes(scheme, locale, say),
    ]
    return "\n".join(line for part in parts for line in part) + "\n"


def _heading(text: str) -> str:
    return f"## {text}"


def _terms(scheme: Scheme, names: Names, locale: str, say: Say) -> list[str]:
    last = scheme.valid_to or say(mark("further notice"))
    lines = [
        say(mark("Document: {document}"), document=scheme.document),
        say(
            mark("Version {version}, in force from {first} to {last}"),
            version=scheme.version,
            first=scheme.valid_from,
            last=last,
        ),
        say(
            mark("Full marks {marks} ({combined}), published with {decimals} decimals"),
            marks=figure(scheme.full_marks),
            combined=called("combine", scheme.combine, locale),
            decimals=scheme.precision,
        ),
        say(mark("Missing values: {policy}"), policy=called("missing", scheme.missing, locale)),
        say(mark("Ties: {policy}"), policy=called("tie", scheme.tie, locale)),
        say(mark("Peer groups: {groups}"), groups=say(COMMA).join(names.groups.get(g, g) for g in scheme.groups)),
    ]
    if scheme.invented:
        lines.append(say(mark("Invented for demonstration")))
    return [f"- {line}" for line in lines]


def _section(scheme: Scheme, section: SchemeSection, depth: int, names: Names, locale: str) -> Iterator[str]:
    say = translator(locale)
    means = "" if section.combine == "sum" else f" — {called('combine', section.combine, locale)}"
    weight = "" if section.weight is None else " " + say(mark("— weight {weight}"), weight=figure(section.weight))
    yield f"{'  ' * depth}- **{label(section, locale)}**{means}{weight}"
    for item in section.items:
        yield f"{'  ' * (depth + 1)}- {_item(item, names, locale)}"
    for child in below(scheme, section.code):
        yield from _section(scheme, child, depth + 1, names, locale)


def _item(item: SchemeItem, names: Names, locale: str) -> str:
    say, message = translator(locale), mark("{name} ({marks} points): {standard}")
    words = standard(item, locale, names)
    text = say(message, name=item.label(locale), marks=figure(item.full_marks), standard=words)
    extra = [item.clause, names.divisions.get(item.owner, item.owner), f"`{item.source}`"]
    if item.weight is not None:
        extra.insert(0, say(mark("weight {weight}"), weight=figure(item.weight)))
    return f"{text} [{' · '.join(part for part in extra if part)}]"


def _band(band: Band, locale: str, say: Say) -> str:
    bound, name = figure(band.at_least), band.label(locale)
    if band.top_share is None:
        return say(mark("{name}: {bound} points and above"), name=name, bound=bound)
    share = f"{band.top_share * 100:.10g}%"
    message = mark("{name}: {bound} points and above, and among the first {share} of the group")
    return say(message, name=name, bound=bound, share=share)


def _vetoes(scheme: Scheme, locale: str, say: Say) -> list[str]:
    if not scheme.vetoes:
        return []
    lines = ["", _heading(say(VETOES)), ""]
    for veto in scheme.vetoes:
        named = (band.label(locale) for band in scheme.bands if band.code in veto.bars)
        bars = f" ({say(COMMA).join(named)})" if veto.bars else ""
        lines.append(f"- {veto.label(locale)}: {called('effect', veto.effect, locale)}{bars} [{veto.clause}]")
    return lines
