"""Tells the browser which language the page is in, and says Streamlit's own English words in it."""

from __future__ import annotations

from typing import Any

from streamlit.components.v2 import component

from config.wording import mark, translator

_SCRIPT = """
export default function ({ data }) {
  document.documentElement.lang = data.lang
  const skip = document.querySelector("[data-testid=stSkipToContent]")
  if (skip) skip.textContent = data.skip
  const pages = document.querySelector("[aria-label='App pages']")
  if (pages) pages.setAttribute("aria-label", data.pages)
}
"""
_mount: Any = component("jiping_language", js=_SCRIPT, isolate_styles=False)


def page_language(locale: str) -> None:
    """Set `<html lang>` to the reader's language, and the words that only a keyboard or a screen reader meets."""
    say = translator(locale)
    words = {"skip": say(mark("Skip to the content")), "pages": say(mark("Pages"))}
    _mount(key="page_language", data={"lang": "en" if locale == "en" else "zh-CN", **words})
