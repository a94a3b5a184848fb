import pytest

from config.model import Config
from config.wording import translator
from dashboard.access.person import Post
from dashboard.access.titles import posts_words

LEADER = (Post("leader", "elderly_care"), Post("leader", "social_assistance"), Post("leader", "430400"))
SAID = [
    (LEADER, "领导（养老服务处、社会救助处、衡阳市）"),
    ((Post("office"),), "办公室"),
    ((Post("reviewer", "elderly_care"), Post("submitter", "430121")), "处室审核人（养老服务处）；填报人（长沙县）"),
    ((), ""),
]


@pytest.mark.parametrize(("posts", "said"), SAID)
def test_posts_are_said_in_one_line_each_role_once(hunan: Config, posts: tuple[Post, ...], said: str) -> None:
    assert posts_words(hunan, posts, translator("zh_CN"), "zh_CN") == said
