"""The invented assignments of the demonstration: open, near their end, overdue, waiting, closed, opened again."""

from __future__ import annotations

import datetime as dt
import io
import tomllib
from pathlib import Path
from typing import Any

import docx
from sqlmodel import Session

from config.model import Quarter
from dashboard.releasing.reading import open_edition
from dashboard.usecases.assignments.standings import Figure, figures_of
from dashboard.usecases.desk import Desk
from dashboard.usecases.posts import OFFICE
from loaders.intake.evidence import Evidence
from loaders.store.database import writing
from loaders.store.following import hand_out, take_step
from loaders.store.followreading import kept_assignments
from loaders.store.followtables import Assignment
from loaders.store.released import releases
from loaders.store.steps import Signed

FILE = Path(__file__).parent / "assignments.toml"
ACTORS = {"sent": "演示：承办单位", "returned": "演示：督查室", "closed": "演示：督查室", "reopened": "演示：督查室"}
_HOUR = dt.timedelta(hours=3)


def make_assignments(desk: Desk) -> None:
    """Hand out what is invented, with its steps, in a demonstration that has no assignment yet."""
    if not desk.workspace.invented or kept_assignments(desk.engine):
        return
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))["assignment"]
    fell_back = _fallen_back(desk)
    ordered = sorted(entries, key=lambda entry: -int(entry["made"]))
    with writing(desk.engine) as session:
        if fell_back is not None:
            _close_and_watch(desk, session, *fell_back)
        for entry in ordered:
            _make(desk, session, entry)


def _make(desk: Desk, session: Session, entry: dict[str, Any]) -> None:
    now = desk.now()
    made = now - dt.timedelta(days=entry["made"])
    kept = hand_out(session, _assignment(desk, made, entry), _signed("returned", made, OFFICE))
    for ago, action, text in entry.get("steps", ()):
        at = now - dt.timedelta(days=ago) + _HOUR
        post = kept.owner if action == "sent" else OFFICE
        files = [evidence_of(kept.title, text)] if action == "sent" else []
        take_step(session, kept, action, _signed(action, at, post), text, files)


def _assignment(desk: Desk, made: dt.datetime, entry: dict[str, Any]) -> Assignment:
    today = desk.local(made).date()
    return Assignment(
        number="",
        title=entry["title"],
        demand=entry["demand"],
        owner=entry["owner"],
        co_owners=entry.get("co_owners", []),
        division=entry["division"],
        quarter=entry.get("quarter") or str(Quarter.of_month(f"{made:%Y-%m}").shift(-1)),
        source={"kind": entry["kind"], "title": entry["title"]},
        closes_by=entry.get("closes_by", "evidence"),
        watch=entry.get("watch", {}),
        days=entry["days"],
        due=desk.config.supervision.due.workdays.after(today, entry["days"]),
        made_at=made,
        made_by=ACTORS["closed"],
        login="",
        invented=True,
    )


def _close_and_watch(desk: Desk, session: Session, watch: dict[str, Any], met: Figure, before: Figure) -> None:
    """An assignment that was closed on a released figure, and opened again by itself when the next one fell back."""
    region = desk.config.region[watch["region"]].name
    indicator = desk.config.indicator[watch["indicator"]].name
    entry = {
        "title": f"{indicator}回升",
        "demand": f"{region}{indicator}恢复到已发布的水平以上，附措施清单。",
        "owner": watch["region"],
        "division": desk.config.indicator[watch["indicator"]].owner,
        "kind": "key_task",
        "quarter": before.quarter,
        "closes_by": "indicator",
        "watch": watch,
        "days": 60,
    }
    kept = hand_out(session, _assignment(desk, before.at + _HOUR, entry), _signed("closed", before.at + _HOUR, OFFICE))
    take_step(session, kept, "closed", _signed("closed", met.at + _HOUR, OFFICE), "指标已回升，同意销号。")


def _fallen_back(desk: Desk) -> tuple[dict[str, Any], Figure, Figure] | None:
    """An indicator of a prefecture that rose in one released quarter and fell in the next; None without such a one."""
    quarters = sorted({release.quarter for release in releases(desk.engine)})[-3:]
    if len(quarters) < 3:
        return None
    told = [_told(desk, quarter) for quarter in quarters]
    for key in sorted(told[0].keys() & told[1].keys() & told[2].keys()):
        before, met, after = (values[key] for values in told)
        if before < met > after:
            watch = {"indicator": key[0], "region": key[1], "bound": met}
            figures = figures_of(desk, quarters[0], watch)
            newest = {figure.quarter: figure for figure in figures}
            return watch, newest[quarters[1]], newest[quarters[0]]
    return None


def _told(desk: Desk, quarter: str) -> dict[tuple[str, str], float]:
    """The released rates of the prefectures in a quarter, of those where more is better."""
    regions = [one.code for one in desk.config.regions if one.level == desk.config.province.scored_levels[0]]
    rates = [one.code for one in desk.config.indicators if one.is_ratio and one.direction == "higher"]
    rows = open_edition(desk, quarter).book.rows("measures", quarter=quarter, indicator=rates, region_code=regions)
    return {(row["indicator"], row["region_code"]): row["value"] for row in rows if row["value"] is not None}


def _signed(action: str, at: dt.datetime, post: str) -> Signed:
    return Signed(ACTORS[action], at, "demonstration", post)


def evidence_of(title: str, text: str) -> Evidence:
    """A Word file as evidence, which says that it is invented."""
    document = docx.Document()
    document.add_heading(title, 1)
    document.add_paragraph(text)
    document.add_paragraph("演示数据，纯属虚构。")
    buffer = io.BytesIO()
    document.save(buffer)
    return Evidence(f"{title}（演示）.docx", buffer.getvalue())
