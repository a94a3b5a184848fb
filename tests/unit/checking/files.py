from collections.abc import Iterable, Mapping, Sequence

from config.model import ColumnRole, Config, Plausibility, Status
from loaders.checking.compare import compare
from loaders.checking.history import History, Known, factor_between, item_of, unit_of
from loaders.intake.outcome import Finding, Intake, ValueRow

NOW = "2026-09"
QUARTERS = ("2024-12", "2025-03", "2025-06", "2025-09", "2025-12", "2026-03", "2026-06")
CITY, DISTRICTS = "430100", ("430102", "430103", "430104", "430105", "430111", "430112", "430121", "430181", "430182")
CITIES = (
    "430100", "430200", "430300", "430400", "430500", "430600", "430700", "430800", "430900", "431000", "431100",
    "431200", "431300", "433100",
)  # fmt: skip
Reported = Mapping[tuple[str, str], Mapping[str, float | None]]


def row(
    config: Config,
    region: str,
    code: str,
    value: float | str | None,
    cell: str = "B2",
    *,
    period: str = NOW,
    unit: str = "",
    role: ColumnRole = "current",
    sheet: str = "数据",
) -> ValueRow:
    item = item_of(code, config)
    assert item is not None
    text = "" if value is None else value if isinstance(value, str) else f"{value:g}" if value % 1 else f"{value:.0f}"
    number = None if value is None else float(value)
    status = Status.NOT_REPORTED if value is None else Status.REPORTED
    return ValueRow(
        region, period, "", code, item.measure, role, number, text, unit or item.unit, status, sheet, cell, text
    )


def file_of(rows: Iterable[ValueRow], findings: Iterable[Finding] = ()) -> Intake:
    kept = tuple(rows)
    return Intake("division_workbook", period=max(one.period for one in kept), rows=kept, findings=tuple(findings))


def column(config: Config, code: str, values: Mapping[str, float | None], letter: str = "B") -> list[ValueRow]:
    return [row(config, region, code, value, f"{letter}{n}") for n, (region, value) in enumerate(values.items(), 2)]


def reported(config: Config, figures: Reported, unit: str = "", status: Status = Status.REPORTED) -> History:
    known: dict[tuple[str, str], dict[str, Known]] = {}
    for (region, code), series in figures.items():
        printed = unit or unit_of(code, config)
        factor = factor_between(printed, unit_of(code, config), config.reading) or 1.0
        for period, value in series.items():
            scaled, text = (None, "—") if value is None else (value * factor, f"{value:.15g}")
            figure = Known(scaled, text, printed, status, "旧表", "D5", f"JP-{period}", "elderly_care")
            known.setdefault((region, code), {})[period] = figure
    return History(known)


def series(values: Sequence[float], periods: Sequence[str] = QUARTERS) -> dict[str, float | None]:
    return dict(zip(periods[-len(values) :], values, strict=True))


def tuned(config: Config, **keys: object) -> Config:
    return config.model_copy(update={"plausibility": Plausibility.model_validate(keys)})


def rules(config: Config, rows: Iterable[ValueRow], history: History | None = None) -> list[tuple[str, str]]:
    return [(one.rule, one.cell) for one in compare(file_of(rows), history or History(), config)]
