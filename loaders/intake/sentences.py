"""What each finding says: for every rule the sentence and how to mend it, as message ids of the catalogue.

The places {read}, {cell} and {sheet} are always there; the others are given by the module that makes the finding.
"""

from __future__ import annotations

from config.wording import mark
from loaders.intake.cellsentences import CELL_SENTENCES
from loaders.intake.comparisonsentences import COMPARISON_SENTENCES
from loaders.intake.filesentences import FILE_SENTENCES
from loaders.intake.headsentences import HEAD_SENTENCES
from loaders.intake.ledgersentences import LEDGER_SENTENCES
from loaders.intake.servicesentences import SERVICE_SENTENCES

SENTENCES = (
    FILE_SENTENCES | HEAD_SENTENCES | CELL_SENTENCES | LEDGER_SENTENCES | COMPARISON_SENTENCES | SERVICE_SENTENCES
)
UNKNOWN = (
    mark("An earlier version of the product found something here under the rule {rule}."),
    mark("Submit the file again to see the finding in full."),
)
"""Said of a stored finding whose rule is no longer known. A rule keeps its places; other places need another rule."""
