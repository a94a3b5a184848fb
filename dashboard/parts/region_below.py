"""A region's page: how the regions below stand, as a table and on a map of them."""

from __future__ import annotations

import streamlit as st

from config.wording import Say, mark
from dashboard.parts.board_map import band_words, place_tip
from dashboard.parts.classes import band_shades
from dashboard.parts.map import Place, province_map
from dashboard.parts.markup import section_head
from dashboard.parts.region import below_table
from dashboard.parts.session import locale, say
from dashboard.releasing.reading import Edition
from dashboard.usecases.board_shape import BandCount
from dashboard.usecases.boards import board
from dashboard.usecases.region_report import RegionReport


def below_section(source: Edition, report: RegionReport) -> str | None:
    """The regions below by place and on their map; the code of the one that was just opened."""
    words = say()
    left, right = st.columns([13, 7], gap="medium")
    with left:
        section_head(_answer(report, words), words(mark("Open a region to see its page.")))
        opened = below_table(report.below, report.precision, report.quarters, key="below")
    with right:
        return opened or _map(source, report, words)


def _answer(report: RegionReport, words: Say) -> str:
    """How many of them moved up and down."""
    changes = [row.change or 0 for row in report.below if row.rank is not None]
    up, down = sum(change > 0 for change in changes), sum(change < 0 for change in changes)
    head = mark("Regions below: {up} of {units} moved up, {down} moved down")
    return words(head, up=up, down=down, units=len(report.below))


def _map(source: Edition, report: RegionReport, words: Say) -> str | None:
    bands = _bands(source, report)
    shades = band_shades(bands)
    places = {
        row.region_code: Place(shades.get(row.band, 0), row.short_name, place_tip(row, report.precision, words))
        for row in report.below
    }
    legend = [(shades[one.code], band_words(one.name, one.at_least, words)) for one in bands]
    unranked = [(0, words(mark("not ranked")))] if any(row.rank is None for row in report.below) else []
    level = source.desk.config.region[report.below[0].region_code].level
    label = words(mark("{region}: the regions below by band"), region=report.name)
    return province_map(level, places, [*legend, *unranked], key="map_below", label=label, of=report, whole=False)


def _bands(source: Edition, report: RegionReport) -> tuple[BandCount, ...]:
    """The bands of the scheme, as a board of one of the regions has them."""
    group = source.desk.config.region[report.below[0].region_code].peer_group
    return board(source.desk, source.book, report.quarter, group, locale=locale()).bands
