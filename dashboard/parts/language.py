"""Tells the browser which language the page is in: Streamlit itself always says `en`."""

from __future__ import annotations

from typing import Any

from streamlit.components.v2 import component

_SCRIPT = """
export default function ({ data }) {
  document.documentElement.lang = data.lang
}
"""
_mount: Any = component("jiping_language", js=_SCRIPT, isolate_styles=False)


def page_language(locale: str) -> None:
    """Set `<html lang>` to the reader's language."""
    _mount(key="page_language", data={"lang": "en" if locale == "en" else "zh-CN"})
