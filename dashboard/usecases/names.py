"""The printed names of what is stored under a code: submitters and lines."""

from __future__ import annotations

from config.model import Config


def name_of_submitter(config: Config, submitter: str, locale: str) -> str:
    """A division or region by its name; any other submitter as it was written."""
    known = config.division.get(submitter) or config.region.get(submitter)
    return known.label(locale) if known else submitter


def line_names(config: Config, locale: str) -> dict[str, str]:
    """The business lines that divisions are in charge of, in the divisions' order, by their framework's names."""
    categories = {c.code: c.label(locale) for f in config.frameworks for v in f.versions for c in v.categories}
    divisions = sorted(config.divisions, key=lambda division: division.order)
    return {d.line: categories.get(d.line, d.label(locale)) for d in divisions if d.line}
