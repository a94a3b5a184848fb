import io
from collections.abc import Iterator

import openpyxl
import pytest
from sqlalchemy import Engine

from config.model import Config
from dashboard.access.passwords import matches
from dashboard.access.person import Post
from dashboard.usecases.accounts import changing
from dashboard.usecases.accounts.importing import MOST_BYTES, MOST_ROWS, ImportRefused, Issued, plan_import, take_import
from dashboard.usecases.accounts.listing import managed_accounts
from dashboard.usecases.accounts.making import make_account
from dashboard.usecases.accounts.sheets import accounts_csv, issued_csv, issued_workbook, list_template
from dashboard.usecases.desk import Desk
from loaders.store.accounts import account_of
from loaders.store.database import reading
from loaders.workshop.workshop import Workshop
from tests.unit.accounts.desks import ADMIN, HENGYANG, actions, desk_of, events, held
from tests.unit.accounts.lists import workbook

GOOD = (
    ("wangwu", "王五", "填报人", "宁乡县", ""),
    ("wangwu", "", "局长", "430182", ""),
    ("Li.Si", "李四", "处室审核人", "养老服务处", "https://id.example 17"),
    (13812345678, "赵六", "领导", "全省", ""),
)


@pytest.fixture(scope="module")
def shop(hunan: Config) -> Iterator[Workshop]:
    opened = Workshop(hunan, processes=1)
    yield opened
    opened.close()


@pytest.fixture
def province(engine: Engine, hunan: Config, shop: Workshop) -> Desk:
    make_account(desk_of(engine, hunan), "peng", "彭", [ADMIN])
    return at(shop, desk_of(engine, hunan, ADMIN, login="peng"))


@pytest.fixture
def hengyang(province: Desk, shop: Workshop) -> Desk:
    make_account(province, "duan", "段", [HENGYANG])
    return at(shop, desk_of(province.engine, province.config, HENGYANG, login="duan"))


def at(shop: Workshop, desk: Desk) -> Desk:
    vars(desk.shared)["workshop"] = shop
    return desk


def faults(desk: Desk, content: bytes, name: str = "名单.xlsx") -> list[tuple[str, str, str]]:
    return [(f.cell, f.read, f.message()) for f in plan_import(desk, name, content, "zh_CN").faults]


def test_a_list_is_planned_then_taken_whole(province: Desk) -> None:
    content = workbook(*GOOD, above=2)

    plan = plan_import(province, "名单.xlsx", content, "zh_CN")
    before = [one.login for one in managed_accounts(province)]
    issued = take_import(province, plan, "zh_CN")

    assert plan.faults == ()
    assert before == ["peng"]
    assert [(one.login, one.name, one.kind) for one in plan.accounts] == [
        ("wangwu", "王五", "new"),
        ("li.si", "李四", "new"),
        ("13812345678", "赵六", "new"),
    ]
    assert held(province.engine, "wangwu") == [("submitter", "430182"), ("head", "430182")]
    assert held(province.engine, "13812345678") == [("leader", "")]
    assert [bool(one.password) for one in issued] == [True, False, True]
    with reading(province.engine) as session:
        made = account_of(session, "wangwu")
        assert made is not None
        assert matches(made.password, issued[0].password)
        assert made.must_change
    assert actions(province.engine)[-4:] == ["account.made", "account.made", "account.made", "account.imported"]
    assert events(province.engine)[-1].after["new"] == 3
    assert not any(one.password in str(events(province.engine)) for one in issued if one.password)


def test_a_second_import_changes_what_differs_and_ends_nothing(province: Desk) -> None:
    take_import(province, plan_import(province, "一.xlsx", workbook(*GOOD), "zh_CN"), "zh_CN")
    again = workbook(
        ("wangwu", "王伍", "填报人", "430481", ""),
        ("li.si", "", "处室审核人", "养老服务处", ""),
        ("new", "新人", "局长", "衡阳", ""),
    )

    plan = plan_import(province, "二.xlsx", again, "zh_CN")
    issued = take_import(province, plan, "zh_CN")

    assert [(one.login, one.kind) for one in plan.accounts] == [
        ("wangwu", "changes"),
        ("li.si", "same"),
        ("new", "new"),
    ]
    assert [one.login for one in issued] == ["new"]
    assert held(province.engine, "wangwu") == [("submitter", "430182"), ("head", "430182"), ("submitter", "430481")]
    shown = {one.login: one for one in managed_accounts(province)}
    assert shown["wangwu"].name == "王伍"
    assert shown["li.si"].subject == "https://id.example 17"


def test_every_fault_is_told_at_once_with_its_cell(province: Desk) -> None:
    make_account(province, "gone", "离任", [Post("head", "430100")])
    changing.deactivate(province, "gone")
    content = workbook(
        ("a b", "甲", "局长", "衡阳市", ""),
        ("x1", "乙", "总管", "衡阳市", ""),
        ("x2", "丙", "", "衡阳市", ""),
        ("x3", "丁", "局长", "火星市", ""),
        ("x4", "戊", "局长", "养老服务处", ""),
        ("x5", "", "局长", "衡阳市", ""),
        ("x6", "己", "审计员", "", ""),
        ("x6", "庚", "局长", "衡阳市", ""),
        ("x7", "辛", "账号管理员", "", "same"),
        ("x8", "壬", "局长", "衡阳市", "same"),
        ("peng", "", "局长", "衡阳市", ""),
        ("gone", "", "局长", "衡阳市", ""),
    )

    found = faults(province, content)

    assert [(cell, read) for cell, read, _ in found] == [
        ("A2", "a b"),
        ("C3", "总管"),
        ("C4", ""),
        ("D5", "火星市"),
        ("D6", "养老服务处"),
        ("B7", ""),
        ("B9", "庚"),
        ("C9", "局长"),
        ("E11", "same"),
        ("A12", "peng"),
        ("A13", "gone"),
    ]
    assert all(message and "{" not in message for _, _, message in found)
    with pytest.raises(ImportRefused):
        take_import(province, plan_import(province, "名单.xlsx", content, "zh_CN"), "zh_CN")
    assert [one.login for one in managed_accounts(province)] == ["gone", "peng"]


def test_a_delegated_administrator_imports_the_own_regions_only(province: Desk, hengyang: Desk) -> None:
    make_account(province, "changsha", "长沙", [Post("head", "430100")])
    content = workbook(
        ("x1", "甲", "局长", "长沙市", ""),
        ("x2", "乙", "办公室", "", ""),
        ("x3", "丙", "账号管理员", "衡阳市", ""),
        ("changsha", "", "局长", "衡阳市", ""),
        ("x4", "丁", "账号管理员", "耒阳市", ""),
    )

    found = faults(hengyang, content)

    assert [cell for cell, _, _ in found] == ["C2", "C3", "C4", "A5"]
    assert "已被占用" in found[3][2]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "是空的"),
        (b"%PDF-1.7 \x00", "PDF"),
        (b"PK\x03\x04 broken", "损坏"),
        (workbook(("a1", "甲"), heads=("登录名", "姓名")), "没有账号名单的表头"),
        (workbook(), "没有账号名单的表头"),
        (workbook(*[(f"a{n}", "甲", "局长", "衡阳市") for n in range(MOST_ROWS + 1)]), "1000 行"),
        (b"x" * (MOST_BYTES + 1), "2 MB"),
    ],
)
def test_a_file_that_is_no_list_ends_in_one_sentence(province: Desk, content: bytes, says: str) -> None:
    found = faults(province, content)

    assert len(found) == 1
    assert says in found[0][2]


def test_csv_is_read_too(province: Desk) -> None:
    content = "登录名,姓名,角色,单位\nzhao,赵,局长,衡阳市\n".encode("gb18030")

    plan = plan_import(province, "名单.csv", content, "zh_CN")

    assert [(one.login, one.gains) for one in plan.accounts] == [("zhao", (Post("head", "430400"),))]


def test_a_login_that_was_made_meanwhile_is_refused(province: Desk) -> None:
    plan = plan_import(province, "名单.xlsx", workbook(*GOOD), "zh_CN")
    make_account(province, "wangwu", "同名", [Post("head", "430100")])

    with pytest.raises(ImportRefused):
        take_import(province, plan, "zh_CN")
    assert [one.login for one in managed_accounts(province)] == ["peng", "wangwu"]


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_the_template_offers_what_may_be_given_and_is_read_back(province: Desk, locale: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(list_template(province, locale)))
    sheet, choices = book.worksheets
    roles, units = ([cell.value for cell in column if cell.value] for column in choices.columns)
    for column, text in enumerate(("zhao", "赵", roles[3], units[-1]), 1):
        sheet.cell(3, column, text)
    filled = io.BytesIO()
    book.save(filled)

    plan = plan_import(province, "名单.xlsx", filled.getvalue(), locale)

    assert choices.sheet_state == "hidden"
    assert len(roles) == 8
    assert len(units) == 1 + len(province.config.divisions) + len(province.config.regions) - 1
    assert [one.gains for one in plan.accounts] == [(Post("head", province.config.regions[-1].code),)]
    assert sorted(len(each.sqref.ranges) for each in sheet.data_validations.dataValidation) == [1] * 5


def test_the_template_of_a_delegated_administrator_offers_the_own_regions(hengyang: Desk) -> None:
    _, choices = openpyxl.load_workbook(io.BytesIO(list_template(hengyang))).worksheets

    roles, units = ([cell.value for cell in column if cell.value] for column in choices.columns)

    assert roles == ["局长", "填报人", "账号管理员"]
    assert len(units) == len(hengyang.config.below("430400"))


def test_nothing_that_goes_out_runs_as_a_formula(province: Desk) -> None:
    make_account(province, "zhao", '=HYPERLINK("http://x")', [Post("head", "430400")])
    issued = (Issued("zhao", "=1+1", (Post("head", "430400"),), "aaaa-bbbb-cccc-dddd"),)

    sheet = openpyxl.load_workbook(io.BytesIO(issued_workbook(province, issued))).active
    text, listed = issued_csv(province, issued), accounts_csv(province)

    assert sheet is not None
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("=1+1", "s")
    assert sheet["D3"].value == "aaaa-bbbb-cccc-dddd"
    assert "'=1+1" in text
    assert "\"'=HYPERLINK" in listed
    assert actions(province.engine)[-1] == "file.downloaded"


def test_the_list_that_goes_out_can_be_read_back(province: Desk) -> None:
    take_import(province, plan_import(province, "名单.xlsx", workbook(*GOOD), "zh_CN"), "zh_CN")
    changing.deactivate(province, "li.si")
    rows = [line for line in accounts_csv(province).splitlines() if not line.startswith(("peng", "li.si"))]

    plan = plan_import(province, "名单.csv", "\n".join(rows).encode("utf-8-sig"), "zh_CN")

    assert plan.faults == ()
    assert {one.kind for one in plan.accounts} == {"same"}
