import json
import re
from collections.abc import Iterator
from typing import Any

from streamlit.testing.v1 import AppTest

from dashboard.parts.numbers import figure
from dashboard.releasing.reading import open_edition
from dashboard.usecases.book import Book, open_book
from dashboard.usecases.desk import Desk
from dashboard.usecases.scoring import SHAPES
from tests.app.conftest import Open, figures_of, text_of
from tests.app.seats import COUNTY, OPEN, OTHER, OWN, POSTS, RELEASED, person


def numbers_of(book: Book, regions: set[str], frames: tuple[str, ...], **equal: str) -> Iterator[float]:
    for frame in frames:
        for row in book.rows(frame, region_code=sorted(regions), **equal):
            yield from (value for value in row.values() if isinstance(value, float))


def written(numbers: Iterator[float]) -> set[str]:
    known = list(numbers)
    printed = {figure(number, decimals).replace(",", "") for number in known for decimals in (0, 1, 2)}
    return printed | {repr(number) for number in known}


def telling(numbers: Iterator[float]) -> set[str]:
    large = [number for number in numbers if abs(number) > 10]
    printed = {
        figure(number, 2 if number % 1 else 0).replace(",", "") for number in large if number % 1 or number > 1000
    }
    return printed | {repr(number) for number in large if number % 1}


def sent(app: AppTest) -> str:
    drawn = [element.proto for element in [*app.get("html"), *app.get("bidi_component"), *app.get("plotly_chart")]]
    return text_of(app) + json.dumps(figures_of(app), ensure_ascii=False) + " ".join(str(proto) for proto in drawn)


def plain_numbers(text: str) -> set[str]:
    told = re.sub(rf"{RELEASED}-r1-\w+|\?v=\w+|[0-9a-f]{{12,}}|\\+u[0-9a-f]{{4}}", " ", text)
    return {number.replace(",", "") for number in re.findall(r"\d[\d,]*(?:\.\d+)?", told)}


def places() -> Iterator[tuple[str, dict[str, Any]]]:
    yield from (("ranking", {"board": name}) for name in ("level", "improvement_quarter", "composite"))
    yield from (("ranking", {"group": group}) for group in ("counties", "districts"))
    yield from (("region", {"region": code}) for code in (OWN, COUNTY, OTHER))
    yield from (("indicator", {"view": "indicator", "indicator": code}) for code in ("home_adaptations", "cremations"))
    yield "indicator", {"view": "file"}
    yield from ((name, {}) for name in ("home", "highlights", "release"))
    yield from (("shortfalls", {"part": part}) for part in ("tasks", "regions", "mending", "bottom", "black"))
    yield from (("direction", {"part": part, "group": "prefectures"}) for part in ("promises", "targets"))


def test_a_head_is_sent_no_number_of_another_region_before_its_release(half_released: Desk, open_page: Open) -> None:
    book, release = open_book(half_released), open_edition(half_released, RELEASED).book
    every, own = set(half_released.config.region), set(half_released.config.below(OWN))
    mine = written(numbers_of(book, own, tuple(SHAPES)))
    told = mine | written(numbers_of(release, every, ("measures", "items", "nodes", "ranking", "boards"))) | {"2026"}
    foreign = telling(numbers_of(book, every - own, ("measures", "nodes", "ranking", "boards"), quarter=OPEN)) - told

    said: set[str] = set()
    for name, query in places():
        shown = open_page(half_released, name, person(POSTS["head"]), quarter=OPEN, period=OPEN, lang="zh", **query)
        assert not shown.exception
        said |= plain_numbers(sent(shown))

    assert len(said & mine) > 100
    assert len(foreign) > 5000
    assert said & foreign == set()
