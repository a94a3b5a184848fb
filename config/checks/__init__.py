"""The cross-checks over all files of a config folder; each takes the draft and yields problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from config.checks.catalogue import check_divisions, check_frameworks, check_indicators
from config.checks.forms import check_forms, check_statistics
from config.checks.highlights import check_highlights
from config.checks.honours import check_honours
from config.checks.ledgers import check_ledgers
from config.checks.meeting import check_meeting
from config.checks.places import check_former_names, check_groups, check_levels, check_province, check_regions
from config.checks.plausibility import check_plausibility
from config.checks.schemes import check_schemes
from config.checks.setting import check_calendar, check_maps, check_reading
from config.checks.supervision import check_supervision
from config.draft import Draft
from config.problems import Problem

CHECKS: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    check_province,
    check_calendar,
    check_reading,
    check_levels,
    check_groups,
    check_regions,
    check_former_names,
    check_divisions,
    check_frameworks,
    check_indicators,
    check_statistics,
    check_forms,
    check_ledgers,
    check_schemes,
    check_maps,
    check_plausibility,
    check_supervision,
    check_meeting,
    check_honours,
    check_highlights,
)
