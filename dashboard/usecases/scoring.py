"""Score what has been submitted: computed once for each state of the inputs, kept, and read back."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import narwhals as nw
import polars as pl

from config.frames import ITEMS, MEASURES, NODES, RANKING
from config.model import Config, Quarter, Scheme
from dashboard.access.gate import inner, needs
from dashboard.usecases.computed import clock_of_computed, with_computed
from dashboard.usecases.desk import Desk
from dashboard.usecases.standing_frames import DRAWN, drawn_frames
from loaders.store import readers
from loaders.store.database import writing
from loaders.store.moment import asked_once
from loaders.store.pulse import pulse
from loaders.store.tables import Scoring
from loaders.store.writers import keep_scoring
from metrics.board import add_movement
from metrics.scorecard import measure, score

SCORED = {"items": ITEMS, "nodes": NODES, "ranking": RANKING}
SHAPES = {"measures": MEASURES, **SCORED, **DRAWN}
_ATTEMPTS = 3
_computing = threading.Lock()


@dataclass(frozen=True)
class Scored:
    """The frames of one state of the inputs, over all quarters that have a submission."""

    input_hash: str
    frames: dict[str, pl.DataFrame]


@needs("results", "present", "submit")
def input_hash(desk: Desk) -> str:
    """The hash of the present state of the inputs, and of which frames are made of them.

    So scores that were kept before a frame was added are not read as whole.
    """
    return asked_once(("input_hash", desk.shared), lambda: _hash(desk))


def _hash(desk: Desk) -> str:
    stands = (pulse(desk.engine), clock_of_computed(desk.whole))
    kept = desk.shared.drawn.get("input_hash")
    if kept is None or kept[0] != stands:
        shapes = "\n".join(f"{name}:{','.join(shape)}" for name, shape in SHAPES.items())
        kept = (stands, readers.input_hash(desk.engine, f"{desk.config_fingerprint}\n{shapes}\n{stands[1]}"))
        desk.shared.drawn["input_hash"] = kept
    return str(kept[1])


@inner
def scored(desk: Desk) -> Scored:
    """The scores of the present inputs: read if they are kept, else computed and kept.

    Raises RuntimeError when the inputs change again and again meanwhile.
    """
    for _ in range(_ATTEMPTS):
        state = input_hash(desk)
        frames = readers.scoring_frames(desk.engine, state)
        if frames:
            return Scored(state, frames)
        recompute(desk.whole)
    raise RuntimeError("the inputs changed while they were scored; try again")


@needs("system")
def recompute(desk: Desk) -> bool:
    """Compute and keep the scores of the present inputs; False when they were kept already."""
    with _computing:
        state = input_hash(desk.whole)
        if readers.scoring(desk.engine, state) is not None:
            return False
        started = time.perf_counter()
        frames = compute(desk.whole)
        with writing(desk.engine) as session:
            return keep_scoring(
                session,
                Scoring(
                    input_hash=state,
                    computed_at=desk.now(),
                    seconds=time.perf_counter() - started,
                    submissions=len(readers.submissions(desk.engine)),
                ),
                {name: readers.as_parquet(frame) for name, frame in frames.items()},
            )


@inner
def compute(desk: Desk) -> dict[str, pl.DataFrame]:
    """SHAPES of every quarter with a submission, each under its own scheme."""
    values = readers.values_frame(desk.engine, desk.config).collect()
    return frames_of(with_computed(desk, values), desk.config)


def frames_of(values: pl.DataFrame, config: Config) -> dict[str, pl.DataFrame]:
    """SHAPES from a values frame, each quarter under the scheme in force or, said so on screen, back-cast."""
    regions, catalogue = nw.from_native(readers.regions_frame(config)), config.indicators
    quarters = [Quarter(quarter) for quarter in sorted(values["quarter"].unique())]
    frames = {name: pl.DataFrame(schema=readers.polars_schema(shape)) for name, shape in SHAPES.items()}
    if not quarters:
        return frames
    measures = nw.to_native(measure(nw.from_native(values.lazy()), regions, catalogue, quarters)).collect()
    frames["measures"] = measures
    by_scheme = list(_by_scheme(config, quarters))
    for scheme, under in by_scheme:
        card = score(nw.from_native(measures.lazy()), regions, catalogue, scheme, under, keep=_collected)
        parts = pl.collect_all([nw.to_native(getattr(card, name)) for name in SCORED])
        frames |= {name: pl.concat([frames[name], part]) for name, part in zip(SCORED, parts, strict=True)}
    board = add_movement(nw.from_native(frames["ranking"].lazy()), quarters)
    frames |= {"ranking": nw.to_native(board).collect()}
    return frames | drawn_frames(frames, config, by_scheme)


def _collected(frame: nw.LazyFrame) -> nw.LazyFrame:
    return frame.collect().lazy()


def _by_scheme(config: Config, quarters: list[Quarter]) -> Iterator[tuple[Scheme, list[str]]]:
    in_force = {quarter: config.scheme_for(quarter)[0] for quarter in quarters} if config.schemes else {}
    for scheme in config.schemes:
        under: list[str] = [quarter for quarter, chosen in in_force.items() if chosen.code == scheme.code]
        if under:
            yield scheme, under
