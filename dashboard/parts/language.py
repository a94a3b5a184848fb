"""Tells the browser which language the page is in, and says Streamlit's own English words in it."""

from __future__ import annotations

from typing import Any

from streamlit.components.v2 import component

from config.wording import mark, translator
from loaders.intake.refusal import MAX_BYTES, MEGABYTE

WAIT = mark(
    "The system does not answer at the moment. What you chose and every receipt are kept; "
    "the page goes on by itself, or load it again in a moment."
)
TOO_LARGE = mark(
    "This file has more than {limit} MB and was not read. Take out pictures and sheets that are not needed, "
    "save it again and choose it anew."
)

_SCRIPT = """
export default function ({ data }) {
  document.documentElement.lang = data.lang
  const skip = document.querySelector("[data-testid=stSkipToContent]")
  if (skip) skip.textContent = data.skip
  const pages = document.querySelector("[aria-label='App pages']")
  if (pages) pages.setAttribute("aria-label", data.pages)
  window.jipingSaid = data.said
  if (!window.jipingSays) {
    window.jipingSays = () => {
      const boxes = document.querySelectorAll("[data-testid=stDialog], [data-testid=stFileChip] [role=alert]")
      for (const box of boxes) {
        const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
        while (texts.nextNode()) {
          const text = texts.currentNode
          const ours = window.jipingSaid.find(([theirs]) => text.data.startsWith(theirs))
          if (ours) text.data = ours[1]
        }
      }
    }
    new MutationObserver(window.jipingSays).observe(document.body, { childList: true, subtree: true })
  }
  window.jipingSays()
}
"""
_mount: Any = component("jiping_language", js=_SCRIPT, isolate_styles=False)


def page_language(locale: str) -> None:
    """Set `<html lang>` to the reader's language, and the words that only a keyboard or a screen reader meets."""
    say = translator(locale)
    words = {"skip": say(mark("Skip to the content")), "pages": say(mark("Pages"))}
    said = [
        ("Connection error", say(mark("The connection is interrupted"))),
        ("Streamlit server is not responding", say(WAIT)),
        ("Is Streamlit still running", say(WAIT)),
        ("Error: ", ""),
        ("File must be", say(TOO_LARGE, limit=MAX_BYTES // MEGABYTE)),
    ]
    _mount(key="page_language", data={"lang": "en" if locale == "en" else "zh-CN", "said": said, **words})
