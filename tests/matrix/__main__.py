"""Write the tables of docs/access.md and docs/access.zh-CN.md anew, as the code declares them."""

from tests.matrix import declared
from tests.matrix.tables import DOCS, TABLES, replaced, written

ROWS = {
    "pages": declared.page_rows,
    "downloads": declared.download_rows,
    "addresses": declared.address_rows,
    "api": declared.api_rows,
    "cases": declared.use_case_rows,
}


def main() -> None:
    for locale, path in DOCS.items():
        text = path.read_text(encoding="utf-8")
        for table in TABLES:
            text = replaced(text, table, written(locale, table, list(ROWS[table]())))
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
