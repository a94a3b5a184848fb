from tests.unit.metrics.one_item import item, near, points


def test_each_full_point_below_98_costs_half_a_point_down_to_none() -> None:
    rule = item("step_deduction", 2, parameters={"threshold": 98, "step": 1, "per_step": 0.5})

    assert points(rule, [100, 98, 97.01, 97, 96.5, 95, 94, 50]) == near(2, 2, 2, 1.5, 1.5, 0.5, 0, 0)


def test_steps_see_through_binary_noise() -> None:
    whole = item("step_deduction", 2, parameters={"threshold": 98, "step": 1, "per_step": 0.5})
    decimal = item("step_deduction", 1, parameters={"threshold": 0.3, "step": 0.1, "per_step": 0.25})

    assert points(whole, [96.99999999999999, 97.00000000000001, 97.99999999999999]) == near(1.5, 1.5, 2)
    assert points(decimal, [0.2, 0.1, 0.0]) == near(0.75, 0.5, 0.25)


def test_step_deduction_of_an_inverse_indicator_counts_upwards() -> None:
    rule = item("step_deduction", 2, parameters={"threshold": 3, "step": 1, "per_step": 0.5}, direction="lower")

    assert points(rule, [1, 3, 4, 5.5]) == near(2, 2, 1.5, 1)


def test_four_articles_are_expected_and_each_missing_one_costs_one() -> None:
    rule = item("shortfall_per_item", 4, parameters={"expected": 4, "per_item": 1})

    assert points(rule, [6, 4, 3, 1, 0]) == near(4, 4, 3, 1, 0)


def test_tiers_of_200_to_160_include_their_bounds() -> None:
    bounds = [[90, 200], [80, 190], [70, 180], [60, 170]]
    rule = item("tiers", 200, parameters={"bounds": bounds, "otherwise": 160})

    assert points(rule, [95, 90, 89.99, 80, 70, 60, 59.9]) == near(200, 200, 190, 190, 180, 170, 160)


def test_tiers_see_through_binary_noise() -> None:
    rule = item("tiers", 2, parameters={"bounds": [[0.3, 2]], "otherwise": 1})

    assert points(rule, [0.1 + 0.2, 0.3, 0.7 - 0.4, 0.29]) == near(2, 2, 2, 1)


def test_doubtful_values_up_to_5_per_cent_cost_3_and_more_than_20_all_of_15() -> None:
    at_most = [[0, 15], [5, 12], [10, 9], [15, 6], [20, 3]]
    rule = item("tiers", 15, parameters={"at_most": at_most})

    assert points(rule, [0, 0.1, 5, 5.01, 10, 15, 20, 20.1]) == near(15, 12, 12, 9, 9, 6, 3, 0)


def test_tiers_may_cost_points() -> None:
    rule = item("tiers", 5, parameters={"at_most": [[0, 0], [5, -1], [10, -3]], "otherwise": -5})

    assert points(rule, [0, 3, 5, 8, 11]) == near(0, -1, -1, -3, -5)


def test_half_a_point_for_each_department_up_to_2_and_minus_10_for_each_serious_petition() -> None:
    bonus = item("per_event", 2, parameters={"per_event": 0.5})
    penalty = item("per_event", 15, parameters={"per_event": -10})
    started = item("per_event", 15, parameters={"per_event": -10, "start": 12})

    assert points(bonus, [0, 1, 3, 9]) == near(0, 0.5, 1.5, 2)
    assert points(penalty, [0, 1, 2]) == near(15, 5, 0)
    assert points(started, [0, 1]) == near(12, 2)


def test_two_yellow_lights_cost_one_point_and_a_red_one_two() -> None:
    yellow = item("per_event", 10, parameters={"per_event": -1, "every": 2, "start": 0, "floor": -10})
    red = item("per_event", 10, parameters={"per_event": -2, "start": 0, "floor": -10})

    assert points(yellow, [0, 1, 2, 3, 4, 99]) == near(0, 0, -1, -1, -2, -10)
    assert points(red, [0, 1, 2, 9]) == near(0, -2, -4, -10)


def test_a_vote_score_of_votes_times_100_80_60_40_is_a_share_of_100() -> None:
    votes = {100: 6, 80: 2, 60: 1, 40: 1}
    score = sum(weight * count for weight, count in votes.items()) / sum(votes.values())

    assert points(item("votes", 20), [score, 100, 40]) == near(17.2, 20, 8)


def test_points_as_given_are_the_points_or_scaled_from_the_evaluators_full_marks() -> None:
    assert points(item("as_given", 20), [17.5, 25, -1]) == near(17.5, 20, 0)
    assert points(item("as_given", 20, parameters={"full": 100}), [85]) == near(17)


def test_annual_key_work_is_given_in_a_range_of_90_to_110() -> None:
    own = item("as_given", 100, points=(90, 110))
    of_hundred = item("as_given", 100, points=(90, 110), parameters={"full": 100})

    assert points(own, [90, 104.5, 120, 70]) == near(90, 104.5, 110, 90)
    assert points(of_hundred, [0, 50, 100]) == near(90, 100, 110)
