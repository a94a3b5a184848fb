"""The post that a row of a list names: its role and its unit as they were written, or the fault that says why not."""

from __future__ import annotations

from config.model import ROLES
from config.wording import mark, translator
from dashboard.access.gate import inner
from dashboard.access.managing import units_of
from dashboard.access.person import Post
from dashboard.access.titles import role_name
from dashboard.usecases.accounts.importfaults import Fault
from dashboard.usecases.accounts.importsheet import ListRow
from dashboard.usecases.accounts.meaning import nearest_unit, role_meant, units_fitting
from dashboard.usecases.accounts.opening import managing
from dashboard.usecases.desk import Desk

NO_ROLE = mark("{read} is no role.")
ROLELESS = mark("The row names no role.")
CHOOSE_ROLE = mark("Choose one of: {roles}")
NO_UNIT = mark("{read} is no division and no region of this workspace.")
NAME_UNIT = mark("Write its full name or its code.")
LIKE_UNIT = mark("Did you mean {near}? Write the full name or the code.")
SEVERAL_UNITS = mark("{read} may mean several units.")
NAME_ONE = mark("Write one of: {units}")


@inner
def post_written(desk: Desk, row: ListRow, locale: str) -> Post | Fault:
    """The post of a row; a fault when the role or the unit is not known, or may mean several."""
    say, config = translator(locale), desk.config
    role = role_meant(row.role.text)
    if role is None:
        offered = [role_name(one, say) for one in ROLES if managing(desk).offers(one)]
        roles = say(mark(", ")).join(offered)
        return Fault.of(locale, NO_ROLE if row.role.text else ROLELESS, CHOOSE_ROLE, row.role, roles=roles)
    units = units_fitting(config, role, row.unit.text)
    if len(units) == 1:
        return Post(role, units[0])
    if units:
        codes = ", ".join(unit for unit in units if unit in units_of(config, role)) or ", ".join(units)
        return Fault.of(locale, SEVERAL_UNITS, NAME_ONE, row.unit, units=codes)
    near = nearest_unit(config, row.unit.text)
    return Fault.of(locale, NO_UNIT, LIKE_UNIT if near else NAME_UNIT, row.unit, near=near)
