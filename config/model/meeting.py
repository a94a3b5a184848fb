"""会议: the kinds of meeting with their agendas, and how those present vote, as meeting.toml sets them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from config.model.base import Model, Named

Voter = Literal["leader", "head", "reviewer"]
"""The roles that may vote at all; meeting.toml says in which class."""
Each = Literal["", "business", "division", "region"]


class BallotClass(Named):
    """A class of votes (A 票, B 票): the roles that vote in it, and its weight among the classes."""

    roles: tuple[Voter, ...] = Field(min_length=1)
    weight: float = Field(gt=0, le=1)


class Criterion(Named):
    """What a ballot scores, from 0 to its full marks."""

    full_marks: float = Field(gt=0, le=100)


class AgendaPart(Model):
    """A part of an agenda: one item under its name, or one for `each` division or region."""

    name: str = ""
    name_en: str = ""
    each: Each = ""
    minutes: int = Field(default=10, ge=1, le=240)
    vote: bool = False


class MeetingKind(Named):
    """A kind of meeting and the agenda that one of it begins with."""

    part: tuple[AgendaPart, ...] = Field(min_length=1)


CLASSES = (
    BallotClass(code="A", name="A票（厅领导）", name_en="A votes (leaders)", roles=("leader",), weight=0.6),
    BallotClass(
        code="B",
        name="B票（处室、市州负责同志）",
        name_en="B votes (divisions and bureaus)",
        roles=("reviewer", "head"),
        weight=0.4,
    ),
)
CRITERIA = (
    Criterion(code="results", name="工作实绩", name_en="Results", full_marks=10),
    Criterion(code="problems", name="问题分析", name_en="Analysis of problems", full_marks=10),
    Criterion(code="plan", name="下季打算", name_en="Next quarter's plan", full_marks=10),
)
_DIVISIONS = AgendaPart(each="business", minutes=8, vote=True)
_REGIONS = AgendaPart(each="region", minutes=5, vote=True)


def _one(name: str, name_en: str, minutes: int) -> AgendaPart:
    return AgendaPart(name=name, name_en=name_en, minutes=minutes)


KINDS = (
    MeetingKind(
        code="quarterly_review",
        name="季度工作点评会",
        name_en="Quarterly review meeting",
        part=(
            _one("上次会议交办事项办理情况", "What became of the last meeting's assignments", 10),
            _DIVISIONS,
            _one("厅长总结讲话", "Summing up by the head of the department", 20),
        ),
    ),
    MeetingKind(
        code="year_opening",
        name="年度工作部署会",
        name_en="Meeting that opens the year",
        part=(
            _one("上年度考核结果通报", "Results of the year before", 15),
            AgendaPart(each="division", minutes=6),
            _one("年度工作部署", "Tasks of the year", 30),
        ),
    ),
    MeetingKind(
        code="mid_year",
        name="年中工作交流会",
        name_en="Mid-year exchange",
        part=(_DIVISIONS, _REGIONS, _one("总结讲话", "Summing up", 20)),
    ),
    MeetingKind(
        code="on_site",
        name="亮点工作现场会",
        name_en="On-site meeting on highlights",
        part=(_one("现场观摩", "Visit on site", 60), _REGIONS, _one("总结讲话", "Summing up", 15)),
    ),
)


class Meetings(Model):
    """How meetings are held: classes of votes, what a ballot scores, and the kinds of meeting."""

    ballot_class: tuple[BallotClass, ...] = Field(default=CLASSES, min_length=1)
    criterion: tuple[Criterion, ...] = Field(default=CRITERIA, min_length=1)
    kind: tuple[MeetingKind, ...] = Field(default=KINDS, min_length=1)

    @property
    def weights(self) -> dict[str, float]:
        """The weight of each class by its code."""
        return {one.code: one.weight for one in self.ballot_class}

    def kind_of(self, code: str) -> MeetingKind | None:
        """The kind with a code."""
        return next((one for one in self.kind if one.code == code), None)
