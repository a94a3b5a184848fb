"""The department's vocabulary as frozen, typed models; read by config.reading, used by every package."""

from config.model.base import Code, ColumnRole, Measure, Model, Named, Severity, Status
from config.model.calendar import Calendar, Window
from config.model.catalogue import Care, Category, Division, Framework, FrameworkVersion, Indicator
from config.model.forms import Form, FormRow, Reading, Statistic
from config.model.ledgers import Ledger, LedgerChoice, LedgerField, LedgerFieldType
from config.model.places import FormerName, Level, MapLayer, PeerGroup, Province, Region
from config.model.plausibility import Check, Outliers, Plausibility, Slips, Unchanged
from config.model.quarter import Quarter, month_of
from config.model.scheme import (
    TOTAL,
    Band,
    Boards,
    Certainty,
    GroupTerms,
    Inputs,
    Lists,
    Scheme,
    SchemeItem,
    SchemeSection,
    Target,
    Veto,
)
from config.model.whole import Config

__all__ = [
    "TOTAL",
    "Band",
    "Boards",
    "Calendar",
    "Care",
    "Category",
    "Certainty",
    "Check",
    "Code",
    "ColumnRole",
    "Config",
    "Division",
    "Form",
    "FormRow",
    "FormerName",
    "Framework",
    "FrameworkVersion",
    "GroupTerms",
    "Indicator",
    "Inputs",
    "Ledger",
    "LedgerChoice",
    "LedgerField",
    "LedgerFieldType",
    "Level",
    "Lists",
    "MapLayer",
    "Measure",
    "Model",
    "Named",
    "Outliers",
    "PeerGroup",
    "Plausibility",
    "Province",
    "Quarter",
    "Reading",
    "Region",
    "Scheme",
    "SchemeItem",
    "SchemeSection",
    "Severity",
    "Slips",
    "Statistic",
    "Status",
    "Target",
    "Unchanged",
    "Veto",
    "Window",
    "month_of",
]
