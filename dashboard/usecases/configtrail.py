"""Changes of the config and the schemes in the audit trail: noticed at every start, since files are edited by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session, col, select

from config.fingerprint import fingerprint, hashes
from config.model import Scheme
from dashboard.access.gate import needs
from dashboard.releasing.manifest import canonical_json
from dashboard.usecases.desk import FORMULAS, Desk
from dashboard.usecases.recording import note
from loaders.store.accesstables import AuditEvent
from loaders.store.database import writing
from loaders.store.sets import sha256

CONFIG, SCHEME = "config.changed", "scheme.changed"
START = "start"
"""The way in of what is noticed when the server or the clock starts."""


@needs("system")
def note_config(desk: Desk) -> int:
    """Add to the trail what differs from what was noticed last: files of the config, formulas, schemes.

    Who changed a file it cannot know, only when it was first used. Gives how many events there were.
    """
    starting = desk.of(replace(desk.person, channel=START))
    files = hashes(desk.workspace.config_folder)
    state: dict[str, Any] = {"files": files, "formulas": fingerprint(FORMULAS, ("*.py",))}
    with writing(desk.engine) as session:
        known = _known_config(session)
        before, after = _differing(known, state)
        if before or after:
            note(session, starting, CONFIG, "config", before=before, after=after)
        schemes = _note_schemes(session, starting)
    return schemes + bool(before or after)


def _note_schemes(session: Session, desk: Desk) -> int:
    known = {said.subject: said.after for said in _events(session, SCHEME)}
    present = {scheme.code: _said(scheme) for scheme in desk.config.schemes}
    changed = [code for code in sorted({*known, *present}) if known.get(code, _NONE) != present.get(code, _NONE)]
    for code in changed:
        note(session, desk, SCHEME, code, before=known.get(code, _NONE), after=present.get(code, _NONE))
    return len(changed)


def _said(scheme: Scheme) -> dict[str, Any]:
    content = canonical_json(scheme.model_dump(mode="json"))
    return {"name": scheme.name, "version": scheme.version, "sha256": sha256(content)}


def _known_config(session: Session) -> dict[str, Any]:
    """The config as all events of it together say: each tells only of what had changed."""
    files: dict[str, str] = {}
    formulas = ""
    for said in _events(session, CONFIG):
        for name in said.before.get("files", ()):
            files.pop(name, None)
        files |= said.after.get("files", {})
        formulas = said.after.get("formulas", formulas)
    return {"files": files, "formulas": formulas}


def _differing(known: Mapping[str, Any], state: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was and what is, of that alone which is not the same."""
    old, new = known["files"], state["files"]
    changed = sorted(name for name in {*old, *new} if old.get(name) != new.get(name))
    before: dict[str, Any] = {"files": _of(old, changed)} if _of(old, changed) else {}
    after: dict[str, Any] = {"files": _of(new, changed)} if _of(new, changed) else {}
    if known["formulas"] != state["formulas"]:
        before |= {"formulas": known["formulas"]} if known["formulas"] else {}
        after |= {"formulas": state["formulas"]}
    return before, after


def _of(files: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    return {name: files[name] for name in names if name in files}


def _events(session: Session, action: str) -> Iterable[AuditEvent]:
    return session.exec(select(AuditEvent).where(AuditEvent.action == action).order_by(col(AuditEvent.number)))


_NONE: Mapping[str, Any] = {}
