"""The second factor: a code of six digits that changes every half minute (TOTP, RFC 6238), from an app on the phone.

Its secret is kept sealed with the workspace's key; a code is worth something once.
"""

from __future__ import annotations

import hmac
import io

import pyotp
import segno

from config.wording import mark
from dashboard.door.acting import as_holder
from dashboard.door.keys import seal, unseal
from dashboard.door.trying import clear_failures, count_failure, note_refusal, waits
from dashboard.parts.markup import Html
from dashboard.usecases.desk import Desk
from dashboard.usecases.recording import note
from loaders.store.accesstables import Account
from loaders.store.accounts import keep_account
from loaders.store.database import writing

WRONG_CODE = mark(
    "The code is wrong, was used already, or this account waits after several wrong tries. Wait for the next code and "
    "look whether the clock of the phone is right."
)
SETTING_UP_SECONDS = 1800
_STEP_SECONDS = 30
_KIND, _OFFERED = "second-factor", "second-factor-offered"


def offer(desk: Desk, account: Account) -> str:
    """A new secret for an account, sealed: nothing is kept until a code of it was given."""
    return seal(desk.workspace, {"kind": _OFFERED, "account": account.id, "secret": pyotp.random_base32()})


def offered(desk: Desk, account: Account, sealed: str) -> str:
    """The secret that was offered to an account within the last half hour; empty for anything else."""
    said = unseal(desk.workspace, sealed, SETTING_UP_SECONDS) or {}
    ours = said.get("kind") == _OFFERED and said.get("account") == account.id
    return str(said["secret"]) if ours else ""


def picture(desk: Desk, account: Account, secret: str) -> Html:
    """The QR code that an app on the phone reads, as SVG."""
    address = pyotp.TOTP(secret).provisioning_uri(name=account.login, issuer_name=desk.config.province.department)
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2)
    return Html(f'<div class="qr">{drawn.getvalue().decode()}</div>')


def give_code(desk: Desk, account_id: int, code: str, address: str) -> bool:
    """True when a code is right and new; a wrong one counts as a wrong password does."""
    with writing(desk.engine) as session:
        account = session.get_one(Account, account_id)
        secret = str((unseal(desk.workspace, account.totp) or {}).get("secret", ""))
        used = _time_step(secret, code, desk.now().timestamp()) if secret else 0
        if account.active and not waits(account, desk.now()) and used > account.totp_last:
            account.totp_last = used
            clear_failures(session, account)
            return True
        if not waits(account, desk.now()):
            count_failure(session, account, desk.config.access.lockout, desk.now())
        note_refusal(session, desk, account, account.login, "code", address)
        return False


def set_up(desk: Desk, account_id: int, secret: str, code: str, address: str) -> bool:
    """Keep a secret when a code of it is given; False when the code is wrong."""
    used = _time_step(secret, code, desk.now().timestamp())
    if not used:
        return False
    with writing(desk.engine) as session:
        account = session.get_one(Account, account_id)
        account.totp = seal(desk.workspace, {"kind": _KIND, "secret": secret})
        account.totp_last = used
        session.add(account)
        note(session, as_holder(desk, account, address), "second_factor.set", account.login)
    return True


def take_away(desk: Desk, account_id: int, address: str) -> None:
    """Remove the second factor of an account."""
    with writing(desk.engine) as session:
        account = session.get_one(Account, account_id)
        if account.totp:
            account.totp, account.totp_last = "", 0
            keep_account(session, account)
            note(session, as_holder(desk, account, address), "second_factor.removed", account.login)


def _time_step(secret: str, code: str, now: float) -> int:
    """The time step of a code: of now, the one before or the one after; 0 when it is of none."""
    given = "".join(sign for sign in code if sign.isdigit()).encode()
    current, totp = int(now) // _STEP_SECONDS, pyotp.TOTP(secret)
    steps = [step for step in (current - 1, current, current + 1) if _same(totp, step, given)]
    return max(steps, default=0)


def _same(totp: pyotp.TOTP, step: int, given: bytes) -> bool:
    return hmac.compare_digest(totp.at(step * _STEP_SECONDS).encode(), given)
