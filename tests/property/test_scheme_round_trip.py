import tempfile
import tomllib
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from config.model import Scheme
from config.schemefile import check_scheme_content, read_scheme
from config.sheet import inline
from config.sheet.reading import check_scheme_workbook
from config.sheet.toml import scheme_toml
from config.sheet.writing import scheme_workbook
from tests.conftest import REPOSITORY

SCHEME = read_scheme(REPOSITORY / "docs" / "examples" / "reporting_quality.toml")
WORDS = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=12)
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
NUMBERS = st.floats(1e-6, 1e12) | st.integers(1, 10**6)
SHARES = st.floats(0, 0.99)
CHANGES = st.fixed_dictionaries(
    {
        "standard": st.just("") | PHRASES,
        "standard_en": st.just("") | PHRASES,
        "clause": st.just("") | PHRASES,
        "owner": st.just("") | PHRASES,
        "unit": st.just("") | PHRASES,
        "error": SHARES,
        "figure": st.sampled_from(["value", "change", "year_change_share"]),
        "missing": st.sampled_from([None, "zero", "exclude", "previous"]),
        "constant": st.none(),
        "levels": st.lists(st.sampled_from(["province", "city", "town"]), unique=True).map(tuple),
    }
)


def with_items(scheme: Scheme, changes: list[dict[str, Any]]) -> Scheme:
    content = scheme.model_dump()
    places = [item for section in content["sections"] for item in section["items"]]
    for item, change in zip(places, changes, strict=False):
        item.update(change)
    return Scheme.model_validate(content)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(CHANGES, min_size=5, max_size=5), PHRASES, st.none() | st.floats(-5, 0), st.sampled_from(["zh_CN", "en"])
)
def test_whatever_a_scheme_says_survives_the_workbook_and_toml(
    changes: list[dict[str, Any]], document: str, floor: float | None, locale: str
) -> None:
    sections = (*SCHEME.sections[:-1], SCHEME.sections[-1].model_copy(update={"floor": floor}))
    scheme = with_items(SCHEME.model_copy(update={"document": document, "sections": sections}), changes)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scheme.xlsx"
        path.write_bytes(scheme_workbook(scheme, locale))
        from_workbook, faults = check_scheme_workbook(path)
    from_toml, problems = check_scheme_content(tomllib.loads(scheme_toml(scheme)), "scheme.toml")

    assert (faults, problems) == ((), ())
    assert from_workbook == scheme
    assert from_toml == scheme


@given(st.dictionaries(WORDS, NUMBERS | st.booleans() | st.lists(st.lists(NUMBERS, min_size=2, max_size=2)) | PHRASES))
def test_terms_in_a_cell_survive(terms: dict[str, Any]) -> None:
    assert inline.read(inline.written(terms)) == terms
