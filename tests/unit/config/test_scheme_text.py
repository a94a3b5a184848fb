import json
import re
import shutil
import tomllib
from pathlib import Path

import jsonschema
import pytest

import config.model as models
from config.checks.scheme_notes import among_peers
from config.model import Scheme, SchemeItem
from config.problems import ConfigProblems
from config.reading import check_config
from config.rulebook import rulebook
from config.schemefile import check_scheme_alone, check_scheme_content, read_scheme
from config.sheet.keys import keybook
from config.sheet.outline import scheme_outline
from config.sheet.reference import PAGES, SCHEMA, refreshed
from config.sheet.schema import schema_text, scheme_schema
from config.sheet.toml import scheme_toml
from config.sheet.words import worded
from metrics.rules import RULES
from metrics.rules.curve import Case
from metrics.terms import terms
from tests.conftest import REPOSITORY

EXAMPLES = sorted((REPOSITORY / "docs" / "examples").glob("*.toml"))
SCHEMES = [*EXAMPLES, REPOSITORY / "config" / "schemes" / "hunan_2026.toml"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REPOSITORY / "config", tmp_path / "config", ignore=shutil.ignore_patterns("*.py")))


PARAMETERS = {
    "completion": {"cap": 1.2},
    "step_deduction": {"threshold": 98, "step": 1, "per_step": 0.5},
    "shortfall_per_item": {"expected": 4, "per_item": 1},
    "tiers": {"at_most": [[1, 2], [2, 1]]},
    "per_event": {"per_event": -10, "every": 2, "floor": -20},
    "by_results": {},
    "efficacy": {"observed": True},
    "by_rank": {"loss": 0.02},
    "places": {"of": 31, "top": 5, "bottom": 5},
    "votes": {},
    "as_given": {"full": 100},
    "min_max": {"observed": True},
    "z_score": {},
    "goalposts": {"low": 20, "high": 85},
    "distance_to_target": {"observed": True},
    "percentile": {},
    "borda": {},
}


def item(rule: str, **more: object) -> SchemeItem:
    given = {"parameters": PARAMETERS[rule], "target": {"value": 5}} | more
    return SchemeItem.model_validate(
        {"code": "i", "name": "I", "name_en": "I", "indicator": "x", "rule": rule, "full_marks": 20, "clause": "",
         "owner": ""} | given
    )  # fmt: skip


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_example_passes_without_a_catalogue(file: Path) -> None:
    scheme, problems = check_scheme_alone(file)

    assert problems == ()
    assert scheme is not None


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_the_engine_takes_every_example(file: Path) -> None:
    scheme = read_scheme(file)

    assert len(terms(scheme)) == len(scheme.groups) * len(scheme.items)


@pytest.mark.parametrize("file", SCHEMES, ids=lambda file: file.stem)
def test_a_scheme_written_as_toml_is_the_same_scheme(file: Path) -> None:
    scheme = read_scheme(file)

    read, problems = check_scheme_content(tomllib.loads(scheme_toml(scheme)), "again.toml")

    assert problems == ()
    assert read == scheme


def test_toml_is_written_as_people_write_it() -> None:
    text = scheme_toml(read_scheme(SCHEMES[-1]))

    assert 'code = "hunan_2026"\n' in text
    assert "full_marks = 16\n" in text
    assert "parameters = {low = 560, high = 720}\n" in text
    assert "figure" not in text


def test_a_file_that_is_no_toml_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text('code = "a"\nname = 福利\n', "utf-8")

    with pytest.raises(ConfigProblems) as raised:
        read_scheme(path)

    assert [(problem.file, problem.key) for problem in raised.value.problems] == [("broken.toml", "line[2]")]


def test_versions_of_one_code_follow_each_other(folder: Path) -> None:
    first = folder / "schemes" / "hunan_2026.toml"
    text = first.read_text("utf-8")
    first.write_text(text.replace('valid_to = "2026Q4"', 'valid_to = "2026Q2"'), "utf-8")
    second = text.replace('valid_from = "2026Q1"', 'version = "2"\nvalid_from = "2026Q3"')
    (folder / "schemes" / "hunan_2026@2.toml").write_text(second, "utf-8")

    config, problems = check_config(folder)

    assert problems == ()
    assert config is not None
    assert [config.scheme_for(quarter)[0].version for quarter in ("2026Q2", "2026Q3")] == ["1", "2"]


def test_one_version_stands_once_and_versions_do_not_overlap(folder: Path) -> None:
    text = (folder / "schemes" / "hunan_2026.toml").read_text("utf-8")
    (folder / "schemes" / "hunan_2026@1.toml").write_text(text, "utf-8")

    _, problems = check_config(folder)

    assert [(problem.file, problem.key) for problem in problems] == [
        ("schemes/hunan_2026@1.toml", "version"),
        ("schemes/hunan_2026@1.toml", "valid_from"),
    ]


@pytest.mark.parametrize("model", ["Scheme", "SchemeSection", "SchemeItem", "Inputs", "Target", "GroupTerms", "Band",
                                   "Veto", "Lists", "Boards", "Certainty"])  # fmt: skip
def test_every_key_of_the_format_is_described(model: str) -> None:
    assert list(keybook().keys[model]) == list(getattr(models, model).model_fields)


def test_every_choice_has_a_name() -> None:
    properties = json.dumps(scheme_schema())
    chosen = {value for names in keybook().choices.values() for value in names}
    offered = {value for enum in re.findall(r'"enum": (\[.*?\])', properties) for value in json.loads(enum)}

    assert offered - {""} - set(RULES) == chosen


def test_the_schema_on_disk_is_what_the_models_say() -> None:
    assert SCHEMA.read_text("utf-8") == schema_text(), "run: python -m config.sheet.reference"


@pytest.mark.parametrize("locale", PAGES)
def test_the_tables_of_the_pages_are_what_the_models_and_the_rulebook_say(locale: str) -> None:
    page = PAGES[locale].read_text("utf-8")

    assert refreshed(page, locale) == page, "run: python -m config.sheet.reference"
    assert page.count("<!-- table: ") == 12


@pytest.mark.parametrize("locale", PAGES)
def test_the_small_scheme_of_the_pages_is_sound(locale: str) -> None:
    text = re.search(r"```toml\n(code = .*?)```", PAGES[locale].read_text("utf-8"), re.DOTALL)
    assert text is not None

    scheme, problems = check_scheme_content(tomllib.loads(text[1]), "small.toml")

    assert problems == ()
    assert scheme is not None


@pytest.mark.parametrize("file", SCHEMES, ids=lambda file: file.stem)
def test_the_schema_takes_every_scheme(file: Path) -> None:
    jsonschema.Draft202012Validator(scheme_schema()).validate(tomllib.loads(file.read_text("utf-8")))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('rule = "goalposts"', 'rule = "goalpost"'),
        ("low = 20", "lo = 20"),
        ("low = 20", 'low = "20"'),
        ('tie = "shared"', 'tie = "none"'),
        ('valid_from = "2010Q1"', 'valid_from = "2010"'),
        ("precision = 3", "precision = 3\ncolour = 1"),
        ('indicator = "life_expectancy"\n', ""),
    ],
)
def test_the_schema_refuses_what_the_check_refuses(old: str, new: str) -> None:
    text = (REPOSITORY / "docs" / "examples" / "hdi.toml").read_text("utf-8")
    assert old in text
    content = tomllib.loads(text.replace(old, new, 1))

    _, problems = check_scheme_content(content, "hdi.toml")

    assert problems
    assert list(jsonschema.Draft202012Validator(scheme_schema()).iter_errors(content))


@pytest.mark.parametrize("rule", [rule.name for rule in rulebook().rule])
def test_every_rule_is_worded_with_its_numbers(rule: str) -> None:
    words = worded(item(rule), "en")

    numbers = [
        str(value) for name, value in PARAMETERS[rule].items() if name not in ("cap", "loss", "floor", "at_most")
    ]
    assert not words.startswith("Rule ")
    assert [number for number in numbers if number.lstrip("-") not in words and number != "True"] == []
    assert words.endswith("the target is 5.")


@pytest.mark.parametrize("rule", [rule.name for rule in rulebook().rule])
def test_who_depends_on_others_is_what_the_curve_says(rule: str) -> None:
    scored = item(rule)

    assert among_peers(scored) == RULES[rule].curve(Case(scored)).relative


def test_what_differs_by_group_and_range_is_worded() -> None:
    scored = item(
        "efficacy",
        parameters={"low": 10, "high": 20, "base": 50},
        target=None,
        points=(90, 110),
        figure="year_change_share",
        by_group={"towns": {"parameters": {"low": 5}, "target": {"indicator": "plan", "annual": True}}},
    )

    assert worded(scored, "en").split("; ") == [
        "Scored on the growth on last year",
        "efficacy coefficient: 20 gets full marks, 10 gets 50% of them, in proportion between",
        "for towns: efficacy coefficient: 20 gets full marks, 5 gets 50% of them, in proportion between",
        "target of the year the value of plan, growing with time progress",
        "from 90 to 110 points.",
    ]


def test_the_outline_shows_the_tree_with_marks_and_words() -> None:
    page = scheme_outline(read_scheme(REPOSITORY / "docs" / "examples" / "jinan_2019.toml"), "en")

    assert page.startswith("# Jinan 2019, evaluation of districts and counties (example)\n")
    assert "- **Leadership (200 points)**\n  - Evaluation of leadership (200 points): 90 and above 200 points" in page
    assert "- **Bonus for innovation (bonus, at most 100 points)**" in page
    assert "- A safety accident with responsibility: bars bands (Excellent)" in page
    assert "- Good: 720 points and above" in page


def test_the_index_of_fifty_has_four_levels() -> None:
    scheme = read_scheme(REPOSITORY / "docs" / "examples" / "index_50.toml")
    pillars = {section.code for section in scheme.sections if not section.parent}

    assert len(scheme.items) == 50
    assert {section.parent for section in scheme.sections if section.items} == pillars
    assert isinstance(scheme, Scheme)
