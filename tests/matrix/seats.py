from collections.abc import Mapping

from dashboard.access.person import Post

OWN, BELOW, OTHER = "430100", "430121", "430200"
LINE, FOREIGN = "elderly_care", "social_affairs"
SEATS: Mapping[str, tuple[Post, ...]] = {
    "leader": (Post("leader"),),
    "office": (Post("office"),),
    "reviewer": (Post("reviewer", LINE),),
    "head": (Post("head", OWN),),
    "submitter": (Post("submitter", OWN),),
    "judge": (Post("judge"),),
    "auditor": (Post("auditor"),),
    "administrator": (Post("administrator"),),
    "delegated": (Post("administrator", OWN),),
    "nobody": (),
}
TOKENS: Mapping[str, str | None] = {"region": OWN, "division": LINE, "province": "", "cookie": None, "none": None}
REFUSED = "–"
WORDS = ("all", "line", "below", "own", "released", "yes", REFUSED)
