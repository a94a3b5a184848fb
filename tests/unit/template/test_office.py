import subprocess
from pathlib import Path

import pytest

from config.model import Config
from loaders.intake.read import read_submission
from tests.conftest import SOFFICE
from tests.unit.intake.workbooks import saved
from tests.unit.template.filling import fill_figures, fill_ledgers, opened

pytestmark = pytest.mark.office


@pytest.mark.parametrize("kind", ["xls", "ods", "xlsx"])
@pytest.mark.parametrize("division", ["social_assistance", "personnel"])
def test_what_libreoffice_saves_reads_the_same(hunan: Config, tmp_path: Path, kind: str, division: str) -> None:
    book = opened(hunan, division)
    filled = fill_figures(hunan, book)
    fill_ledgers(book)
    file = tmp_path / "template.xlsx"
    file.write_bytes(saved(book))
    before = read_submission(file.name, file.read_bytes(), hunan)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"

    subprocess.run(
        [SOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", tmp_path / "out", file],
        check=True,
        capture_output=True,
        timeout=120,
    )

    after = read_submission(f"template.{kind}", (tmp_path / "out" / f"template.{kind}").read_bytes(), hunan)
    assert [finding.message() for finding in after.findings if finding.rule != "part_over_whole"] == []
    assert {(r.region_code, r.indicator, r.column_role): r.value for r in after.rows} == pytest.approx(filled)
    assert {r.cell for r in after.rows} == {r.cell for r in before.rows}
    assert [(e.ledger, e.title, e.fields) for e in after.entries] == [
        (e.ledger, e.title, e.fields) for e in before.entries
    ]
