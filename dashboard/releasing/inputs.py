"""What a quarter's scores are computed from: gathered from the database, frozen as files, and read back from them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from config.frames import VALUES, conform
from config.model import Config, Quarter, Scheme
from dashboard.access.gate import inner
from dashboard.releasing.manifest import canonical_json
from dashboard.usecases.computed import with_computed
from dashboard.usecases.desk import Desk
from loaders.store import readers
from loaders.store.counting import set_asides
from loaders.store.released import submissions_behind
from loaders.store.sets import read_parquet, settled_parquet
from loaders.store.tables import Submission

HISTORY = 8
"""How many quarters the pages of a quarter show, the quarter itself included."""
_COMPARED = 5
"""How many quarters further back the oldest of them is compared with (环比 within the year, 同比)."""
SUBMISSIONS, VALUE_ROWS = "inputs/submissions.json", "inputs/values.parquet"
CONFIG, SCHEMES = "config/config.json", "config/schemes/"


@dataclass(frozen=True)
class FrozenSubmission:
    """A submission behind a release: its number and receipt, and the hash of its file in the store.

    `set_aside` are the codes of the regions that were returned of it, so that their values did not count.
    """

    id: int
    receipt: str
    sha256: str
    kind: str
    submitter: str
    period: str
    quarter: str
    file_name: str
    rows: int
    set_aside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inputs:
    """Everything that the scores of `quarter` and of the quarters shown beside it are computed from."""

    quarter: Quarter
    submissions: tuple[FrozenSubmission, ...]
    values: pl.DataFrame
    config: Config

    @property
    def scheme(self) -> Scheme:
        """The scheme that scores the quarter."""
        return self.config.scheme_for(self.quarter)[0]


def shown_quarters(quarter: str) -> tuple[str, ...]:
    """The quarters that the pages of a quarter show, in order of time."""
    return tuple(str(Quarter(quarter).shift(back)) for back in range(1 - HISTORY, 1))


def quarters_behind(quarter: str) -> tuple[str, ...]:
    """The quarters whose values go into the figures of a quarter, in order of time."""
    return tuple(str(Quarter(quarter).shift(back)) for back in range(1 - HISTORY - _COMPARED, 1))


@inner
def gather(desk: Desk, quarter: Quarter) -> Inputs:
    """The inputs of a quarter as they stand now. Raises LookupError when the workspace has no scheme."""
    behind = quarters_behind(quarter)
    values = readers.values_frame(desk.engine, desk.config, behind).collect()
    values = with_computed(desk.whole, values)
    return Inputs(
        quarter=quarter,
        submissions=present_submissions(desk, quarter),
        values=values.sort("region_code", "quarter", "indicator"),
        config=desk.config.model_copy(update={"schemes": _schemes(desk.config, behind)}),
    )


@inner
def present_submissions(desk: Desk, quarter: str) -> tuple[FrozenSubmission, ...]:
    """The submissions that go into the figures of a quarter as they stand now, in the order they came."""
    aside = set_asides(desk.engine)
    behind = submissions_behind(desk.engine, quarters_behind(quarter))
    return tuple(_frozen(submission, aside.get(submission.id or 0, ())) for submission in behind)


def freeze(inputs: Inputs) -> dict[str, bytes]:
    """The inputs as files, by path; the same inputs give the same bytes."""
    settings = inputs.config.model_dump(mode="json", exclude={"schemes"})
    schemes = {
        f"{SCHEMES}{scheme.code}.json": canonical_json(scheme.model_dump(mode="json"))
        for scheme in inputs.config.schemes
    }
    return {
        SUBMISSIONS: canonical_json([_as_kept(submission) for submission in inputs.submissions]),
        VALUE_ROWS: settled_parquet(inputs.values),
        CONFIG: canonical_json(settings),
        **schemes,
    }


def thaw(quarter: str, files: Mapping[str, bytes]) -> Inputs:
    """The inputs as they were frozen.

    Raises KeyError for a missing file, ValueError (pydantic's and json's own too) for one that this program cannot
    read, polars' errors for a Parquet file that is none.
    """
    schemes = [json.loads(files[path]) for path in sorted(files) if path.startswith(SCHEMES)]
    return Inputs(
        quarter=Quarter(quarter),
        submissions=frozen_submissions(files),
        values=conform(read_parquet(files[VALUE_ROWS]), VALUES),
        config=Config.model_validate(json.loads(files[CONFIG]) | {"schemes": schemes}),
    )


def frozen_submissions(files: Mapping[str, bytes]) -> tuple[FrozenSubmission, ...]:
    """The submissions that a set names; KeyError, TypeError or ValueError where it does not."""
    entries = json.loads(files[SUBMISSIONS])
    return tuple(FrozenSubmission(**{**entry, "set_aside": tuple(entry.get("set_aside", ()))}) for entry in entries)


def _frozen(submission: Submission, set_aside: tuple[str, ...]) -> FrozenSubmission:
    own = set(FrozenSubmission.__dataclass_fields__) - {"set_aside"}
    known: dict[str, Any] = {name: getattr(submission, name) for name in own}
    return FrozenSubmission(**known, set_aside=set_aside)


def _as_kept(submission: FrozenSubmission) -> dict[str, Any]:
    """A submission as the set names it; where nothing was set aside, as releases did before there was such a thing."""
    entry = asdict(submission)
    return entry if submission.set_aside else {name: entry[name] for name in entry if name != "set_aside"}


def _schemes(config: Config, quarters: Sequence[str]) -> tuple[Scheme, ...]:
    """The schemes that score one of the quarters, or stand in for one that was not in force."""
    used = {config.scheme_for(quarter)[0].code for quarter in quarters}
    return tuple(scheme for scheme in config.schemes if scheme.code in used)
