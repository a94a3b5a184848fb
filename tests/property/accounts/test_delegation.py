import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from config.model import ROLES
from config.reading import load_config
from config.workspace import REPOSITORY
from dashboard.access.managing import DELEGATED, Managing, must_go_together, units_of
from dashboard.access.person import Person, Post
from dashboard.access.refusing import AccountProblem
from dashboard.access.rights import ALONE, MATRIX
from dashboard.access.sight import Sight
from dashboard.usecases.accounts import changing
from dashboard.usecases.accounts.making import make_account
from dashboard.usecases.desk import Desk
from loaders.store.accounts import account_of, accounts, active_holders
from loaders.store.database import migrate, open_engine, reading
from tests.unit.accounts.desks import ADMIN, desk_of

CONFIG = load_config(REPOSITORY / "config")
UNITS = ("", "elderly_care", "social_assistance", "430000", "430100", "430121", "430400", "430481", "430482", "nowhere")
POSTS = st.builds(Post, st.sampled_from(ROLES), st.sampled_from(UNITS))
SETS = st.lists(POSTS, max_size=3)
CHIEFS = ("peng", "duan", "leiyang")
LOGINS = (*CHIEFS, "second", "changsha", "a1", "a2", "a3")


@given(SETS, POSTS)
def test_what_a_delegated_administrator_gives_lies_in_the_own_region(own: list[Post], post: Post) -> None:
    person = Person("duan", "段", tuple(one for one in own if one != ADMIN))
    rules = Managing(CONFIG, person)

    if rules.gives(post):
        reached = {unit for one in own if one.role == "administrator" for unit in CONFIG.below(one.unit)}
        assert post.role in (*DELEGATED, "administrator")
        assert post.unit in reached
        assert Sight(CONFIG, Person("new", "新", (post,))).regions("accounts") <= reached


@given(SETS)
def test_who_may_give_a_post_to_a_set_cannot_hold_that_set_and_be_managed_by_it(posts: list[Post]) -> None:
    rules = Managing(CONFIG, Person("x", "x", tuple(posts)))

    if not rules.whole and any(post.role == "administrator" for post in posts):
        assert not rules.manages(posts)


@given(SETS)
def test_sets_that_go_together_keep_checking_and_acting_apart(posts: list[Post]) -> None:
    try:
        must_go_together(posts)
    except AccountProblem:
        return

    held = set(posts)
    assert len(held) == 1 or not any(post.role in ALONE for post in held)
    if ADMIN in held:
        assert not any("results" in MATRIX[post.role] for post in held)


@cache
def beginning() -> Path:
    file = Path(tempfile.mkdtemp()) / "beginning.db"
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    operator = desk_of(engine, CONFIG)
    make_account(operator, "peng", "彭", [ADMIN])
    make_account(operator, "second", "第二", [ADMIN])
    make_account(operator, "duan", "段", [Post("administrator", "430400"), Post("head", "430400")])
    make_account(operator, "leiyang", "耒", [Post("administrator", "430481")])
    make_account(operator, "changsha", "长", [Post("submitter", "430121")])
    make_account(operator, "a1", "甲", [Post("submitter", "430481")])
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return file


class Acts(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        file = Path(self.folder.name) / "store.db"
        shutil.copy(beginning(), file)
        self.engine = open_engine(f"sqlite:///{file}")

    def teardown(self) -> None:
        self.engine.dispose()
        self.folder.cleanup()

    def desk(self, login: str) -> Desk:
        return desk_of(self.engine, CONFIG, *self.posts(login), login=login)

    def posts(self, login: str) -> tuple[Post, ...]:
        found = next((held for account, held in accounts(self.engine) if account.login == login), ())
        return tuple(Post(post.role, post.unit) for post in found if post.until is None)

    def active(self, login: str) -> bool:
        with reading(self.engine) as session:
            account = account_of(session, login)
            return account is not None and account.active

    def act(self, who: str, act: Any, *args: Any) -> None:
        if not self.active(who) or not any(post.role == "administrator" for post in self.posts(who)):
            return
        before = {login: (self.posts(login), self.active(login)) for login in LOGINS}
        rules = Managing(CONFIG, Person(who, who, self.posts(who)))
        try:
            act(self.desk(who), *args)
        except AccountProblem:
            assert before == {login: (self.posts(login), self.active(login)) for login in LOGINS}
            return
        assert (self.posts(who), self.active(who)) == before[who]
        for login, (posts, active) in before.items():
            changed = set(posts) ^ set(self.posts(login))
            assert all(map(rules.gives, changed))
            if changed or active != self.active(login):
                assert rules.whole or all(map(rules.gives, posts))

    @rule(who=st.sampled_from(CHIEFS), login=st.sampled_from(LOGINS), posts=SETS)
    def make(self, who: str, login: str, posts: list[Post]) -> None:
        self.act(who, make_account, login, "新人", posts)

    @rule(who=st.sampled_from(CHIEFS), login=st.sampled_from(LOGINS), post=POSTS)
    def give(self, who: str, login: str, post: Post) -> None:
        self.act(who, changing.give, login, post)

    @rule(who=st.sampled_from(CHIEFS), login=st.sampled_from(LOGINS), post=POSTS)
    def end(self, who: str, login: str, post: Post) -> None:
        self.act(who, changing.end, login, post)

    @rule(who=st.sampled_from(CHIEFS), login=st.sampled_from(LOGINS), which=st.integers(0, 2))
    def end_one_that_is_held(self, who: str, login: str, which: int) -> None:
        posts = self.posts(login)
        if which < len(posts):
            self.act(who, changing.end, login, posts[which])

    @rule(who=st.sampled_from(CHIEFS), login=st.sampled_from(LOGINS))
    def deactivate(self, who: str, login: str) -> None:
        self.act(who, changing.deactivate, login)

    @rule(who=st.sampled_from(CHIEFS), login=st.sampled_from(LOGINS))
    def activate(self, who: str, login: str) -> None:
        self.act(who, changing.activate, login)

    @rule(login=st.sampled_from(LOGINS), post=st.sampled_from([ADMIN, Post("administrator", "430400")]))
    def the_server_ends(self, login: str, post: Post) -> None:
        try:
            changing.end(desk_of(self.engine, CONFIG), login, post)
        except AccountProblem:
            return

    @invariant()
    def an_administrator_is_left(self) -> None:
        with reading(self.engine) as session:
            assert active_holders(session, "administrator", "") >= 1

    @invariant()
    def every_post_fits_and_goes_together(self) -> None:
        for login in LOGINS:
            posts = self.posts(login)
            must_go_together(posts)
            assert all(post.unit in units_of(CONFIG, post.role) for post in posts)


TestActs = Acts.TestCase
TestActs.settings = settings(
    max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
