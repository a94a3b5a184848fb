"""The invented honours of the demonstration: two lists confirmed for the newest whole year, three people named."""

from __future__ import annotations

import datetime as dt
import io

import docx

from dashboard.usecases.desk import Desk
from dashboard.usecases.honours.listing import honour_list
from dashboard.usecases.honours.year import honour_years
from dashboard.usecases.posts import OFFICE
from loaders.intake.evidence import Evidence
from loaders.store.database import writing
from loaders.store.honourreading import confirmed_lists, kept_people
from loaders.store.honours import Action, Nominee, confirm_list, name_person, take
from loaders.store.steps import Signed

OFFICE_NAME, UNIT_NAME = "演示：督查室", "演示：推荐单位"
LISTS = ("regions", "units")
PEOPLE: tuple[tuple[str, str, str, str, tuple[Action, ...]], ...] = (
    (
        "430400",
        "周敬民（演示）",
        "衡阳市儿童福利院护理员",
        "二十年守护孤残儿童，带出十一名护理骨干，送三十余名孩子上学、就业（演示数据）。",
        ("checked", "confirmed"),
    ),
    (
        "431300",
        "刘惠群（演示）",
        "娄底市社会救助事务中心科员",
        "走遍全市八十七个乡镇，推动低保申请“一次办”，主动发现困难家庭二百余户（演示数据）。",
        ("checked",),
    ),
    (
        "430700",
        "陈守山（演示）",
        "常德市殡仪馆班长",
        "三十年如一日服务逝者家属，带头推行节地生态安葬（演示数据）。",
        (),
    ),
)


def make_honours(desk: Desk) -> None:
    """Confirm two lists of the newest whole year and name people, in a demonstration that has no honours yet."""
    if not desk.workspace.invented or confirmed_lists(desk.engine) or kept_people(desk.engine):
        return
    for year in honour_years(desk):
        if _confirmed(desk, year):
            break
    _named(desk)


def _confirmed(desk: Desk, year: int) -> bool:
    """True when the year is whole, so that its lists were confirmed."""
    drawn = [found for code in LISTS if (found := honour_list(desk, code, year)) is not None]
    if not drawn or any(one.provisional or not one.named for one in drawn):
        return False
    by = Signed(OFFICE_NAME, desk.now() - dt.timedelta(days=20), "demonstration", OFFICE)
    with writing(desk.engine) as session:
        for one in drawn:
            said = "厅党组会议审定（演示）"
            confirm_list(session, one.rule.code, year, one.releases, one.content, by, said, invented=True)
    return True


def _named(desk: Desk) -> None:
    year = desk.current_quarter().year
    with writing(desk.engine) as session:
        for number, (unit, name, workplace, story, actions) in enumerate(PEOPLE):
            if unit not in desk.config.region:
                continue
            at = desk.now() - dt.timedelta(days=12 - 2 * number)
            by = Signed(UNIT_NAME, at, "demonstration", unit)
            nominee = Nominee(year, unit, name, workplace, story, invented=True)
            kept = name_person(session, nominee, by, [_file(name, story)], desk.config.honours.people.per_unit)
            for days, action in enumerate(actions, 1):
                by = Signed(OFFICE_NAME, at + dt.timedelta(days=days), "demonstration", OFFICE)
                take(session, kept.number, action, by, "")


def _file(name: str, story: str) -> Evidence:
    """A Word file as evidence, which says that it is invented."""
    document = docx.Document()
    document.add_heading(f"{name}事迹材料", 1)
    document.add_paragraph(story)
    document.add_paragraph("演示数据，纯属虚构。")
    buffer = io.BytesIO()
    document.save(buffer)
    return Evidence("事迹材料（演示）.docx", buffer.getvalue())
