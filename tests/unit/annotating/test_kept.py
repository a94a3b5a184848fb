import io
import zipfile

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font
from openpyxl.workbook.protection import WorkbookProtection

from loaders.intake.opening import open_book
from tests.unit.annotating.copies import LIST, annotate, finding, opened, own_sheets, replaced
from tests.unit.intake import workbooks as made


def test_a_workbook_keeps_what_its_submitter_put_into_it() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表"
    for row in (["合计", "=SUM(B2:B3)"], ["甲", 1.5], ["乙", 2]):
        sheet.append(row)
    sheet["A1"].font = Font(bold=True)
    sheet["B2"].number_format = "0.00"
    sheet.merge_cells("D1:E2")
    sheet.column_dimensions["A"].width = 33
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[3].hidden = True
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=2, max_row=3))
    sheet.add_chart(chart, "G1")
    book.create_sheet("隐藏").sheet_state = "hidden"

    copy = opened(annotate(made.saved(book), [finding("B2", sheet="表")]))

    kept = copy["表"]
    assert copy.sheetnames == [LIST, "表", "隐藏"]
    assert kept["B1"].value == "=SUM(B2:B3)"
    assert (kept["A1"].font.bold, kept["B2"].number_format) == (True, "0.00")
    assert [str(area) for area in kept.merged_cells.ranges] == ["D1:E2"]
    assert (kept.column_dimensions["A"].width, kept.column_dimensions["C"].hidden) == (33, True)
    assert kept.row_dimensions[3].hidden
    assert (len(kept._charts), copy["隐藏"].sheet_state) == (1, "hidden")
    assert not any("未能保留" in str(row[0]) for row in copy[LIST].iter_rows(max_row=4, values_only=True))


def test_the_results_of_formulas_stay_readable() -> None:
    part = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1"><v>3</v></c><c r="B1"><f>A1*2</f><v>6</v></c>'
        '<c r="C1" t="str"><f>A1&amp;"&lt;甲"</f><v>3&lt;甲</v></c>'
        '<c r="D1" t="b"><f>A1=3</f><v>1</v></c><c r="E1" t="e"><f>A1/0</f><v>#DIV/0!</v></c><c r="F1"><f>A1+1</f></c>'
        "</row></sheetData></worksheet>"
    )
    content = replaced(made.xlsx([[3]]), "xl/worksheets/sheet1.xml", part.encode())

    copy = annotate(content, [finding("B1")])

    before, after = (open_book(one).sheets[-1].cells for one in (content, copy))
    assert [cell.text for cell in after.values()] == ["3", "6", "3<甲", "TRUE", "#DIV/0!", ""]
    assert before == after
    assert own_sheets(copy)[0]["C1"].value == '=A1&"<甲"'


def test_macros_are_dropped_and_the_list_says_so() -> None:
    content = replaced(made.xlsx([[1]]), "xl/vbaProject.bin", b"macro")

    copy = annotate(content, [finding("A1")])

    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        assert not any("vba" in name for name in archive.namelist())
    assert "未能保留：宏" in str(opened(copy)[LIST]["A4"].value)


def test_protected_workbooks_and_sheets_stay_protected() -> None:
    book = opened(made.xlsx([["甲", 5]]))
    book.security = WorkbookProtection(lockStructure=True)
    book.worksheets[0].protection.sheet = True

    copy = opened(annotate(made.saved(book), [finding("B1")]))

    assert copy.security.lockStructure
    assert copy["Sheet1"].protection.sheet
