"""Cross-checks of the calendar, of how cells are read, and of the maps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from config.checks.references import TWICE_CODE, UNKNOWN_LEVEL, twice, unknown
from config.draft import Draft
from config.files import MISSING_FILE, Entry
from config.model import Calendar, Level, MapLayer, Quarter, Status
from config.problems import Problem
from config.wording import mark

NOT_A_QUARTER = mark("Expected a quarter such as 2026Q1, found {found}.")
QUARTERS_TURNED = mark("The last quarter {last} lies before the first, {first}.")
DAYS_TURNED = mark("The window closes on day {closes}, before it opens on day {opens}.")
WINDOW_OUTSIDE = mark("The window of {quarter} lies outside {first} to {last}.")
WINDOW_TURNED = mark("The window of {quarter} closes before it opens.")
APPEALS_OUTSIDE = mark("The time for appeals of {quarter} lies outside {first} to {last}.")
UNKNOWN_ZONE = mark("There is no time zone {value}.")
MARK_REPORTED = mark("The mark {value} stands for a missing value; it cannot mean reported.")
UNKNOWN_MARK = mark("The doubtful mark {value} is not among the marks.")
UNKNOWN_BASE = mark("The base unit {value} must itself stand in the list with the factor 1.")
FACTOR_POSITIVE = mark("The factor of a unit must be greater than 0, found {found}.")
NOT_GEOJSON = mark("{file} is not a GeoJSON FeatureCollection.")
FEATURE_KEY = mark("No feature of {file} carries the code of a region of the level {level} under {key}.")


def check_calendar(draft: Draft) -> Iterator[Problem]:
    """First and last are quarters in order, windows lie within them, stand once and open before they close."""
    for file, data in draft.files.unread(Calendar):
        if not _zone_known(str(data.get("timezone"))):
            yield Problem(file, "timezone", UNKNOWN_ZONE, {"value": data.get("timezone")})
    if draft.calendar is None:
        return
    entry, calendar = draft.calendar, draft.calendar.it
    if not _zone_known(calendar.timezone):
        yield entry.fault("timezone", UNKNOWN_ZONE, value=calendar.timezone)
    if calendar.closes_day < calendar.opens_day:
        yield entry.fault("closes_day", DAYS_TURNED, opens=calendar.opens_day, closes=calendar.closes_day)
    wrong = [key for key in ("first", "last") if not _is_quarter(getattr(calendar, key))]
    for key in wrong:
        yield entry.fault(key, NOT_A_QUARTER, found=getattr(calendar, key))
    if not wrong and calendar.last < calendar.first:
        yield entry.fault("last", QUARTERS_TURNED, first=calendar.first, last=calendar.last)
    yield from _windows(entry, bounded=not wrong)
    for place, one in enumerate(calendar.appeal_windows):
        if not wrong and not calendar.first <= one.quarter <= calendar.last:
            bounds = {"first": calendar.first, "last": calendar.last}
            yield entry.fault(f"appeal_windows[{place}]", APPEALS_OUTSIDE, quarter=one.quarter, **bounds)


def check_reading(draft: Draft) -> Iterator[Problem]:
    """Marks mean a missing value, doubtful marks are marks, every base unit stands in the list with factor 1."""
    if draft.reading is None:
        return
    entry, reading = draft.reading, draft.reading.it
    for value, status in reading.marks.items():
        if status is Status.REPORTED:
            yield entry.fault(f'marks."{value}"', MARK_REPORTED, value=value)
    yield from unknown(entry, "doubtful_marks", reading.doubtful_marks, reading.marks, UNKNOWN_MARK)
    for unit, (base, factor) in reading.units.items():
        if factor <= 0:
            yield entry.fault(f'units."{unit}"', FACTOR_POSITIVE, found=factor)
        if reading.units.get(base) != (base, 1):
            yield entry.fault(f'units."{unit}"', UNKNOWN_BASE, value=base)


def check_maps(draft: Draft) -> Iterator[Problem]:
    """One map for a level, its file exists and is GeoJSON with the codes of the level's regions."""
    yield from twice(draft.maps, "level", TWICE_CODE)
    for entry in draft.maps:
        yield from unknown(entry, "level", [entry.it.level], draft.codes(Level, draft.levels), UNKNOWN_LEVEL)
        path = draft.files.folder / entry.it.file
        if not path.is_file():
            yield Problem(entry.it.file, "", MISSING_FILE)
            continue
        yield from _geojson(draft, entry, path)


def _windows(entry: Entry[Calendar], bounded: bool) -> Iterator[Problem]:
    calendar = entry.it
    windows = [Entry(entry.file, f"windows[{n}]", window) for n, window in enumerate(calendar.windows, 1)]
    yield from twice(windows, "quarter", TWICE_CODE)
    for window in windows:
        quarter = window.it.quarter
        if bounded and not calendar.first <= quarter <= calendar.last:
            yield window.fault("quarter", WINDOW_OUTSIDE, quarter=quarter, first=calendar.first, last=calendar.last)
        if window.it.closes.replace(tzinfo=None) <= window.it.opens.replace(tzinfo=None):
            yield window.fault("closes", WINDOW_TURNED, quarter=quarter)


def _geojson(draft: Draft, entry: Entry[MapLayer], path: Path) -> Iterator[Problem]:
    try:
        data: Any = json.loads(path.read_bytes())
        codes = {str(feature["properties"].get(entry.it.key)) for feature in data["features"]}
    except (ValueError, KeyError, TypeError, AttributeError):
        yield entry.fault("file", NOT_GEOJSON, file=entry.it.file)
        return
    if not codes & {region.it.code for region in draft.regions if region.it.level == entry.it.level}:
        yield entry.fault("key", FEATURE_KEY, file=entry.it.file, level=entry.it.level, key=entry.it.key)


def _is_quarter(text: str) -> bool:
    try:
        return bool(Quarter(text))
    except ValueError:
        return False


def _zone_known(name: str) -> bool:
    try:
        return bool(ZoneInfo(name).key)
    except (ZoneInfoNotFoundError, ValueError):
        return False
