from sqlalchemy import Engine
from sqlmodel import select

from config.model import Config
from config.workspace import REPOSITORY, Workspace
from dashboard.access.person import Person, Post, operator
from dashboard.usecases.desk import Desk
from loaders.store.accounts import account_of, posts_held
from loaders.store.audit import AuditEvent
from loaders.store.database import reading

ADMIN = Post("administrator")
HENGYANG = Post("administrator", "430400")


def desk_of(engine: Engine, config: Config, *posts: Post, login: str = "") -> Desk:
    workspace = Workspace(REPOSITORY / "var", REPOSITORY / "config", str(engine.url))
    desk = Desk(workspace, config, engine)
    if not posts:
        return desk.of(operator())
    with reading(engine) as session:
        account = account_of(session, login) if login else None
        number = account.id or 0 if account else 0
    return desk.of(Person(login or "tester", "测试", posts, account=number, address="10.0.0.7"))


def held(engine: Engine, login: str) -> list[tuple[str, str]]:
    with reading(engine) as session:
        account = account_of(session, login)
        assert account is not None
        return [(post.role, post.unit) for post in posts_held(session, account.id or 0)]


def actions(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [event.action for event in session.exec(select(AuditEvent).order_by(AuditEvent.number))]


def events(engine: Engine) -> list[AuditEvent]:
    with reading(engine) as session:
        return list(session.exec(select(AuditEvent).order_by(AuditEvent.number)))
