import re
import tomllib

import pytest

from config.wording import translator
from config.workspace import REPOSITORY
from dashboard.pack.contents import published
from dashboard.parts.classes import classes_of
from dashboard.parts.markup import Html, element
from dashboard.parts.numbers import amount, figure, per_cent, signed
from dashboard.parts.signs import movement, sparkline, unranked_reason
from dashboard.parts.table import Column, Row, table_of
from dashboard.parts.theme import DARK, LIGHT, Palette, style_of

ENGLISH = translator("en")


def test_markup_escapes_text_and_attributes() -> None:
    made = element("b", "<i>", Html("<i></i>"), title='"x"')

    assert made == '<b title="&quot;x&quot;">&lt;i&gt;<i></i></b>'


def test_figures_are_rounded_half_up_and_separated() -> None:
    assert figure(1234.565, 2) == "1,234.57"
    assert figure(0.125, 2) == "0.13"
    assert figure(-0.001, 2) == "0.00"
    assert figure(-1234.5, 0) == "−1,235"
    assert figure(None, 2) == "—"


def test_differences_carry_their_sign_and_zero_none() -> None:
    assert signed(1.5, 1) == "+1.5"
    assert signed(-1.5, 1) == "−1.5"
    assert signed(0.001, 2) == "0.00"
    assert per_cent(0.9876) == "98.8%"


def test_page_and_workbook_round_the_same_figure_alike() -> None:
    noisy = 0.2549999999999999

    assert figure(noisy, 2) == f"{published(noisy, 2):.2f}" == "0.26"
    assert figure(-noisy, 2) == "−0.26"
    assert signed(2.675 - 0.0000000000000004, 2) == "+2.68"
    assert per_cent(0.0045) == "0.5%"
    assert figure(0.25499, 2) == "0.25"
    assert figure(1e22, 2) == "10,000,000,000,000,000,000,000.00"


def test_a_per_cent_sign_stands_close_and_other_units_after_a_thin_space() -> None:
    assert amount(61.924, 2, "%") == "61.92%"
    assert amount(1234.0, 0, "张") == "1,234\u2009张"
    assert amount(2.0, 1, "") == "2.0"


def test_movement_says_in_words_what_its_sign_says() -> None:
    assert "▲2 up" in movement(2, ENGLISH)
    assert "▼1 down" in movement(-1, ENGLISH)
    assert "＝ unchanged" in movement(0, ENGLISH)
    assert "first time" in movement(None, ENGLISH)
    assert "unranked last quarter" in movement(None, ENGLISH, ranked_before=True)


def test_a_unit_without_a_place_says_why() -> None:
    assert unranked_reason(0.125, 0.5, translator()) == "数据不足（完整率 12.5%，低于 50%）"
    assert unranked_reason(0.0, 0.5, translator()) == "没有可计分的数据"
    assert unranked_reason(None, 0.0, translator()) == "没有可计分的数据"


def test_a_sparkline_is_broken_where_a_value_is_missing() -> None:
    drawn = sparkline((1.0, 2.0, None, 3.0, 4.0), "four figures")

    assert drawn.count("<polyline") == 2
    assert 'aria-label="four figures"' in drawn
    assert sparkline((None, None), "nothing") == ""


def test_a_row_with_a_key_has_a_button_and_a_row_without_has_none() -> None:
    drawn = table_of(
        (Column("Name", names=True), Column("Value", "points", "right")), (Row(("A", 1), "a"), Row(("B", 2)))
    )

    assert drawn.count("<button") == 1
    assert '<tr data-key="a">' in drawn
    assert '<th class="jp-right" scope="col">Value<small>points</small></th>' in drawn


def test_classes_cover_the_range_and_equal_values_are_one_class() -> None:
    classes = classes_of((0.0, 5.0, 10.0, None), 0)

    assert [classes.shade(value) for value in (0.0, 5.0, 10.0, None)] == [1, 3, 5, 0]
    assert classes.legend()[0] == (5, "8–10")
    assert classes_of((3.0, 3.0), 1).legend() == [(5, "3.0")]


def test_colours_of_the_style_sheet_are_those_of_the_config() -> None:
    theme = tomllib.loads((REPOSITORY / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]

    for colours, given in ((LIGHT, theme["light"]), (DARK, theme["dark"])):
        assert given["backgroundColor"] == colours.paper
        assert given["textColor"] == colours.ink
        assert given["primaryColor"] == colours.data
        assert f"--jp-paper:{colours.paper};" in style_of(colours)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_a_page_is_printed_in_ink_on_paper_whatever_the_screen_shows(colours: Palette) -> None:
    printed = re.search(r"@media print\{:root\{([^}]*)\}\}", style_of(colours))

    assert printed is not None
    assert {f"--jp-ink:{LIGHT.ink}", f"--jp-paper:{LIGHT.paper}", f"--jp-wrong:{LIGHT.wrong}"} <= set(
        printed[1].split(";")
    )
