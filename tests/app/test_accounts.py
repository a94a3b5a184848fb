from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access.person import Person, Post
from dashboard.usecases.accounts.listing import managed_accounts
from dashboard.usecases.accounts.making import make_account
from dashboard.usecases.desk import Desk
from loaders.store.accounts import account_of
from loaders.store.database import reading
from tests.app.conftest import Open, text_of
from tests.unit.accounts.desks import ADMIN, HENGYANG, held

SUBMITTER = Post("submitter", "430481")


@pytest.fixture
def desk(nothing_submitted: Desk) -> Desk:
    make_account(nothing_submitted, "peng", "彭管理", [ADMIN])
    make_account(nothing_submitted, "duan", "段管理", [HENGYANG])
    make_account(nothing_submitted, "cao", "曹<b>填报", [SUBMITTER])
    make_account(nothing_submitted, "he", "何主任", [Post("office")])
    return nothing_submitted


def person(desk: Desk, login: str, *posts: Post) -> Person:
    with reading(desk.engine) as session:
        account = account_of(session, login)
        assert account is not None
        return Person(login, account.name, posts, account=account.id or 0)


@pytest.fixture
def page(desk: Desk, open_page: Open) -> Callable[..., AppTest]:
    def opened(login: str = "peng", post: Post = ADMIN, **query: str) -> AppTest:
        app = open_page(desk, "accounts", person(desk, login, post), **query)
        assert not app.exception
        return app

    return opened


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def test_the_title_says_who_may_sign_in(page: Callable[..., AppTest]) -> None:
    shown = text_of(page())

    assert "4 个账号可以登录，4 个从未登录" in shown
    assert "办公室" in shown
    assert "填报人（耒阳市）" in shown
    assert "曹&lt;b&gt;填报" in shown


def test_the_filters_narrow_the_list(page: Callable[..., AppTest]) -> None:
    by_role = text_of(page(account_role="office"))
    by_unit = text_of(page(account_unit="430481"))
    by_state = text_of(page(account_state="inactive"))

    assert "何主任" in by_role
    assert "段管理" not in by_role
    assert "曹&lt;b&gt;填报" in by_unit
    assert "何主任" not in by_unit
    assert "没有符合条件的账号" in by_state


def test_a_delegated_administrator_sees_the_own_accounts_only(page: Callable[..., AppTest]) -> None:
    shown = text_of(page("duan", HENGYANG, account="he"))

    assert "1 个账号可以登录" in shown
    assert "衡阳市及所辖地区的账号" in shown
    assert "何主任" not in shown
    assert "彭管理" not in shown


def test_an_account_is_made_and_its_password_shown_until_it_is_noted(desk: Desk, page: Callable[..., AppTest]) -> None:
    app = press(page("duan", HENGYANG), "begin_new")
    app.text_input(key="new_login").set_value("Wang.Wu")
    app.text_input(key="new_name").set_value("王五")
    app.selectbox(key="new_role_zh_CN").set_value("submitter").run()
    app.selectbox(key="new_unit_submitter_zh_CN").set_value("430482").run()
    press(app, "new_make")

    shown = text_of(app)
    again = text_of(press(app, "account_noted"))

    assert "账号已建立" in shown
    assert 'class="jp-secret"' in shown
    assert 'class="jp-secret"' not in again
    assert held(desk.engine, "wang.wu") == [("submitter", "430482")]


def test_what_cannot_be_made_is_said_in_a_sentence(page: Callable[..., AppTest]) -> None:
    app = press(page(), "begin_new")
    app.text_input(key="new_login").set_value("cao")
    app.text_input(key="new_name").set_value("另一人")

    shown = text_of(press(app, "new_make"))

    assert "登录名 cao 已被占用" in shown


def test_a_second_question_comes_before_an_act(desk: Desk, page: Callable[..., AppTest]) -> None:
    app = press(page(account="cao"), "ask_停用_cao")
    asked, before = text_of(app), active(desk, "cao")
    left = text_of(press(app, "account_no"))
    press(app, "ask_停用_cao")
    done = text_of(press(app, "account_yes"))

    assert "是否停用“曹&lt;b&gt;填报”的账号" in asked
    assert before
    assert "是否停用" not in left
    assert "账号已停用。" in done
    assert not active(desk, "cao")
    press(app, "activate_cao")
    assert active(desk, "cao")


def test_a_post_is_given_and_ended(desk: Desk, page: Callable[..., AppTest]) -> None:
    app = page(account="cao")
    app.selectbox(key="give_cao_role_zh_CN").set_value("head").run()
    app.selectbox(key="give_cao_unit_head_zh_CN").set_value("430481").run()
    press(app, "give_post_cao")
    given = held(desk.engine, "cao")
    press(app, "end_submitter_430481_cao")
    ended = text_of(press(app, "account_yes"))

    assert given == [("submitter", "430481"), ("head", "430481")]
    assert held(desk.engine, "cao") == [("head", "430481")]
    assert "岗位已终止。" in ended
    assert "已终止的岗位（1）" in [expander.label for expander in app.expander]


def test_the_own_account_has_no_acts(page: Callable[..., AppTest]) -> None:
    app = page(account="peng")

    assert "这是您本人的账号" in text_of(app)
    assert not [button for button in app.button if button.key and button.key.startswith(("ask_", "end_", "give_"))]


def test_who_manages_no_accounts_does_not_get_the_page(desk: Desk, open_page: Open) -> None:
    shown = text_of(open_page(desk, "accounts", person(desk, "he", Post("office"))))

    assert "您的岗位" in shown
    assert "段管理" not in shown


def test_the_import_says_what_is_next(page: Callable[..., AppTest]) -> None:
    app = press(page(), "begin_import")

    assert "从表格导入账号" in text_of(app)
    assert "4 个账号可以登录" in text_of(press(app, "import_leave"))


def test_an_empty_workspace_says_how_to_begin(nothing_submitted: Desk, open_page: Open) -> None:
    shown = text_of(open_page(nothing_submitted, "accounts"))

    assert "尚无账号" in shown
    assert "请点击“新建账号”" in shown


def active(desk: Desk, login: str) -> bool:
    return next(line.active for line in managed_accounts(desk) if line.login == login)
