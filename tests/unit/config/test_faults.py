import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from config.problems import ConfigProblems
from config.reading import check_config, load_config

CONFIG = Path(__file__).parents[3] / "config"
CHECK_RATE = "indicators/social_assistance/dibao_check_rate.toml"
RECIPIENTS = "indicators/social_assistance/dibao_recipients.toml"
SCHEME = "schemes/hunan_2026.toml"
REGIONS = "regions/hunan.csv"

Damage = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "config"
    shutil.copytree(CONFIG, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__", "locale", "checks"))
    return copy


@pytest.fixture
def damage(folder: Path) -> Damage:
    def replace(file: str, old: str, new: str) -> None:
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")

    return replace


def places(folder: Path) -> set[tuple[str, str]]:
    config, problems = check_config(folder)
    assert config is None
    return {(problem.file, problem.key) for problem in problems}


def test_all_faults_of_all_files_are_reported_at_once(folder: Path, damage: Damage) -> None:
    damage("province.toml", 'top = "430000"', 'tops = "430000"')
    damage("calendar.toml", "closes_day = 15", "closes_day = 31")
    damage("divisions.toml", 'line = "elderly_care"', 'line = "elderly"')
    damage("regions/former.csv", "430124", "430181")
    damage(
        REGIONS, "430102,芙蓉区,Furong District,芙蓉,county,430100,districts", "430102,芙蓉区,,芙蓉,shire,430199,towns"
    )
    damage(CHECK_RATE, 'denominator = "dibao_recipients"', 'denominator = "dibao_people"')
    damage(CHECK_RATE, "decimals = 2", 'decimals = 2\ncolour = "red"')
    damage(SCHEME, "full_marks = 16", "full_marks = 17")
    damage(SCHEME, 'rule = "efficacy"', 'rule = "magic"')
    damage(SCHEME, "at_least = 0", "at_least = 70")
    damage("forms/statistics.csv", "civil_affairs_spending", "spending")
    damage("frameworks/three_basics.toml", "valid_from = 2019-04-02", "valid_from = 2019-04-02 x")
    (folder / "reading.toml").unlink()
    (folder / "geo" / "county.geojson").write_text("[]", "utf-8")

    with pytest.raises(ConfigProblems) as raised:
        load_config(folder)

    found = [(problem.file, problem.key) for problem in raised.value.problems]
    assert sorted(found) == sorted(
        [
            ("province.toml", "top"),
            ("province.toml", "tops"),
            ("calendar.toml", "closes_day"),
            ("reading.toml", ""),
            ("divisions.toml", "division[2].line"),
            ("regions/former.csv", "row[2].former_code"),
            (REGIONS, "row[4].name_en"),
            (CHECK_RATE, "colour"),
            (CHECK_RATE, "denominator"),
            (SCHEME, "sections[1].items[1].rule"),
            (SCHEME, "sections[1].full_marks"),
            (SCHEME, "full_marks"),
            (SCHEME, "bands[4].at_least"),
            (SCHEME, "bands[4].at_least"),
            ("forms/statistics.csv", "row[12].indicator"),
            ("frameworks/three_basics.toml", "line[8]"),
            ("maps.toml", "map[2].file"),
        ]
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "sentence"),
    [
        ("province.toml", 'title = "季评"', "title = 5", "title", "Expected text in quotes, found 5."),
        ("province.toml", '"county"]', '"shire"]', "scored_levels", "There is no level shire."),
        ("calendar.toml", '"2027Q4"', '"2023Q4"', "last", "The last quarter 2023Q4 lies before the first, 2024Q1."),
        ("calendar.toml", '"2027Q4"', '"2027"', "last", "Expected a quarter such as 2026Q1, found 2027."),
        ("calendar.toml", "Asia/Shanghai", "Asia/Changsha", "timezone", "There is no time zone Asia/Changsha."),
        (
            "calendar.toml",
            "closes_day = 15",
            "closes_day = 29",
            "closes_day",
            "The value must be at most 28, found 29.",
        ),
        ("reading.toml", '["无"]', '["没有"]', "doubtful_marks", "The doubtful mark 没有 is not among the marks."),
        (
            "reading.toml",
            '"亿元" = ["元", 100000000]',
            '"亿元" = ["圆", 100000000]',
            'units."亿元"',
            "The base unit 圆 must itself stand in the list with the factor 1.",
        ),
        ("plausibility.toml", "off = []", 'off = ["magic"]', "off[1]", "Expected one of 'unit_slips'"),
        (
            "plausibility.toml",
            "tolerance = 3.0",
            "tolerance = 1",
            "slips.tolerance",
            "must be greater than 1.0, found 1.",
        ),
        (
            "plausibility.toml",
            "[exempt]",
            '[exempt]\npeers = ["births"]',
            "exempt.peers",
            "There is no indicator births.",
        ),
        ("plausibility.toml", "deviations = 5.0", "deviation = 5", "outliers.deviation", "This key is not known here"),
        (
            "divisions.toml",
            'kind = "support"',
            'kind = "staff"',
            "division[9].kind",
            "Expected one of 'business', 'support', found 'staff'.",
        ),
        (
            "divisions.toml",
            'name = "人事处"',
            'name = "办公室"',
            "division[11].name",
            "The name 办公室 stands twice; it is also in divisions.toml division[9].",
        ),
        (
            "regions/levels.toml",
            "order = 2",
            "order = 1",
            "level[3].order",
            "Two levels have the order 1; it is also in regions/levels.toml level[2].",
        ),
        (
            REGIONS,
            "county,430100,districts,113.032539",
            "county,430100,prefectures,113.032539",
            "row[4].peer_group",
            "The peer group prefectures is for the level prefecture, but the region is of the level county.",
        ),
        (
            "frameworks/five_directions.toml",
            "valid_from = 2021-01-01",
            "valid_from = 2020-01-01",
            "versions[2].valid_from",
            "The versions 2016 and 2021 are in force at the same time.",
        ),
        (CHECK_RATE, 'owner = "social_assistance"', 'owner = "nobody"', "owner", "There is no division nobody."),
        (CHECK_RATE, '"livelihood"', '"life"', "tags.three_basics@2019", "has no category life."),
        (CHECK_RATE, '"three_basics@2019"', '"three_basics@1999"', "tags.three_basics@1999", "no framework version"),
        (CHECK_RATE, 'roll_up = "ratio_of_sums"', 'roll_up = "sum"', "roll_up", "A ratio rolls up as ratio_of_sums"),
        (CHECK_RATE, '"dibao_checked"', '"cremation_rate"', "numerator", "cremation_rate is a ratio itself"),
        (CHECK_RATE, 'numerator = "dibao_checked"\n', "", "numerator", "A ratio needs a numerator"),
        (CHECK_RATE, 'code = "dibao_check_rate"', 'code = "dibao_rate"', "code", "The file is named dibao_check_rate"),
        (CHECK_RATE, '["低保复核率"]', '["城市低保标准 "]', "name", "The name 城市低保标准 stands twice"),
        (CHECK_RATE, "maximum = 100", "maximum = -1", "maximum", "The maximum -1.0 is below the minimum 0.0."),
        (RECIPIENTS, 'unit = "人"', 'unit = "头"', "unit", "The unit 头 is not in reading.toml."),
        (RECIPIENTS, "decimals = 0", "decimals = 1", "decimals", "A whole number has no decimals."),
        (RECIPIENTS, "[tags]", 'numerator = "deaths"\n\n[tags]', "numerator", "Only a ratio has this key."),
        (RECIPIENTS, '["prefecture", "county"]', '["county"]', "denominator", "not collected at the level prefecture"),
        (SCHEME, 'valid_to = "2026Q4"', 'valid_to = "2025Q4"', "valid_to", "The scheme ends in 2025Q4"),
        (SCHEME, 'valid_to = "2026Q4"', 'valid_to = "2026"', "valid_to", "Expected a quarter such as 2026Q1"),
        (SCHEME, '"counties"]', '"towns"]', "groups", "There is no peer group towns."),
        (SCHEME, "at_least = 80", "at_least = 95", "bands[2].at_least", "Bands run from high to low"),
        (SCHEME, "at_least = 90", "at_least = 190", "bands[1].at_least", "above the full marks 100"),
        (SCHEME, "full_marks = 100", "full_marks = 99", "full_marks", "but the sections add up to 100."),
        (SCHEME, 'code = "elderly_care"', 'code = "cremation_rate"', "sections[4].items[2].code", "stands twice"),
        (SCHEME, 'code = "elderly_care"', 'code = "total"', "sections[2].code", "kept for the whole scheme"),
        (
            SCHEME,
            "low = 560, high",
            "lo = 560, high",
            "sections[1].items[1].parameters.lo",
            "does not know the parameter",
        ),
        (SCHEME, "low = 560, high", "high", "sections[1].items[1].parameters", "needs low + high / observed"),
        (SCHEME, "low = 560", "low = 720", "sections[1].items[1].parameters.high", "must differ"),
        (SCHEME, "step = 1,", "step = 0,", "sections[1].items[6].parameters.step", "greater than 0, found 0."),
        (SCHEME, "[95, 1.9]", "[99, 1.9]", "sections[1].items[4].parameters.bounds", "from high to low"),
        (SCHEME, "observed = true", "observed = 1", "sections[4].items[5].parameters.observed", "true or false"),
        (SCHEME, "target = { value = 60 }\n", "", "sections[1].items[5].target", "The rule completion needs a target."),
        (SCHEME, "counties = 60", "towns = 60", "sections[4].items[2].target.by_group", "nothing for the peer group"),
        (SCHEME, "_planned", "_wished", "sections[2].items[4].target.indicator", "There is no indicator"),
        (SCHEME, "value = 60 }", "annual = true }", "sections[1].items[5].target", "A target needs a value"),
        (
            SCHEME,
            'levels = ["prefecture"]\n',
            "",
            "sections[6].items[4].levels",
            "is not collected at the level county",
        ),
        (
            SCHEME,
            'missing = "exclude"',
            'missing = "average"',
            "sections[4].items[5].missing",
            "Expected one of 'zero'",
        ),
    ],
)
def test_a_fault_is_told_with_its_file_its_key_and_a_sentence(
    folder: Path, damage: Damage, file: str, old: str, new: str, key: str, sentence: str
) -> None:
    damage(file, old, new)

    config, problems = check_config(folder)

    assert config is None
    said = [problem.sentence("en") for problem in problems if problem.key == key]
    assert any(sentence in text for text in said), [problem.line("en") for problem in problems]


def test_parents_in_a_circle_are_found(folder: Path, damage: Damage) -> None:
    damage(REGIONS, "prefecture,430000,prefectures,112.982279", "prefecture,430102,prefectures,112.982279")

    _, problems = check_config(folder)

    circles = [problem for problem in problems if "→" in problem.sentence("en")]
    assert [problem.key for problem in circles] == ["row[3].parent_code", "row[4].parent_code"]
    assert "430100 → 430102 → 430100" in circles[0].sentence("en")


def test_who_refers_to_a_file_that_cannot_be_read_is_not_blamed(folder: Path, damage: Damage) -> None:
    damage(RECIPIENTS, 'name = "低保对象人数"', "name = 低保对象人数")

    assert places(folder) == {(RECIPIENTS, "line[2]")}


def test_sound_items_of_an_unreadable_scheme_are_checked_as_well(folder: Path, damage: Damage) -> None:
    damage(SCHEME, 'tie = "shared"', 'tie = "none"')
    damage(SCHEME, 'indicator = "cremation_rate"', 'indicator = "cremated_rate"')

    assert places(folder) == {(SCHEME, "tie"), (SCHEME, "sections[4].items[2].indicator")}


def test_two_schemes_may_not_be_in_force_at_once(folder: Path) -> None:
    text = (folder / SCHEME).read_text("utf-8").replace('"hunan_2026"', '"hunan_next"')
    (folder / "schemes" / "hunan_next.toml").write_text(text, "utf-8")

    assert places(folder) == {("schemes/hunan_next.toml", "valid_from")}


def test_a_table_with_unknown_and_missing_columns_is_told_once_each(folder: Path, damage: Damage) -> None:
    damage("regions/former.csv", "former_name,until", "old_name,until")

    assert places(folder) == {
        ("regions/former.csv", "header.former_name"),
        ("regions/former.csv", "header.old_name"),
    }


def test_a_file_in_another_encoding_is_refused_with_what_to_do(folder: Path) -> None:
    file = folder / "divisions.toml"
    file.write_bytes(file.read_text("utf-8").encode("gb18030"))

    _, problems = check_config(folder)

    said = {problem.file: problem.sentence("en") for problem in problems}
    assert said["divisions.toml"] == "The file is not UTF-8 text; save it as UTF-8."


def test_an_indicator_of_two_lines_names_the_folder_it_belongs_to(folder: Path) -> None:
    (folder / CHECK_RATE).rename(folder / "indicators" / "elderly_care" / "dibao_check_rate.toml")

    _, problems = check_config(folder)

    assert [problem.line("en") for problem in problems] == [
        "indicators/elderly_care/dibao_check_rate.toml  "
        "The file lies in the folder elderly_care; its line or owner is social_assistance."
    ]
