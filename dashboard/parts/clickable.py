"""Markup whose parts can be opened: a Streamlit component without a frame, drawn in the page, keyboard included."""

from __future__ import annotations

from typing import Any

from streamlit.components.v2 import component

from dashboard.parts.markup import Html, element

_SCRIPT = """
export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".jp-root")
  if (root.shown !== data.html) {
    const held = root.contains(document.activeElement) && document.activeElement.closest("[data-key]")
    const key = held && held.dataset.key
    root.innerHTML = data.html
    root.shown = data.html
    const again = key && root.querySelector(`[data-key="${CSS.escape(key)}"]`)
    if (again) (again.querySelector("button") || again).focus()
  }
  const open = (event) => {
    const part = event.target.closest("[data-key]")
    if (part && root.contains(part)) setTriggerValue("opened", part.dataset.key)
  }
  root.onclick = open
  root.onkeydown = (event) => {
    if (event.key === "Enter" && event.target.matches("[data-key][tabindex]")) open(event)
  }
}
"""

_mount: Any = component("jiping_clickable", html='<div class="jp-root"></div>', js=_SCRIPT, isolate_styles=False)


def clickable(content: Html, *, key: str) -> str | None:
    """Show markup; the data-key of the part that was just opened by click or Enter, else None."""
    opened = _mount(key=key, data={"html": str(element("div", content, css="jp"))}, on_opened_change=_rerun).opened
    return None if opened is None else str(opened)


def _rerun() -> None:
    """Opening needs no callback of its own: the page runs again and reads what was opened."""
