from fractions import Fraction
from pathlib import Path

from dashboard.demo.build import QUARTERS, build_demonstration
from dashboard.usecases.scoring import scored
from loaders.store import readers
from tests.golden.oracle import judged, ranked
from tests.golden.oracle_province import Given


def test_the_demonstration_quarter_equals_the_exact_calculation(tmp_path: Path) -> None:
    desk = build_demonstration(tmp_path, QUARTERS[-2:])

    found = scored(desk).frames["ranking"].to_dicts()

    values = readers.values_frame(desk.engine, desk.config).collect().to_dicts()
    given: Given = {
        (row["region_code"], row["quarter"], row["indicator"]): row["status"] if row["value"] is None else row["value"]
        for row in values
    }
    scheme, quarters = desk.config.scheme_for(QUARTERS[-1])[0], QUARTERS[-2:]
    expected = judged(given, desk.config.regions, desk.config.indicators, scheme, quarters)
    places = ranked(expected, desk.config.regions, scheme.tie)
    assert len(found) == len(expected) == 272
    for row in found:
        unit = (row["region_code"], row["quarter"])
        published = None if row["published"] is None else Fraction(str(row["published"]))
        assert (published, row["rank"], row["band"]) == (expected[unit].published, places[unit], expected[unit].band)
