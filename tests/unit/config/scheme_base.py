import copy
import tomllib
from typing import Any

from config.model import Config
from config.schemefile import check_scheme_content

CUT = object()
BASE: dict[str, Any] = tomllib.loads("""
code = "base"
name = "办法"
name_en = "Scheme"
valid_from = "2026Q1"
document = "D"
full_marks = 100
precision = 2
tie = "shared"
groups = ["cities", "towns"]
bands = [
    { code = "top", name = "优", name_en = "Top", at_least = 90, top_share = 0.2 },
    { code = "good", name = "良", name_en = "Good", at_least = 80, top_share = 0.6 },
    { code = "rest", name = "其余", name_en = "Rest", at_least = 0 },
]
vetoes = [
    { code = "v", name = "否决", name_en = "V", indicator = "events", effect = "bar", bars = ["top"], clause = "" },
]

[[sections]]
code = "works"
name = "工作"
name_en = "Work"
full_marks = 100

[[sections]]
code = "left"
name = "左"
name_en = "Left"
parent = "works"
full_marks = 60

[[sections.items]]
code = "a"
name = "甲"
name_en = "A"
indicator = "x"
rule = "efficacy"
parameters = { low = 10, high = 20 }
full_marks = 40
clause = ""
owner = ""

[[sections.items]]
code = "b"
name = "乙"
name_en = "B"
indicator = "y"
rule = "completion"
target = { value = 5 }
full_marks = 20
clause = ""
owner = ""

[[sections]]
code = "right"
name = "右"
name_en = "Right"
parent = "works"
full_marks = 40
combine = "geometric"

[[sections.items]]
code = "c"
name = "丙"
name_en = "C"
indicator = "z"
rule = "goalposts"
parameters = { low = 0, high = 1 }
missing = "exclude"
full_marks = 10
weight = 2
clause = ""
owner = ""

[[sections]]
code = "extra"
name = "加分"
name_en = "Extra"
kind = "bonus"
full_marks = 5

[[sections.items]]
code = "d"
name = "丁"
name_en = "D"
indicator = "w"
rule = "per_event"
parameters = { per_event = 1 }
full_marks = 9
clause = ""
owner = ""
""")


def changed(*changes: tuple[tuple[Any, ...], Any]) -> dict[str, Any]:
    content = copy.deepcopy(BASE)
    for (*way, last), value in changes:
        inner: Any = content
        for step in way:
            inner = inner.setdefault(step, {}) if isinstance(inner, dict) else inner[step]
        if value is CUT:
            del inner[last]
        else:
            inner[last] = value
    return content


def faults(content: dict[str, Any], config: Config | None = None) -> list[tuple[str, str]]:
    scheme, problems = check_scheme_content(content, "base.toml", config)
    assert (scheme is None) == bool(problems)
    return [(problem.key, problem.sentence("en")) for problem in problems]
