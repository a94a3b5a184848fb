"""The department's vocabulary as frozen, typed models; read by config.reading, used by every package."""

from config.model.access import ROLES, AccessPolicy, Lockout, Passwords, Rates, Role, Sessions
from config.model.base import Code, ColumnRole, Measure, Model, Named, Severity, Status
from config.model.calendar import AppealWindow, Calendar, Window
from config.model.catalogue import BottomLine, Care, Category, Division, Framework, FrameworkVersion, Indicator
from config.model.forms import Form, FormRow, Reading, Statistic
from config.model.ledgers import Ledger, LedgerChoice, LedgerField, LedgerFieldType
from config.model.meeting import AgendaPart, BallotClass, Criterion, MeetingKind, Meetings
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
from config.model.signon import PublicAddress, SingleSignOn
from config.model.supervision import Due, Escalation, Lights, Supervision
from config.model.whole import Config

__all__ = [
    "ROLES",
    "TOTAL",
    "AccessPolicy",
    "AgendaPart",
    "AppealWindow",
    "BallotClass",
    "Band",
    "Boards",
    "BottomLine",
    "Calendar",
    "Care",
    "Category",
    "Certainty",
    "Check",
    "Code",
    "ColumnRole",
    "Config",
    "Criterion",
    "Division",
    "Due",
    "Escalation",
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
    "Lights",
    "Lists",
    "Lockout",
    "MapLayer",
    "Measure",
    "MeetingKind",
    "Meetings",
    "Model",
    "Named",
    "Outliers",
    "Passwords",
    "PeerGroup",
    "Plausibility",
    "Province",
    "PublicAddress",
    "Quarter",
    "Rates",
    "Reading",
    "Region",
    "Role",
    "Scheme",
    "SchemeItem",
    "SchemeSection",
    "Sessions",
    "Severity",
    "SingleSignOn",
    "Slips",
    "Statistic",
    "Status",
    "Supervision",
    "Target",
    "Unchanged",
    "Veto",
    "Window",
    "month_of",
]
