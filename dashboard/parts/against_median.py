"""走势: the chosen unit over eight quarters beside the median of its level or group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import plotly.graph_objects as go

from config.wording import Say, mark
from dashboard.parts.filters import short_quarter
from dashboard.parts.history import line_figure
from dashboard.parts.indicator import distance
from dashboard.parts.numbers import amount, figure
from dashboard.parts.theme import Palette
from dashboard.usecases.indicator_peers import Peers
from dashboard.usecases.variation import History

Series = tuple[float | None, ...]


@dataclass(frozen=True)
class AgainstMedian:
    """A unit's figures of the quarters and the medians of all units, in the indicator's unit; no medians (all None)
    where the reader does not see every unit.
    """

    region: str
    quarters: tuple[str, ...]
    values: Series
    medians: Series
    decimals: int
    unit: str

    @property
    def apart(self) -> list[float]:
        """How far the unit was from the median in each quarter that has both."""
        return [a - b for a, b in zip(self.values, self.medians, strict=True) if a is not None and b is not None]


def against_median(
    found: Peers, known: Mapping[str, History], quarters: Sequence[str], region: str, code: str
) -> AgainstMedian:
    """The figures of a unit (`region` its name, `code` its code) beside the medians of the units in `found`."""
    units = [known[line.region_code].values for line in found.lines if line.region_code in known]
    columns = [[one for one in column if one is not None] for column in zip(*units, strict=True)]
    medians = tuple(median(column) if found.whole and len(column) > 1 else None for column in columns)
    decimals, unit = (found.lines[0].decimals, found.lines[0].unit) if found.lines else (0, "")
    return AgainstMedian(region, tuple(quarters), known[code].values, medians, decimals, unit)


def median_title(found: AgainstMedian, words: Say) -> str:
    """The answer: how far the unit is from the median now, and in how many of the quarters it was on that side."""
    last, middle = found.values[-1], found.medians[-1]
    if last is None:
        return words(mark("{region}: no figure in this quarter"), region=found.region)
    places: dict[str, object] = {"region": found.region, "value": amount(last, found.decimals, found.unit)}
    if middle is None:
        return words(mark("{region}: {value}"), **places)
    apart = last - middle
    if not apart:
        return words(mark("{region}: {value}, just the median"), **places)
    places["apart"] = distance(apart, found.decimals, found.unit, words)
    places |= {"count": sum(one * apart > 0 for one in found.apart), "all": len(found.apart)}
    if apart > 0:
        return words(mark("{region}: {value}, {apart} above the median; above in {count} of {all} quarters"), **places)
    return words(mark("{region}: {value}, {apart} below the median; below in {count} of {all} quarters"), **places)


def median_figure(found: AgainstMedian, colours: Palette, words: Say) -> go.Figure:
    """The unit as a line with its figures, the medians as a dashed one that is named at its end."""
    drawn = line_figure(found.quarters, found.values, found.decimals, colours, words)
    drawn.data[0].line.color = colours.data
    known = [place for place, value in enumerate(found.medians) if value is not None]
    if not known:
        return drawn
    said = words(mark("median {value}"), value=figure(found.medians[known[-1]], found.decimals))
    drawn.add_scatter(
        x=[short_quarter(quarter) for quarter in found.quarters],
        y=list(found.medians),
        mode="lines+text",
        text=[f" {said}" if place == known[-1] else "" for place in range(len(found.medians))],
        textposition="middle right",
        textfont={"color": colours.quiet},
        line={"color": colours.quiet, "width": 1.5, "dash": "dash"},
        hoverinfo="skip",
        cliponaxis=False,
    )
    every = [value for value in (*found.values, *found.medians) if value is not None]
    room = (max(every) - min(every)) * 0.25 or 1.0
    drawn.update_yaxes(range=[min(every) - room, max(every) + room])
    return drawn.update_xaxes(domain=[0, 0.82])
