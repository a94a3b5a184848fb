import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from config.workspace import REPOSITORY
from tests.matrix.seats import WORDS

DOCS = {"en": REPOSITORY / "docs" / "access.md", "zh": REPOSITORY / "docs" / "access.zh-CN.md"}
WORDS_IN: Mapping[str, Mapping[str, str]] = {
    "en": {word: word for word in WORDS},
    "zh": dict(zip(WORDS, ("全部", "本处室", "本级及下级", "本单位", "已发布", "可", "–"), strict=True)),
}
SEATS_IN: Mapping[str, Sequence[str]] = {
    "en": (
        *("leader", "office", "reviewer", "head", "submitter", "judge", "auditor", "administrator"),
        *("delegated administrator", "nobody"),
    ),
    "zh": ("厅领导", "办公室", "处室审核", "局长", "填报人", "评委", "审计员", "账号管理员", "地区账号管理员", "无"),
}
TOKENS_IN: Mapping[str, Sequence[str]] = {
    "en": ("token of a region", "token of a division", "token of the province", "session cookie", "nothing"),
    "zh": ("地区令牌", "处室令牌", "全省令牌", "仅会话 Cookie", "无"),
}
ROWS_IN: Mapping[str, Mapping[str, str]] = {
    "en": {"pages": "page", "cases": "use cases", "addresses": "address", "api": "address", "downloads": "file"},
    "zh": {"pages": "页面", "cases": "用例", "addresses": "地址", "api": "地址", "downloads": "文件"},
}
TABLES = ("pages", "downloads", "addresses", "api", "cases")
Row = tuple[tuple[str, ...], tuple[str, ...]]


def heads(locale: str, table: str) -> tuple[str, ...]:
    return (ROWS_IN[locale][table], *(TOKENS_IN if table == "api" else SEATS_IN)[locale])


def written(locale: str, table: str, rows: Sequence[Row]) -> str:
    head = heads(locale, table)
    lines = [head, ("---",) * len(head)]
    words = WORDS_IN[locale]
    lines += [(_named(table, names), *(words[cell] for cell in cells)) for names, cells in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _named(table: str, names: tuple[str, ...]) -> str:
    if table != "cases":
        return ", ".join(f"`{name}`" for name in names)
    module, *functions = names
    return f"`{module}`: {', '.join(f'`{name}`' for name in functions)}"


def begin(table: str) -> str:
    return f"<!-- matrix: {table} -->\n"


END = "\n<!-- end of matrix -->"


def replaced(text: str, table: str, new: str) -> str:
    before, _, rest = text.partition(begin(table))
    return f"{before}{begin(table)}{new}{END}{rest.partition(END)[2]}"


def read(locale: str, table: str, path: Path | None = None) -> dict[str, tuple[str, ...]]:
    text = (path or DOCS[locale]).read_text(encoding="utf-8")
    lines = text.partition(begin(table))[2].partition(END)[0].splitlines()
    first, _, *rows = [tuple(cell.strip() for cell in line.strip("| ").split(" | ")) for line in lines]
    assert first == heads(locale, table), first
    words = {local: word for word, local in WORDS_IN[locale].items()}
    found: dict[str, tuple[str, ...]] = {}
    for name, *cells in rows:
        for one in _names(table, name):
            assert one not in found, f"two rows for {one}"
            found[one] = tuple(words[cell] for cell in cells)
    return found


def _names(table: str, cell: str) -> Iterator[str]:
    names = re.findall(r"`([^`]+)`", cell)
    if table != "cases":
        yield from names
        return
    module, *functions = names
    yield from (f"dashboard.{module}.{function}" for function in functions)
