"""The audit trail in words: what an act, a field and a fault are called in a reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from config.model import Config
from config.wording import Say, mark, translator
from dashboard.access.titles import ROLE_NAMES
from dashboard.usecases.names import name_of_submitter
from dashboard.usecases.trails import CHANNELS as STEP_CHANNELS
from loaders.store.chain import Fault
from loaders.store.verification import Verdict

ACTIONS: Mapping[str, str] = {
    "account.made": mark("Account made"),
    "account.changed": mark("Account changed"),
    "account.imported": mark("Accounts imported"),
    "assignment.closed": mark("Assignment closed"),
    "assignment.made": mark("Assignment handed out"),
    "assignment.reopened": mark("Assignment opened again"),
    "assignment.returned": mark("Evidence sent back"),
    "assignment.sent": mark("Evidence sent"),
    "appeal.asked": mark("Review asked for"),
    "appeal.opinion": mark("Opinion on an appeal given"),
    "appeal.accepted": mark("Appeal accepted"),
    "appeal.rejected": mark("Appeal rejected"),
    "appeal.withdrawn": mark("Appeal withdrawn"),
    "appeal.answered": mark("Appeal settled by a release"),
    "config.changed": mark("Settings changed"),
    "deadline.extended": mark("Deadline extended"),
    "highlight.confirmed": mark("Highlight case confirmed"),
    "highlight.declined": mark("Highlight case left out"),
    "highlight.entered": mark("Highlight case entered"),
    "highlight.passed": mark("Highlight case passed the first check"),
    "highlight.replicated": mark("Highlight case taken up elsewhere"),
    "highlight.returned": mark("Highlight case sent back"),
    "highlight.scored": mark("Highlight case scored"),
    "highlight.sent": mark("Highlight case sent"),
    "highlight.withdrawn": mark("Highlight case withdrawn"),
    "highlight_round.closed": mark("Scoring of highlights closed"),
    "highlight_round.opened": mark("Scoring of highlights opened"),
    "file.downloaded": mark("Submitted file taken out"),
    "meeting.absent": mark("Someone marked absent from a meeting"),
    "meeting.added": mark("Item added to the agenda of a meeting"),
    "meeting.ballot_closed": mark("Ballot closed"),
    "meeting.ballot_opened": mark("Ballot opened"),
    "meeting.commented": mark("Comment made in a meeting"),
    "meeting.ended": mark("Meeting ended"),
    "meeting.handed_out": mark("Comment turned into an assignment"),
    "meeting.noted": mark("Minutes of an item written"),
    "meeting.opened": mark("Item of a meeting opened"),
    "meeting.paused": mark("Time of an item stopped"),
    "meeting.prepared": mark("Meeting prepared"),
    "meeting.present": mark("Someone marked present at a meeting"),
    "meeting.reset": mark("Time of an item set to zero"),
    "meeting.resumed": mark("Time of an item runs on"),
    "meeting.started": mark("Meeting started"),
    "meeting.summed_up": mark("Summary of a meeting written"),
    "meeting.voted": mark("Vote cast in a meeting"),
    "honours.checked": mark("Nomination checked"),
    "honours.confirmed": mark("Nomination confirmed"),
    "honours.listed": mark("List of honours confirmed"),
    "honours.named": mark("Person named for an honour"),
    "honours.rejected": mark("Nomination rejected"),
    "honours.withdrawn": mark("Nomination withdrawn"),
    "password.changed": mark("Password changed"),
    "password.reset": mark("Password reset"),
    "post.ended": mark("Post ended"),
    "post.given": mark("Post given"),
    "release.made": mark("Results released"),
    "results.downloaded": mark("Unreleased results taken out"),
    "scheme.changed": mark("Scoring scheme changed"),
    "second_factor.removed": mark("Second factor removed"),
    "second_factor.set": mark("Second factor set up"),
    "session.ended": mark("Signed out"),
    "session.opened": mark("Signed in"),
    "session.refused": mark("Sign-in refused"),
    "submission.answered": mark("Reminders explained"),
    "submission.approved": mark("Submission passed by the division"),
    "submission.confirmed": mark("Submission confirmed by the office"),
    "submission.returned": mark("Submission sent back"),
    "submission.submitted": mark("Submission received"),
    "token.made": mark("API token made"),
    "token.revoked": mark("API token revoked"),
    "trail.exported": mark("Audit trail exported"),
    "trail.taken_over": mark("Earlier steps taken over"),
    "trail.verified": mark("Audit trail verified"),
    "values.downloaded": mark("Reported values taken out"),
}
GROUPS: Mapping[str, str] = {
    "session": mark("All sign-ins"),
    "submission": mark("All of submissions"),
    "appeal": mark("All of appeals"),
    "account": mark("All of accounts"),
    "assignment": mark("All of assignments"),
    "meeting": mark("All of meetings"),
    "honours": mark("All of honours"),
    "highlight": mark("All of highlights"),
    "trail": mark("All of the audit trail"),
}
"""What stands before the dot of several actions, to ask for all of them."""
HEADS: Mapping[str, str] = {
    "number": mark("Number"),
    "at": mark("Time"),
    "login": mark("Account"),
    "name": mark("Name of who acted"),
    "post": mark("In which post"),
    "address": mark("From which address"),
    "channel": mark("Way in"),
    "action": mark("Act"),
    "subject": mark("To what"),
    "before": mark("Before the act"),
    "after": mark("After the act"),
    "previous": mark("Hash of the event before"),
    "sha256": mark("Hash of the event"),
}
FIELDS: Mapping[str, str] = {
    **HEADS,
    "name": mark("Name"),
    "sha256": mark("Hash"),
    "number": mark("Up to event"),
    "about": mark("What is to be reviewed"),
    "active": mark("Active"),
    "actor": mark("Name of who acted"),
    "agenda": mark("Agenda"),
    "answers": mark("Reminders explained"),
    "assignment": mark("Number of the assignment"),
    "assignment_step": mark("Step"),
    "browser": mark("Browser"),
    "code": mark("List"),
    "corrects": mark("Corrects"),
    "closes_by": mark("Closes by"),
    "co_owners": mark("Together with"),
    "count": mark("Count"),
    "day": mark("Day"),
    "days": mark("Working days"),
    "demand": mark("What is asked"),
    "division": mark("In charge"),
    "due": mark("To be done until"),
    "effect": mark("Effect"),
    "entry_id": mark("Case"),
    "events": mark("Events"),
    "faults": mark("Faults found"),
    "file": mark("File"),
    "files": mark("Files changed"),
    "filter": mark("Only what was asked for"),
    "form": mark("Form"),
    "highlight_ballot": mark("Ballot"),
    "highlight_entry": mark("Case"),
    "highlight_round": mark("Round"),
    "highlight_step": mark("Step"),
    "innovation": mark("Innovation"),
    "held": mark("Held to be right"),
    "items": mark("Scored items"),
    "of_release": mark("Of release"),
    "owners": mark("Divisions in charge"),
    "formulas": mark("Hash of the formulas"),
    "indicator": mark("Indicator"),
    "item": mark("Item of the agenda"),
    "kind": mark("Kind"),
    "honour_list": mark("List of honours"),
    "honour_person": mark("Nomination"),
    "honour_step": mark("Step"),
    "level": mark("Level of recognition"),
    "line": mark("Line"),
    "listed": mark("On the shortlist"),
    "last_step": mark("Last step"),
    "invented": mark("Invented"),
    "made_at": mark("Made at"),
    "made_by": mark("Made by"),
    "manifest_sha256": mark("Hash of the release"),
    "meeting": mark("Number of the meeting"),
    "meeting_act": mark("Act in the meeting"),
    "method": mark("Way of signing in"),
    "must_change": mark("Password has to be changed"),
    "owner": mark("To be done by"),
    "points": mark("Points"),
    "posts": mark("Posts"),
    "quarter": mark("Quarter"),
    "reason": mark("Reason"),
    "region": mark("Region"),
    "region_code": mark("Region"),
    "regions": mark("Regions"),
    "release": mark("Release"),
    "releases": mark("Releases"),
    "releases_sha256": mark("Hash of the releases"),
    "revision": mark("Revision"),
    "role": mark("Role"),
    "said": mark("What was said"),
    "seal": mark("Seal of the vote"),
    "spread": mark("Fit to spread"),
    "source": mark("Came from"),
    "state": mark("State"),
    "step": mark("Step"),
    "steps": mark("Steps"),
    "steps_sha256": mark("Hash of the steps"),
    "story": mark("What the person has done"),
    "submission": mark("Number of the submission"),
    "title": mark("Title"),
    "unit": mark("Unit"),
    "units": mark("Posts"),
    "until": mark("Until"),
    "session": mark("Session"),
    "sessions": mark("Sessions ended"),
    "sessions_ended": mark("Sessions ended"),
    "since": mark("Since"),
    "version": mark("Version"),
    "watch": mark("Watched"),
    "what_was_done": mark("What was done"),
    "why": mark("Why"),
    "workplace": mark("Place of work"),
    "year": mark("Year"),
}
STATES: Mapping[str, str] = {
    "submitted": mark("to be checked"),
    "approved": mark("to be confirmed"),
    "returned": mark("sent back to the unit"),
    "confirmed": mark("confirmed for good"),
}
WHY: Mapping[str, str] = {
    "absolute": mark("signed in for the longest time allowed"),
    "administrator": mark("ended by who manages the accounts"),
    "deactivated": mark("the account was deactivated"),
    "expired": mark("the one-time password had expired"),
    "idle": mark("nothing was done for too long"),
    "inactive": mark("the account is deactivated"),
    "again": mark("signed in anew in the same browser"),
    "everywhere": mark("signed out everywhere by the person"),
    "password": mark("the password was changed"),
    "unknown": mark("there is no such account"),
    "waiting": mark("waits after wrong passwords"),
    "password_reset": mark("the password was reset"),
    "signed_out": mark("signed out by the person"),
    "wrong": mark("wrong password"),
}
METHODS: Mapping[str, str] = {"password": mark("by password"), "oidc": mark("by single sign-on")}
_CODES: Mapping[str, Mapping[str, str]] = {
    "state": STATES,
    "why": WHY,
    "method": METHODS,
    "about": {"rank": mark("the place"), "items": mark("scored items")},
    "level": {
        "none": mark("not recognised yet"),
        "city": mark("by the city"),
        "province": mark("by the province"),
        "ministry": mark("by the ministry"),
        "national": mark("by the state"),
    },
    "role": {str(role): name for role, name in ROLE_NAMES.items()},
}
"""The fields whose values are codes, with what the codes are called."""
CHANNELS: Mapping[str, str] = {
    **STEP_CHANNELS,
    "start": mark("noticed at the start"),
    "migration": mark("at the update of the database"),
}
_SUBJECTS = {"trail": mark("Audit trail"), "config": mark("Settings"), "step": mark("Earlier steps")}
_UNITS = ("unit", "post", "region", "regions", "division", "owner", "co_owners", "owners", "region_code", "units")
_TIMES = ("at", "made_at", "until", "since")


def action_words(action: str, say: Say) -> str:
    """What an act is called; one that is not known here, by its verb."""
    return say(ACTIONS[action]) if action in ACTIONS else action


def field_words(name: str, say: Say) -> str:
    """What a field of an event is called; one that is not known here, by its own name."""
    return say(FIELDS[name]) if name in FIELDS else name


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
    return translator(locale)(_CODES.get(name, {}).get(code, code))


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
