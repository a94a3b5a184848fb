import csv
import tomllib
import unicodedata
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from config.model import Form, FormRow, Statistic

REPOSITORY = Path(__file__).parents[3]
FORMS = REPOSITORY / "config" / "forms"
GOLDEN = REPOSITORY / "tests" / "golden" / "published"
FILES = REPOSITORY / "dashboard" / "demo" / "published" / "files"

VERSIONS = {
    "衡阳市_2023年第二季度社会服务统计季报.xlsx": ("jbzh0001_2022", "2023-06"),
    "四川省_民政统计季报表_2022年09月.xlsx": ("jbzh0001_2022", "2022-09"),
    "福建省_2021年2季度民政统计数据.xlsx": ("province_summary_2021", "2021-06"),
    "民政事业统计季报表_2020年3月.csv": ("affairs_quarter_2020", "2020-03"),
}


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def printed(file: Path) -> list[list[str]]:
    if file.suffix == ".csv":
        return list(csv.reader(file.read_bytes().decode("gb18030").splitlines()))
    sheet = openpyxl.load_workbook(file).worksheets[0]
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def spellings(row: FormRow) -> set[str]:
    return {plain(label) for label in (row.label, *row.aliases)}


def paths(form: Form) -> list[tuple[str, ...]]:
    above: list[str] = []
    found = []
    for row in form.rows:
        above = [*above[: row.depth], plain(row.label)]
        found.append(tuple(above))
    return found


def matches(form: Form, cells: set[str]) -> int:
    if form.coded:
        return sum(row.official_code in cells for row in form.rows)
    return sum(bool(spellings(row) & cells) for row in form.rows)


STATISTICS = {row["code"]: Statistic.model_validate(row) for row in rows_of(FORMS / "statistics.csv")}
VERSION = {file.stem: Form.model_validate(tomllib.loads(file.read_text("utf-8"))) for file in FORMS.glob("*.toml")}
CELLS = rows_of(GOLDEN / "forms_cells.csv")


@pytest.mark.parametrize("cell", CELLS, ids=[f"{cell['file'][:4]}-{cell['cell']}" for cell in CELLS])
def test_every_published_cell_has_one_row_in_its_version(cell: dict[str, str]) -> None:
    form = VERSION[VERSIONS[cell["file"]][0]]

    found = [
        row
        for row in form.rows
        if row.official_code == cell["official_code"]
        and plain(cell["printed_label"]) in spellings(row)
        and row.statistic
        and STATISTICS[row.statistic].name == cell["indicator"]
    ]

    assert len(found) == 1


@pytest.mark.parametrize("expected", ["forms_expected.csv", "ningde_expected.csv"])
def test_expected_names_are_statistics_with_the_expected_measure(expected: str) -> None:
    measures = {statistic.name: statistic.measure for statistic in STATISTICS.values()}

    wrong = {row["indicator"] for row in rows_of(GOLDEN / expected) if measures.get(row["indicator"]) != row["measure"]}

    assert wrong == set()


@pytest.mark.parametrize("file", VERSIONS)
def test_current_units_of_a_version_are_the_printed_or_derived_ones(file: str) -> None:
    form = VERSION[VERSIONS[file][0]]
    units = {STATISTICS[row.statistic].name: row.unit for row in form.rows if row.statistic}

    expected = {
        row["indicator"]: row["unit"]
        for row in rows_of(GOLDEN / "forms_expected.csv")
        if row["file"] == file and row["column_role"] == "current"
    }

    assert {name: units[name] for name in expected} == expected


@pytest.mark.parametrize("file", VERSIONS)
def test_printed_table_is_the_version_row_by_row(file: str) -> None:
    form = VERSION[VERSIONS[file][0]]
    lines = printed(FILES / file)
    start = next(number for number, line in enumerate(lines) if plain(line[0]).startswith("一、"))
    labels = [plain(line[0]) for line in lines[start:] if line[0]]

    rows = iter(form.rows)
    found = [any(label in spellings(row) for row in rows) for label in labels]

    assert all(found)


@pytest.mark.parametrize(("file", "code", "month"), [(file, *version) for file, version in VERSIONS.items()])
def test_markers_period_and_matching_rows_choose_the_version(file: str, code: str, month: str) -> None:
    cells = [[plain(cell) for cell in line] for line in printed(FILES / file)]
    title = " ".join(cell for line in cells[:6] for cell in line)
    has_codes = "代码" in title
    marked = [form for form in VERSION.values() if any(plain(marker) in title for marker in form.markers)]
    candidates = [form for form in marked if form.coded == has_codes and form.in_force(month)]

    scores = Counter({form.code: matches(form, {cell for line in cells for cell in line}) for form in candidates})

    (best, most), *others = scores.most_common()
    assert best == code
    assert all(score < most for _, score in others)


def test_ningde_header_is_the_columns_version() -> None:
    form = VERSION["ningde_medical_aid_2024"]
    upper, lower = printed(FILES / "宁德市医疗救助对象分县区人数统计表_2024年12月.xlsx")[2:4]
    groups = [next(text for text in reversed(upper[: n + 1]) if text) for n in range(len(upper))]

    header = [tuple(plain(text) for text in pair if text) for pair in zip(groups, lower, strict=True)]

    assert header[1:] == [path for path, row in zip(paths(form), form.rows, strict=True) if row.statistic]


def test_ningde_version_reads_every_expected_indicator() -> None:
    names = [STATISTICS[row.statistic].name for row in VERSION["ningde_medical_aid_2024"].rows if row.statistic]

    assert sorted(names) == sorted({row["indicator"] for row in rows_of(GOLDEN / "ningde_expected.csv")})


@pytest.mark.parametrize("form", VERSION.values(), ids=VERSION)
def test_a_version_is_unambiguous(form: Form) -> None:
    codes = [row.official_code for row in form.rows if row.official_code]
    statistics = [row.statistic for row in form.rows if row.statistic]

    assert len(set(codes)) == len(codes)
    assert len(set(paths(form))) == len(form.rows)
    assert len(set(statistics)) == len(statistics)
    assert set(statistics) <= set(STATISTICS)
    assert all(row.section != bool(row.statistic) for row in form.rows)
    assert all(bool(row.official_code) == form.coded for row in form.rows)


@pytest.mark.parametrize("form", VERSION.values(), ids=VERSION)
def test_depth_goes_down_one_step_at_a_time(form: Form) -> None:
    depths = [row.depth for row in form.rows]

    assert depths[0] == 0
    assert all(below - above <= 1 for above, below in pairwise(depths))


def test_one_statistic_bears_a_different_code_in_each_version() -> None:
    rows = [(form.code, row) for form in VERSION.values() for row in form.rows]
    codes = {version: row.official_code for version, row in rows if row.statistic == "urban_dibao_spending"}

    assert codes["jbzh0001_2019"] == "JZH011314110"
    assert codes["jbzh0001_2022"] == codes["jzh01_2024"] == "JZH011212110"
    assert codes["yzh_2020"] == "YZH011221100"


def test_the_one_code_that_changes_its_meaning_is_told_apart_by_version() -> None:
    meanings: dict[str, set[str]] = defaultdict(set)
    for form in VERSION.values():
        for row in form.rows:
            if row.official_code and row.statistic:
                meanings[row.official_code].add(row.statistic)

    changed = {code: statistics for code, statistics in meanings.items() if len(statistics) > 1}

    assert changed == {"JZH011112000": {"township_subtotal", "townships"}}


def test_total_spending_is_the_catalogues_civil_affairs_spending() -> None:
    linked = {statistic.code: statistic.indicator for statistic in STATISTICS.values() if statistic.indicator}

    assert linked["total_spending"] == "civil_affairs_spending"
    assert STATISTICS["total_spending"].unit == "万元"
