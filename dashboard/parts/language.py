"""Tells the browser which language the page is in, and says Streamlit's own English words in it.

Its script also asks /session when the frontend has lost its connection and looks for the server again: whoever is not
signed in any more gets the sign-in page, whoever has other posts now gets the page anew. While the connection stands it
asks nothing. A page that lost its connection takes no click before it is drawn again: a server that began anew does not
know its buttons yet, and would drop the click without a word.
"""

from __future__ import annotations

from typing import Any

from streamlit.components.v2 import component

from config.wording import mark, translator
from dashboard.parts.identity import holder
from loaders.intake.refusal import MAX_BYTES, MEGABYTE

WAIT = mark(
    "The system does not answer at the moment. What you chose and every receipt are kept; "
    "the page goes on by itself, or load it again in a moment."
)
NO_PAGE = mark(
    "Nothing stands at this address, perhaps it was mistyped or is not for your post. This is the home page."
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
  window.jipingHolder = data.holder
  window.jipingChoose = data.choose
  if (!window.jipingSays) {
    window.jipingSays = () => {
      for (const button of document.querySelectorAll("[data-testid=stFileUploaderDropzone] button:not([aria-label])")) {
        button.setAttribute("aria-label", window.jipingChoose)
      }
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
    const changes = { childList: true, characterData: true, subtree: true }
    new MutationObserver(window.jipingSays).observe(document.body, changes)
    const app = document.querySelector("[data-testid=stApp]")
    const main = () => document.querySelector("[data-testid=stMain]")
    let drawn = false
    const settles = () => {
      const state = app.dataset.testConnectionState
      const draws = ["running", "rerunRequested"].includes(app.dataset.testScriptState)
      if (state !== "CONNECTED") drawn = !(main().inert = true)
      else if (draws) drawn = true
      else if (drawn) main().inert = false
      else if (main().inert) setTimeout(() => { drawn = true; settles() }, 1000)
    }
    const states = ["data-test-connection-state", "data-test-script-state"]
    new MutationObserver(settles).observe(app, { attributes: true, attributeFilter: states })
  }
  window.jipingSays()
  if (!window.jipingAsks) {
    window.jipingAsks = async () => {
      if (window.jipingAsking) return
      window.jipingAsking = true
      try {
        const answer = await fetch("/session", { cache: "no-store" })
        if (answer.status === 401) {
          const here = encodeURIComponent(location.pathname + location.search)
          location.replace(`/sign-in?next=${here}${document.documentElement.lang === "en" ? "&lang=en" : ""}`)
        } else if (answer.ok && window.jipingHolder) {
          const { holder } = await answer.json()
          if (holder !== window.jipingHolder) location.reload()
        }
      } catch { /* the server does not answer: the frontend itself tries again */ }
      window.jipingAsking = false
    }
    const dropped = (entry) => /\\/_stcore\\/(health|host-config)$/.test(entry.name)
    new PerformanceObserver((list) => {
      if (list.getEntries().some(dropped)) window.jipingAsks()
    }).observe({ type: "resource" })
    window.addEventListener("pageshow", (event) => event.persisted && window.jipingAsks())
  }
}
"""
_mount: Any = component("jiping_language", js=_SCRIPT, isolate_styles=False)


def page_language(locale: str) -> None:
    """Set `<html lang>` to the reader's language, and the words that only a keyboard or a screen reader meets."""
    say = translator(locale)
    words = {"holder": holder(), "skip": say(mark("Skip to the content")), "pages": say(mark("Pages"))}
    words["choose"] = say(mark("Choose files"))
    said = [
        ("Connection error", say(mark("The connection is interrupted"))),
        ("Streamlit server is not responding", say(WAIT)),
        ("Is Streamlit still running", say(WAIT)),
        ("Page not found", say(mark("There is no such page"))),
        ("The page that you have requested", say(NO_PAGE)),
        ("Error: ", ""),
        ("File must be", say(TOO_LARGE, limit=MAX_BYTES // MEGABYTE)),
    ]
    _mount(key="page_language", data={"lang": "en" if locale == "en" else "zh-CN", "said": said, **words})
