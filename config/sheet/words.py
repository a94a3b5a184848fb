"""评分标准: what an item asks for in words, made from its rule, parameters and target."""

from __future__ import annotations

from config.model import SchemeItem, Target
from config.sheet import inline
from config.sheet.keys import called
from config.sheet.names import NO_NAMES, Names
from config.sheet.rule_words import rule_in_words
from config.wording import DEFAULT_LOCALE, Say, mark, translator

_STOP = {"zh_CN": "。", "en": "."}
_JOIN = {"zh_CN": "；", "en": "; "}


def standard(item: SchemeItem, locale: str = DEFAULT_LOCALE, names: Names = NO_NAMES) -> str:
    """The scoring standard of an item: the document's own words where it has them, else the program's."""
    own = item.standard_en if locale == "en" else item.standard
    return own or worded(item, locale, names)


def worded(item: SchemeItem, locale: str = DEFAULT_LOCALE, names: Names = NO_NAMES) -> str:
    """The item's rule in words, with what differs by peer group, its target and its range of points."""
    say, parts = translator(locale), list[str]()
    parts += _figure(item, locale)
    parts.append(rule_in_words(item.rule, item.parameters, say))
    parts += [_goal(item.target, names, say)] if item.target else []
    for group, terms in item.by_group.items():
        own = [rule_in_words(item.rule, {**item.parameters, **terms.parameters}, say)] if terms.parameters else []
        own += [_goal(terms.target, names, say)] if terms.target else []
        parts += (
            [say(mark("for {group}: {terms}"), group=names.groups.get(group, group), terms=_JOIN[locale].join(own))]
            if own
            else []
        )
    if item.points:
        low, high = map(inline.figure, item.points)
        parts.append(say(mark("from {low} to {high} points"), low=low, high=high))
    text = _JOIN[locale].join(part for part in parts if part)
    return text[:1].upper() + text[1:] + _STOP[locale]


def _figure(item: SchemeItem, locale: str) -> list[str]:
    """What is scored where it is not the value as it is."""
    say, parts = translator(locale), list[str]()
    if item.figure != "value":
        parts.append(say(mark("scored on the {figure}"), figure=called("figure", item.figure, locale)))
    if item.log:
        parts.append(say(mark("in logarithms")))
    return [*parts, *([say(mark("outliers drawn in first"))] if item.winsorise else [])]


def _goal(target: Target, names: Names, say: Say) -> str:
    message = (
        mark("target of the year {target}, growing with time progress")
        if target.annual
        else mark("the target is {target}")
    )
    if target.indicator:
        return say(
            message,
            target=say(
                mark("the value of {indicator}"), indicator=names.indicators.get(target.indicator, target.indicator)
            ),
        )
    parts = [] if target.value is None else [inline.figure(target.value)]
    parts += [f"{names.groups.get(group, group)} {inline.figure(value)}" for group, value in target.by_group.items()]
    return say(message, target=say(mark(", ")).join(parts))
