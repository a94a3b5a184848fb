"""The appeals of the demonstration, invented: one that led to the correction, one that waits for its decision."""

from __future__ import annotations

import datetime as dt
import io

from xlsxwriter import Workbook

from config.model import Quarter
from dashboard.demo.releases import CORRECTED_AFTER, DEPARTMENT, MISPRINT, RELEASED_AFTER, moment
from dashboard.usecases.desk import Desk
from dashboard.usecases.posts import OFFICE
from loaders.intake.evidence import Evidence
from loaders.store import appeals
from loaders.store.appeals import Asked
from loaders.store.database import writing
from loaders.store.released import newest_release
from loaders.store.steps import Signed

ASKED_AFTER = RELEASED_AFTER + dt.timedelta(days=3)
OPINION_AFTER, DECIDED_AFTER = CORRECTED_AFTER - dt.timedelta(days=5), CORRECTED_AFTER - dt.timedelta(days=2)
HEAD, CHECKER, WAITING_HEAD = "演示：长沙县局长", "演示：谭审核", "演示：刘局长"
WAITING_REGION, WAITING_ITEM = "430400", "cremation_rate"
_SAID = {
    "asked": "我县2025年第四季度完成适老化改造140户，发布结果按14户计算，请复核。验收台账附后（演示数据）。",
    "opinion": "经查，系我处汇总时漏填末位，县里原报数为140户，建议采纳并勘误（演示数据）。",
    "accepted": "情况属实，同意更正；请养老服务处重新报送，随后发布勘误（演示数据）。",
    "waiting": "第二季度火化数未计入两家新启用殡仪馆6月下旬的登记，火化率偏低，请复核。登记明细附后（演示数据）。",
}


def accepted_appeal(desk: Desk, quarter: Quarter) -> str:
    """The appeal against the misprint, heard and accepted before the corrected workbook comes; its number."""
    file = _workbook(
        "适老化改造验收台账（演示）", (("乡镇", "户数"), ("星沙街道", 62), ("黄花镇", 41), ("㮾梨街道", 37))
    )
    about = _asked(desk, quarter, MISPRINT.region, MISPRINT.indicator, "适老化改造完成户数140户")
    with writing(desk.engine) as session:
        by = _by(desk, quarter, HEAD, ASKED_AFTER)
        number = appeals.ask(session, about, by, _SAID["asked"], [file]).number
        by = _by(desk, quarter, CHECKER, OPINION_AFTER, MISPRINT.division)
        appeals.take(session, number, "opinion", by, _SAID["opinion"])
        by = _by(desk, quarter, DEPARTMENT, DECIDED_AFTER, OFFICE)
        appeals.take(session, number, "accepted", by, _SAID["accepted"])
    return number


def open_appeal(desk: Desk, quarter: Quarter) -> None:
    """An appeal of the newest released quarter that came two days ago and waits; none where nothing was released."""
    release = newest_release(desk.engine, quarter)
    if release is None:
        return
    file = _workbook(
        "殡仪馆火化登记明细（演示）", (("殡仪馆", "6月下旬火化数"), ("第一殡仪馆", 87), ("第二殡仪馆", 64))
    )
    about = _asked(desk, quarter, WAITING_REGION, WAITING_ITEM, "火化数应增加151具")
    at = max(desk.now() - dt.timedelta(days=2), release.made_at + dt.timedelta(hours=1))
    with writing(desk.engine) as session:
        by = Signed(WAITING_HEAD, min(at, desk.now()), "demonstration")
        appeals.ask(session, about, by, _SAID["waiting"], [file])


def _asked(desk: Desk, quarter: Quarter, region: str, indicator: str, held: str) -> Asked:
    release = newest_release(desk.engine, quarter)
    item = next(one for one in desk.config.scheme_for(quarter)[0].items if one.indicator == indicator)
    assert release is not None
    return Asked(quarter, release.id, region, "items", (item.code,), (item.owner,), held)


def _by(desk: Desk, quarter: Quarter, actor: str, after: dt.timedelta, post: str = "") -> Signed:
    return Signed(actor, moment(desk, quarter, after), "demonstration", post)


def _workbook(title: str, rows: tuple[tuple[str, str | int], ...]) -> Evidence:
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": dt.datetime(2026, 1, 1)})
        sheet = book.add_worksheet("明细")
        for line, cells in enumerate(rows):
            sheet.write_row(line, 0, cells)
    return Evidence(f"{title}.xlsx", buffer.getvalue())
