import polars as pl

from config.model import Quarter
from config.wording import translator
from dashboard.usecases.book import Book, open_book
from dashboard.usecases.desk import Desk
from dashboard.usecases.scoring import Scored
from dashboard.usecases.selection.candidates import _special, candidates
from dashboard.usecases.selection.drafting import reason_words, suggestions
from tests.app.province import QUARTERS
from tests.people import of_office, submitter

QUARTER, RATE = QUARTERS[-1], "nursing_bed_rate"
CITY = "430100"


def book_of(values: list[float]) -> Book:
    quarters = [str(Quarter(QUARTER).shift(back)) for back in range(1 - len(values), 1)]
    rows = [
        {"region_code": CITY, "quarter": quarter, "indicator": RATE, "value": value, "quarter_value": value}
        for quarter, value in zip(quarters, values, strict=True)
    ]
    return Book(Scored("state", {"measures": pl.DataFrame(rows)}))


def test_what_improved_most_is_what_a_plain_count_says(province: Desk) -> None:
    found = [one for one in candidates(province.of(of_office()), QUARTER) if one.why == "most_improved"]
    book, config = open_book(province), province.config
    before = str(Quarter(QUARTER).shift(-1))

    assert found
    for one in found:
        indicator = config.indicator[one.indicator]
        column = "quarter_value" if indicator.measure == "ytd_cumulative" else "value"
        rows = book.rows("measures", indicator=one.indicator, quarter=[before, QUARTER])
        known = {(row["region_code"], row["quarter"]): row[column] for row in rows if row[column] is not None}
        peers = [region.code for region in config.regions if region.peer_group == config.region[one.region].peer_group]
        both = [code for code in peers if (code, before) in known and (code, QUARTER) in known]
        sign = -1 if indicator.direction == "lower" else 1
        changes = {code: sign * (known[code, QUARTER] - known[code, before]) for code in both}
        assert changes[one.region] == max(changes.values()) > 0
        assert one.ranked == len(both)


def test_a_figure_beyond_its_ordinary_variation_for_the_better_is_one(province: Desk) -> None:
    config, own = province.config, frozenset({CITY})

    better = list(_special(config, book_of([50, 51, 50, 51, 50, 51, 50, 70]), QUARTER, own, "zh_CN"))
    worse = list(_special(config, book_of([50, 51, 50, 51, 50, 51, 50, 30]), QUARTER, own, "zh_CN"))
    usual = list(_special(config, book_of([50, 51, 50, 51, 50, 51, 50, 51]), QUARTER, own, "zh_CN"))

    assert [(one.why, one.region) for one in better] == [("special_cause", CITY)]
    assert "好于以往正常波动" in reason_words(better[0], translator("zh_CN"))
    assert (worse, usual) == ([], [])


def test_a_unit_is_told_nothing_of_others(province: Desk) -> None:
    found = suggestions(province.of(submitter(CITY)), QUARTER)

    assert all(one.region in province.config.below(CITY) for one in found)
