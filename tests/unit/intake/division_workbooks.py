from config.model import Severity
from loaders.intake.outcome import Intake

EXPECTED = {
    ("430100", "2025-09", "elderly_beds", "1200"),
    ("430100", "2025-09", "nursing_beds", "700"),
    ("430200", "2025-09", "elderly_beds", "800"),
    ("430200", "2025-09", "nursing_beds", "300"),
    ("430300", "2025-09", "elderly_beds", "600"),
    ("430300", "2025-09", "nursing_beds", "250"),
}


def figures(intake: Intake) -> set[tuple[str, str, str, str]]:
    return {(row.region_code, row.period, row.indicator, row.text) for row in intake.rows}


def rules(intake: Intake, severity: Severity | None = None) -> list[tuple[str, str]]:
    return [(f.rule, f.cell) for f in intake.findings if severity is None or f.severity is severity]
