from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard.usecases import drafts
from dashboard.usecases.belonging import OTHER_UNIT
from dashboard.usecases.desk import Desk
from dashboard.usecases.ledgers.filling import fill_units, filled_in, lines_to_fill
from dashboard.usecases.loading import load_files, take_in
from dashboard.usecases.templates import template_file, template_units
from dashboard.usecases.trial import trial
from dashboard.usecases.uploading import Upload, answered, answers, hand_in, matched, read_upload
from loaders.intake.outcome import Finding
from tests.matrix.managed import tried
from tests.matrix.probes import Probe
from tests.matrix.sent import MEANS
from tests.matrix.world import OPEN, UNITS, World, form_of

ZH = "zh_CN"
EMPTY = "2025Q4"
LEDGER = "key_tasks"
SENDING = {place: unit for place, unit in UNITS.items() if place != "below"}
EVERY = frozenset(SENDING)
_read: dict[tuple[str, str], Upload] = {}


def upload(world: World, place: str) -> Upload:
    key = (str(world.desk.workspace.folder), place)
    if key not in _read:
        name, content = template_file(world.desk, SENDING[place], EMPTY)
        _read[key] = read_upload(world.desk, name, content)
    return _read[key]


def own(findings: Iterable[Finding]) -> bool:
    return OTHER_UNIT not in {finding.rule for finding in findings}


def each(taken: Callable[[Desk, Upload], Iterable[Finding]]) -> Probe:
    def look(world: World, at: Desk) -> set[str]:
        return {place for place in SENDING if own(taken(at, upload(world, place)))}

    return Probe(EVERY, MEANS, look)


def loaded(at: Desk, one: Upload) -> Iterable[Finding]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / one.name
        file.write_bytes(one.content)
        ((_, receipt),) = load_files(at, [file])
    return receipt.findings


def handed(at: Desk, one: Upload) -> Iterable[Finding]:
    (done,) = hand_in(at, [one], ZH)
    return done.upload.intake.findings


def templates(world: World, at: Desk) -> set[str]:
    at.sight.has("submit") or template_file(at, "430100", OPEN)
    return {place for place, unit in SENDING.items() if tried(partial(template_file, at, unit, OPEN))}


def units_offered(world: World, at: Desk) -> set[str]:
    offered = template_units(at, OPEN, ZH)
    return {place for place, unit in SENDING.items() if unit in offered}


def lines_given(world: World, at: Desk) -> set[str]:
    at.sight.has("submit") or lines_to_fill(at, "430100", LEDGER, OPEN)
    return {place for place, unit in SENDING.items() if tried(partial(lines_to_fill, at, unit, LEDGER, OPEN))}


def lines_taken(world: World, at: Desk) -> set[str]:
    at.sight.has("submit") or filled_in(at, "430100", LEDGER, OPEN, [])
    return {place for place, unit in SENDING.items() if tried(partial(filled_in, at, unit, LEDGER, OPEN, []))}


def units_to_fill(world: World, at: Desk) -> set[str]:
    offered = fill_units(at, LEDGER, ZH)
    return {place for place, unit in SENDING.items() if unit in offered}


def regions_offered(world: World, at: Desk) -> set[str]:
    offered = answers(at, "region", ZH)
    return {place for place, unit in UNITS.items() if unit in offered}


def tries(world: World, at: Desk) -> set[str]:
    return {place for place in ("own", "other") if trial(at, form_of(world.desk, UNITS[place]), ZH) is not None}


def someone_else(world: World, at: Desk) -> Desk:
    return world.at("office" if at.person.login != world.people["office"].login else "submitter")


def kept(world: World, at: Desk) -> set[str]:
    drafts.keep(at, upload(world, "own"))
    other = someone_else(world, at)
    drafts.keep(other, upload(world, "line"))
    found = {one.name for one in drafts.restore(at, ZH)[0]}
    pairs = (("own", "own"), ("other", "line"))
    seen = {place for place, sent in pairs if upload(world, sent).name in found}
    for place in ("own", "line"):
        drafts.drop(at, upload(world, place).key)
    left = {one.name for one in drafts.restore(other, ZH)[0]}
    drafts.drop(other, upload(world, "line").key)
    return seen | ({"other"} if upload(world, "line").name not in left else set())


def unsent(world: World, at: Desk) -> set[str]:
    drafts.keep(at, upload(world, "own"))
    other = someone_else(world, at)
    drafts.keep(other, upload(world, "line"))
    found = drafts.unsent(at)
    drafts.drop(at, upload(world, "own").key)
    drafts.drop(other, upload(world, "line").key)
    return {place for place, sent in (("own", "own"), ("other", "line")) if upload(world, sent).name in found}


def settled(world: World, at: Desk) -> set[str]:
    drafts.settle(at, upload(world, "line").key, world.receipts["own"])
    other = someone_else(world, at)
    drafts.keep(other, upload(world, "line"))
    drafts.settle(at, upload(world, "line").key, world.receipts["own"])
    left = {one.name for one in drafts.restore(other, ZH)[0]}
    drafts.drop(other, upload(world, "line").key)
    return {"own"} | ({"other"} if upload(world, "line").name not in left else set())


TRAYS = frozenset({"own", "other"})
USE = "dashboard.usecases."
SENDING_PROBES: Mapping[str, Probe] = {
    f"{USE}uploading.read_upload": each(lambda at, one: read_upload(at, one.name, one.content).intake.findings),
    f"{USE}uploading.answered": each(lambda at, one: answered(at, one).intake.findings),
    f"{USE}uploading.matched": each(lambda at, one: matched(at, one, "region", "某", "").intake.findings),
    f"{USE}uploading.hand_in": each(handed),
    f"{USE}uploading.answers": Probe(frozenset({"own", "below", "other"}), MEANS, regions_offered),
    f"{USE}loading.take_in": each(lambda at, one: take_in(at, one.name, one.content).findings),
    f"{USE}loading.load_files": each(loaded),
    f"{USE}templates.template_file": Probe(EVERY, MEANS, templates),
    f"{USE}templates.template_units": Probe(EVERY, MEANS, units_offered),
    f"{USE}ledgers.filling.lines_to_fill": Probe(EVERY, MEANS, lines_given),
    f"{USE}ledgers.filling.filled_in": Probe(EVERY, MEANS, lines_taken),
    f"{USE}ledgers.filling.fill_units": Probe(EVERY, MEANS, units_to_fill),
    f"{USE}trial.trial": Probe(frozenset({"own", "other"}), MEANS, tries),
    f"{USE}drafts.keep": Probe(TRAYS, MEANS, kept),
    f"{USE}drafts.restore": Probe(TRAYS, MEANS, kept),
    f"{USE}drafts.unsent": Probe(TRAYS, MEANS, unsent),
    f"{USE}drafts.drop": Probe(TRAYS, MEANS, kept),
    f"{USE}drafts.settle": Probe(TRAYS, MEANS, settled),
}
