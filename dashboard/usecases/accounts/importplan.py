"""What a list of accounts means: each login with its posts, held against the accounts that are there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlmodel import Session

from config.wording import mark, translator
from dashboard.access.gate import inner
from dashboard.access.managing import must_fit
from dashboard.access.person import Post
from dashboard.access.refusing import AccountProblem
from dashboard.usecases.accounts.importfaults import Fault
from dashboard.usecases.accounts.importposts import post_written
from dashboard.usecases.accounts.importsheet import NAME, SUBJECT, ListRow, Written
from dashboard.usecases.accounts.making import LOGIN_TAKEN, must_be_free, must_be_held
from dashboard.usecases.accounts.naming import good_login, good_name, good_subject
from dashboard.usecases.accounts.opening import NOT_THE_OWN, belonging, managing, posts_of
from dashboard.usecases.desk import Desk
from loaders.store.accesstables import Account
from loaders.store.accounts import account_of, posts_held

Kind = Literal["new", "changes", "same"]
KINDS: dict[Kind, str] = {"new": mark("＋ new"), "changes": mark("± changes"), "same": mark("＝ untouched")}
"""What happens to an account, as sign and word."""
DIFFERS = mark("{what} of the login {login} is another one in {cell}.")
ONE_PERSON = mark("One login is one person: write the same in all its rows, or different logins.")
TWICE = mark("This single sign-on subject belongs to the login {login} in this list already.")
INACTIVE = mark("The account {login} is deactivated.")
ACTIVATE = mark("Activate it first, or take the row out.")


@dataclass(frozen=True)
class Planned:
    """An account of the list: new, changing or untouched ("same"); `gains` are the posts that it does not hold yet."""

    login: str
    name: str
    kind: Kind
    gains: tuple[Post, ...]
    name_before: str
    subject: str


@inner
def planned(
    desk: Desk, session: Session, rows: Sequence[ListRow], locale: str
) -> tuple[tuple[Planned, ...], tuple[Fault, ...]]:
    """The accounts that the rows mean, and every fault; without any account when there is a fault."""
    plan = _Planning(desk, session, locale)
    groups: dict[str, list[tuple[ListRow, Post | None]]] = {}
    for row in rows:
        login, post = plan.tried(row.login, good_login), plan.post(row)
        if login:
            groups.setdefault(login, []).append((row, post))
    accounts = [plan.account(login, group) for login, group in groups.items()]
    faults = tuple(sorted(plan.faults, key=_place))
    return (() if faults else tuple(one for one in accounts if one is not None)), faults


class _Planning:
    def __init__(self, desk: Desk, session: Session, locale: str) -> None:
        self._desk, self._session, self._locale = desk, session, locale
        self._subjects: dict[str, str] = {}
        self.faults: list[Fault] = []

    def tried(self, at: Written, check: Callable[[str], str | None]) -> str | None:
        """What a check makes of a cell; None with a fault when it refuses."""
        made: list[str | None] = []
        self.passes(at, lambda: made.append(check(at.text)))
        return made[0] if made else None

    def passes(self, at: Written, check: Callable[..., None], *about: Any) -> bool:
        """True when a check takes what a cell is about; else False with a fault at the cell."""
        try:
            check(*about)
        except AccountProblem as problem:
            self.faults.append(Fault.refused(self._desk.config, self._locale, problem, at))
            return False
        return True

    def post(self, row: ListRow) -> Post | None:
        """The post of a row, one that can be held and given; None with a fault when it is not."""
        found = post_written(self._desk, row, self._locale)
        if isinstance(found, Fault):
            self.faults.append(found)
            return None
        return found if self.passes(row.unit, must_fit, self._desk.config, found) else None

    def account(self, login: str, group: Sequence[tuple[ListRow, Post | None]]) -> Planned | None:
        """An account with all its rows, held against what is there; None with a fault."""
        rows = [row for row, _ in group]
        account, before = account_of(self._session, login), len(self.faults)
        if account is not None and not self._may_change(account, rows[0].login):
            return None
        name, subject = self._name(login, rows, account), self._subject(login, rows, account)
        gains = self._gains(account, group)
        if len(self.faults) > before:
            return None
        if account is None:
            return Planned(login, name, "new", gains, "", subject)
        changed = bool(gains) or name != account.name or subject != (account.subject or "")
        return Planned(login, name, "changes" if changed else "same", gains, account.name, subject)

    def _may_change(self, account: Account, at: Written) -> bool:
        login = account.login
        if not managing(self._desk).manages(belonging(self._session, account)):
            self._note(LOGIN_TAKEN, at, login=login)
        elif account.id == self._desk.person.account:
            self._note(NOT_THE_OWN, at)
        elif not account.active:
            self._note(INACTIVE, at, mend=ACTIVATE, login=login)
        else:
            return True
        return False

    def _name(self, login: str, rows: Sequence[ListRow], account: Account | None) -> str:
        at = self._single([row.name for row in rows], login, NAME)
        if not at.text and account is not None:
            return account.name
        return self.tried(at, good_name) or ""

    def _subject(self, login: str, rows: Sequence[ListRow], account: Account | None) -> str:
        at = self._single([row.subject for row in rows], login, SUBJECT)
        subject = self.tried(at, good_subject) or ""
        if not subject:
            return (account.subject or "") if account is not None else ""
        if self._subjects.setdefault(subject, login) != login:
            self._note(TWICE, at, login=self._subjects[subject])
        number = (account.id or 0) if account is not None else 0
        self.passes(at, must_be_free, self._session, subject, number)
        return subject

    def _gains(self, account: Account | None, group: Sequence[tuple[ListRow, Post | None]]) -> tuple[Post, ...]:
        held = posts_of(posts_held(self._session, account.id or 0)) if account is not None else ()
        gained: list[Post] = []
        for row, post in group:
            if post is None or post in (*held, *gained):
                continue
            if self.passes(row.role, must_be_held, self._desk, (*held, *gained), (post,)):
                gained.append(post)
        return tuple(gained)

    def _single(self, cells: Sequence[Written], login: str, what: str) -> Written:
        """The first filled cell of those that have to agree, with a fault at the first that says otherwise."""
        filled = [one for one in cells if one.text] or [cells[0]]
        other = next((one for one in filled if one.text != filled[0].text), None)
        if other is not None:
            what = translator(self._locale)(what)
            self._note(DIFFERS, other, mend=ONE_PERSON, what=what, login=login, cell=filled[0].cell)
        return filled[0]

    def _note(self, sentence: str, at: Written, *, mend: str = "", **places: str) -> None:
        told = {"mend": mend} if mend else {}
        self.faults.append(Fault.of(self._locale, sentence, at=at, **told, **places))


def _place(fault: Fault) -> tuple[int, str]:
    """Row and column of a fault, so that the list is read from top to bottom."""
    return int("".join(filter(str.isdigit, fault.cell)) or 0), fault.cell
