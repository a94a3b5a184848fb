"""The audit trail on the page: the verdict, what to look for, the events, one of them in full, files to take out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.deadlines import moment
from dashboard.parts.filters import choose
from dashboard.parts.giving import Download, give_button
from dashboard.parts.markup import Html, element, facts, section_head, show
from dashboard.parts.numbers import MISSING, figure
from dashboard.parts.session import desk, locale, say
from dashboard.parts.table import Column, Row, plain_table, table
from dashboard.parts.turns import long_work
from dashboard.usecases.audit_files import Form, export_trail
from dashboard.usecases.audit_words.actions import ACTIONS, GROUPS, action_words
from dashboard.usecases.audit_words.codes import CHANNELS
from dashboard.usecases.audit_words.fields import field_words
from dashboard.usecases.audit_words.telling import fault_words, flat, subject_words, value_words, verdict_words
from dashboard.usecases.audits import AuditLine, Standing, TrailPage, verify_trail
from loaders.store.auditreading import Asked
from loaders.store.verification import Verdict

_FOUND, _BEFORE, _EVERY = "trail_found", "trail_before", "*"
MOST_FAULTS = 50
_ALARMING = ("session.refused", "submission.returned", "results.downloaded", "scheme.changed", "config.changed")
_FILES: dict[Form, tuple[Download, str, str]] = {
    "xlsx": (
        "trail_xlsx",
        mark("These events as a workbook"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "jsonl": ("trail_jsonl", mark("These events as JSON Lines, to verify"), "application/jsonl"),
}
Shown = tuple[str, list[str]]


def headline(standing: Standing, words: Say) -> Shown:
    """The answer: whether the trail is whole, when that was found, and where it stands now."""
    context = [words(mark("{count} events"), count=figure(standing.number, 0))]
    if standing.verified is not None:
        context.append(words(mark("verified up to event {number}"), number=standing.verified_to))
    if standing.sha256:
        context.append(words(mark("hash of the last one {hash}"), hash=f"{standing.sha256[:16]}…"))
    if standing.seal is not None:
        sealed = moment(desk().local(standing.seal.at))
        context.append(words(mark("sealed {at} at event {number}"), at=sealed, number=standing.seal.number))
    return _verdict(standing, words), context


def verify_button() -> None:
    """The button that verifies the whole trail, with its progress; what it found is kept for the session."""
    words = say()
    with st.container(horizontal=True, vertical_alignment="center", key="verify"):
        if not st.button(words(mark("Verify now")), type="primary", key="verify_trail"):
            return
        bar = st.progress(0.0, words(mark("Recomputing every hash …")))

        def told(done: int, total: int) -> None:
            bar.progress(min(done / total, 1.0))

        with long_work():
            st.session_state[_FOUND] = verify_trail(desk(), told)
    st.rerun()


def show_faults() -> None:
    """What the verification of this session found, each fault in a sentence; what it cannot find is said too."""
    found: Verdict | None = st.session_state.get(_FOUND)
    if found is None:
        return
    words, config = say(), desk().config
    listed = [element("li", fault_words(config, fault, locale())) for fault in found.faults[:MOST_FAULTS]]
    more = len(found.faults) - len(listed)
    limits = mark(
        "Not to be found this way: events cut off after the last seal, and a trail that was rewritten together with "
        "its seals. So keep copies of the file audit.seal elsewhere."
    )
    show(
        element(
            "div",
            element("p", element("b", verdict_words(found, words))),
            element("ul", *listed) if listed else "",
            element("p", words(mark("… and {count} more; the command names them all."), count=more)) if more else "",
            element("p", words(limits), css="jp-note"),
            css="jp-caution" if found.whole else "jp-wrong",
        )
    )


def ask_events() -> tuple[Asked, int]:
    """What to look for: who, what, to what, from which day to which; and below which number (0: the newest)."""
    words = say()
    columns = st.container(key="filters").columns([3, 3, 3, 2, 2])
    with columns[0]:
        who = st.text_input(words(mark("Who (account or name)")), key="trail_who")
    with columns[1]:
        names = {_EVERY: words(mark("Everything")), **{code: words(name) for code, name in GROUPS.items()}}
        action = choose(words(mark("Act")), names | _actions(words), key="action")
    with columns[2]:
        subject = st.text_input(words(mark("To what (receipt, account, release)")), key="trail_subject")
    with columns[3]:
        since = st.date_input(words(mark("From day")), None, format="YYYY-MM-DD", key="trail_since")
    with columns[4]:
        until = st.date_input(words(mark("To day")), None, format="YYYY-MM-DD", key="trail_until")
    last = until + dt.timedelta(days=1) if isinstance(until, dt.date) else None
    asked = Asked(who.strip(), "" if action == _EVERY else action, subject.strip(), _midnight(since), _midnight(last))
    if st.session_state.get("trail_asked") != asked:
        st.session_state["trail_asked"], st.session_state[_BEFORE] = asked, 0
    return asked, int(st.session_state.get(_BEFORE, 0))


def event_table(lines: Sequence[AuditLine], chosen: int) -> str | None:
    """The events, the newest first; the number of the one that was just opened."""
    words = say()
    columns = [
        Column(words(mark("Number")), align="right"),
        Column(words(mark("Time")), align="tight"),
        Column(words(mark("Who")), align="text"),
        Column(words(mark("Act")), names=True),
        Column(words(mark("To what")), align="text"),
    ]
    return table(columns, [_row(line, words, chosen=line.number == chosen) for line in lines], key="trail_events")


def paging(shown: TrailPage) -> None:
    """Older events, and back to the newest."""
    words, state = say(), st.session_state
    oldest = shown.lines[-1].number

    def go(before: int) -> None:
        state[_BEFORE] = before
        st.query_params.pop("event", None)

    with st.container(horizontal=True, vertical_alignment="center", key="paging"):
        show(element("span", words(mark("{count} events asked for"), count=figure(shown.total, 0)), css="jp-note"))
        if state.get(_BEFORE):
            st.button(words(mark("Newest")), key="trail_newest", type="tertiary", on_click=go, args=(0,))
        if oldest > 1 and len(shown.lines) < shown.total:
            st.button(words(mark("Older")), key="trail_older", type="tertiary", on_click=go, args=(oldest,))


def opened_event(line: AuditLine) -> None:
    """One event in full: who, from where, by which way in, what it was before and after, and its hashes."""
    words = say()
    show(
        element(
            "p", element("span", f"№ {line.number}"), element("span", moment(line.at, seconds=True)), css="jp-kicker"
        ),
        element("h2", action_words(line.action, words), css="jp-section"),
        facts(
            [
                (words(mark("Who")), _who(line)),
                (words(mark("In which post")), line.post),
                (words(mark("From which address")), line.address),
                (words(mark("Way in")), words(CHANNELS.get(line.channel, line.channel))),
                (words(mark("To what")), subject_words(desk().config, line.subject, locale())),
            ]
        ),
    )
    _before_and_after(line, words)
    section_head(words(mark("Hashes")))
    hashes = [(words(mark("Hash of the event")), line.sha256), (words(mark("Hash of the event before")), line.previous)]
    show(facts([(name, element("code", text, css="jp-hash")) for name, text in hashes]))


def exports(asked: Asked, total: int) -> None:
    """The buttons that give the events asked for as a file; taking them out is itself recorded."""
    words = say()
    stem = f"{words(mark('Audit trail'))}_{desk().local(desk().now()):%Y%m%d_%H%M}"
    with st.container(horizontal=True, vertical_alignment="center", key="exports"):
        for form, (name, label, media) in _FILES.items():
            give_button(name, words(label), _written(asked, form), f"{stem}.{form}", media)
        show(
            element(
                "span",
                words(mark("{count} events; taking them out is recorded"), count=figure(total, 0)),
                css="jp-note",
            )
        )


def _written(asked: Asked, form: Form) -> Callable[[], bytes]:
    opened, language = desk(), locale()
    return lambda: export_trail(opened, asked, form, language)


def _verdict(standing: Standing, words: Say) -> str:
    if standing.verified is None:
        return words(mark("The audit trail has not been verified yet"))
    at = moment(standing.verified)
    if standing.faults:
        return words(mark("The audit trail is NOT whole: {count} faults found on {at}"), count=standing.faults, at=at)
    return words(mark("The audit trail is whole; last verified on {at}"), at=at)


def _actions(words: Say) -> dict[str, str]:
    return {code: words(name) for code, name in ACTIONS.items()}


def _midnight(day: object) -> dt.datetime | None:
    return desk().aware(dt.datetime.combine(day, dt.time())) if isinstance(day, dt.date) else None


def _row(line: AuditLine, words: Say, *, chosen: bool) -> Row:
    css = "jp-alarm" if line.action in _ALARMING else ""
    cells: tuple[object, ...] = (
        line.number,
        f"{line.at:%m-%d %H:%M:%S}",
        _who(line),
        element("span", action_words(line.action, words), css=css),
        subject_words(desk().config, line.subject, locale()) or MISSING,
    )
    return Row(cells, key=str(line.number), css="jp-chosen" if chosen else "")


def _who(line: AuditLine) -> Html:
    name = line.name or line.login or MISSING
    return element("span", name, element("span", line.login, css="jp-sub") if line.login not in ("", name) else "")


def _before_and_after(line: AuditLine, words: Say) -> None:
    before, after = flat(line.before), flat(line.after)
    names = [*after, *(name for name in before if name not in after)]
    if not names:
        return
    columns = [
        Column(words(mark("What")), names=True),
        Column(words(mark("Before the act")), align="text"),
        Column(words(mark("After the act")), align="text"),
    ]
    config = desk().config

    def said(values: dict[str, object], name: str) -> str:
        return value_words(config, name, values[name], locale()) if name in values else MISSING

    plain_table(columns, [Row((field_words(name, words), said(before, name), said(after, name))) for name in names])
