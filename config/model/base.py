"""The base of all models, and what is used across them."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """Base of all configuration models: frozen, unknown keys refused, computed properties cached."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, ignored_types=(cached_property,))


class Status(StrEnum):
    """Why a value is there or missing; a missing value is null with one of the last three."""

    REPORTED = "reported"
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    WITHHELD = "withheld"


class Severity(StrEnum):
    """error blocks the file, warning asks for a reason, note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


Measure = Literal["stock", "flow", "ytd_cumulative", "ratio"]
ColumnRole = Literal["current", "previous_quarter", "previous_month", "same_month_last_year", "change_pct"]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Named(Model):
    """Anything with a Chinese and an English name."""

    code: str
    name: str
    name_en: str

    def label(self, locale: str) -> str:
        """The name in the locale (`zh_CN` or `en`)."""
        return self.name_en if locale == "en" else self.name
