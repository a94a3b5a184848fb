"""发布 on the page: the register, what is frozen, what a revision says otherwise, the proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from config.model import Quarter
from config.wording import Say, mark
from dashboard.parts.filters import quarter_name
from dashboard.parts.markup import Html, element, facts, section_head, show
from dashboard.parts.numbers import MISSING, figure
from dashboard.parts.session import desk, edition, locale, say
from dashboard.parts.table import Column, Row, plain_table
from dashboard.parts.turns import long_work
from dashboard.releasing.making import make_release, still_open
from dashboard.releasing.register import ChangedFigure, Contents, ReleaseLine, Revised
from dashboard.releasing.remarks import ReleaseProblem
from dashboard.releasing.verifying import Verdict, verify_release
from dashboard.usecases.appeals.listing import to_be_answered

KINDS = {"rank": mark("place"), "value": mark("value"), "points": mark("points")}
LONGEST_REASON = 200
_SURE, _DONE, _PROVED = "release_sure", "release_done", "release_proved"


def releases_title(quarter: str, lines: Sequence[ReleaseLine]) -> str:
    """The answer: what is in force for a quarter."""
    words, name = say(), quarter_name(quarter, say())
    if not lines:
        return words(mark("{quarter} is not released yet"), quarter=name)
    if lines[0].behind:
        return words(mark("{quarter}: release {id} is in force, data have changed since"), quarter=name, id=lines[0].id)
    return words(mark("{quarter}: release {id} is in force"), quarter=name, id=lines[0].id)


def damage_note(quarter: str) -> None:
    """That the release in force cannot be read, where it cannot: its pages show nothing then."""
    try:
        edition(quarter)
    except ReleaseProblem as problem:
        show(element("div", element("p", problem.remark.text(say())), css="jp-wrong"))


def register(lines: Sequence[ReleaseLine]) -> None:
    """The releases of a quarter, the newest first."""
    words = say()
    columns = [
        Column(words(mark("Release")), align="tight", names=True),
        Column(words(mark("State")), align="tight"),
        Column(words(mark("When")), align="tight"),
        Column(words(mark("By whom"))),
        Column(words(mark("Reason")), align="text"),
        Column(words(mark("Hash of the manifest (SHA-256)")), align="text"),
    ]
    plain_table(columns, [_line(line, words) for line in lines])


def _line(line: ReleaseLine, words: Say) -> Row:
    if not line.in_force:
        state = element("span", words(mark("corrected by a later one")), css="jp-status")
    elif line.behind:
        state = element("span", words(mark("in force, data have changed since")), css="jp-soon")
    else:
        state = element("span", words(mark("✓ in force")), css="jp-up")
    first = words(mark("first release"))
    return Row(
        (line.id, state, line.made, line.made_by, line.reason or first, _hash(line.sha256)),
        css="" if line.in_force else "jp-muted",
    )


def revised_part(found: Revised | None) -> None:
    """What the newest release says otherwise than the one it corrects."""
    words = say()
    if found is None:
        return
    section_head(
        words(
            mark("Against {release}: {values} values, the points of {items} items, {ranks} places"),
            release=found.previous,
            values=found.values,
            items=found.items,
            ranks=found.ranks,
        )
    )
    changed_table(found.figures)


def changed_table(figures: Sequence[ChangedFigure]) -> None:
    """Figures that a revision says otherwise, before and after."""
    words = say()
    columns = [
        Column(words(mark("Region")), align="tight", names=True),
        Column(words(mark("What"))),
        Column(words(mark("Indicator or item"))),
        Column(words(mark("Before")), align="right"),
        Column(words(mark("After")), align="right"),
    ]
    plain_table(columns, [_changed(one, words) for one in figures])


def _changed(one: ChangedFigure, words: Say) -> Row:
    decimals = 0 if one.kind == "rank" else 2
    before, after = figure(one.before, decimals), figure(one.after, decimals)
    return Row((one.region, words(KINDS[one.kind]), one.about or MISSING, before, element("b", after)))


def contents_part(found: Contents) -> None:
    """What is frozen, file by file."""
    words = say()
    show(
        facts(
            (
                (words(mark("Scheme")), found.scheme),
                (words(mark("Submissions")), words(mark("{count} files"), count=found.submissions)),
                (words(mark("Of the units")), words(mark(", ")).join(found.units)),
                (words(mark("Program since then")), words(mark("; ")).join(found.older)),
            )
        )
    )
    columns = [
        Column(words(mark("File")), align="tight", names=True),
        Column(words(mark("Size")), words(mark("bytes")), align="right"),
        Column("SHA-256", align="text"),
    ]
    rows = [Row((file.path, figure(file.size, 0), _hash(file.sha256))) for file in found.files]
    plain_table(columns, rows, words(mark("{count} files"), count=len(rows)))


def proof_part(line: ReleaseLine) -> None:
    """The button that computes a release anew, what it found, and how to check by hand."""
    words = say()
    section_head(
        words(mark("Recompute and verify")),
        words(mark("Every hash, the database, the raw files, and the results computed anew from what is frozen.")),
    )
    if desk().sight.has("release", "trail"):
        if st.button(words(mark("Verify {id}"), id=line.id), type="primary", key="verify_release"):
            with long_work(), st.spinner(words(mark("Computing anew …"))):
                st.session_state[_PROVED] = verify_release(desk(), line.id)
        found: Verdict | None = st.session_state.get(_PROVED)
        if found is not None and found.release_id == line.id:
            show(_verdict(found, words))
    else:
        show(
            element(
                "p", words(mark("The office and the auditor can verify here; by hand everyone can.")), css="jp-note"
            )
        )
    section_head(words(mark("By hand")), words(mark("In a copy of the folder releases/{id}:"), id=line.id))
    show(element("pre", f"sha256sum --check SHA256SUMS\nsha256sum manifest.json   # {line.sha256}", css="jp-code"))


def _verdict(found: Verdict, words: Say) -> Html:
    notes = [element("p", note.text(words), css="jp-note") for note in found.notes]
    if not found.faults:
        whole = element("b", words(mark("✓ Unchanged: computing anew gives the same bytes.")))
        return element("div", whole, *notes, css="jp-clear")
    faults = [element("li", fault.text(words)) for fault in found.faults]
    head = element("b", words(mark("{count} faults"), count=len(faults)))
    return element("div", head, element("ul", *faults), *notes, css="jp-wrong")


def release_form(quarter: str, lines: Sequence[ReleaseLine]) -> None:
    """For the office: freeze the quarter, or its correction with a reason; asked twice, with what is still open."""
    if not desk().sight.whole("release"):
        return
    waiting = to_be_answered(desk(), quarter, locale()) if lines else {}
    if lines and not lines[0].behind:
        _still_waiting(waiting)
        return
    words, name = say(), quarter_name(quarter, say())
    revision = bool(lines)
    section_head(
        words(mark("Release a correction of {quarter}") if revision else mark("Release {quarter}"), quarter=name),
        words(mark("What is released is frozen for good; a correction becomes a new release with its differences.")),
    )
    open_points = still_open(desk(), Quarter(quarter), words)
    if open_points:
        show(element("div", *(element("p", one.text(words)) for one in open_points), css="jp-caution"))
    reason = ""
    if revision:
        reason = st.text_input(
            words(mark("Reason of the correction (everyone reads it)")), max_chars=LONGEST_REASON, key="release_reason"
        )
    answered = _appeals_answered(waiting)
    with st.container(horizontal=True, gap="small", key="release_bar"):
        if not st.session_state.get(_SURE):
            st.button(
                words(mark("Release …")), key="release_ask", on_click=_ask, disabled=revision and not reason.strip()
            )
            return
        show(element("b", words(mark("Freeze {quarter} for good?"), quarter=name), css="jp-soon"))
        st.button(words(mark("Not yet")), key="release_not_yet", on_click=_ask, args=(False,))
        if st.button(words(mark("Release {quarter}"), quarter=name), key="release_now", type="primary"):
            _release(quarter, reason, answered, words)


def _ask(sure: bool = True) -> None:
    st.session_state[_SURE] = sure


def _still_waiting(waiting: Mapping[str, str]) -> None:
    """That appeals were accepted whose corrected figures have not come in."""
    if waiting:
        words = say()
        sentence = mark("Accepted appeals wait for corrected figures: {names}. A revision is released when these came.")
        show(element("div", words(sentence, names=_named(waiting)), css="jp-caution"))


def _appeals_answered(waiting: Mapping[str, str]) -> list[str]:
    """The accepted appeals that the correction answers, chosen by the office; all of them at first."""
    if not waiting:
        return []
    words = say()
    label = words(mark("Appeals that this correction answers (its reason names them)"))
    chosen = st.multiselect(
        label, list(waiting), list(waiting), format_func=lambda one: f"{one} {waiting[one]}", key="release_appeals"
    )
    return list(chosen)


def _named(waiting: Mapping[str, str]) -> str:
    return say()(mark(", ")).join(f"{number} {region}" for number, region in waiting.items())


def _release(quarter: str, reason: str, answered: Sequence[str], words: Say) -> None:
    st.session_state.pop(_SURE, None)
    try:
        with long_work(), st.spinner(words(mark("Freezing and computing …"))):
            made = make_release(desk(), Quarter(quarter), desk().person.name, words, reason.strip(), appeals=answered)
    except ReleaseProblem as problem:
        st.session_state[_DONE] = (problem.remark.text(words), False)
    else:
        st.session_state[_DONE] = (words(mark("Released: {id}"), id=made.release.id), True)
    st.rerun()


def what_was_released() -> None:
    """What became of the release that was just asked for, once."""
    said: tuple[str, bool] | None = st.session_state.pop(_DONE, None)
    if said:
        show(element("div", element("b", said[0]), css="jp-clear" if said[1] else "jp-caution"))


def _hash(text: str) -> Html:
    return element("code", text, css="jp-hash")
