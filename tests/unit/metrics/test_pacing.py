import datetime as dt

import pytest

from config.model import Config, Quarter
from metrics.pacing import Pace, expected_share, pace_of

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("quarter", "milestones", "share"),
    [
        ("2026Q1", "", 0.25),
        ("2026Q3", "", 0.75),
        ("2026Q1", "10/40/75.5/100", 0.10),
        ("2026Q3", "10/40/75.5/100", 0.755),
        ("2026Q4", "10/40/75.5/100", 1.0),
    ],
)
def test_a_line_is_held_against_its_own_milestones_else_against_the_year(
    quarter: str, milestones: str, share: float
) -> None:
    assert expected_share(Quarter(quarter), milestones) == pytest.approx(share)


def test_a_kind_declares_how_its_lines_are_reckoned(hunan: Config) -> None:
    matters, letters = hunan.ledger["practical_matters"], hunan.ledger["proposals"]
    fields = {"target": "200", "done": "80", "milestones": "10/50/75/100"}

    assert pace_of(matters, fields, Quarter("2026Q2"), TODAY) == Pace(False, None, 0.4, 0.5)
    assert pace_of(letters, {"due": "2026-11-20"}, Quarter("2026Q3"), TODAY) == Pace(False, -2, None, None)
    done = {"due": "2026-11-20", "replied": "2026-11-19"}
    assert pace_of(letters, done, Quarter("2026Q3"), TODAY) == Pace(True, None, None, None)


def test_what_is_closed_or_unknown_is_not_behind() -> None:
    assert Pace(True, None, 0.2, 0.5).behind == 0
    assert Pace(False, None, None, 0.5).behind == 0
    assert Pace(False, None, 0.2, None).behind == 0
    assert Pace(False, None, 0.2, 0.5).behind == pytest.approx(0.3)
