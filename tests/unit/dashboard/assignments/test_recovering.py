import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.usecases.assignments import refusing
from dashboard.usecases.desk import Desk
from dashboard.usecases.scoring import compute
from tests.app.province import made_up_workspace
from tests.frozen import released
from tests.unit.dashboard.assigned import CITY, closed, handed_out, refused, seen


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Desk]:
    made = made_up_workspace(tmp_path, ("2026Q1", "2026Q2"))
    yield made
    made.engine.dispose()


def test_it_closes_when_the_released_figure_has_recovered_and_opens_by_itself_when_it_falls_back(
    province: Desk,
) -> None:
    released(province, "2026Q1")
    frame = compute(province)["measures"]
    known = {
        quarter: frame.filter(quarter=quarter, region_code=CITY, indicator="cremation_rate")["value"][0]
        for quarter in ("2026Q1", "2026Q2")
    }
    low, high = sorted(known.values())
    rising = known["2026Q2"] > known["2026Q1"]
    now = dt.datetime.now(dt.UTC)
    easy = handed_out(province, now, indicator="cremation_rate", bound=known["2026Q1"], recovers=True, quarter="2026Q1")
    hard = handed_out(province, now, indicator="cremation_rate", bound=high + 1, recovers=True, quarter="2026Q1")

    assert refused(closed, province, hard, now) == refusing.NOT_RECOVERED
    closed(province, easy, now)
    released(province, "2026Q2")
    later = now + dt.timedelta(hours=1)

    assert low < high
    assert not rising
    found = seen(province, easy, later)
    assert (found.state, found.fell_back, found.reopened) == ("open", True, True)
    assert [figure.meets for figure in found.watch.figures] == [True, False] if found.watch else False
