"""留痕 on the page: every step with its time, who took it, and what was said."""

from __future__ import annotations

from collections.abc import Iterable

from config.wording import Say
from dashboard.parts.deadlines import moment
from dashboard.parts.markup import Html, element
from dashboard.usecases.trails import ACTIONS, CHANNELS, TrailLine, actor_words, step_words

_CSS = {"returned": "jp-alarm", "confirmed": "jp-up", "approved": "jp-up"}


def timeline(lines: Iterable[TrailLine], words: Say) -> Html:
    """The steps one below the other, the first one first."""
    return element("ol", *(_step(line, words) for line in lines), css="jp-trail")


def _step(line: TrailLine, words: Say) -> Html:
    said = step_words(line, words)
    return element(
        "li",
        element("time", moment(line.at)),
        element("b", words(ACTIONS.get(line.action, line.action)), css=_CSS.get(line.action, "")),
        element("span", f"{actor_words(line)} · {words(CHANNELS.get(line.channel, line.channel))}"),
        element("p", said) if said else "",
        element("q", line.reason) if line.reason else "",
    )
