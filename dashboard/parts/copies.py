"""问题批注: the submitter's own workbook back, with every finding at its cell."""

from __future__ import annotations

from collections.abc import Callable

from config.wording import mark
from dashboard.parts.giving import give_button
from dashboard.parts.session import desk, locale, say
from dashboard.parts.templates import XLSX
from dashboard.usecases.uploading import Upload, annotated_copy
from loaders.annotating.naming import annotated_name


def annotated_button(upload: Upload) -> None:
    """The button that writes the annotated copy; nothing where there is nothing to say."""
    if upload.findings:
        give_button(
            "annotated_copy",
            say()(mark("Download with remarks")),
            _copied(upload),
            annotated_name(upload.name),
            XLSX,
            of=upload.key,
            kind="tertiary",
        )


def _copied(upload: Upload) -> Callable[[], bytes]:
    opened, language = desk(), locale()
    return lambda: annotated_copy(opened, upload, language)[1]
