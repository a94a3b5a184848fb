from dataclasses import replace

import pytest

from dashboard.releasing.inputs import HISTORY, shown_quarters
from dashboard.releasing.making import Made
from dashboard.releasing.reading import open_edition
from dashboard.releasing.remarks import ReleaseProblem
from dashboard.usecases.boards import HISTORY as SHOWN_ON_PAGES
from dashboard.usecases.boards import board, last_quarters
from dashboard.usecases.desk import Desk
from dashboard.usecases.packing import pack_contents
from dashboard.usecases.region_report import region_report
from tests.frozen import INDICATOR, QUARTER, REGION, corrected, released

GROUPS = ("prefectures", "counties", "districts")


def test_a_page_shows_the_present_scores_until_there_is_a_release(desk: Desk) -> None:
    edition = open_edition(desk, QUARTER)

    assert edition.release is None
    assert edition.desk is desk


def test_a_released_page_is_what_the_live_page_was(desk: Desk) -> None:
    live = open_edition(desk, QUARTER)
    before = [board(desk, live.book, QUARTER, group, node) for group in GROUPS for node in ("total", "elderly_care")]
    region = region_report(desk, live.book, QUARTER, REGION)

    made = released(desk)

    edition = open_edition(desk, QUARTER)
    assert edition.release is not None
    assert edition.release.id == made.release.id
    frozen, book = edition.desk, edition.book
    assert before == [
        board(frozen, book, QUARTER, group, node) for group in GROUPS for node in ("total", "elderly_care")
    ]
    assert region == region_report(frozen, book, QUARTER, REGION)


def test_newer_data_do_not_touch_a_released_page_until_the_erratum(desk: Desk, first: Made) -> None:
    def points_of(found: Desk) -> object:
        edition = open_edition(found, QUARTER)
        report = region_report(edition.desk, edition.book, QUARTER, REGION)
        assert report is not None
        return next(line.value for line in report.items if line.item.code == INDICATOR)

    before = points_of(desk)
    assert not open_edition(desk, QUARTER).behind
    corrected(desk, 9_999.0)

    assert open_edition(desk, QUARTER).behind
    assert points_of(desk) == before != 9_999.0
    second = released(desk, reason="勘误")
    edition = open_edition(desk, QUARTER)
    assert (edition.behind, edition.release.id if edition.release else "") == (False, second.release.id)
    assert points_of(desk) == 9_999.0
    assert first.release.id != second.release.id


@pytest.mark.usefixtures("first")
def test_a_released_page_keeps_the_scheme_that_it_was_scored_by(desk: Desk) -> None:
    renamed = tuple(scheme.model_copy(update={"name": "另一个办法"}) for scheme in desk.config.schemes)
    changed = replace(desk, config=desk.config.model_copy(update={"schemes": renamed}))

    edition = open_edition(changed, QUARTER)

    assert board(edition.desk, edition.book, QUARTER, "prefectures").scheme_name == desk.config.schemes[0].name


def test_a_damaged_release_is_not_shown_and_not_replaced_by_live_figures(desk: Desk, first: Made) -> None:
    damaged = first.folder / "results" / "ranking.parquet"
    damaged.chmod(0o644)
    damaged.write_bytes(damaged.read_bytes()[:-1])

    with pytest.raises(ReleaseProblem, match=r"results/ranking\.parquet"):
        open_edition(desk, QUARTER)


def test_the_pack_of_a_release_names_it_and_reports_who_had_submitted_by_then(desk: Desk, first: Made) -> None:
    edition = open_edition(desk, QUARTER)
    before = pack_contents(edition.desk, edition.book, QUARTER)
    corrected(desk, 9_999.0)

    later = open_edition(desk, QUARTER)
    after = pack_contents(later.desk, later.book, QUARTER)

    assert before.release == first.release.id
    assert before.state == first.release.manifest_sha256
    assert after == before


def test_pages_and_releases_look_equally_far_back() -> None:
    assert HISTORY == SHOWN_ON_PAGES
    assert shown_quarters(QUARTER) == last_quarters(QUARTER)
