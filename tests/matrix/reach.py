from collections.abc import Mapping

from tests.matrix.seats import BELOW, OTHER, OWN
from tests.matrix.world import UNITS as UNIT_CODES
from tests.matrix.world import World

OTHERS_COUNTY = "430202"
REGIONS = {"own": OWN, "below": BELOW, "foreign": OTHER}
MEANS: Mapping[str, frozenset[str]] = {
    "all": frozenset({"released", "any", "own", "below", "line", "foreign"}),
    "line": frozenset({"released", "any", "line"}),
    "below": frozenset({"released", "any", "own", "below"}),
    "own": frozenset({"released", "any", "own"}),
    "released": frozenset({"released"}),
}
EVERY = frozenset({"released", "own", "below", "line", "foreign"})
UNITS = frozenset({"released", "own", "below", "foreign"})
OF_UNITS: Mapping[str, frozenset[str]] = {
    "all": frozenset(UNIT_CODES),
    "line": frozenset({"line"}),
    "below": frozenset({"own", "below"}),
    "released": frozenset(),
}


def groups(world: World) -> dict[str, str]:
    return {place: world.desk.config.region[region].peer_group for place, region in REGIONS.items()}
