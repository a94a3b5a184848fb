import datetime as dt

import pytest
from sqlmodel import select

from dashboard.access.managing import HELD_ALONE, NEVER_ONE_HAND
from dashboard.access.passwords import matches
from dashboard.access.person import Post
from dashboard.access.refusing import AccountProblem
from dashboard.usecases.accounts import changing
from dashboard.usecases.accounts.listing import managed_accounts
from dashboard.usecases.accounts.making import LOGIN_TAKEN, SUBJECT_TAKEN, make_account
from dashboard.usecases.accounts.naming import LOGIN_FORM, NAMELESS
from dashboard.usecases.accounts.opening import NOT_THE_OWN
from dashboard.usecases.desk import Desk
from loaders.store.accesstables import AccountSession
from loaders.store.accounts import account_of
from loaders.store.database import reading, writing
from tests.unit.accounts.acting import HEAD, account, line, refusal, signed_in
from tests.unit.accounts.desks import ADMIN, actions, events, held


def test_a_new_account_has_its_posts_and_a_one_time_password(province: Desk) -> None:
    password = make_account(province, " Li.Si ", "李四\u200b", [HEAD, Post("submitter", "430400")])

    made = account(province.engine, "li.si")
    assert made.name == "李四"
    assert matches(made.password, password)
    assert made.must_change
    assert made.password_until is not None
    assert (made.password_until - province.now()) <= dt.timedelta(hours=72)
    assert held(province.engine, "li.si") == [("head", "430400"), ("submitter", "430400")]
    assert password not in str([(event.before, event.after) for event in events(province.engine)])
    assert events(province.engine)[-1].post == "administrator"
    assert events(province.engine)[-1].address == "10.0.0.7"


def test_an_account_of_the_single_sign_on_has_no_password(province: Desk) -> None:
    assert make_account(province, "sso", "王五", [HEAD], "https://id.example 17") == ""
    assert account(province.engine, "sso").password == ""
    assert refusal(make_account, province, "sso2", "王六", [HEAD], "https://id.example 17") == SUBJECT_TAKEN


def test_an_account_that_cannot_be_is_not_made(province: Desk) -> None:
    make_account(province, "lisi", "李四", [HEAD])

    refusals = [
        refusal(make_account, province, "LISI ", "另一人", [HEAD]),
        refusal(make_account, province, "李四", "李四", [HEAD]),
        refusal(make_account, province, "server:root", "李四", [HEAD]),
        refusal(make_account, province, "wangwu", " \u200b ", [HEAD]),
        refusal(make_account, province, "wangwu", "王五", [Post("auditor"), HEAD]),
        refusal(make_account, province, "wangwu", "王五", [ADMIN, HEAD]),
    ]

    assert refusals == [LOGIN_TAKEN, LOGIN_FORM, LOGIN_FORM, NAMELESS, HELD_ALONE, NEVER_ONE_HAND]
    assert [one.login for one in managed_accounts(province)] == ["lisi", "peng"]


def test_a_post_is_given_and_ended_at_once_and_stays_on_record(province: Desk) -> None:
    make_account(province, "lisi", "李四", [HEAD])
    before = account(province.engine, "lisi").version

    changing.give(province, "lisi", Post("submitter", "430400"))
    given = account(province.engine, "lisi").version
    changing.end(province, "lisi", HEAD)

    assert before < given < account(province.engine, "lisi").version
    assert held(province.engine, "lisi") == [("submitter", "430400")]
    shown = line(province, "lisi")
    assert [post.post for post in shown.past] == [HEAD]
    assert shown.past[0].ended_by == "peng"
    last = events(province.engine)[-2:]
    assert [(event.action, event.subject) for event in last] == [("post.given", "lisi"), ("post.ended", "lisi")]
    assert last[1].before == {"role": "head", "unit": "430400"}


def test_a_reset_gives_a_new_password_ends_sessions_and_unlocks(province: Desk) -> None:
    old = make_account(province, "lisi", "李四", [HEAD])
    signed_in(province, "lisi")
    with writing(province.engine) as session:
        locked = account_of(session, "lisi")
        assert locked is not None
        locked.failures, locked.locked_until = 9, province.now() + dt.timedelta(hours=1)

    new = changing.reset_password(province, "lisi")

    kept = account(province.engine, "lisi")
    assert matches(kept.password, new)
    assert not matches(kept.password, old)
    assert (kept.failures, kept.locked_until, kept.must_change) == (0, None, True)
    assert line(province, "lisi").sessions == ()
    assert events(province.engine)[-1].action == "password.reset"
    assert new not in str(events(province.engine)[-1])


def test_deactivation_ends_sessions_and_keeps_posts(province: Desk) -> None:
    make_account(province, "lisi", "李四", [HEAD])
    signed_in(province, "lisi")

    changing.deactivate(province, "lisi")

    shown = line(province, "lisi")
    assert (shown.active, shown.sessions, [post.post for post in shown.posts]) == (False, (), [HEAD])
    with reading(province.engine) as session:
        assert [row.ended_why for row in session.exec(select(AccountSession))] == ["deactivated"]
    changing.activate(province, "lisi")
    assert line(province, "lisi").active
    assert [event.after for event in events(province.engine)[-2:]] == [{"active": False}, {"active": True}]


def test_sessions_are_ended_one_or_all(province: Desk) -> None:
    make_account(province, "lisi", "李四", [HEAD])
    first, _, _ = (signed_in(province, "lisi", seen_minutes_ago=ago) for ago in (1, 2, 3))
    signed_in(province, "lisi", seen_minutes_ago=31)
    stranger = signed_in(province, "peng")

    before = len(line(province, "lisi").sessions)
    changing.end_one_session(province, "lisi", first)
    after = len(line(province, "lisi").sessions)
    with pytest.raises(AccountProblem):
        changing.end_one_session(province, "lisi", stranger)

    assert (before, after) == (3, 2)
    assert changing.end_all_sessions(province, "lisi") == 3
    assert len(line(province, "peng").sessions) == 1


def test_name_link_and_second_factor_change_on_record(province: Desk) -> None:
    make_account(province, "lisi", "李四", [HEAD])
    with writing(province.engine) as session:
        kept = account_of(session, "lisi")
        assert kept is not None
        kept.totp = "sealed"

    changing.rename(province, "lisi", "李思")
    changing.rename(province, "lisi", "李思")
    changing.link(province, "lisi", "https://id.example 17")
    changing.link(province, "lisi", "")
    changing.remove_second_factor(province, "lisi")

    shown = line(province, "lisi")
    assert (shown.name, shown.subject, shown.second_factor) == ("李思", "", False)
    assert actions(province.engine)[-4:] == ["account.changed"] * 3 + ["second_factor.removed"]
    assert [(event.before, event.after) for event in events(province.engine)[-4:-2]] == [
        ({"name": "李四"}, {"name": "李思"}),
        ({"subject": None}, {"subject": "https://id.example 17"}),
    ]


def test_nobody_changes_the_own_posts_or_state(province: Desk) -> None:
    own = [
        refusal(changing.give, province, "peng", Post("administrator", "430400")),
        refusal(changing.end, province, "peng", ADMIN),
        refusal(changing.deactivate, province, "peng"),
        refusal(changing.reset_password, province, "peng"),
        refusal(changing.remove_second_factor, province, "peng"),
    ]

    assert own == [NOT_THE_OWN] * 5
    changing.rename(province, "peng", "彭管理")
    assert line(province, "peng").own


def test_the_list_tells_what_hinders_an_account(province: Desk) -> None:
    make_account(province, "lisi", "李四", [HEAD])
    with writing(province.engine) as session:
        kept = account_of(session, "lisi")
        assert kept is not None
        kept.locked_until = province.now() + dt.timedelta(minutes=5)
        kept.password_until = province.now() - dt.timedelta(minutes=5)
    signed_in(province, "lisi")

    shown = line(province, "lisi")

    assert shown.locked is not None
    assert shown.lapsed
    assert shown.last_sign_in is not None
    assert shown.sessions[0].address == "10.1.1.1"
