import tomllib

import pytest

from config.checks.scheme_notes import scheme_notes
from config.model import Config, Scheme
from tests.conftest import REPOSITORY
from tests.unit.config.scheme_base import BASE, CUT, changed, faults

WORKS, LEFT, RIGHT, EXTRA = (("sections", number) for number in range(4))
A, B, C, D = ((*LEFT, "items", 0), (*LEFT, "items", 1), (*RIGHT, "items", 0), (*EXTRA, "items", 0))


def test_a_tree_with_bonus_mean_and_bands_by_share_is_sound() -> None:
    assert faults(BASE) == []


ONE_FAULT = {
    "parent unknown": ([((*RIGHT, "parent"), "nowhere")], "sections[3].parent", "no section nowhere"),
    "parent of itself": ([((*RIGHT, "parent"), "right")], "sections[3].parent", "right → right"),
    "empty section": ([((*RIGHT, "items"), CUT)], "sections[3].items", "neither items nor sections"),
    "code twice": ([((*C, "code"), "a")], "sections[3].items[1].code", "stands twice"),
    "total reserved": ([((*RIGHT, "code"), "total")], "sections[3].code", "kept for the whole"),
    "sibling name twice": ([((*RIGHT, "name"), "左")], "sections[3].name", "below the same section"),
    "name empty": ([((*A, "name"), " ")], "sections[2].items[1].name", "must not be empty"),
    "sum of items": ([((*A, "full_marks"), 41)], "sections[2].full_marks", "add up to 61"),
    "sum of sections below": ([((*RIGHT, "full_marks"), 41)], "sections[1].full_marks", "sections below add up to 101"),
    "sum of the whole": ([(("full_marks",), 99)], "full_marks", "sections add up to 100"),
    "weight where points add": ([((*A, "weight"), 2)], "sections[2].items[1].weight", "no effect"),
    "section weight where points add": ([((*LEFT, "weight"), 2)], "sections[2].weight", "no effect"),
    "weight in a bonus": ([((*D, "weight"), 2)], "sections[4].items[1].weight", "no effect"),
    "combine in a bonus": ([((*EXTRA, "combine"), "harmonic")], "sections[4].combine", "leave combine out"),
    "regular below bonus": ([((*RIGHT, "parent"), "extra")], "sections[3].kind", "extra"),
    "floor above cap": ([((*EXTRA, "floor"), 9)], "sections[4].floor", "The floor 9 is above the cap 5"),
    "range below 0 in a mean": ([((*C, "points"), [-5, 5])], "sections[3].items[1].points", "geometric mean"),
    "open rule in a mean": ([((*C, "parameters", "open"), True)], "sections[3].items[1].rule", "geometric mean"),
    "unknown rule": ([((*A, "rule"), "magic")], "sections[2].items[1].rule", "no rule magic"),
    "parameter missing": ([((*C, "parameters", "low"), CUT)], "sections[3].items[1].parameters.low", "needs"),
    "parameter unknown": ([((*C, "parameters", "hi"), 1)], "sections[3].items[1].parameters.hi", "does not know"),
    "group parameter no number": (
        [((*A, "by_group"), {"towns": {"parameters": {"low": "1"}}})],
        "sections[2].items[1].by_group.towns.parameters.low",
        "must be a number",
    ),
    "group goalposts equal": (
        [((*A, "by_group"), {"towns": {"parameters": {"low": 20}}})],
        "sections[2].items[1].by_group.towns.parameters.high",
        "must differ",
    ),
    "group unknown": ([((*A, "by_group"), {"shires": {}})], "sections[2].items[1].by_group", "no peer group shires"),
    "goalposts turned": (
        [((*A, "direction"), "higher"), ((*A, "parameters"), {"low": 20, "high": 10})],
        "sections[2].items[1].parameters.low",
        "Higher values are better",
    ),
    "goalposts turned for a group": (
        [((*A, "direction"), "higher"), ((*A, "by_group"), {"towns": {"parameters": {"low": 30}}})],
        "sections[2].items[1].by_group.towns.parameters.low",
        "the goalpost low, 30, is above high, 20",
    ),
    "log of 0": ([((*C, "log"), True)], "sections[3].items[1].parameters.low", "greater than 0"),
    "log with a rule that takes none": ([((*B, "log"), True)], "sections[2].items[2].log", "no logarithms"),
    "places overlap": (
        [((*D, "rule"), "places"), ((*D, "parameters"), {"of": 5, "top": 3, "bottom": 3})],
        "sections[4].items[1].parameters.of",
        "only 5",
    ),
    "tiers from below": (
        [((*A, "rule"), "tiers"), ((*A, "parameters"), {"at_most": [[2, 1], [1, 2]]})],
        "sections[2].items[1].parameters.at_most",
        "from low to high",
    ),
    "tie without item": ([(("tie",), "broken")], "tie_break", "not named"),
    "tie item without need": ([(("tie_break",), "a")], "tie_break", "no effect"),
    "tie item unknown": ([(("tie",), "broken"), (("tie_break",), "q")], "tie_break", "no item q"),
    "bands overlap": ([(("bands", 1, "at_least"), 95)], "bands[2].at_least", "95.0 is not below 90.0"),
    "shares fall": ([(("bands", 1, "top_share"), 0.1)], "bands[2].top_share", "0.1 is not above 0.2"),
    "lowest band by share": ([(("bands", 2, "top_share"), 0.9)], "bands[3].top_share", "leave top_share out"),
    "band out of reach": ([(("bands", 0, "at_least"), 106)], "bands[1].at_least", "above the full marks 105"),
    "veto bars unknown": ([(("vetoes", 0, "bars"), ["topmost"])], "vetoes[1].bars", "no band topmost"),
    "veto bars nothing": ([(("vetoes", 0, "bars"), CUT)], "vetoes[1].bars", "needs the bands"),
    "veto bars all": ([(("vetoes", 0, "bars"), ["top", "good", "rest"])], "vetoes[1].bars", "none is left"),
    "veto bars in vain": ([(("vetoes", 0, "effect"), "lowest")], "vetoes[1].bars", "no effect"),
    "veto always": ([(("vetoes", 0, "at_least"), 0)], "vetoes[1].at_least", "without any event"),
    "lists without items": ([(("lists",), {})], "lists", "no item is listed"),
    "listed without lists": ([((*B, "listed"), True)], "sections[2].items[2].listed", "has no [lists]"),
    "listed without target": (
        [(("lists",), {}), ((*A, "listed"), True)],
        "sections[2].items[1].listed",
        "needs a target",
    ),
    "constant missing": ([((*A, "missing"), "constant")], "sections[2].items[1].constant", "no constant"),
    "constant unused": ([((*A, "constant"), 1)], "sections[2].items[1].constant", "no effect"),
    "scheme constant unused": ([(("constant",), 1)], "constant", "no effect"),
    "points turned": ([((*A, "points"), [110, 90])], "sections[2].items[1].points", "must rise"),
    "error of 5 for 5 %": ([((*A, "error"), 5)], "sections[2].items[1].error", "share of the value"),
    "input weight 0": (
        [((*A, "indicator"), CUT), ((*A, "inputs"), {"sum": {"x": 0}})],
        "sections[2].items[1].inputs.sum.x",
        "must not be 0",
    ),
    "no source": ([((*A, "indicator"), CUT)], "sections[2].items[1]", "either an indicator or inputs"),
    "two sources": ([((*A, "inputs"), {"sum": {"x": 1}})], "sections[2].items[1]", "not both"),
    "target missing": ([((*B, "target"), CUT)], "sections[2].items[2].target", "needs a target"),
    "target of 0 for a group": (
        [((*B, "by_group"), {"towns": {"target": {"value": 0}}})],
        "sections[2].items[2].by_group.towns.target",
        "greater than 0",
    ),
    "target group missing": (
        [((*B, "target"), {"by_group": {"cities": 5}})],
        "sections[2].items[2].target.by_group",
        "peer group towns",
    ),
    "ends before it begins": ([(("valid_to",), "2025Q4")], "valid_to", "before it begins"),
    "group twice": ([(("groups",), ["cities", "cities"])], "groups", "stands twice"),
    "boards of nothing": ([(("boards",), {"level": 0, "quarter": 0, "year": 0})], "boards", "greater than 0"),
    "noise of 1": ([(("certainty",), {"weight_noise": 1})], "certainty.weight_noise", "must be less than 1"),
}


@pytest.mark.parametrize("case", ONE_FAULT)
def test_one_fault_is_told_once_at_its_key(case: str) -> None:
    changes, key, sentence = ONE_FAULT[case]

    found = faults(changed(*changes))

    assert {name for name, _ in found} == {key}, found
    assert any(sentence in text for _, text in found), found


def test_every_fault_is_told_at_once_also_beside_keys_that_cannot_be_read() -> None:
    content = changed(
        (("precision",), "two"),
        (("colour",), "red"),
        ((*A, "rule"), "magic"),
        ((*B, "full_marks"), "twenty"),
        ((*C, "parameters"), {"low": 1, "high": 1}),
        ((*RIGHT, "parent"), "nowhere"),
        (("bands", 1, "at_least"), 95),
        (("vetoes", 0, "bars"), ["topmost"]),
        (("tie_break",), "a"),
    )

    keys = {key for key, _ in faults(content)}

    assert keys == {
        "precision",
        "colour",
        "sections[2].items[1].rule",
        "sections[2].items[2].full_marks",
        "sections[3].items[1].parameters.high",
        "sections[3].parent",
        "bands[2].at_least",
        "vetoes[1].bars",
        "tie_break",
    }


def test_parents_in_a_circle_are_told_at_each_of_them() -> None:
    assert faults(changed(((*WORKS, "parent"), "left"))) == [
        ("sections[1].parent", "The sections run in a circle: works → left → works."),
        ("sections[2].parent", "The sections run in a circle: left → works → left."),
    ]


def test_what_cannot_be_read_is_not_blamed_twice() -> None:
    assert [key for key, _ in faults(changed((("bands", 0, "code"), 7)))] == ["bands[1].code"]
    assert [key for key, _ in faults(changed(((*LEFT, "code"), "Left Side")))] == ["sections[2].code"]
    assert [key for key, _ in faults(changed(((*B, "target"), "five")))] == ["sections[2].items[2].target"]
    assert [key for key, _ in faults(changed(((*LEFT, "items", 0), "a")))] == ["sections[2].items[1]"]
    assert [key for key, _ in faults(changed((("sections",), 5)))] == ["sections"]


def test_a_catalogue_is_compared_with_where_there_is_one(hunan: Config) -> None:
    found = faults(changed((("groups",), ["prefectures"]), ((*A, "owner"), "nobody")), hunan)

    said = " ".join(text for _, text in found)
    assert {"sections[2].items[1].indicator", "sections[2].items[1].owner", "vetoes[1].indicator"} <= dict(found).keys()
    assert "no indicator x" in said
    assert "no division nobody" in said


def test_observed_goalposts_and_zeros_in_a_mean_are_notes_and_no_faults() -> None:
    content = changed(
        ((*A, "parameters"), {"observed": True}), ((*C, "missing"), "zero"), ((*D, "rule"), "borda"),
        ((*D, "parameters"), {}),
    )  # fmt: skip

    notes = scheme_notes(Scheme.model_validate(content), "base.toml")

    assert faults(content) == []
    assert [note.key for note in notes] == [
        "sections[2].items[1].rule",
        "sections[4].items[1].rule",
        "sections[3].items[1].missing",
    ]


def test_a_distance_may_lead_down_to_a_target_of_0() -> None:
    content = changed(
        ((*A, "rule"), "distance_to_target"),
        ((*A, "parameters"), {"low": 10}),
        ((*A, "direction"), "lower"),
        ((*A, "target"), {"value": 0}),
    )

    assert faults(content) == []


def test_the_schemes_of_the_workspace_have_no_faults_without_a_catalogue() -> None:
    content = tomllib.loads((REPOSITORY / "config" / "schemes" / "hunan_2026.toml").read_text("utf-8"))

    assert faults(content) == []
