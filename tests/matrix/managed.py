import csv
import io
import secrets
import zipfile
from collections.abc import Callable, Mapping

from dashboard.access.gate import NotAllowed
from dashboard.access.person import Post
from dashboard.access.refusing import AccountProblem
from dashboard.usecases.access import AccessProblem, end_token, known_tokens, make_token
from dashboard.usecases.accounts import changing
from dashboard.usecases.accounts.firststart import first_administrator
from dashboard.usecases.accounts.importing import ImportRefused, plan_import, take_import
from dashboard.usecases.accounts.listing import managed_accounts, posts_offered
from dashboard.usecases.accounts.making import make_account
from dashboard.usecases.accounts.opening import UNKNOWN
from dashboard.usecases.accounts.sheets import accounts_csv, list_template
from dashboard.usecases.desk import Desk
from tests.matrix.probes import Probe
from tests.matrix.world import TARGETS, World, target
from tests.unit.accounts.lists import workbook

ZH = "zh_CN"
EVERY = frozenset(TARGETS)
MEANS: Mapping[str, frozenset[str]] = {
    "all": EVERY,
    "below": frozenset({"own", "below"}),
}
WHOLE: Mapping[str, frozenset[str]] = {"all": frozenset({"done"})}


def tried(act: Callable[[], object]) -> bool:
    try:
        act()
    except NotAllowed:
        return False
    return True


def act(do: Callable[[Desk, str], object]) -> Probe:
    def reached(at: Desk, login: str) -> bool:
        try:
            do(at, login)
        except AccountProblem as problem:
            return problem.message != UNKNOWN
        return True

    return Probe(EVERY, MEANS, lambda world, at: {place for place in TARGETS if reached(at, target(place))})


def with_posts(do: Callable[[Desk, Post], object]) -> Probe:
    def reached(at: Desk, post: Post) -> bool:
        try:
            do(at, post)
        except (AccountProblem, ImportRefused):
            return False
        return True

    return Probe(EVERY, MEANS, lambda world, at: {place for place, post in TARGETS.items() if reached(at, post)})


def makes(at: Desk, post: Post) -> object:
    return make_account(at, f"new-{secrets.token_hex(4)}", "某人", [post])


def row_of(post: Post) -> bytes:
    role = "填报人" if post.role == "submitter" else "办公室"
    return workbook((f"new-{secrets.token_hex(4)}", "某人", role, post.unit, ""))


def planned(at: Desk, post: Post) -> object:
    plan = plan_import(at, "list.xlsx", row_of(post), ZH)
    if plan.faults:
        raise ImportRefused(plan)
    return plan


def imported(at: Desk, post: Post) -> object:
    return take_import(at, plan_import(at.whole, "list.xlsx", row_of(post), ZH), ZH)


def of_logins(logins: Callable[[Desk], set[str]]) -> Probe:
    return Probe(EVERY, MEANS, lambda world, at: {place for place in TARGETS if target(place) in logins(at)})


def offered(world: World, at: Desk) -> set[str]:
    offers = posts_offered(at)
    return {place for place, post in TARGETS.items() if post.unit in offers.get(post.role, ())}


def in_template(world: World, at: Desk) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(list_template(at, ZH))) as book:
        texts = book.read("xl/sharedStrings.xml").decode("utf-8")
    names = {place: world.desk.config.region[post.unit].name for place, post in TARGETS.items() if post.unit}
    return {place for place, name in names.items() if f">{name}<" in texts} | (
        {"foreign"} if ">办公室<" in texts else set()
    )


def done(do: Callable[[Desk], object]) -> Probe:
    def look(world: World, at: Desk) -> set[str]:
        do(at)
        return {"done"}

    return Probe(frozenset({"done"}), WHOLE, look)


def ended(at: Desk) -> None:
    try:
        end_token(at, "no such token")
    except AccessProblem:
        return


def listed(at: Desk) -> set[str]:
    return {row[0] for row in csv.reader(io.StringIO(accounts_csv(at, ZH)))}


USE = "dashboard.usecases."
ACCOUNTS = f"{USE}accounts."
MANAGED: Mapping[str, Probe] = {
    f"{USE}access.make_token": done(lambda at: make_token(at, f"t-{secrets.token_hex(4)}")),
    f"{USE}access.end_token": done(ended),
    f"{USE}access.known_tokens": done(known_tokens),
    f"{ACCOUNTS}firststart.first_administrator": done(first_administrator),
    f"{ACCOUNTS}changing.rename": act(lambda at, login: changing.rename(at, login, f"某{login}")),
    f"{ACCOUNTS}changing.link": act(lambda at, login: changing.link(at, login, "")),
    f"{ACCOUNTS}changing.reset_password": act(changing.reset_password),
    f"{ACCOUNTS}changing.give": act(lambda at, login: changing.give(at, login, TARGETS[login.removeprefix("target-")])),
    f"{ACCOUNTS}changing.end": act(lambda at, login: changing.end(at, login, Post("head", "430121"))),
    f"{ACCOUNTS}changing.deactivate": act(changing.deactivate),
    f"{ACCOUNTS}changing.activate": act(changing.activate),
    f"{ACCOUNTS}changing.end_all_sessions": act(changing.end_all_sessions),
    f"{ACCOUNTS}changing.end_one_session": act(lambda at, login: changing.end_one_session(at, login, 0)),
    f"{ACCOUNTS}changing.remove_second_factor": act(changing.remove_second_factor),
    f"{ACCOUNTS}making.make_account": with_posts(makes),
    f"{ACCOUNTS}importing.plan_import": with_posts(planned),
    f"{ACCOUNTS}importing.take_import": with_posts(imported),
    f"{ACCOUNTS}listing.managed_accounts": of_logins(lambda at: {line.login for line in managed_accounts(at)}),
    f"{ACCOUNTS}listing.posts_offered": Probe(EVERY, MEANS, offered),
    f"{ACCOUNTS}sheets.accounts_csv": of_logins(listed),
    f"{ACCOUNTS}sheets.list_template": Probe(EVERY, MEANS, in_template),
}
