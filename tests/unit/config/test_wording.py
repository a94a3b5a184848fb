import string
from collections import Counter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from config.wording import translator
from tests.conftest import REPOSITORY

PACKAGES = ("config", "loaders", "metrics", "dashboard")
CATALOGUE = REPOSITORY / "config" / "locale" / "zh_CN.po"


def said_in_code() -> set[str]:
    keywords = {"mark": None, "say": None}
    found = (extract_from_dir(REPOSITORY / package, keywords=keywords) for package in PACKAGES)
    return {str(message) for entries in found for _, _, message, _, _ in entries}


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def catalogue() -> list[tuple[str, str]]:
    with CATALOGUE.open("rb") as file:
        return [(str(entry.id), str(entry.string)) for entry in read_po(file) if entry.id]


def test_every_sentence_of_the_code_is_translated_and_no_other() -> None:
    assert said_in_code() == {message for message, _ in catalogue()}


def test_translations_are_filled_unique_and_have_no_place_of_their_own() -> None:
    counts = Counter(message for message, _ in catalogue())

    assert [message for message, count in counts.items() if count > 1] == []
    assert [message for message, text in catalogue() if not text] == []
    assert [message for message, text in catalogue() if not places(text) <= places(message)] == []


def test_english_is_the_sentence_itself_and_an_unknown_language_is_refused() -> None:
    assert translator("en")("Nothing to do") == "Nothing to do"
    assert translator()("Nothing to do") == "无事可做"
    with pytest.raises(ValueError, match="unknown locale"):
        translator("fr")
