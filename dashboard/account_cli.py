"""`jiping account`: make, list and change accounts as whoever runs the server; and what a start does about them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from config.model import ROLES
from config.wording import DEFAULT_LOCALE, mark, translator
from config.workspace import DEFAULT_FOLDER
from dashboard.access.person import Post
from dashboard.access.refusing import AccountProblem
from dashboard.access.titles import ROLE_NAMES, post_words
from dashboard.demo.accounts import make_accounts
from dashboard.usecases.accounts import changing
from dashboard.usecases.accounts.firststart import first_administrator
from dashboard.usecases.accounts.importing import ImportRefused, Plan, plan_import, take_import
from dashboard.usecases.accounts.importplan import KINDS
from dashboard.usecases.accounts.listing import AccountLine, managed_accounts
from dashboard.usecases.accounts.making import make_account
from dashboard.usecases.accounts.meaning import role_meant, units_fitting
from dashboard.usecases.accounts.sheets import accounts_csv, issued_csv, list_template
from dashboard.usecases.desk import Desk, open_desk

account_app = typer.Typer(no_args_is_help=True, help="Accounts: who may sign in, and in which posts.")
say = translator()
NO_ROLE = mark("{text} is no role; write one of: {roles}")
NO_UNIT = mark("{text} is no unit of this workspace; write the name or the code of a region or a division.")
SEVERAL = mark("{text} may mean several units: {units}; write the code.")
FIRST_START = mark(
    "Nobody manages the accounts of this workspace yet, so an administrator was made.\n"
    "    login:              {login}\n"
    "    one-time password:  {password}\n"
    "It is shown this once and holds for {hours} hours; a new one: jiping account reset {login}"
)

WorkspaceOption = Annotated[Path, typer.Option("--workspace", "-w", help="The workspace folder.")]
LoginArgument = Annotated[str, typer.Argument(help="The login of the account.")]
PostOption = Annotated[
    list[str], typer.Option("--post", help="A post, ROLE or ROLE:UNIT (names or codes); may be repeated.")
]


@account_app.command(name="list")
def list_accounts(
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list, one object an account.")] = False,
    workspace: WorkspaceOption = DEFAULT_FOLDER,
) -> None:
    """List the accounts: login, name, posts, last sign-in, and what hinders it."""
    desk = open_desk(workspace)
    lines = managed_accounts(desk)
    if as_json:
        print(json.dumps([_record(line) for line in lines], ensure_ascii=False, indent=2))
        return
    if not lines:
        print(say(mark("There is no account yet; make one with: jiping account make LOGIN NAME --post administrator")))
    for line in lines:
        print(_listed(desk, line))


@account_app.command()
def make(
    login: Annotated[str, typer.Argument(help="What the person types: a to z, 0 to 9, dot, hyphen, underline, @.")],
    name: Annotated[str, typer.Argument(help="The person's name.")],
    post: PostOption,
    subject: Annotated[str, typer.Option(help="The single sign-on subject, for an account without password.")] = "",
    workspace: WorkspaceOption = DEFAULT_FOLDER,
) -> None:
    """Make an account and print its one-time password, once: only its hash is kept."""
    with _at(workspace) as desk:
        _secret(make_account(desk, login, name, [_post(desk, text) for text in post], subject))


@account_app.command()
def reset(login: LoginArgument, workspace: WorkspaceOption = DEFAULT_FOLDER) -> None:
    """Print a new one-time password, once; the account's sessions end, and wrong passwords are forgotten."""
    with _at(workspace) as desk:
        _secret(changing.reset_password(desk, login))


@account_app.command()
def post(
    login: LoginArgument,
    which: Annotated[str, typer.Argument(metavar="POST", help="ROLE or ROLE:UNIT, names or codes.")],
    end: Annotated[bool, typer.Option("--end", help="End the post instead of giving it.")] = False,
    workspace: WorkspaceOption = DEFAULT_FOLDER,
) -> None:
    """Give an account a post, or end one; it holds at once, also in open pages."""
    with _at(workspace) as desk:
        meant = _post(desk, which)
        (changing.end if end else changing.give)(desk, login, meant)
        sentence = mark("{login}: the post {post} has ended.") if end else mark("{login} has the post {post}.")
        print(say(sentence, login=login, post=post_words(desk.config, meant, say, DEFAULT_LOCALE)))


@account_app.command()
def deactivate(login: LoginArgument, workspace: WorkspaceOption = DEFAULT_FOLDER) -> None:
    """Nobody signs in with the account any more; its sessions end, what it did stays on record."""
    _do(workspace, changing.deactivate, login, mark("{login} is deactivated."))


@account_app.command()
def activate(login: LoginArgument, workspace: WorkspaceOption = DEFAULT_FOLDER) -> None:
    """The account may sign in again."""
    _do(workspace, changing.activate, login, mark("{login} may sign in again."))


@account_app.command(name="sign-out")
def sign_out(login: LoginArgument, workspace: WorkspaceOption = DEFAULT_FOLDER) -> None:
    """End every running session of the account."""
    _do(workspace, changing.end_all_sessions, login, mark("Every session of {login} has ended."))


@account_app.command(name="second-factor")
def second_factor(login: LoginArgument, workspace: WorkspaceOption = DEFAULT_FOLDER) -> None:
    """Remove the second factor of someone who lost it."""
    _do(workspace, changing.remove_second_factor, login, mark("{login} has no second factor now."))


@account_app.command()
def link(
    login: LoginArgument,
    subject: Annotated[str, typer.Argument(help="Issuer and subject of the single sign-on; empty unlinks.")],
    workspace: WorkspaceOption = DEFAULT_FOLDER,
) -> None:
    """Link the account to a single sign-on subject, or unlink it with an empty one."""
    with _at(workspace) as desk:
        changing.link(desk, login, subject)
        print(say(mark("{login} is linked.") if subject.strip() else mark("{login} is not linked."), login=login))


@account_app.command(name="import")
def import_accounts(
    file: Annotated[Path, typer.Argument(help="A list of accounts as the template has it: xlsx, xls, ods, csv.")],
    check: Annotated[bool, typer.Option("--check", help="Only say what would happen; nothing is kept.")] = False,
    workspace: WorkspaceOption = DEFAULT_FOLDER,
) -> None:
    """Take a list of accounts in, whole or not at all; prints the one-time passwords of new accounts as CSV, once."""
    desk = open_desk(workspace)
    plan = plan_import(desk, file.name, file.read_bytes(), DEFAULT_LOCALE)
    if plan.faults:
        _refuse(plan)
    if check:
        for one in plan.accounts:
            posts = (post_words(desk.config, post, say, DEFAULT_LOCALE) for post in one.gains)
            print("  ".join((say(KINDS[one.kind]), one.login, one.name, *posts)))
        return
    try:
        issued = take_import(desk, plan, DEFAULT_LOCALE)
    except ImportRefused as refused:
        _refuse(refused.plan)
    sys.stdout.write(issued_csv(desk, issued) if issued else "")
    counts = {kind: len(plan.of(kind)) for kind in KINDS}
    print(say(mark("{file}: {new} new, {changes} change, {same} untouched"), file=plan.name, **counts), file=sys.stderr)


@account_app.command()
def export(workspace: WorkspaceOption = DEFAULT_FOLDER) -> None:
    """Print every account as CSV, one row a post; it can be imported again."""
    sys.stdout.write(accounts_csv(open_desk(workspace)))


@account_app.command(name="template")
def list_to_fill_in(
    file: Annotated[Path, typer.Argument(help="Where to write the workbook.")] = Path("accounts.xlsx"),
    workspace: WorkspaceOption = DEFAULT_FOLDER,
) -> None:
    """Write the workbook of a list of accounts, to be filled in and imported."""
    file.write_bytes(list_template(open_desk(workspace)))
    print(say(mark("{file} is written."), file=file))


def see_to_accounts(workspace: Path) -> None:
    """What `jiping run` does before it opens: the demonstration's accounts, or the first administrator, told once."""
    desk = open_desk(workspace)
    if desk.workspace.invented:
        make_accounts(desk)
    elif (made := first_administrator(desk)) is not None:
        hours = desk.config.access.passwords.one_time_hours
        print(say(FIRST_START, login=made[0], password=made[1], hours=hours), flush=True)
    desk.engine.dispose()


@contextmanager
def _at(workspace: Path) -> Iterator[Desk]:
    desk = open_desk(workspace)
    try:
        yield desk
    except AccountProblem as problem:
        _stop(problem.words(desk.config, DEFAULT_LOCALE))


def _refuse(plan: Plan) -> NoReturn:
    for fault in plan.faults:
        place = " ".join(part for part in (fault.sheet, fault.cell) if part)
        print("  ".join(part for part in (place, fault.read, fault.message(), fault.remedy()) if part), file=sys.stderr)
    _stop(say(mark("{file}: nothing can be kept yet"), file=plan.name))


def _do(workspace: Path, act: Callable[[Desk, str], object], login: str, sentence: str) -> None:
    with _at(workspace) as desk:
        act(desk, login)
        print(say(sentence, login=login))


def _secret(secret: str) -> None:
    if not secret:
        print(say(mark("The account signs in by single sign-on and has no password.")), file=sys.stderr)
        return
    print(secret)
    print(say(mark("Keep this one-time password now: it is not shown again.")), file=sys.stderr)


def _post(desk: Desk, text: str) -> Post:
    written, _, unit = text.replace("：", ":").partition(":")
    role = role_meant(written)
    if role is None:
        raise AccountProblem(NO_ROLE, text=written, roles=", ".join(say(ROLE_NAMES[one]) for one in ROLES))
    units = units_fitting(desk.config, role, unit)
    if len(units) != 1:
        raise AccountProblem(SEVERAL if units else NO_UNIT, text=unit, units=", ".join(units))
    return Post(role, units[0])


def _listed(desk: Desk, line: AccountLine) -> str:
    posts = [post_words(desk.config, held.post, say, DEFAULT_LOCALE) for held in line.posts]
    signed = f"{line.last_sign_in:%Y-%m-%d %H:%M}" if line.last_sign_in else say(mark("never signed in"))
    state = "" if line.active else say(mark("deactivated"))
    locked = say(mark("locked until {time}"), time=f"{line.locked:%H:%M}") if line.locked else ""
    running = say(mark("{count} sessions"), count=len(line.sessions)) if line.sessions else ""
    parts = (line.login, line.name, say(mark(", ")).join(posts), signed, running, locked, state)
    return "  ".join(part for part in parts if part)


def _record(line: AccountLine) -> dict[str, object]:
    return {
        "login": line.login,
        "name": line.name,
        "active": line.active,
        "posts": [{"role": held.post.role, "unit": held.post.unit} for held in line.posts],
        "last_sign_in": line.last_sign_in.isoformat() if line.last_sign_in else None,
        "sessions": len(line.sessions),
        "must_change_password": line.must_change,
        "locked_until": line.locked.isoformat() if line.locked else None,
        "single_sign_on": line.subject or None,
        "second_factor": line.second_factor,
    }


def _stop(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(2)
