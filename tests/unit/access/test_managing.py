import pytest

from config.model import ROLES, Config, Role
from dashboard.access.managing import (
    HELD_ALONE,
    NEVER_ONE_HAND,
    NO_UNIT,
    UNIT_OF_DIVISION,
    UNIT_OF_EITHER,
    UNIT_OF_FIELD,
    UNIT_OF_REGION,
    Managing,
    must_fit,
    must_go_together,
    units_of,
)
from dashboard.access.person import Person, Post, operator
from dashboard.access.refusing import AccountProblem

FITS = [
    Post("leader"),
    Post("leader", "elderly_care"),
    Post("leader", "430400"),
    Post("office"),
    Post("reviewer", "elderly_care"),
    Post("head", "430400"),
    Post("head", "430481"),
    Post("submitter", "430481"),
    Post("submitter", "elderly_care"),
    Post("auditor"),
    Post("administrator"),
    Post("administrator", "430400"),
]
UNFIT = [
    (Post("leader", "430481"), UNIT_OF_FIELD),
    (Post("office", "430400"), NO_UNIT),
    (Post("reviewer"), UNIT_OF_DIVISION),
    (Post("reviewer", "430400"), UNIT_OF_DIVISION),
    (Post("head"), UNIT_OF_REGION),
    (Post("head", "430000"), UNIT_OF_REGION),
    (Post("head", "elderly_care"), UNIT_OF_REGION),
    (Post("submitter"), UNIT_OF_EITHER),
    (Post("submitter", "999999"), UNIT_OF_EITHER),
    (Post("auditor", "430400"), NO_UNIT),
    (Post("administrator", "elderly_care"), UNIT_OF_REGION),
]
APART = [
    ((Post("auditor"), Post("submitter", "430400")), HELD_ALONE),
    ((Post("administrator"), Post("auditor")), HELD_ALONE),
    ((Post("administrator"), Post("head", "430400")), NEVER_ONE_HAND),
    ((Post("office"), Post("administrator")), NEVER_ONE_HAND),
]
TOGETHER = [
    (Post("reviewer", "elderly_care"), Post("submitter", "elderly_care")),
    (Post("leader", "elderly_care"), Post("leader", "430400")),
    (Post("administrator", "430400"), Post("head", "430400")),
    (Post("auditor"), Post("auditor")),
]


def managing(config: Config, *posts: Post) -> Managing:
    return Managing(config, Person("duan", "段", posts))


@pytest.mark.parametrize("post", FITS)
def test_a_role_fits_its_units(hunan: Config, post: Post) -> None:
    must_fit(hunan, post)


@pytest.mark.parametrize(("post", "why"), UNFIT)
def test_a_role_with_another_unit_is_refused(hunan: Config, post: Post, why: str) -> None:
    with pytest.raises(AccountProblem) as refused:
        must_fit(hunan, post)

    assert refused.value.message == why


@pytest.mark.parametrize(("posts", "why"), APART)
def test_posts_that_check_each_other_are_never_in_one_hand(posts: tuple[Post, ...], why: str) -> None:
    with pytest.raises(AccountProblem) as refused:
        must_go_together(posts)

    assert refused.value.message == why


@pytest.mark.parametrize("posts", TOGETHER)
def test_other_posts_go_together(posts: tuple[Post, ...]) -> None:
    must_go_together(posts)


def test_an_administrator_of_the_province_gives_every_post(hunan: Config) -> None:
    province = managing(hunan, Post("administrator"))

    assert all(province.gives(post) for post in FITS)
    assert province.manages(())
    assert {role: province.offers(role) for role in ROLES} == {role: units_of(hunan, role) for role in ROLES}


def test_an_administrator_of_a_prefecture_gives_what_lies_in_it(hunan: Config) -> None:
    hengyang = managing(hunan, Post("administrator", "430400"))

    given = {(role, unit) for role in ROLES for unit in hengyang.offers(role)}

    below = hunan.below("430400")
    counties = below - {"430400"}
    assert given == {("head", unit) for unit in below} | {("submitter", unit) for unit in below} | {
        ("administrator", unit) for unit in counties
    }


def test_an_administrator_of_a_county_makes_no_further_ones(hunan: Config) -> None:
    leiyang = managing(hunan, Post("administrator", "430481"))

    assert leiyang.offers("administrator") == ()
    assert leiyang.offers("head") == leiyang.offers("submitter") == ("430481",)


def test_an_account_belongs_to_whoever_gives_all_its_posts(hunan: Config) -> None:
    hengyang = managing(hunan, Post("administrator", "430400"))

    assert hengyang.manages((Post("head", "430400"), Post("administrator", "430481")))
    assert not hengyang.manages((Post("head", "430400"), Post("head", "430100")))
    assert not hengyang.manages((Post("head", "430400"), Post("administrator", "430400")))
    assert not hengyang.manages((Post("submitter", "elderly_care"),))
    assert not hengyang.manages(())


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_nobody_else_gives_a_post(hunan: Config, role: Role) -> None:
    other = managing(hunan, Post(role, units_of(hunan, role)[-1]))

    assert not any(other.offers(each) for each in ROLES)


def test_whoever_runs_the_server_gives_every_post(hunan: Config) -> None:
    assert all(Managing(hunan, operator()).gives(post) for post in FITS)
