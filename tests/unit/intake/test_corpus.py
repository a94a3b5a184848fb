from pathlib import Path

import pytest

from config.model import Config
from loaders.intake.read import read_submission
from tests.corpus.build import CASES, build
from tests.corpus.case import Case, findings_of, lines, rows_of


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_workbook_of_the_corpus_gives_its_rows_and_findings(case: Case, hunan: Config) -> None:
    intake = read_submission(case.name, case.content(), hunan, case.told)

    units = {indicator.code: indicator.unit for indicator in hunan.indicators}
    assert rows_of(intake, units) == lines(case.rows)
    assert findings_of(intake) == lines(case.findings)


def test_the_corpus_is_large_and_built_the_same_every_time(tmp_path: Path) -> None:
    first, again = build(tmp_path / "one"), build(tmp_path / "two")

    assert len({path.name for path in first}) == len(CASES) >= 60
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]
