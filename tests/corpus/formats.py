"""What the workbook says beside the values: number formats, formulas, what is hidden, alike in every kind of file."""

from __future__ import annotations

import datetime as dt

from tests.corpus.case import Case
from tests.corpus.tables import ASSISTANCE, BEDS, BEDS_READ, CHARITY, HEAD, UNTITLED, Rows, beds
from tests.corpus.writers import Page, calculated, ods, xls, xlsx

_SHARES: Rows = [*ASSISTANCE, ["地区", "临时救助按时办结率"], ["长沙市", 0.953], ["株洲市", 1]]
_MIXED: Rows = [*ASSISTANCE, ["地区", "临时救助按时办结率"], ["长沙市", 0.953], ["株洲市", 97.5]]
_PERCENTS = {"B4": "0.00%", "B5": "0.00%"}
_FORMATTED: Rows = [*CHARITY, ["地区", "慈善捐赠收入"], ["长沙市", 1234.5], ["株洲市", 5]]
_FORMATS = {"B4": "#,##0.00", "B5": '0"元"'}
_DATE: Rows = [[*UNTITLED[0], None, dt.date(2025, 9, 30)], UNTITLED[1], *HEAD, *BEDS]
_SUMS: Rows = beds(*BEDS, ["合计", "=SUM(B4:B5)", "=SUM(C4:C5)"])
_NOT_CALCULATED: Rows = beds(BEDS[0], ["株洲市", "=B4-400", 300])
_HIDDEN = Page(beds(*BEDS), hidden_rows=[5], hidden_columns="C")
_DRAFT = Page(beds(["长沙市", 9, 9], ["株洲市", 9, 9], ["湘潭市", 9, 9]), "草稿", hidden=True)

CASES = (
    Case(
        "percent_format.xlsx",
        lambda: xlsx(Page(_SHARES, formats=_PERCENTS)),
        """
        430100 temporary_assistance_timely_rate 95.30 B4; 430200 temporary_assistance_timely_rate 100.00 B5
        """,
        "",
    ),
    Case(
        "percent_format.xls",
        lambda: xls(Page(_SHARES, formats=_PERCENTS)),
        """
        430100 temporary_assistance_timely_rate 95.30 B4; 430200 temporary_assistance_timely_rate 100.00 B5
        """,
        "",
    ),
    Case(
        "percent_format.ods",
        lambda: ods(Page(_SHARES, formats=_PERCENTS)),
        """
        430100 temporary_assistance_timely_rate 95.30 B4; 430200 temporary_assistance_timely_rate 100.00 B5
        """,
        "",
    ),
    Case(
        "percent_fractions.xls",
        lambda: xls(_SHARES),
        """
        430100 temporary_assistance_timely_rate 0.953 B4; 430200 temporary_assistance_timely_rate 1 B5
        """,
        "error share_as_fraction B4",
    ),
    Case(
        "percent_format_and_number.xls",
        lambda: xls(Page(_MIXED, formats={"B4": "0.0%"})),
        """
        430100 temporary_assistance_timely_rate 95.3 B4; 430200 temporary_assistance_timely_rate 97.5 B5
        """,
        "",
    ),
    Case(
        "number_formats.xlsx",
        lambda: xlsx(Page(_FORMATTED, formats=_FORMATS)),
        """
        430100 charity_income 1234.50 B4; 430200 charity_income 5 B5 元
        """,
        "",
    ),
    Case(
        "number_formats.xls",
        lambda: xls(Page(_FORMATTED, formats=_FORMATS)),
        """
        430100 charity_income 1234.50 B4; 430200 charity_income 5 B5 元
        """,
        "",
    ),
    Case(
        "format_in_thousands.xls",
        lambda: xls(Page(_FORMATTED, formats={"B4": "#,##0,"})),
        "430200 charity_income 5 B5",
        "error format_scaled B4",
    ),
    Case("date_of_the_period.xlsx", lambda: xlsx(Page(_DATE, formats={"C1": "yyyy年m月"})), BEDS_READ, ""),
    Case("date_of_the_period.xls", lambda: xls(Page(_DATE, formats={"C1": 'yyyy"年"m"月"'})), BEDS_READ, ""),
    Case(
        "formulas_calculated.xlsx",
        lambda: calculated(_SUMS, {"B6": 2000, "C6": 1000}),
        """
        430000 elderly_beds 2000 B6; 430000 nursing_beds 1000 C6; 430100 elderly_beds 1200 B4;
        430100 nursing_beds 700 C4; 430200 elderly_beds 800 B5; 430200 nursing_beds 300 C5
        """,
        "",
    ),
    Case(
        "formulas_left_at_zero.xlsx",
        lambda: calculated(_SUMS, {}),
        BEDS_READ,
        """
        error formula_not_calculated B6; error formula_not_calculated C6
        """,
    ),
    Case(
        "formula_not_calculated.xlsx",
        lambda: xlsx(_NOT_CALCULATED),
        """
        430100 elderly_beds 1200 B4; 430100 nursing_beds 700 C4; 430200 nursing_beds 300 C5
        """,
        "error formula_not_calculated B5",
    ),
    Case(
        "formula_not_calculated.xls",
        lambda: xls(_NOT_CALCULATED),
        """
        430100 elderly_beds 1200 B4; 430100 nursing_beds 700 C4; 430200 nursing_beds 300 C5
        """,
        "error formula_not_calculated B5",
    ),
    Case(
        "hidden.xlsx",
        lambda: xlsx(_HIDDEN, _DRAFT),
        BEDS_READ,
        """
        note columns_hidden Sheet1!; note rows_hidden Sheet1!; note sheet_hidden 草稿!
        """,
    ),
    Case(
        "hidden.xls",
        lambda: xls(_HIDDEN, _DRAFT),
        BEDS_READ,
        """
        note columns_hidden Sheet1!; note rows_hidden Sheet1!; note sheet_hidden 草稿!
        """,
    ),
    Case("hidden.ods", lambda: ods(_HIDDEN), BEDS_READ, "note columns_hidden; note rows_hidden"),
)
