from dashboard.access.person import Person, Post
from dashboard.usecases.desk import Desk
from tests.app.province import QUARTERS

RELEASED, OPEN = QUARTERS[-2:]
OWN, OTHER, COUNTY = "430100", "430200", "430121"
LINE = "elderly_care"
POSTS: dict[str, Post] = {
    "leader": Post("leader"),
    "office": Post("office"),
    "reviewer": Post("reviewer", LINE),
    "head": Post("head", OWN),
    "submitter": Post("submitter", OWN),
    "judge": Post("judge"),
    "auditor": Post("auditor"),
    "administrator": Post("administrator"),
}


def person(*posts: Post) -> Person:
    return Person("zhang", "张三", posts)


def seat(desk: Desk, role: str) -> Desk:
    return desk.of(person(POSTS[role]))
