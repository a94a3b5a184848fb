from pathlib import Path

import pytest

from config.model import Honours
from config.reading import check_config, load_config
from tests.unit.config.test_supervision import copied


def test_a_workspace_without_the_file_has_no_lists(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "honours.toml").unlink()

    assert load_config(folder).honours == Honours()


def test_the_shipped_lists_are_read_in_their_order(tmp_path: Path) -> None:
    honours = load_config(copied(tmp_path)).honours

    assert [one.code for one in honours.lists] == ["regions", "works", "units", "divisions", "incentive"]
    assert honours.lists[0].measures == ("mean_composite", "mean_rank")


FAULTS = [
    ('code = "works"', 'code = "regions"', "lists[2].code", "The code regions stands twice"),
    ("{ prefectures = 3 }", "{ cities = 3 }", "lists[1].places", "There is no peer group cities."),
    ("{ prefectures = 3 }", "{ prefectures = 0 }", "lists[1].places.prefectures", "needs at least one place"),
    ("{ prefectures = 3 }", "{}", "lists[1].places", "The list names nobody"),
    ("{ divisions = 2 }", "{ prefectures = 2 }", "lists[4].places", "There is no peer group prefectures."),
    ('over = "sections"\nrule = "mean_score"', 'over = "sections"\nrule = "mean_composite"', "lists[2].rule", "whole"),
    ("places = 2 }\nexclude", "places = 2 }\nschemes = ['x']\nexclude", "lists[1].schemes", "There is no scheme x."),
    (
        '{ kind = "veto" },',
        '{ kind = "indicator", indicator = "x", above = 1 },',
        "lists[1].exclude[1].indicator",
        "There is no indicator x.",
    ),
    ('{ kind = "veto" },', '{ kind = "indicator" },', "lists[1].exclude[1]", "The kind indicator needs an indicator"),
    ("at_most = 25", "at_mist = 25", "lists[3].conditions[1].at_mist", "not known here"),
    (", at_most = 25 }", " }", "lists[3].conditions[1]", "A condition needs at_least or at_most."),
    (
        'points = 1.0 }\nexclude = [{ kind = "overdue"',
        'points = 1.0 }\nexclude = [{ kind = "veto"',
        "lists[4].exclude[1].kind",
        "it bars no division",
    ),
    ('rule = "mean_composite"', 'rule = "median"', "lists[1].rule", "Expected one of"),
    ("per_unit = 2", "per_unit = 0", "people.per_unit", "must be at least 1"),
]


@pytest.mark.parametrize(("was", "becomes", "key", "message"), FAULTS)
def test_faults_are_named_by_file_and_key(tmp_path: Path, was: str, becomes: str, key: str, message: str) -> None:
    folder = copied(tmp_path)
    file = folder / "honours.toml"
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, becomes, 1), "utf-8")

    config, problems = check_config(folder)

    assert config is None
    found = {problem.key: problem.sentence("en") for problem in problems if problem.file == "honours.toml"}
    assert message in found.get(key, f"nothing at {key}, but at {found}")
