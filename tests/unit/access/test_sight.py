import pytest

from config.model import ROLES, Config, Role
from dashboard.access.person import Person, Post, operator
from dashboard.access.rights import MATRIX, RIGHTS
from dashboard.access.sight import Sight


def sight(config: Config, *posts: Post) -> Sight:
    return Sight(config, Person("zhang", "张三", posts))


def test_every_role_has_its_rights_and_nobody_else_has_them(hunan: Config) -> None:
    for role in ROLES:
        assert sight(hunan, Post(role)).rights == frozenset(MATRIX[role])
    assert sight(hunan).rights == frozenset()
    assert Sight(hunan, operator()).rights == frozenset(RIGHTS)


def test_a_head_sees_the_own_region_and_those_below_before_the_release(hunan: Config) -> None:
    changsha = sight(hunan, Post("head", "430100"))

    assert changsha.regions("present") == hunan.below("430100")
    assert len(changsha.regions("present")) == 10
    assert changsha.figure("present", "430121", "cremations")
    assert not changsha.figure("present", "430200", "cremations")
    assert not changsha.whole("present")
    assert changsha.whole("results")


def test_a_submitter_has_to_do_with_the_own_unit_only(hunan: Config) -> None:
    clerk = sight(hunan, Post("submitter", "430100"))

    assert clerk.unit("submit", "430100")
    assert not clerk.unit("submit", "430121")
    assert not clerk.has("present", "check", "confirm")


def test_a_reviewer_sees_the_line_of_the_division(hunan: Config) -> None:
    own = {indicator.code for indicator in hunan.indicators if indicator.owner == "elderly_care"}
    reviewer = sight(hunan, Post("reviewer", "elderly_care"))

    assert reviewer.indicators("present") == own
    assert reviewer.unit("submissions", "elderly_care")
    assert not reviewer.unit("submissions", "social_assistance")
    assert reviewer.regions("present") == frozenset()


def test_several_posts_add_up(hunan: Config) -> None:
    both = sight(hunan, Post("reviewer", "elderly_care"), Post("submitter", "430121"))

    assert both.unit("submissions", "elderly_care")
    assert both.unit("submissions", "430121")
    assert not both.unit("submissions", "430100")
    assert both.rights == frozenset(MATRIX["reviewer"]) | frozenset(MATRIX["submitter"])


@pytest.mark.parametrize("role", ["leader", "office"])
def test_leaders_and_the_office_see_everything(hunan: Config, role: Role) -> None:
    assert sight(hunan, Post(role)).regions("present") == frozenset(hunan.region)
    assert sight(hunan, Post(role)).unit("submissions", "elderly_care")


def test_an_administrator_sees_no_score(hunan: Config) -> None:
    assert not sight(hunan, Post("administrator")).has("results", "present", "submissions", "trail")
    assert sight(hunan, Post("administrator", "430100")).regions("accounts") == hunan.below("430100")


def test_an_administrator_of_a_region_reaches_neither_the_province_nor_the_system(hunan: Config) -> None:
    province, delegated = sight(hunan, Post("administrator")), sight(hunan, Post("administrator", "430100"))

    assert province.whole("accounts")
    assert province.rights == {"accounts", "system"}
    assert not delegated.whole("accounts")
    assert delegated.rights == {"accounts"}
