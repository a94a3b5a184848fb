"""The submitter's own workbook back, with every finding at its cell: bytes and findings to an xlsx; no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from config.wording import DEFAULT_LOCALE
from loaders.annotating.naming import annotated_name
from loaders.intake.outcome import Finding

_NO_REASONS: Mapping[str, str] = {}


def annotated(
    name: str,
    content: bytes,
    findings: Sequence[Finding],
    locale: str = DEFAULT_LOCALE,
    reasons: Mapping[str, str] = _NO_REASONS,
) -> tuple[str, bytes]:
    """A submitted file as an annotated xlsx workbook: its name and its bytes.

    Each cell with a finding is coloured and bears a comment, and a list of all findings stands in front; `reasons` is
    what was said to them, by Finding.key. A file that cannot be opened gives the list alone. A workbook that was
    annotated before loses the earlier list, comments and colours.
    """
    # openpyxl is heavy, and only the process that annotates needs it.
    from loaders.annotating.workbook import annotated_bytes  # noqa: PLC0415

    return annotated_name(name), annotated_bytes(name, content, findings, locale, reasons)
