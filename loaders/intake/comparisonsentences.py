"""What findings say of figures that are held against what was reported before and elsewhere."""

from __future__ import annotations

from config.wording import mark

COMPARISON_SENTENCES: dict[str, tuple[str, str]] = {
    "unit_slip": (
        mark(
            "{name} of {region}: {read} ({unit}) is {times} times the {expected} that is to be expected after {where}; "
            "in {meant} it would fit."
        ),
        mark("If the figure is in {meant}, write that unit in the head or the cell, or turn the figure into {unit}."),
    ),
    "unit_slip_peers": (
        mark(
            "{name} of {region}: {read} ({unit}) is {times} times the {expected} that the other regions report in the "
            "middle; in {meant} it would fit."
        ),
        mark("Check whether this figure is in {meant}; all figures of a column need the same unit."),
    ),
    "unit_slip_column": (
        mark(
            "{count} of {total} figures of {name} are {times} times what is to be expected (here {read} for "
            "{expected}); they look like {meant}, not {unit}."
        ),
        mark("Write the unit {meant} in the head of the column, or turn its figures into {unit}."),
    ),
    "places_slip": (
        mark(
            "{name} of {region}: {read} ({unit}) is {times} times the {expected} that is to be expected after {where}."
        ),
        mark("Check the point and the number of places."),
    ),
    "places_slip_peers": (
        mark(
            "{name} of {region}: {read} ({unit}) is {times} times the {expected} that the other regions report in the "
            "middle."
        ),
        mark("Check the point, the number of places and the unit."),
    ),
    "cumulative_falls": (
        mark("{name} of {region} adds up from 1 January, but {read} is less than the {before} of {period} ({where})."),
        mark("Write the amount since 1 January; if the earlier figure was too high, correct that quarter as well."),
    ),
    "earlier_differs": (
        mark("{name} of {region}: for {period} the file says {read}, but {before} was reported then ({where})."),
        mark("Check the column; if the earlier figure was wrong, submit its correction."),
    ),
    "county_sum_differs": (
        mark(
            "{name}: {above} has {total} ({at_total}), but its {count} regions below add up to {computed}; {county} "
            "departs most, with {figure} ({where}) for an expected {expected}."
        ),
        mark("Check the figure of {county} first, then the total of {above}."),
    ),
    "sum_differs": (
        mark("{name}: {above} has {total} ({at_total}), but its {count} regions below add up to {computed}."),
        mark("Check the figures below and that of {above}; both must be of the same definition."),
    ),
    "county_of_wrong_total": (
        mark(
            "{name} of {region}: {read}, where the earlier quarters lead to expect {expected}; this would explain why "
            "the total in {where} does not add up."
        ),
        mark("Check this figure first."),
    ),
    "statutory_differs": (
        mark("{name} of {region} is {read} here, but {who} reported {other} as {called} ({where})."),
        mark("Form and table must say the same; find out which is right and correct the other."),
    ),
    "part_over_other_whole": (
        mark("{part} of {region} is {read}, more than {whole} with {total} ({where}): the rate would be over 100%."),
        mark("Check both figures; units that were closed must be left out of both."),
    ),
    "whole_under_other_part": (
        mark("{whole} of {region} is {read}, less than {part} with {total} ({where}): the rate would be over 100%."),
        mark("Check both figures; units that were closed must be left out of both."),
    ),
    "outlier_history": (
        mark(
            "{name} of {region}: {read} lies far off its {count} earlier quarters, which lie about {expected}, between "
            "{low} and {high} (the last in {where})."
        ),
        mark("Check the figure; if it is right, give the reason."),
    ),
    "outlier_peers": (
        mark(
            "{name} of {region}: {read} after {before} in {period} ({where}); had it moved like the {count} regions of "
            "its group, it would be about {expected}."
        ),
        mark("Check the figure; if it is right, give the reason."),
    ),
    "outlier_ratio": (
        mark("{ratio} of {region} would be {value}; the {count} other regions of its group lie about {expected}."),
        mark("Check {name} and the other part of the rate; if they are right, give the reason."),
    ),
    "file_unchanged": (
        mark(
            "{count} of {total} figures that move from quarter to quarter are exactly those of {period} ({where}); the "
            "workbook seems to be the last one with a new date."
        ),
        mark("Check whether the figures were brought up to date; if nothing moved, give the reason."),
    ),
    "region_unchanged": (
        mark(
            "{region}: {count} of {total} figures that move from quarter to quarter are exactly those of {period}, "
            "the first in {cells}."
        ),
        mark("Check whether the figures of the region were brought up to date; if nothing moved, give the reason."),
    ),
    "more_alike": (
        mark("{count} more findings like the one in {at} are not listed."),
        mark("Mend the cause and submit the file again to see what is left."),
    ),
}
