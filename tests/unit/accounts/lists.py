import io
from collections.abc import Sequence

from xlsxwriter import Workbook

HEADS = ("登录名", "姓名", "角色", "单位", "单点登录标识")


def workbook(*rows: Sequence[object], heads: Sequence[str] = HEADS, above: int = 0) -> bytes:
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("账号")
        for number, row in enumerate((heads, *rows), above):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()
