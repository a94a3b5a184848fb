import pytest
from sqlalchemy import Engine

from config.model import Config
from dashboard.access.gate import NotAllowed
from dashboard.access.managing import NOT_YOURS_TO_GIVE
from dashboard.access.passwords import matches
from dashboard.access.person import Post
from dashboard.usecases.accounts import changing
from dashboard.usecases.accounts.firststart import first_administrator
from dashboard.usecases.accounts.listing import managed_accounts
from dashboard.usecases.accounts.making import POSTLESS, make_account
from dashboard.usecases.accounts.opening import LAST_ADMINISTRATOR, UNKNOWN
from dashboard.usecases.desk import Desk
from tests.unit.accounts.acting import HEAD, account, refusal
from tests.unit.accounts.desks import ADMIN, HENGYANG, actions, desk_of, events, held


def test_an_active_administrator_is_always_left(engine: Engine, hunan: Config, province: Desk) -> None:
    operator = desk_of(engine, hunan)

    assert refusal(changing.deactivate, operator, "peng") == LAST_ADMINISTRATOR
    assert refusal(changing.end, operator, "peng", ADMIN) == LAST_ADMINISTRATOR
    assert held(engine, "peng") == [("administrator", "")]
    assert actions(engine) == ["account.made"]
    make_account(operator, "second", "第二人", [ADMIN])
    changing.deactivate(operator, "peng")
    assert refusal(changing.deactivate, operator, "second") == LAST_ADMINISTRATOR


def test_two_administrators_cannot_deactivate_each_other(engine: Engine, hunan: Config, province: Desk) -> None:
    make_account(province, "second", "第二人", [ADMIN])
    second = desk_of(engine, hunan, ADMIN, login="second")

    changing.deactivate(province, "second")

    assert refusal(changing.deactivate, second, "peng") == LAST_ADMINISTRATOR


def test_others_accounts_are_not_there_for_a_delegated_administrator(province: Desk, hengyang: Desk) -> None:
    make_account(province, "changsha", "长沙局长", [Post("head", "430100")])
    make_account(province, "both", "两地", [HEAD, Post("head", "430100")])
    make_account(hengyang, "mine", "耒阳填报", [Post("submitter", "430481")])

    assert [one.login for one in managed_accounts(hengyang)] == ["mine"]
    for login in ("changsha", "both", "peng", "duan", "nobody"):
        assert refusal(changing.reset_password, hengyang, login) == UNKNOWN
        assert refusal(changing.give, hengyang, login, HEAD) == UNKNOWN
        assert refusal(changing.deactivate, hengyang, login) == UNKNOWN
        assert refusal(changing.end_all_sessions, hengyang, login) == UNKNOWN
    for post in (Post("head", "430100"), Post("office"), ADMIN, HENGYANG, Post("reviewer", "elderly_care")):
        assert refusal(changing.give, hengyang, "mine", post) == NOT_YOURS_TO_GIVE
        assert refusal(make_account, hengyang, "new", "新人", [post]) == NOT_YOURS_TO_GIVE
    assert refusal(make_account, hengyang, "new", "新人", []) == POSTLESS


def test_an_account_whose_posts_have_ended_stays_with_its_administrator(province: Desk, hengyang: Desk) -> None:
    make_account(hengyang, "mine", "耒阳填报", [Post("submitter", "430481")])
    make_account(province, "office", "考核办", [Post("office")])

    changing.end(hengyang, "mine", Post("submitter", "430481"))
    changing.end(province, "office", Post("office"))

    assert [one.login for one in managed_accounts(hengyang)] == ["mine"]
    changing.give(hengyang, "mine", Post("submitter", "430482"))
    assert held(hengyang.engine, "mine") == [("submitter", "430482")]
    assert events(hengyang.engine)[-1].post == "administrator 430400"


@pytest.mark.parametrize("post", [HEAD, Post("office"), Post("leader"), Post("auditor")])
def test_who_manages_no_accounts_sees_none(engine: Engine, hunan: Config, post: Post) -> None:
    desk = desk_of(engine, hunan, post)

    with pytest.raises(NotAllowed):
        managed_accounts(desk)
    with pytest.raises(NotAllowed):
        make_account(desk, "new", "新人", [])


def test_the_first_start_makes_one_administrator(engine: Engine, hunan: Config) -> None:
    desk = desk_of(engine, hunan)

    made = first_administrator(desk)
    again = first_administrator(desk)

    assert made is not None
    assert made[0] == "admin"
    assert matches(account(engine, "admin").password, made[1])
    assert held(engine, "admin") == [("administrator", "")]
    assert again is None


def test_a_first_start_after_all_were_lost_takes_a_free_login(engine: Engine, hunan: Config) -> None:
    desk = desk_of(engine, hunan)
    make_account(desk, "admin", "旧人", [HEAD])

    made = first_administrator(desk)

    assert made is not None
    assert made[0] == "admin2"
