"""The reference tables of docs/schemes.md: every key and every rule, between markers, made from the models.

`python -m config.sheet.reference` brings the tables and docs/scheme.schema.json up to what the code says.
"""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import BaseModel

import config.model as models
from config.rulebook import RuleDeclaration, rulebook
from config.sheet import inline
from config.sheet.keys import Key, keybook
from config.sheet.schema import schema_text

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"zh_CN": DOCS / "schemes.zh-CN.md", "en": DOCS / "schemes.md"}
SCHEMA = DOCS / "scheme.schema.json"
_MARKED = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_HEADS = {
    "en": ("Key", "Type", "Default", "Meaning", "required", "—"),
    "zh_CN": ("键", "类型", "默认值", "含义", "必填", "—"),
}
_RULE_HEADS = {
    "en": ("Rule", "Idiom", "Parameters", "What it does", "target", "or"),
    "zh_CN": ("规则", "名称", "参数", "算法", "目标", "或"),
}
_TYPES = {
    "text": ("text", "文字"),
    "rule": ("name of a rule", "规则名"),
    "number": ("number", "数字"),
    "whole": ("whole number", "整数"),
    "flag": ("true / false", "true / false"),
    "codes": ("list of texts", "文字列表"),
    "weights": ("table of numbers", "数字表"),
    "terms": ("table of parameters", "参数表"),
    "range": ("[low, high]", "[低, 高]"),
    "table": ("table", "表"),
    "tables": ("list of tables", "表的列表"),
}
_PARAMETERS = {
    "number": ("number", "数字"),
    "positive": ("number above 0", "大于0的数"),
    "share": ("number from 0 to 1", "0至1的数"),
    "count": ("whole number", "正整数"),
    "switch": ("true / false", "true / false"),
    "bounds": ("[[at least, points], …]", "[[下限, 得分], …]"),
    "bounds_above": ("[[at most, points], …]", "[[上限, 得分], …]"),
}


def refreshed(page: str, locale: str) -> str:
    """The page with what stands between its markers made anew."""

    def table(found: re.Match[str]) -> str:
        lines = rule_table(locale) if found[2] == "rules" else key_table(found[2], locale)
        return found[1] + "\n".join(lines) + "\n" + found[3]

    return _MARKED.sub(table, page)


def key_table(model: str, locale: str) -> list[str]:
    """The keys of a model: name, type, default and meaning."""
    fields = getattr(models, model).model_fields
    lines = _head(_HEADS[locale][:4])
    for name, key in keybook().keys[model].items():
        cells = (f"`{name}`", _type(key, locale), _default(fields[name], locale), key.meaning(locale))
        lines.append(_row(cells))
    return lines


def rule_table(locale: str) -> list[str]:
    """The rules: name, idiom, parameters and what each does."""
    lines = _head(_RULE_HEADS[locale][:4])
    for rule in rulebook().rule:
        lines.append(_row((f"`{rule.name}`", rule.label_in(locale), _parameters(rule, locale), rule.about_in(locale))))
    return lines


def _type(key: Key, locale: str) -> str:
    if not key.choices:
        return _TYPES[key.kind][locale != "en"]
    names = keybook().choices[key.choices].items()
    return "<br>".join(f"`{value}` {name[locale == 'en']}" for value, name in names)


def _default(field: object, locale: str) -> str:
    required, none = _HEADS[locale][4:]
    if field.is_required():  # type: ignore[attr-defined]
        return required
    value = field.get_default(call_default_factory=True)  # type: ignore[attr-defined]
    if value is None or value in ("", (), {}) or isinstance(value, BaseModel):
        return none
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{inline.figure(value)}`" if isinstance(value, int | float) else f'`"{value}"`'


def _parameters(rule: RuleDeclaration, locale: str) -> str:
    kinds, either = rulebook().parameters, {name for names in rule.either for name in names}
    parts = [f"**`{name}`** {_PARAMETERS[kinds[name]][locale != 'en']}" for name in rule.required]
    parts += [f"`{name}` {_PARAMETERS[kinds[name]][locale != 'en']}" for name in rule.optional if name not in either]
    if rule.either:
        choices = (" + ".join(f"`{name}`" for name in names) for names in rule.either)
        parts.append("**" + f"** {_RULE_HEADS[locale][5]} **".join(choices) + "**")
    if rule.target == "required":
        parts.append(f"**{_RULE_HEADS[locale][4]}**")
    return "<br>".join(parts) or _HEADS[locale][5]


def _head(names: tuple[str, ...]) -> list[str]:
    return [_row(names), _row(("---",) * len(names))]


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(), encoding="utf-8")
    for locale, path in PAGES.items():
        path.write_text(refreshed(path.read_text(encoding="utf-8"), locale), encoding="utf-8")
