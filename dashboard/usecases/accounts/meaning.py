"""What people write for a role and for a unit: names in any language of the product, codes, and former names."""

from __future__ import annotations

from functools import cache

from config.model import ROLES, Config, Role
from config.wording import LOCALES, translator
from dashboard.access.managing import units_of
from dashboard.access.titles import ROLE_NAMES, WHOLE
from loaders.intake.gazetteer import gazetteer_of
from loaders.intake.words import key_of

_OTHER_NAMES: dict[str, Role] = {
    "厅领导": "leader",
    "分管领导": "leader",
    "考核办": "office",
    "处室审核": "reviewer",
    "审核人": "reviewer",
    "审核员": "reviewer",
    "民政局长": "head",
    "填报员": "submitter",
    "报送人": "submitter",
    "审计": "auditor",
    "评委": "judge",
    "专家": "judge",
    "账号管理": "administrator",
    "管理员": "administrator",
}
_WHOLE_WORDS = ("全省", "全部", "—", "-", "/", "无")


def role_meant(text: str) -> Role | None:
    """The role of a name or code as it was written; None for none."""
    return _roles().get(key_of(text))


def units_meant(config: Config, text: str) -> tuple[str, ...]:
    """The codes of the units that a text may mean, several where it is not clear; nothing and 全省: the province."""
    key = key_of(text)
    if not key or key in _wholes():
        return ("",)
    divisions = tuple(one.code for one in config.divisions if key in map(key_of, (one.code, one.name, one.name_en)))
    if divisions:
        return divisions
    gazetteer = gazetteer_of(config)
    coded = gazetteer.coded(text)
    named = tuple(region.code for region in gazetteer.named(text)) if coded is None else (coded.code,)
    return named or tuple(region.code for region in config.regions if key == key_of(region.name_en))


def units_fitting(config: Config, role: Role, text: str) -> tuple[str, ...]:
    """The units that a text may mean for a role: those that it can have, where there is one; else all it may mean."""
    meant = units_meant(config, text)
    return tuple(unit for unit in meant if unit in units_of(config, role)) or meant


def nearest_unit(config: Config, text: str) -> str:
    """The name of a region that a text is most like, or an empty text."""
    return gazetteer_of(config).nearest(text)


@cache
def _roles() -> dict[str, Role]:
    names = {key_of(translator(locale)(ROLE_NAMES[role])): role for locale in LOCALES for role in ROLES}
    return {**_OTHER_NAMES, **names, **{key_of(role): role for role in ROLES}}


@cache
def _wholes() -> frozenset[str]:
    return frozenset(map(key_of, (*_WHOLE_WORDS, *(translator(locale)(WHOLE) for locale in LOCALES))))
