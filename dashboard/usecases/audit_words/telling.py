"""An event, a fault and a verdict as they are read: codes by their names, times by the department's clocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from config.model import Config
from config.wording import Say, mark, translator
from dashboard.usecases.audit_words.actions import action_words
from dashboard.usecases.audit_words.codes import CODES, STATES
from dashboard.usecases.audit_words.fields import field_words
from dashboard.usecases.names import name_of_submitter
from loaders.store.chain import Fault
from loaders.store.verification import Verdict

_SUBJECTS = {"trail": mark("Audit trail"), "config": mark("Settings"), "step": mark("Earlier steps")}
_UNITS = ("unit", "post", "region", "regions", "division", "owner", "co_owners", "owners", "region_code", "units")
_TIMES = ("at", "made_at", "until", "since")


def subject_words(config: Config, subject: str, locale: str) -> str:
    """To what something was done: what is known by a code, by its name."""
    say = translator(locale)
    if subject in _SUBJECTS:
        return say(_SUBJECTS[subject])
    scheme = next((scheme for scheme in config.schemes if scheme.code == subject), None)
    if scheme is not None:
        return scheme.name_en if locale == "en" else scheme.name
    quarter, _, unit = subject.partition("/")
    return (
        f"{quarter} {name_of_submitter(config, unit, locale)}"
        if unit in config.region or unit in config.division
        else subject
    )


def flat(said: Mapping[str, Any]) -> dict[str, Any]:
    """What stands before or after an act, one level deep, without what is empty; the places of a step among them."""
    found: dict[str, Any] = {}
    for name, value in said.items():
        found |= flat(value) if name in ("places", "filter") and isinstance(value, Mapping) else {name: value}
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def value_words(config: Config, name: str, value: Any, locale: str) -> str:
    """A value of an event as it is read: units and states by their names, times by the department's clocks."""
    say = translator(locale)
    if isinstance(value, bool):
        return say(mark("yes")) if value else say(mark("no"))
    if isinstance(value, Mapping):
        return _pairs(config, value, locale)
    if isinstance(value, list | tuple):
        return say(mark(", ")).join(value_words(config, name, one, locale) for one in value)
    return _code_words(config, name, str(value), locale)


def _pairs(config: Config, pairs: Mapping[str, Any], locale: str) -> str:
    say = translator(locale)
    named = {key: _short(value_words(config, key, value, locale)) for key, value in pairs.items() if value}
    return say(mark("; ")).join(f"{field_words(key, say)}: {value}" for key, value in named.items())


def _code_words(config: Config, name: str, code: str, locale: str) -> str:
    if name in _UNITS:
        return name_of_submitter(config, code, locale)
    if name in _TIMES:
        return _moment(config, code)
    return translator(locale)(CODES.get(name, {}).get(code, code))


def fault_words(config: Config, fault: Fault, locale: str) -> str:
    """A fault as a sentence, with the names of the fields, states and units that it names by code."""
    say, places = translator(locale), dict[str, Any](fault.places)
    if "fields" in places:
        places["fields"] = say(mark(", ")).join(field_words(name, say) for name in places["fields"])
    if "action" in places:
        places["action"] = action_words(str(places["action"]), say)
    for name in ("state", "expected"):
        if name in places:
            places[name] = say(STATES.get(str(places[name]), str(places[name])))
    if "unit" in places:
        places["unit"] = name_of_submitter(config, str(places["unit"]), locale)
    if isinstance(places.get("at"), dt.datetime):
        places["at"] = _moment(config, places["at"].isoformat())
    return say(fault.message, **places)


def verdict_words(verdict: Verdict, say: Say) -> str:
    """The answer of a verification in a sentence."""
    if verdict.whole:
        return say(
            mark("The audit trail is whole: {count} events, the last one is number {number}."),
            count=verdict.events,
            number=verdict.number,
        )
    return say(
        mark("The audit trail is NOT whole: {faults} faults in {count} events."),
        faults=len(verdict.faults),
        count=verdict.events,
    )


def _moment(config: Config, text: str) -> str:
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    zone = ZoneInfo(config.calendar.timezone)
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}" if at.tzinfo else text


def _short(text: str) -> str:
    """A hash by its first signs, which is enough to compare by eye."""
    return text[:12] if len(text) == 64 else text
