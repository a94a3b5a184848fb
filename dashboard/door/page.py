"""How the door's own pages look: plain HTML without scripts, in the product's colours and languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from config.wording import DEFAULT_LOCALE, Say, mark, translator
from dashboard.door.asking import local
from dashboard.door.forms import TOKEN
from dashboard.door.headers import OWN_POLICY
from dashboard.parts.markup import Html, element, join
from dashboard.parts.theme import DARK, LIGHT, Palette
from dashboard.usecases.desk import Desk

_STYLE = Path(__file__).parent / "style.css"
STYLE_PATH = "/sign-in/style.css"


@dataclass(frozen=True)
class Visit:
    """A request for one of the door's pages, the desk that serves it, the language it is answered in, and where within
    the app the browser goes on to."""

    request: Request
    desk: Desk
    locale: str
    onward: str = "/"

    @cached_property
    def say(self) -> Say:
        """The translator of the visitor's language."""
        return translator(self.locale)

    def to(self, path: str, **query: str) -> str:
        """An address of the door in the visitor's language."""
        asked = {name: value for name, value in query.items() if value}
        asked |= {"lang": "en"} if self.locale == "en" else {}
        return f"{path}?{urlencode(asked)}" if asked else path


def visit_of(request: Request, desk: Desk, form: Mapping[str, str] | None = None) -> Visit:
    """A visit in the language that the form or the address names (`lang=en`); Chinese else."""
    fields, query = form or {}, request.query_params
    asked, onward = fields.get("language") or query.get("lang"), fields.get("next") or query.get("next")
    return Visit(request, desk, "en" if asked == "en" else DEFAULT_LOCALE, local(onward or "/"))


def answer(visit: Visit, title: str, *content: object, status: int = 200, wide: bool = False) -> HTMLResponse:
    """A whole page."""
    say, province = visit.say, visit.desk.config.province
    department = province.department_en if visit.locale == "en" else province.department
    name = element("b", department, " · ", say(mark("Quarterly review")))
    ribbon = element("span", say(mark("DEMONSTRATION DATA")), css="ribbon") if visit.desk.workspace.invented else ""
    head = element("header", name, ribbon, _switch(visit))
    body = element("main", element("h1", title), *content, css="wide" if wide else "narrow")
    lang = "en" if visit.locale == "en" else "zh-CN"
    page = (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f'<title>{escape(title)}</title><link rel="icon" href="/favicon.png">'
        f'<link rel="stylesheet" href="{STYLE_PATH}"></head><body>{head}{body}</body></html>'
    )
    return HTMLResponse(page, status, {"Content-Security-Policy": OWN_POLICY})


def form(visit: Visit, action: str, token: str, *content: object, css: str = "") -> Html:
    """A form that is sent to an address of the door, with its token and the language."""
    fields = join((hidden(TOKEN, token), hidden("language", "en" if visit.locale == "en" else "zh")))
    return element("form", fields, *content, css=css, method="post", action=action)


def field(label: str, name: str, *, note: str = "", **attributes: str) -> Html:
    """A field to fill in, under its label."""
    given = {"type": "text", "required": "", "autocapitalize": "none", "spellcheck": "false", **attributes}
    said = [element("span", label), _input(name=name, **given)]
    return element("label", *said, element("small", note) if note else "")


def hidden(name: str, value: str) -> Html:
    """A field that nobody sees."""
    return _input(type="hidden", name=name, value=value)


def button(words: str, css: str = "") -> Html:
    """The button that sends a form."""
    return element("button", words, css=css, type="submit")


def said(sentence: str, css: str = "note") -> Html:
    """A sentence above a form; wrong: what has to be mended."""
    return element("p", sentence, css=css, role="alert" if css == "wrong" else "status")


async def style(_request: Request) -> Response:
    """The style sheet of the door's pages."""
    return Response(_sheet(), media_type="text/css")


def _switch(visit: Visit) -> Html:
    other = "en" if visit.locale != "en" else "zh"
    asked = {"lang": other} | ({"next": visit.onward} if visit.onward != "/" else {})
    shown = visit.request.method == "GET" or not visit.request.url.path.startswith("/account")
    address = f"{visit.request.url.path if shown else '/account'}?{urlencode(asked)}"
    return element("a", "English" if other == "en" else "中文", css="language", href=address)


def _input(**attributes: str) -> Html:
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return Html(f"<input{written}>")


@lru_cache(maxsize=1)
def _sheet() -> str:
    dark = f"@media (prefers-color-scheme: dark) {{{_variables(DARK)}}}"
    return f"{_variables(LIGHT)}\n{dark}\n{_STYLE.read_text(encoding='utf-8')}"


def _variables(colours: Palette) -> str:
    names = ("paper", "panel", "ink", "quiet", "line", "data", "wrong", "soon")
    pairs = asdict(colours)
    return f":root{{{''.join(f'--{name}:{pairs[name]};' for name in names)}}}"
