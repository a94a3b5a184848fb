"""荣誉: one list at a time: who is named by the year's releases, who is near, who is excluded."""

from __future__ import annotations

import streamlit as st

from config.wording import mark
from dashboard.parts.filters import choose
from dashboard.parts.frame import caution, empty_state, nothing_released, open_page
from dashboard.parts.honour_confirm import confirm_button, confirmed_note, what_became_of_honours
from dashboard.parts.honour_downloads import honour_downloads
from dashboard.parts.honour_parts import list_parts, shown_list
from dashboard.parts.honour_people import PEOPLE, people_part, people_title
from dashboard.parts.honour_words import (
    damaged_words,
    left_out_words,
    list_title,
    provisional_words,
    releases_words,
)
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.honours.confirming import confirmed_list, honour_lists
from dashboard.usecases.honours.listing import honour_list
from dashboard.usecases.honours.year import damaged_quarters, honour_years

words = say()
page = open_page()


def show_list(code: str, year: int) -> None:
    """A list as it was confirmed, else as it stands; with both, the reader chooses."""
    now, kept = honour_list(desk(), code, year), confirmed_list(desk(), code, year)
    drawn = shown_list(now, kept)
    if drawn is None:
        return
    damaged = damaged_quarters(desk(), year)
    released = 4 - len([quarter for quarter in drawn.missing if quarter not in damaged])
    context = [words(mark("{count} of 4 quarters released"), count=released), releases_words(drawn, words)]
    page.headline(list_title(drawn, words, locale()), context)
    what_became_of_honours()
    if kept is not None:
        confirmed_note(kept)
    told = (damaged_words(drawn, damaged, words), provisional_words(drawn, damaged, words))
    for sentence in filter(None, (*told, left_out_words(drawn, words))):
        caution(sentence)
    list_parts(drawn)
    honour_downloads(drawn, kept)
    if now is not None and drawn is now:
        confirm_button(now, kept)


years = honour_years(desk())
if not years and not desk().sight.has("nominate", "confirm"):
    nothing_released(page)
else:
    columns = st.container(key="filters").columns(4)
    current = desk().current_quarter().year
    with columns[0]:
        offered = years or (current,)
        year = int(choose(words(mark("Year")), {str(one): str(one) for one in offered}, key="year"))
    with columns[1]:
        lists = {one.code: one.label(locale()) for one in honour_lists(desk(), year)} if years else {}
        code = choose(
            words(mark("List of honours")), lists | {PEOPLE: words(mark("Finest civil affairs people"))}, key="list"
        )
    if code == PEOPLE:
        page.headline(people_title(year))
        what_became_of_honours()
        people_part(year)
    elif lists:
        show_list(code, year)
    else:
        empty_state(
            words(mark("No list")),
            words(mark("The office has set no list of honours yet (file honours.toml of the settings).")),
        )
page.sources(
    [words(mark("Worked out from released quarters only, by the rules that are set; confirmed by the office."))]
)
