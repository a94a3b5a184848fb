"""A workspace of published figures: every province and prefecture of the country, each figure with its source."""

from __future__ import annotations

import csv
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

from config.wording import mark, translator
from config.workspace import REPOSITORY, write_workspace
from dashboard.access.person import operator
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.loading import load_files
from loaders.collect import Provenance

FOLDER = Path(__file__).parent
SHARED = ("reading.toml", "regions/former.csv", "forms")
say = translator()


def build_published(folder: Path, *, empty: bool = False) -> Desk:
    """Make the workspace with a config folder of its own; unless empty, load the published files with their sources.

    Raises RuntimeError when a shipped file is refused, which a test holds never to happen.
    """
    config = folder / "config"
    shutil.copytree(FOLDER / "config", config, dirs_exist_ok=True)
    _share_forms(config)
    write_workspace(folder, config)
    desk = open_desk(folder)
    if not empty:
        _load(desk)
    return desk


def sources() -> list[dict[str, str]]:
    """The shipped files with their publisher, date, address, and what had to be told, as sources.toml has them."""
    content = tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8"))
    return [{key: str(value) for key, value in entry.items()} for entry in content["file"]]


def _load(desk: Desk) -> None:
    publishing = desk.of(replace(operator("published"), name=""))
    for source in sources():
        provenance = Provenance(
            publisher=source["publisher"],
            published=source["published"],
            source_url=source["url"],
            source_note=source["notes"],
        )
        file = FOLDER / "files" / source["name"]
        told = (source.get("region_code", ""), source.get("period", ""))
        for name, receipt in load_files(publishing, [file], *told, provenance=provenance):
            if receipt.outcome == "rejected":
                raise RuntimeError(f"{name}: {[finding.message() for finding in receipt.findings]}")
            print(say(mark("{file}: {rows} figures"), file=name, rows=len(receipt.intake.rows)), flush=True)


def _share_forms(config: Path) -> None:
    for name in SHARED:
        shared, place = REPOSITORY / "config" / name, config / name
        if shared.is_dir():
            shutil.copytree(shared, place, dirs_exist_ok=True)
        else:
            shutil.copy(shared, place)
    _cut_links(config / "forms" / "statistics.csv")


def _cut_links(statistics: Path) -> None:
    """This workspace has no catalogue of indicators, so its statistics stand for themselves."""
    with statistics.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with statistics.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {"indicator": ""} for row in rows)
